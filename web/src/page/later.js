/** What the page does once the first numbers are there. */
import { defaultSettings } from '../state/settings.js';
import { workOffline } from './offline.js';

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

/**
 * @param {SelfAttention} figure
 * @param {boolean} keeps whether what the reader enters is kept
 * @param {(anew?: boolean) => void} keep keeps what is set, as the reader's own where it begins anew
 */
export function later(figure, keeps, keep) {
  const forget = /** @type {HTMLButtonElement} */ (document.querySelector('#forget'));
  forget.hidden = !keeps;
  forget.addEventListener('click', () => {
    const { settings } = figure;
    figure.session.load(defaultSettings(), true);
    keep(true);
    tellForgotten(figure, settings);
  });
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
  const takeBack = () => {
    figure.dismiss(id);
    figure.session.load(before, true);
  };
  figure.note({ id, key: 'notice.forgotten', quiet: true, action: { key: 'edits.undo', do: takeBack } });
}
