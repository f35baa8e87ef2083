/** The page around the figure in another language. Its English texts stand in index.html too, for the first screen. */
import texts from '../view/text/en/page.js';
import { addTexts, inLanguage, text } from '../view/text/text.js';

/** @typedef {import('../view/text/text.js').TextKey} TextKey */

addTexts(texts);

/** @param {TextKey} key @returns {string} in the language of the page */
export const say = (key) => inLanguage(document.documentElement.lang, () => text(key));

/** @param {string} language whose texts are there; the figure is told by the page's `lang` */
export function translate(language) {
  document.documentElement.lang = language;
  document.title = say('page.title');
  for (const element of /** @type {NodeListOf<HTMLElement>} */ (
    document.querySelectorAll('[data-text], [data-label]')
  )) {
    const { text: key, label } = /** @type {{text?: TextKey, label?: TextKey}} */ (element.dataset);
    if (key) element.textContent = say(key);
    if (label) element.setAttribute('aria-label', say(label));
  }
  // What the switch offers is the other one.
  /** @type {HTMLElement} */ (document.querySelector('#language')).lang = language === 'de' ? 'en' : 'de';
}
