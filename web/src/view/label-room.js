/** The room that the labels of rows and columns take, in CSS pixels: tokens, or the numbers of features. */
import { isTokenAxis } from './words.js';

/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('./layout-builder.js').Metrics} Metrics */
/** @typedef {import('./layout-builder.js').Labels} Labels */

const FEATURE = { width: 18, wide: 26, height: 17 };
/** Axes of more features than this can be made thin. */
export const FEW_FEATURES = 8;
/** Height of the word over a run of tokens: query or key. */
const TITLE = 16;
/** The word query over the row labels needs this much, however short the tokens are. */
const AXIS_WORD = 40;
/** Labels over narrower columns stand upright: leaning they would cover each other. */
const ANGLED_FROM = 20;
const SLOPE = { cos: Math.cos(0.7), sin: Math.sin(0.7) };

/**
 * Whether the cells along an axis are drawn thin.
 * @param {Axis} axis
 * @param {number} count
 * @param {Metrics} m
 */
export function isThin(axis, count, m) {
  return m.thin !== null && !isTokenAxis(axis) && count > FEW_FEATURES;
}

/** @type {WeakMap<number[], number>} */
const widest = new WeakMap();

/** @param {number[]} labels widths; asked for again with every cell size that is tried */
function widestOf(labels) {
  let most = widest.get(labels);
  if (most === undefined) {
    most = Math.max(...labels);
    widest.set(labels, most);
  }
  return most;
}

/**
 * The width that labels take to the left of their rows.
 * @param {Axis} axis
 * @param {number} count
 * @param {Metrics} m
 */
export function rowRoom(axis, count, m) {
  if (axis === 'queryToken') return Math.max(AXIS_WORD, Math.ceil(widestOf(m.queryLabels) * m.labels)) + 10;
  if (axis === 'keyToken') return Math.max(AXIS_WORD, Math.ceil(widestOf(m.keyLabels) * m.labels)) + 10;
  if (axis === 'single') return 0;
  return Math.ceil((count > 9 ? FEATURE.wide : FEATURE.width) * m.labels);
}

/**
 * The height that labels take above their columns.
 * @param {Axis} axis
 * @param {Metrics} m
 * @param {number} cellW
 * @returns {{height: number, turn: Labels['turn'], over: number}} `over`: how far the last label leans out
 */
export function columnRoom(axis, m, cellW) {
  if (axis === 'single') return { height: 0, turn: 'flat', over: 0 };
  if (!isTokenAxis(axis)) return { height: FEATURE.height, turn: 'flat', over: 0 };
  const labels = axis === 'queryToken' ? m.queryLabels : m.keyLabels;
  const label = widestOf(labels) * m.labels;
  if (label <= cellW - 2) return { height: 20 + TITLE, turn: 'flat', over: 0 };
  if (cellW < ANGLED_FROM) return { height: label * 0.85 + 12 + TITLE, turn: 'upright', over: 0 };
  // From no farther than its own length away a label leans out.
  const last = labels.slice(-Math.ceil((label + 8) / cellW) - 1);
  const over = Math.max(
    0,
    ...last.map((w, i) => w * m.labels * SLOPE.cos + 8 - (last.length - i - 0.5) * cellW),
  );
  return { height: label * SLOPE.sin + 16 + TITLE / 2, turn: 'angled', over };
}
