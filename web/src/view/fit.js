/**
 * Chooses the cell size. It is one for all steps, so that a matrix keeps its size from step to step: the
 * largest at which every step fits, with the numbers readable where that is possible.
 */
import { layoutStep } from './layout.js';
import { largest } from './domain.js';
import { formatNumber } from './number.js';
import { textWidth } from './measure.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../model/steps.js').Step} Step */
/** @typedef {import('./layout.js').Metrics} Metrics */

export const CELL_FONT = 'Roboto, "Helvetica Neue", Arial, "Liberation Sans", system-ui, sans-serif';
/** Labels are measured bold, as they are when their row or column is the one looked at. */
export const LABEL_FONT = `bold 13px ${CELL_FONT}`;

const LARGEST = 46;
/** Below this cells are only colour. */
const SMALLEST = 12;
const HIGHEST = 38;
/** Cells are made smaller than this only where the figure is too wide otherwise. */
const COMFORTABLE = 30;
/** The smallest print in a cell, and the space beside it. */
const SMALL_PRINT = 9.5;
const PRINT = 12.5;
const BESIDE = 4;
const LONGEST_LABEL = 96;
/** Up to this many rows and columns a small screen scrolls sideways rather than leave the numbers out. */
const SCROLLED = 24;
const NARROW = 700;
/** The largest whole number that is printed without a power of ten. */
const LARGEST_PLAIN = 999999;

/** @typedef {Metrics & {font: number, readable: boolean}} Fit `font`: size of the numbers; `readable`: they fit */

/**
 * @param {AsyncTrace} trace
 * @param {number} digits
 * @returns {number} width of the widest number of the trace at 1 px of font size
 */
function widestNumber(trace, digits) {
  let most = 0;
  for (const stage of trace.stages) {
    if (stage.operation !== 'softmax') most = Math.max(most, largest(stage.data));
  }
  // A number with a power of ten is shorter than the largest one without.
  const candidates = most < LARGEST_PLAIN ? [most || 1] : [most, LARGEST_PLAIN];
  const widths = candidates.map((size) => textWidth(formatNumber(-size, digits), `100px ${CELL_FONT}`));
  return Math.max(...widths) / 100;
}

/** @param {string[]} tokens @returns {number[]} */
function labelWidths(tokens) {
  return tokens.map((token) =>
    Math.min(LONGEST_LABEL, Math.ceil(Math.max(12, textWidth(token, LABEL_FONT)))),
  );
}

/**
 * @param {AsyncTrace} trace
 * @param {Step[]} steps
 * @param {number} head
 * @param {number} digits
 * @param {{width: number, height: number}} room
 * @returns {Fit}
 */
export function fit(trace, steps, head, digits, room) {
  const em = widestNumber(trace, digits);
  const readable = Math.ceil(em * SMALL_PRINT + BESIDE);
  const top = Math.max(LARGEST, Math.ceil(em * PRINT + BESIDE));
  const labels = {
    queryLabels: labelWidths(trace.tokens),
    keyLabels: labelWidths(trace.context ?? trace.tokens),
  };

  /** @type {(step: Step) => boolean} */
  const never = () => false;
  /** @type {(step: Step) => boolean} */
  const always = () => true;
  /** @param {number} cellW @param {Metrics['stacks']} stacks @returns {Metrics} */
  const metrics = (cellW, stacks) => ({
    ...labels,
    room: room.width,
    stacks,
    cellW,
    cellH: Math.min(cellW, HIGHEST),
  });
  /** @param {Step} step @param {Metrics} m @param {boolean} high whether it has to fit in height too */
  const fits = (step, m, high) => {
    const picture = layoutStep(step, trace, head, m);
    return picture.width <= room.width && (!high || picture.height <= room.height);
  };
  const comfortable = Math.max(readable, COMFORTABLE);
  const tooWide = new Set(steps.filter((step) => !fits(step, metrics(readable, never), false)));
  /** @type {(step: Step) => boolean} */
  const wideOnes = (step) => tooWide.has(step);
  // A few steps too wide even so scroll sideways in their frame, rather than make all the others unreadable.
  const scrolled = steps.filter((step) => !fits(step, metrics(readable, always), false));
  const fitting = scrolled.length * 2 <= steps.length ? steps.filter((s) => !scrolled.includes(s)) : steps;
  /** @param {number} from @param {number} to @param {Metrics['stacks']} stacks @param {boolean} [high] */
  const search = (from, to, stacks, high = false) => {
    for (let cellW = from; cellW >= to; cellW--) {
      const m = metrics(cellW, stacks);
      if (fitting.every((step) => fits(step, m, high))) return m;
    }
    return undefined;
  };

  const small = Math.max(trace.tokens.length, (trace.context ?? trace.tokens).length) <= SCROLLED;
  const found =
    search(top, comfortable, never, true) ??
    search(comfortable + 6, readable, never) ??
    search(comfortable + 6, readable, wideOnes) ??
    (room.width < NARROW && small ? metrics(comfortable, wideOnes) : undefined) ??
    search(readable - 1, SMALLEST, never) ??
    search(readable - 1, SMALLEST, wideOnes) ??
    metrics(SMALLEST, wideOnes);
  const font = Math.min(PRINT, Math.floor(((found.cellW - BESIDE) / em) * 10) / 10);
  return { ...found, font: Math.max(SMALL_PRINT, font), readable: found.cellW >= readable };
}
