/**
 * The language that a figure speaks: the one it is set to; else that of the text around it, if its texts are there; else
 * English.
 */
import { isSpoken } from '../view/text/text.js';
import { loadTexts } from './other-texts.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** @type {Set<Figure>} those in a page */
const figures = new Set();
let watching = false;

/** @param {string} tag as in HTML @returns {string} its language without region or script: de of de-AT */
export const primary = (tag) => tag.toLowerCase().split('-')[0];

/** @param {Element} element @returns {string} the language of what is around it, through shadow roots; '' = not told */
function around(element) {
  /** @type {any} */
  let node = element;
  do node = node.parentNode ?? node.host;
  while (node && !node.hasAttribute?.('lang'));
  return primary(node?.lang ?? '');
}

/**
 * Gives a figure its language. Only one that is set may have to be fetched: on its own, a figure asks a page for nothing.
 * @param {Figure} figure
 */
export function chooseLanguage(figure) {
  const { lang } = figure.session.settings;
  const wanted = lang === 'auto' ? around(figure) : lang;
  figure.spoken = lang;
  figure.language = isSpoken(wanted) ? wanted : 'en';
  figure.dismiss('language');
  if (lang === 'auto' || isSpoken(lang)) return;
  loadTexts(lang).catch(() => {
    const missing = figure.session.settings.lang === lang && !isSpoken(lang);
    if (missing) figure.note({ id: 'language', key: 'notice.language', quiet: true });
  });
}

/** @param {Figure} figure until forgetLanguage() it follows the page */
export function watchLanguage(figure) {
  figures.add(figure);
  chooseLanguage(figure);
  if (watching) return;
  watching = true;
  const again = () => figures.forEach(chooseLanguage);
  addEventListener('softlook-texts', again);
  new MutationObserver(again).observe(document, { subtree: true, attributeFilter: ['lang'] });
}

/** @param {Figure} figure */
export function forgetLanguage(figure) {
  figures.delete(figure);
}
