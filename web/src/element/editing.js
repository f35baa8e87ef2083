/** Editing numbers and masks: what is put in, flipped, drawn and taken back. */
import { MOST_EDITS } from '../state/settings.js';
import texts from '../view/text/en/editing.js';
import { addTexts } from '../view/text/text.js';

/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */

addTexts(texts);

export * as editor from '../view/cell-editor.js';

/** @param {Spot} spot */
function cellOf(spot) {
  const stage = /** @type {import('softlook').StageId} */ (spot.stage);
  return { stage, head: Math.max(0, spot.head), row: spot.row, column: spot.column };
}

/** @param {Figure} figure @param {Spot} spot @param {number} value */
export function put(figure, spot, value) {
  figure.pinned = { stage: spot.stage, head: spot.head, row: spot.row, column: spot.column };
  add(figure, { ...cellOf(spot), value });
}

/** @param {Figure} figure @param {import('softlook').Edit} edit @param {string} [stroke] as for Session.putEdit */
function add(figure, edit, stroke) {
  if (figure.session.putEdit(edit, stroke)) return;
  figure.note({ id: 'full', key: 'edits.full', params: { max: MOST_EDITS } });
}

/**
 * Hides or shows a key for a query: an edit of the mask, whichever of its matrices was touched.
 * @param {Figure} figure
 * @param {Spot} spot
 */
export function toggleMask(figure, spot) {
  const mask = maskAt(figure, spot);
  if (mask) setMask(figure, spot, !mask.hidden, '');
}

/** What the stroke that is being drawn does: hide keys, or show them. */
let hiding = false;

/**
 * One cell of a stroke over a mask: the first is flipped, the others become as it is.
 * @param {Figure} figure
 * @param {Spot} spot
 * @param {boolean} first
 */
export function drawMask(figure, spot, first) {
  const mask = maskAt(figure, spot);
  if (!mask) return;
  if (first) hiding = !mask.hidden;
  setMask(figure, spot, hiding, 'draw');
}

/** @param {Spot} spot @returns {'mask' | 'pattern'} what hides its cells */
function maskIdOf({ stage }) {
  return stage === 'pattern' || stage === 'localScores' ? 'pattern' : 'mask';
}

/** @param {Figure} figure @param {Spot} spot */
function maskAt(figure, spot) {
  const stage = figure.trace?.stages.find((s) => s.id === maskIdOf(spot));
  if (!stage) return undefined;
  const at = spot.row * stage.cols + spot.column;
  return { hidden: stage.data[at] === Number.NEGATIVE_INFINITY, edited: stage.edited.includes(at) };
}

/**
 * @param {Figure} figure
 * @param {Spot} spot
 * @param {boolean} hide
 * @param {string} stroke cells of one stroke are one step of undo
 */
function setMask(figure, spot, hide, stroke) {
  const mask = maskAt(figure, spot);
  if (!mask || mask.hidden === hide) return;
  /** @type {import('softlook').CellRef} */
  const cell = { stage: maskIdOf(spot), head: 0, row: spot.row, column: spot.column };
  // A mask knows two values: flipping an edited cell is taking its edit back.
  if (mask.edited) figure.session.takeBackEdit(cell, stroke);
  else add(figure, { ...cell, value: hide ? Number.NEGATIVE_INFINITY : 0 }, stroke);
}

/** @param {Figure} figure @param {Spot} spot */
export function takeBack(figure, spot) {
  figure.session.takeBackEdit(cellOf(spot));
}
