/**
 * How large each matrix of a picture is drawn: all with cells of one size, but for inputs that make room for their result
 * and for weights that are seen whole.
 */
import { columnRoom, isThin, rowRoom } from './label-room.js';
import { isTokenAxis } from './words.js';

/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('./layout-builder.js').Metrics} Metrics */
/** @typedef {import('./layout-builder.js').Item} Item */
/** @typedef {ReturnType<typeof drawn>} Drawn */

export const GAP = 12;
export const BETWEEN = 24;
/** Height of a caption: its name and its legend. */
export const CAPTION = 42;
/** Widths of signs. @type {Record<string, number>} */
const SIGNS = {
  scale: 52,
  mask: 22,
  equals: 22,
  softmax: 60,
  concatenate: 40,
  copy: 24,
  times: 24,
  minus: 24,
  over: 24,
  features: 44,
  normalize: 62,
  runningStates: 60,
  runningSums: 60,
  columnSums: 60,
  stateProduct: 44,
  rowProduct: 44,
  hide: 44,
  stack: 44,
  andOthers: 56,
  softmaxGradient: 74,
  softcapGradient: 60,
  featuresGradient: 44,
  divideGradient: 60,
  rotate: 44,
  softcap: 44,
  divide: 52,
  other: 30,
};
/** The narrowest cells, where they are to be pointed at one by one. */
const NARROWEST = 12;
/** Narrower pictures are a phone's. */
const PHONE = 480;
/** Columns of an input, where it stands smaller beside its result. */
const INPUT_PART = 0.5;
/** The narrowest a caption gets, so that it can still be read. */
export const CAPTION_MIN = 124;
export const CAPTION_SMALL = 84;
/** The lowest rows of an input that makes room for its result, with its numbers where it has few, and of a whole result. */
const LOWEST = { across: 8, input: 10, printed: 15, result: 18 };
const FEW_ROWS = 6;

/**
 * @param {StageRef} ref
 * @param {boolean} [transposed]
 */
export function placedKey(ref, transposed = false) {
  return `${ref.id}/${ref.head}${transposed ? '/T' : ''}`;
}

/** @param {string} sign '' = only a space */
export function signWidth(sign) {
  return sign === '' ? BETWEEN : (SIGNS[sign] ?? SIGNS.other);
}

/**
 * What is known of a matrix before it has its place.
 * @param {Metrics} m
 * @param {Stage} stage
 * @param {boolean} [transposed]
 * @param {{cellW?: number, cellH?: number}} [size] of its cells, where that is not the usual one
 */
export function drawn(m, stage, transposed = false, size = {}) {
  const [rows, cols] = transposed ? [stage.cols, stage.rows] : [stage.rows, stage.cols];
  const [rowAxis, colAxis] = transposed ? [stage.colAxis, stage.rowAxis] : [stage.rowAxis, stage.colAxis];
  const { thin } = m;
  const cellW =
    thin !== null && isThin(colAxis, cols, m) ? thin : Math.round(size.cellW ?? Math.max(NARROWEST, m.cellW));
  const cellH = thin !== null && isThin(rowAxis, rows, m) ? thin : Math.round(size.cellH ?? m.cellH);
  const columns = columnRoom(colAxis, m, cellW);
  const rowLabels = rowRoom(rowAxis, rows, m);
  return {
    stage,
    transposed,
    cellW,
    cellH,
    rows,
    cols,
    rowAxis,
    colAxis,
    columns,
    rowLabels,
    width: cols * cellW,
    height: rows * cellH,
    key: placedKey(stage, transposed),
  };
}

/**
 * The inputs of a corner: lower and narrower than usual where their results could not be seen otherwise.
 * @param {Metrics} m
 * @param {{stage: Stage, transposed: boolean}} leftMatrix
 * @param {{top: Stage, transposed: boolean}[]} pairs
 */
export function cornerInputs(m, leftMatrix, pairs) {
  const { room, high, cellW, cellH } = m;
  const left = drawn(m, leftMatrix.stage, leftMatrix.transposed);
  const tops = pairs.map((p) => drawn(m, p.top, p.transposed));
  if (high === Number.POSITIVE_INFINITY) return { left, tops };
  const rows = Math.max(...tops.map((t) => t.rows));
  const labels = Math.max(...tops.map((t) => t.columns.height));
  const least = rows > FEW_ROWS ? LOWEST.input : LOWEST.printed;
  const lowered = Math.floor((high - 2 * CAPTION - labels - GAP - left.height) / rows);
  const right = tops[0].width + tops[0].columns.over;
  const narrowed = Math.floor((room - toResult(left, tops[0]) + left.width - right) / left.cols);
  // Where the result scrolls in any case, its inputs keep their numbers, unless they alone fill the width.
  const narrows = pairs.length === 1 && (narrowed >= LOWEST.input || left.width > room / 2);
  return {
    left: narrows
      ? drawn(m, leftMatrix.stage, leftMatrix.transposed, {
          cellW: Math.min(cellW, Math.max(LOWEST.across, narrowed)),
        })
      : left,
    tops: pairs.map((p) =>
      drawn(m, p.top, p.transposed, { cellH: Math.min(cellH, Math.max(least, lowered)) }),
    ),
  };
}

/**
 * How far from the left end of a corner its result begins. Words above the left matrix and words beside the one on top
 * stand beside each other.
 * @param {Drawn} left
 * @param {Drawn} top
 */
export function toResult(left, top) {
  const words = isTokenAxis(left.colAxis) && isTokenAxis(top.rowAxis) ? top.rowLabels : 0;
  return Math.max(left.rowLabels + left.width + words + GAP, CAPTION_MIN + BETWEEN, top.rowLabels);
}

/**
 * The matrices of a row beside each other: where they are too wide for that, the inputs have narrow columns; they were
 * seen in full the step before.
 * @param {Metrics} m
 * @param {Item[]} items
 * @param {string[]} signs
 * @param {{shrinks: boolean, stacked: boolean}} options
 * @returns {{drawn: Drawn[], small: boolean} | null} null where there is no room even so
 */
export function besideEachOther(m, items, signs, { shrinks, stacked }) {
  const { room, cellW } = m;
  const signed = signs.reduce((sum, sign) => sum + signWidth(sign), 0);
  const last = items.length - 1;
  const attempt = (/** @type {number} */ part, /** @type {number} */ least) => {
    const all = items.map((item, i) =>
      drawn(m, item.stage, item.transposed, {
        cellW: Math.max(NARROWEST, cellW * (i < last ? part : 1) * (item.part ?? 1)),
      }),
    );
    const width = all.reduce(
      (sum, d, i) => sum + Math.max(d.width + (i === 0 ? d.rowLabels : 0), least),
      signed,
    );
    return !stacked || width + all[last].columns.over <= room ? all : null;
  };
  const full = attempt(1, CAPTION_MIN);
  if (full) return { drawn: full, small: false };
  const small = shrinks && room >= PHONE ? attempt(INPUT_PART, CAPTION_SMALL) : null;
  return small && { drawn: small, small: true };
}

/**
 * A matrix of a row that has no room beside the others. Weights are seen whole, as long as they can be read.
 * @param {Metrics} m
 * @param {Item} item
 * @returns {Drawn}
 */
export function alone(m, { stage, transposed }) {
  const usual = drawn(m, stage, transposed);
  if (stage.operation !== 'softmax' || m.high === Number.POSITIVE_INFINITY) return usual;
  const { room, high, least, cellW, cellH } = m;
  const wide = Math.floor((room - usual.rowLabels) / usual.cols);
  const low = Math.floor((high - CAPTION - usual.columns.height) / usual.rows);
  return drawn(m, stage, transposed, {
    cellW: wide >= least ? Math.min(cellW, wide) : cellW,
    cellH: low >= LOWEST.result ? Math.min(cellH, low) : cellH,
  });
}
