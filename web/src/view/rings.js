/** Frames round cells: the one the arithmetic is about, those it was made from, the row of the focused token. */
import { roleOf } from './words.js';

/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('softlook').Source} Source */
/** @typedef {import('./equation.js').Spot} Spot */
/** @typedef {import('./matrix.js').Ring} Ring */

/**
 * The cells of one stage that an explanation read, as the box round them: they are a row, a column or a cell.
 * @param {Explanation} explanation
 * @param {Stage} stage
 * @returns {{row: number, column: number, rows: number, columns: number} | null}
 */
export function boxOfSources(explanation, stage) {
  let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
  for (const { from } of explanation.terms) {
    for (const source of [from.left, from.right]) {
      if (!source || source.stage !== stage.id || source.head !== stage.head) continue;
      top = Math.min(top, source.row);
      left = Math.min(left, source.column);
      bottom = Math.max(bottom, source.row);
      right = Math.max(right, source.column);
    }
  }
  return bottom < 0 ? null : { row: top, column: left, rows: bottom - top + 1, columns: right - left + 1 };
}

/**
 * @param {Stage} stage
 * @param {boolean} transposed
 * @param {Spot | null} spot
 * @param {Explanation | null} explanation of the spot
 * @param {number} focus query token; -1 = none
 * @returns {Ring[]} as drawn
 */
export function ringsFor(stage, transposed, spot, explanation, focus) {
  /** @type {Ring[]} */
  const rings = [];
  if (focus >= 0 && stage.rowAxis === 'queryToken' && focus < stage.rows) {
    rings.push({ row: focus, column: 0, rows: 1, columns: stage.cols, role: 'focus' });
  }
  const box = explanation && boxOfSources(explanation, stage);
  if (box) rings.push({ ...box, role: roleOf(stage.id) || 'source' });
  if (spot && spot.stage === stage.id && spot.head === stage.head) {
    rings.push({ row: spot.row, column: spot.column, rows: 1, columns: 1, role: 'active' });
  }
  if (!transposed) return rings;
  return rings.map((r) => ({ row: r.column, column: r.row, rows: r.columns, columns: r.rows, role: r.role }));
}
