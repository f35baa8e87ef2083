/** What the reader has to be told: nothing is lost, and every notice can be put away. */
import { html } from 'lit';
import { text } from '../view/text/text.js';

/**
 * @typedef {object} Notice
 * @property {string} id
 * @property {string} message
 * @property {boolean} [quiet] not an error
 * @property {{label: string, do: () => void}} [action]
 */

/** @param {import('./self-attention.js').SelfAttention} figure */
export function notices(figure) {
  return html`<div class="notices" aria-live="polite">${figure.notes.map(
    (n) => html`<div class="notice ${n.quiet ? 'quiet' : ''}" role=${n.quiet ? 'status' : 'alert'}>
      <p>${n.message}</p>
      ${n.action ? html`<button @click=${n.action.do}>${n.action.label}</button>` : ''}
      <button @click=${() => figure.dismiss(n.id)}>${text('notice.close')}</button>
    </div>`,
  )}</div>`;
}
