/** What the reader has to be told: nothing is lost, and every notice can be put away. */
import { html } from 'lit';
import { hasText, richText, text } from '../view/text/text.js';
import { effects } from './effects.js';
import { loadWords } from './parts.js';

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
  const told = effects(figure);
  // Their words come with those of the options.
  if (told.length > 0 && !hasText('why.linear')) loadWords().then((words) => words && figure.requestUpdate());
  const all = [...figure.notes, ...(hasText('why.linear') ? told : [])].filter(
    ({ id }) => !figure.putAway.has(id),
  );
  return html`<div class="notices" aria-live="polite" lang=${figure.language}>${all.map(
    (n) => html`<div class="notice ${n.quiet ? 'quiet' : ''}" role=${n.quiet ? 'status' : 'alert'}>
      <p>${richText(n.key, typeof n.params === 'function' ? n.params() : n.params)}</p>
      ${n.action ? html`<button @click=${n.action.do}>${text(n.action.key)}</button>` : ''}
      <button @click=${() => figure.putNoticeAway(n.id)}>${text('notice.close')}</button>
    </div>`,
  )}</div>`;
}
