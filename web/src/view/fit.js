/**
 * Chooses the cell size. It is one for all steps, so that a matrix keeps its size from step to step: the
 * largest at which every step fits, with the numbers readable where that is possible.
 */
import { CELL_FONT } from './colors.js';
import { FEW_FEATURES } from './label-room.js';
import { layoutStep } from './layout.js';
import { largest } from './domain.js';
import { formatNumber } from './number.js';
import { textWidth } from './measure.js';
import { isTokenAxis } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('./layout-builder.js').Metrics} Metrics */

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
/** Long axes of features are made thin where a step is taller than so many screens: to so much in all, a cell. */
const TOO_TALL = 1.4;
const THIN = { room: 240, least: 4, most: 16 };

/** @type {(step: Step) => boolean} */
const never = () => false;
/** @type {(step: Step) => boolean} */
const always = () => true;
/** The largest whole number that is printed without a power of ten. */
const LARGEST_PLAIN = 999999;

/** @typedef {Metrics & {font: number, readable: number}} Fit `font`: size of the numbers; `readable`: cell width from which they fit */

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
 * @param {boolean} [shrinks] whether inputs make room for results that would be out of sight otherwise
 * @returns {Fit}
 */
export function fit(trace, steps, head, digits, room, shrinks = false) {
  const em = widestNumber(trace, digits);
  const readable = Math.ceil(em * SMALL_PRINT + BESIDE);
  const top = Math.max(LARGEST, Math.ceil(em * PRINT + BESIDE));
  const labels = {
    queryLabels: labelWidths(trace.tokens),
    keyLabels: labelWidths(trace.context ?? trace.tokens),
  };
  // The frame of the focused row stands out a little.
  const inside = { width: room.width - 4, height: room.height };
  const high = shrinks ? room.height : Number.POSITIVE_INFINITY;
  const leastFor = (/** @type {number} */ size) =>
    Math.ceil((textWidth(formatNumber(0, digits), `100px ${CELL_FONT}`) / 100) * size + BESIDE);
  const choose = (/** @type {number | null} */ thin) =>
    new Search(trace, steps, head, inside, {
      ...labels,
      thin,
      room: inside.width,
      high,
      least: leastFor(SMALL_PRINT),
    }).best(readable, top);
  let found = choose(null);
  const features = longestFeatures(trace);
  if (
    features > FEW_FEATURES &&
    (found.cellW < readable || tallest(trace, steps, head, found) > TOO_TALL * room.height)
  ) {
    const thin = Math.min(THIN.most, Math.max(THIN.least, Math.floor(THIN.room / features)));
    found = choose(thin);
  }
  const font = Math.max(SMALL_PRINT, Math.min(PRINT, Math.floor(((found.cellW - BESIDE) / em) * 10) / 10));
  return { ...found, font, readable, least: leastFor(font) };
}

/** @param {AsyncTrace} trace @returns {number} the length of the longest axis of features */
function longestFeatures(trace) {
  const axes = trace.stages.flatMap((s) => [
    isTokenAxis(s.rowAxis) ? 0 : s.rows,
    isTokenAxis(s.colAxis) ? 0 : s.cols,
  ]);
  return Math.max(...axes);
}

/**
 * @param {AsyncTrace} trace
 * @param {Step[]} steps
 * @param {number} head
 * @param {Metrics} metrics
 * @returns {number} height of the tallest step
 */
export function tallest(trace, steps, head, metrics) {
  return Math.max(...steps.map((step) => layoutStep(step, trace, head, metrics).height));
}

/** Tries cell sizes until the steps fit. */
class Search {
  /**
   * @param {AsyncTrace} trace
   * @param {Step[]} steps
   * @param {number} head
   * @param {{width: number, height: number}} room
   * @param {Omit<Metrics, 'cellW' | 'cellH' | 'stacks'>} fixed
   */
  constructor(trace, steps, head, room, fixed) {
    this.trace = trace;
    this.steps = steps;
    this.head = head;
    this.room = room;
    this.fixed = fixed;
  }

  /** @param {number} cellW @param {Metrics['stacks']} stacks @param {number} [high] @returns {Metrics} */
  metrics(cellW, stacks, high = this.fixed.high) {
    return { ...this.fixed, stacks, cellW, cellH: Math.min(cellW, HIGHEST), high };
  }

  /** @param {Step} step @param {Metrics} m @param {boolean} [high] whether it has to fit in height too */
  fits(step, m, high = false) {
    const picture = layoutStep(step, this.trace, this.head, m);
    return picture.width <= this.room.width && (!high || picture.height <= this.room.height);
  }

  /**
   * @param {number} readable cell width from which numbers fit
   * @param {number} top the largest cell width
   * @returns {Metrics}
   */
  best(readable, top) {
    const { steps, trace, room } = this;
    const comfortable = Math.max(readable, COMFORTABLE);
    const tooWide = new Set(steps.filter((step) => !this.fits(step, this.metrics(readable, never))));
    const wideOnes = (/** @type {Step} */ step) => tooWide.has(step);
    // A few steps too wide even so scroll sideways in their frame, rather than make all the others unreadable.
    const scrolled = steps.filter((step) => !this.fits(step, this.metrics(readable, always)));
    const fitting = scrolled.length * 2 <= steps.length ? steps.filter((s) => !scrolled.includes(s)) : steps;
    /**
     * @param {number} from
     * @param {number} to
     * @param {Metrics['stacks']} stacks
     * @param {'' | 'whole' | 'shrunk'} [high] whether steps have to fit in height too, with their inputs as they are or not
     */
    const search = (from, to, stacks, high = '') => {
      for (let cellW = from; cellW >= to; cellW--) {
        const m = this.metrics(cellW, stacks, high === 'whole' ? Number.POSITIVE_INFINITY : undefined);
        if (fitting.every((step) => this.fits(step, m, high !== ''))) return this.metrics(cellW, stacks);
      }
      return undefined;
    };
    const small = Math.max(trace.tokens.length, (trace.context ?? trace.tokens).length) <= SCROLLED;
    return (
      search(top, comfortable, never, 'whole') ??
      search(comfortable + 6, readable, never, 'shrunk') ??
      search(comfortable + 6, readable, never) ??
      search(comfortable, readable, wideOnes) ??
      (room.width < NARROW && small ? this.metrics(comfortable, wideOnes) : undefined) ??
      search(readable - 1, SMALLEST, never) ??
      search(readable - 1, SMALLEST, wideOnes) ??
      this.metrics(SMALLEST, wideOnes)
    );
  }
}
