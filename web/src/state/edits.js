/**
 * Numbers put in by hand, as a text: `stage.head.row.column.value` joined by `~`; −∞ is `-Infinity`. What may be written
 * may be read: an edit is held to these rules when it is made and when it is read.
 */
import { MOST_EDITS } from './settings.js';

/** @typedef {import('./settings.js').Edit} Edit */

/** Stages in which −∞ may stand. */
const MASKED = ['mask', 'maskedScores', 'temperedScores', 'pattern', 'localScores'];
const EDIT = /^([a-zA-Z]{1,40})\.(-?\d{1,3})\.(\d{1,9})\.(\d{1,9})\.(-?[\d.]+(?:e[+-]?\d+)?|-Infinity)$/;

/** @param {string} stage @returns {boolean} whether −∞ may stand in it */
export const mayHide = (stage) => MASKED.includes(stage);

/**
 * @param {Edit[]} edits
 * @returns {string}
 */
export function formatEdits(edits) {
  return edits.map((e) => `${e.stage}.${e.head ?? 0}.${e.row}.${e.column}.${e.value}`).join('~');
}

/** @param {string} text @returns {Edit | undefined} */
function readEdit(text) {
  const [, stage, head, row, column, written] = EDIT.exec(text) ?? [];
  const value = Number(written);
  // The core holds numbers of 32 bits.
  const fits = Number.isFinite(Math.fround(value)) || (value === Number.NEGATIVE_INFINITY && mayHide(stage));
  return fits
    ? { stage: /** @type {Edit['stage']} */ (stage), head: +head, row: +row, column: +column, value }
    : undefined;
}

/**
 * @param {string} text
 * @returns {{value: Edit[], bad: string | undefined}} the edits, and those that cannot be used, by themselves
 */
export function readEdits(text) {
  /** @type {Edit[]} */
  const value = [];
  const bad = [];
  for (const part of text === '' ? [] : text.split('~')) {
    const edit = value.length < MOST_EDITS ? readEdit(part) : undefined;
    if (edit) value.push(edit);
    else bad.push(part);
  }
  return { value, bad: bad.length > 0 ? bad.join('~') : undefined };
}
