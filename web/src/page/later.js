/** What the page does once the first numbers are there. */
import { defaultSettings } from '../model/settings.js';
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
    figure.session.load(defaultSettings(), true);
    keep(true);
  });
  workOffline(figure, keep).catch(() => {});
}
