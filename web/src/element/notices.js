/** What the reader has to be told: nothing is lost, and every notice can be put away. */
import { html } from 'lit';
import { hasText, richText, text } from '../view/text/text.js';
import { effects } from './effects.js';
import { bring } from './parts.js';

/** @typedef {import('../view/text/text.js').TextKey} TextKey */
/** @typedef {import('../view/text/text.js').Params} Params */

/**
 * @typedef {object} Notice
 * @property {string} id
 * @property {TextKey} key of what is told, in the language that the figure then has
 * @property {Params | (() => Params)} [params] looked up when it is drawn, where it has words of its own
 * @property {boolean} [quiet] not an error
 * @property {{key: TextKey, do: () => void}} [action]
 */

/** @param {import('./self-attention.js').SelfAttention} figure */
export function notices(figure) {
  const { notes, putAway } = figure;
  const all = [...notes, ...effects(figure)].filter(({ id }) => !putAway.has(id));
  const told = all.filter(({ key }) => hasText(key));
  // What cannot be had has been told.
  if (told.length < all.length && !notes.some(({ id }) => id === 'part words')) bring(figure, 'words');
  return html`<div class="notices" aria-live="polite" lang=${figure.language}>${told.map(
    (n) => html`<div class="notice ${n.quiet ? 'quiet' : ''}" role=${n.quiet ? 'status' : 'alert'}>
      <p>${richText(n.key, typeof n.params === 'function' ? n.params() : n.params)}</p>
      ${n.action ? html`<button @click=${n.action.do}>${text(n.action.key)}</button>` : ''}
      <button @click=${() => figure.putNoticeAway(n.id)}>${text('notice.close')}</button>
    </div>`,
  )}</div>`;
}
