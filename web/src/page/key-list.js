/** The list of all keys. */
import { html, render } from 'lit';
import texts from '../view/text/en/keys.js';
import { addTexts, inLanguage, text } from '../view/text/text.js';

addTexts(texts);

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

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
 * Writes the list into its dialog.
 * @param {HTMLDialogElement} dialog
 * @param {SelfAttention} figure
 */
export function fillKeys(dialog, figure) {
  const toggle = (/** @type {Event} */ event) =>
    figure.session.set({ keys: /** @type {HTMLInputElement} */ (event.target).checked });
  const list = () =>
    html`<h2 id="keys-title">${text('keys.title')}</h2>
      <dl>${KEYS.map((key) => html`<dt>${text(`keys.${key}`)}</dt><dd>${text(`keys.${key}.do`)}</dd>`)}</dl>
      <p><label><input type="checkbox" .checked=${figure.settings.keys} @change=${toggle} /> ${text('keys.single')}</label></p>
      <form method="dialog"><button>${text('keys.close')}</button></form>`;
  render(inLanguage(figure.language, list), dialog);
}
