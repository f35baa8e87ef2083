/** Keys that work anywhere on the page, outside fields and matrices. */

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

/** @param {SelfAttention} figure */
export async function showKeys(figure) {
  const { fillKeys } = await import('./key-list.js');
  const dialog = /** @type {HTMLDialogElement} */ (document.querySelector('#keys'));
  if (dialog.open) return;
  fillKeys(dialog, figure);
  dialog.showModal();
}
