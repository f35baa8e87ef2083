/** Keys that work anywhere on the page, outside fields and matrices, and the list of all keys. */
import { html, render } from 'lit';
import { text } from '../view/text/text.js';

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

/** @param {Event} event @returns {Element | undefined} where it began, inside shadow roots too */
function origin(event) {
  const [first] = event.composedPath();
  return first instanceof Element ? first : undefined;
}

/**
 * @param {SelfAttention} figure
 * @param {KeyboardEvent} event
 */
export function handleKey(figure, event) {
  const at = origin(event);
  if (event.defaultPrevented || at?.closest('input[type=text], input[type=number], select, dialog')) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z') {
    if (event.shiftKey) figure.session.redo();
    else figure.session.undo();
    event.preventDefault();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !figure.settings.keys) return;
  const radio = at?.closest('input[type=radio]');
  if ((event.key === 'ArrowRight' || event.key === 'ArrowLeft') && !radio)
    figure.move(event.key === 'ArrowRight' ? 1 : -1);
  else if (event.key === ' ' && !at?.closest('button, input, summary, a')) figure.togglePlaying();
  else if (/^[1-9]$/.test(event.key)) figure.chooseHead(Number(event.key) - 1);
  else if (event.key === 'e' || event.key === 'E') figure.editSentence();
  else if (event.key === 'Escape') figure.releasePin();
  else if (event.key === '?') showKeys(figure);
  else return;
  event.preventDefault();
}

const KEYS = /** @type {const} */ ([
  'arrows',
  'space',
  'heads',
  'edit',
  'undo',
  'cells',
  'enter',
  'f2',
  'escape',
  'help',
]);

/**
 * @param {HTMLDialogElement} dialog
 * @param {SelfAttention} figure
 */
function fillKeys(dialog, figure) {
  const toggle = (/** @type {Event} */ event) =>
    figure.session.set({ keys: /** @type {HTMLInputElement} */ (event.target).checked });
  render(
    html`<h2 id="keys-title">${text('keys.title')}</h2>
      <dl>${KEYS.map((key) => html`<dt>${text(`keys.${key}`)}</dt><dd>${text(`keys.${key}.do`)}</dd>`)}</dl>
      <p><label><input type="checkbox" .checked=${figure.settings.keys} @change=${toggle} /> ${text('keys.single')}</label></p>
      <form method="dialog"><button>${text('keys.close')}</button></form>`,
    dialog,
  );
}

/** @param {SelfAttention} figure */
export function showKeys(figure) {
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('#keys'));
  fillKeys(dialog, figure);
  dialog.showModal();
}
