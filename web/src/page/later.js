/** What the page does once the first numbers are there. */
import { load } from '../element/parts.js';
import { parseLink } from '../state/link.js';
import { defaultSettings } from '../state/settings.js';
import { forgetAll, keepLooks, takeBack } from './aside.js';
import { workOffline } from './offline.js';

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */
/** @typedef {import('./saved.js').Saved} Saved */

/**
 * @param {SelfAttention} figure
 * @param {Saved} saved
 * @param {() => void} keep keeps what is set
 */
export function later(figure, saved, keep) {
  const forget = /** @type {HTMLButtonElement} */ (document.querySelector('#forget'));
  forget.hidden = !saved.storage;
  forget.addEventListener('click', () => {
    const { settings } = figure;
    figure.session.load(defaultSettings(), true);
    keep();
    forgetAll(saved);
    tellForgotten(figure, settings);
  });
  keepLooks(saved);
  saved.keep(figure.session.settings);
  tellAside(figure, saved);
  load('editing').catch(() => {});
  workOffline(figure, keep).catch(() => {});
}

/**
 * The button is at the page's end, from where the figure may be out of sight.
 * @param {SelfAttention} figure
 * @param {import('../state/settings.js').Settings} before
 */
async function tellForgotten(figure, before) {
  figure.scrollIntoView({ block: 'start' });
  // It says so in the words of the page.
  await import('./language.js');
  const id = 'forgotten';
  figure.dismiss('aside');
  const takeBack = () => {
    figure.dismiss(id);
    figure.session.load(before, true);
  };
  figure.note({ id, key: 'notice.forgotten', quiet: true, action: { key: 'edits.undo', do: takeBack } });
}

/** So much of a sentence is told. */
const TOLD = 60;

/** Work that another tab's took the place of. @param {SelfAttention} figure @param {Saved} saved */
async function tellAside(figure, saved) {
  const link = saved.aside.at(-1);
  if (!link) return;
  await import('./language.js');
  const { settings } = parseLink(link);
  const { sentence } = settings;
  const show = () => {
    figure.dismiss('aside');
    takeBack(saved, link);
    figure.session.load({ ...settings, lang: figure.settings.lang, theme: figure.settings.theme }, true);
  };
  figure.note({
    id: 'aside',
    key: 'notice.aside',
    params: { sentence: sentence.length > TOLD ? `${sentence.slice(0, TOLD)}…` : sentence },
    quiet: true,
    action: { key: 'notice.aside.show', do: show },
  });
}
