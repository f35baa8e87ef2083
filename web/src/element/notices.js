/** What the reader has to be told: nothing is lost, and every notice can be put away. */
import { html } from 'lit';
import { richText, text } from '../view/text/text.js';

/** @typedef {import('../view/text/text.js').TextKey} TextKey */

/**
 * @typedef {object} Notice
 * @property {string} id
 * @property {TextKey} key of what is told, in the language that the figure then has
 * @property {import('../view/text/text.js').Params} [params]
 * @property {boolean} [quiet] not an error
 * @property {{key: TextKey, do: () => void}} [action]
 */

/** @param {import('./self-attention.js').SelfAttention} figure */
export function notices(figure) {
  return html`<div class="notices" aria-live="polite" lang=${figure.language}>${figure.notes.map(
    (n) => html`<div class="notice ${n.quiet ? 'quiet' : ''}" role=${n.quiet ? 'status' : 'alert'}>
      <p>${richText(n.key, n.params)}</p>
      ${n.action ? html`<button @click=${n.action.do}>${text(n.action.key)}</button>` : ''}
      <button @click=${() => figure.dismiss(n.id)}>${text('notice.close')}</button>
    </div>`,
  )}</div>`;
}
