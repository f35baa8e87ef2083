/** From a stage to what its heatmap paints. */
import { formatNumber, formatSigned } from './number.js';
import { isBeyond, rampFor } from './palette.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('./palette.js').Domain} Domain */
/** @typedef {import('./cells.js').Painting} Painting */

/**
 * @typedef {object} Look how numbers are shown
 * @property {number} digits
 * @property {number} font size of the numbers in pixels
 * @property {number} readable cell width from which numbers fit
 * @property {number} least the same for weights, whose numbers are short
 * @property {'signed' | 'cividis'} colors
 * @property {boolean} dark
 * @property {boolean} changes show what the edits changed instead of the values
 * @property {(stage: Stage) => Domain} domain
 */

/**
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @returns {Float32Array} numbers that are −∞ where the cells of this stage are masked
 */
export function maskOf(trace, stage) {
  if (stage.operation !== 'softmax') return stage.data;
  const { id, head } = stage.inputs[0];
  return trace.stage(id, head).data;
}

/** @param {number} value */
function isNumber(value) {
  return value !== 0 && Number.isFinite(value);
}

/** @param {Stage} stage @returns {boolean} whether it is a mask that only shows and hides */
function isPlainMask({ id, data }) {
  return (
    (id === 'mask' || id === 'pattern') &&
    data.every((value) => value === 0 || value === Number.NEGATIVE_INFINITY)
  );
}

/** The numbers of a mask are short; none fits into rows lower than a line of print. */
const MASK_READABLE = 15;
const PRINT_HEIGHT = 13;
/** The smallest print in a cell, and the space beside it. */
export const SMALL_PRINT = 9.5;
export const BESIDE = 4;

/**
 * For each number of digits. The same function for the same form, so that who paints can tell that a number is printed as
 * before.
 */
const printers = [0, 1, 2, 3, 4].map((digits) => ({
  plain: (/** @type {number} */ v) => formatNumber(v, digits),
  change: (/** @type {number} */ v) => (v === 0 ? '·' : formatSigned(v, digits)),
}));

/** @type {WeakMap<Stage, Map<string, Painting>>} */
const paintings = new WeakMap();

/**
 * The same painting for the same stage and look, so that nothing is painted twice.
 * @param {AsyncTrace} trace
 * @param {{stage: Stage, transposed: boolean, cellW: number, cellH: number}} placed
 * @param {Look} look
 * @returns {Painting}
 */
export function paintingOf(trace, placed, look) {
  const { transposed, cellW, cellH } = placed;
  const { digits, font, readable, least, colors, dark, changes } = look;
  const { high, most } = look.domain(placed.stage);
  const key = [
    transposed,
    cellW,
    cellH,
    digits,
    font,
    readable,
    least,
    colors,
    dark,
    changes,
    high,
    most,
  ].join();
  let known = paintings.get(placed.stage);
  if (!known) {
    known = new Map();
    paintings.set(placed.stage, known);
  }
  let painting = known.get(key);
  if (!painting) {
    painting = makePainting(trace, placed, look);
    known.set(key, painting);
  }
  return painting;
}

/**
 * @param {AsyncTrace} trace
 * @param {{stage: Stage, transposed: boolean, cellW: number, cellH: number}} placed
 * @param {Look} look
 * @returns {Painting}
 */
function makePainting(trace, placed, look) {
  const { stage, transposed, cellW, cellH } = placed;
  const changes = look.changes ? stage.difference : undefined;
  const data = changes ?? stage.data;
  const { cols } = stage;
  /** @type {(i: number, j: number) => number} */
  const at = transposed ? (i, j) => j * cols + i : (i, j) => i * cols + j;
  const hidden = maskOf(trace, stage);
  const edited = new Set(stage.edited);
  const plainMask = isPlainMask(stage);
  const domain = look.domain(stage);
  const print = changes ? printers[look.digits].change : printers[plainMask ? 0 : look.digits].plain;
  const isWeights = stage.operation === 'softmax' && !changes;
  const needed = plainMask ? MASK_READABLE : isWeights ? look.least : look.readable;
  return {
    rows: transposed ? cols : stage.rows,
    cols: transposed ? stage.rows : cols,
    value: (i, j) => data[at(i, j)],
    print: cellW >= needed && cellH >= PRINT_HEIGHT ? print : null,
    // Inputs that make room for their result have smaller cells, and so smaller print.
    font: Math.min(look.font, 0.75 * cellH, (SMALL_PRINT * (cellW - BESIDE)) / (needed - BESIDE)),
    domain,
    ramp: rampFor(domain.kind, look.colors, look.dark),
    // A change of what is hidden is a number to be read.
    masked: (i, j) =>
      hidden[at(i, j)] === Number.NEGATIVE_INFINITY && !(changes && isNumber(changes[at(i, j)])),
    beyond: domain.most > domain.high ? (i, j) => isBeyond(data[at(i, j)], domain) : () => false,
    edited: edited.size > 0 ? (i, j) => edited.has(at(i, j)) : () => false,
    cellW,
    cellH,
  };
}
