/**
 * Chooses the cell size: one for all steps of a sentence, so that the eye follows a matrix from step to step. It is the
 * largest, up to MOST, at which every step is seen whole in the room there is; its width is found first, then its height.
 *
 * A step that is not seen whole even at the smallest size at which numbers are read (gradients, running states) has no say:
 * its inputs are drawn smaller or it scrolls, so that it does not shrink all the others. Where most steps are like that the
 * text is long: then cells are as wide as the room allows, down to mere colour, and as low as can be read.
 */
import { CELL_FONT } from './colors.js';
import { FEW_FEATURES } from './label-room.js';
import { layoutStep } from './layout.js';
import { CAPTION } from './sizes.js';
import { largest } from './domain.js';
import { formatNumber } from './number.js';
import { textWidth } from './measure.js';
import { BESIDE, SMALL_PRINT } from './painting.js';
import { isTokenAxis } from './words.js';
import { visible } from './visible.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('./layout-builder.js').Metrics} Metrics */

/** Labels are measured bold, as they are when their row or column is the one looked at. */
const LABEL = 13;
export const LABEL_FONT = `bold ${LABEL}px ${CELL_FONT}`;
/** Labels of larger cells are larger, up to this. */
const LARGE_LABEL = { font: 16, from: 34, to: 60 };

/** The largest cell, either way. */
export const MOST = 64;
/** Below this width cells are only colour. */
const SMALLEST = 12;
/** Where a step scrolls sideways anyway: on small screens most do, on others few. */
const SCROLLING = { small: 30, large: 36 };
/** The lowest rows for numbers, and how much wider than high a cell may be: a number is about twice. */
export const LOWEST = 18;
const FLAT = 2;
/** Comfortable print in a cell, and the largest; it is so much of the height of its row. */
const PRINT = 12.5;
const LARGE_PRINT = 17;
const PRINT_PART = 0.6;
const LONGEST_LABEL = 96;
/** Up to this many rows and columns a small screen scrolls sideways rather than leave the numbers out. */
const SCROLLED = 24;
const NARROW = 700;
/** Long axes of features are made thin where a step is taller than so many screens: to so much in all, a cell. */
const TOO_TALL = 1.4;
const THIN = { room: 240, least: 4, most: 16 };

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
  return tokens
    .map(visible)
    .map((token) => Math.min(LONGEST_LABEL, Math.ceil(Math.max(12, textWidth(token, LABEL_FONT)))));
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
  const comfortable = Math.ceil(em * PRINT + BESIDE);
  const least = Math.ceil(
    (textWidth(formatNumber(0, digits), `100px ${CELL_FONT}`) / 100) * SMALL_PRINT + BESIDE,
  );
  // The frame of the focused row stands out a little.
  const inside = { width: room.width - 4, height: room.height };
  const choose = (/** @type {number | null} */ thin) =>
    new Search(trace, steps, head, inside, {
      queryLabels: labelWidths(trace.tokens),
      keyLabels: labelWidths(trace.context ?? trace.tokens),
      thin,
      room: inside.width,
      high: shrinks ? room.height : Number.POSITIVE_INFINITY,
      least,
    }).best(readable, comfortable);
  let found = choose(null);
  const features = longestFeatures(trace);
  if (
    features > FEW_FEATURES &&
    (found.cellW < readable || tallest(trace, steps, head, found) > TOO_TALL * room.height)
  ) {
    const thin = Math.min(THIN.most, Math.max(THIN.least, Math.floor(THIN.room / features)));
    found = choose(thin);
  }
  const fits = Math.floor(((found.cellW - BESIDE) / em) * 10) / 10;
  const font = Math.max(SMALL_PRINT, Math.min(LARGE_PRINT, fits, found.cellH * PRINT_PART));
  return { ...found, font, readable };
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

/** @param {number} cell the smaller side of a cell @returns {number} size of its labels, to LABEL */
function labelScale(cell) {
  const { font, from, to } = LARGE_LABEL;
  const part = Math.min(1, Math.max(0, (cell - from) / (to - from)));
  return Math.round(LABEL + part * (font - LABEL)) / LABEL;
}

/** Tries cell sizes until the steps fit. */
class Search {
  /**
   * @param {AsyncTrace} trace
   * @param {Step[]} steps
   * @param {number} head
   * @param {{width: number, height: number}} room
   * @param {Omit<Metrics, 'cellW' | 'cellH' | 'labels' | 'stacks' | 'bits'>} fixed
   */
  constructor(trace, steps, head, room, fixed) {
    this.trace = trace;
    this.steps = steps;
    this.head = head;
    this.room = room;
    this.fixed = fixed;
    /** Steps too wide for their matrices to stand side by side, and in how many rows they do. @type {Map<Step, number>} */
    this.tooWide = new Map();
    /** Whether the entropies fit beside the weights where the cells are as small as can be read. */
    this.bits = false;
  }

  /** @param {number} cellW @param {number} cellH @returns {Metrics} */
  metrics(cellW, cellH) {
    const stacks = (/** @type {Step} */ step) => this.tooWide.has(step);
    return {
      ...this.fixed,
      stacks,
      bits: this.bits,
      cellW,
      cellH,
      labels: labelScale(Math.min(cellW, cellH)),
    };
  }

  /**
   * Whether a step is no wider than the room, with no input made narrower, and in no more rows than smaller cells need.
   * @param {Step} step
   * @param {number} cellW
   * @param {Metrics['stacks']} [stacks]
   */
  isNarrow(step, cellW, stacks) {
    const m = { ...this.metrics(cellW, Math.min(cellW, MOST)), high: Number.POSITIVE_INFINITY };
    const picture = layoutStep(step, this.trace, this.head, stacks ? { ...m, stacks } : m);
    return picture.width <= this.room.width && rowsOf(picture) <= (this.tooWide.get(step) ?? Infinity);
  }

  /**
   * Whether a step is seen whole, or, where its matrices stand below each other, its first result is. Its inputs may be lower
   * than usual if their numbers can be read.
   * @param {Step} step
   * @param {number} cellW
   * @param {number} cellH
   */
  isLow(step, cellW, cellH) {
    const { matrices, height } = layoutStep(step, this.trace, this.head, this.metrics(cellW, cellH));
    const result = matrices.find((m) => m.stage.id === step.results[0]);
    const seen = this.tooWide.has(step) && result ? lowerEnd(result) : height;
    const least = Math.min(cellH, LOWEST * 0.75);
    return seen <= this.room.height && matrices.every((m) => m.cellH >= least || m.cellH === this.fixed.thin);
  }

  /**
   * @param {number} readable cell width from which numbers fit
   * @param {number} comfortable cell width from which they are read with ease: inputs are made narrower for that
   * @returns {Metrics}
   */
  best(readable, comfortable) {
    for (const step of this.steps) this.#stack(step, readable, comfortable);
    this.bits = true;
    this.bits = this.steps.every((step) => step.operation !== 'softmax' || this.isNarrow(step, readable));
    const cellW = this.#widest(readable, Math.max(MOST, comfortable));
    if (cellW < readable) return this.metrics(cellW, cellW);
    const flat = Math.max(FLAT, readable / LOWEST);
    const least = (/** @type {number} */ w) => Math.min(w, Math.max(LOWEST, Math.ceil(w / flat)));
    const asked = this.steps.filter((step) => this.isLow(step, readable, least(readable)));
    if (asked.length * 2 < this.steps.length) return this.metrics(cellW, least(cellW));
    for (let w = cellW; w > readable; w--) {
      if (every(asked, (step) => this.isLow(step, w, least(w)))) return this.#highest(asked, w, least(w));
    }
    return this.#highest(asked, Math.min(cellW, readable), least(readable));
  }

  /**
   * A step is stacked where it is too wide, and where it is with comfortable cells only if it stays in as many rows: its
   * inputs are narrower then.
   * @param {Step} step
   * @param {number} readable
   * @param {number} comfortable
   */
  #stack(step, readable, comfortable) {
    const rows = (/** @type {number} */ cell, /** @type {boolean} */ stacked) =>
      rowsOf(layoutStep(step, this.trace, this.head, { ...this.metrics(cell, cell), stacks: () => stacked }));
    if (this.isNarrow(step, comfortable, () => false)) return;
    if (!this.isNarrow(step, readable, () => false)) this.tooWide.set(step, rows(readable, true));
    else if (rows(comfortable, true) === rows(comfortable, false))
      this.tooWide.set(step, rows(comfortable, true));
  }

  /** @param {number} readable @param {number} top @returns {number} the width of cells */
  #widest(readable, top) {
    const { steps, trace, room } = this;
    const narrow = steps.filter((step) => this.isNarrow(step, readable));
    const most = narrow.length * 2 >= steps.length;
    const words = Math.max(trace.tokens.length, (trace.context ?? trace.tokens).length);
    if (!most && room.width < NARROW && words <= SCROLLED) return Math.max(readable, SCROLLING.small);
    const limit = narrow.length < steps.length ? Math.max(readable, SCROLLING.large) : top;
    const [from, to, asked] = most ? [limit, readable, narrow] : [readable - 1, SMALLEST, [...steps]];
    for (let w = from; w > to; w--) if (every(asked, (step) => this.isNarrow(step, w))) return w;
    return to;
  }

  /** @param {Step[]} asked @param {number} cellW @param {number} least @returns {Metrics} */
  #highest(asked, cellW, least) {
    let cellH = Math.min(cellW, MOST);
    while (cellH > least && !every(asked, (step) => this.isLow(step, cellW, cellH))) cellH--;
    return this.metrics(cellW, cellH);
  }
}

/** @param {import('./layout-builder.js').Placed} placed @returns {number} of the matrix, or of its caption below */
const lowerEnd = ({ y, height, caption }) => Math.max(y + height, caption.y + CAPTION);

/** @param {import('./layout-builder.js').Picture} picture @returns {number} how many rows its matrices stand in */
const rowsOf = ({ matrices }) => new Set(matrices.map((m) => m.y)).size;

/**
 * What fails is asked first the next time: it is likely to fail again.
 * @param {Step[]} steps
 * @param {(step: Step) => boolean} test
 */
function every(steps, test) {
  const at = steps.findIndex((step) => !test(step));
  if (at > 0) steps.unshift(...steps.splice(at, 1));
  return at < 0;
}
