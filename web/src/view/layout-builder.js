/**
 * Puts matrices, labels and signs into a picture: corners of products, and rows. Plain arithmetic on sizes, in CSS
 * pixels from the top left; nothing here touches the document.
 */
import { columnRoom, isThin, rowRoom } from './label-room.js';
import { isTokenAxis } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('../state/steps.js').Step} Step */

/**
 * @typedef {object} Metrics
 * @property {number} cellW
 * @property {number} cellH
 * @property {number | null} thin cell size along axes of many features, where those would be too long; else null
 * @property {number} labels how large labels are; 1 = as they were measured
 * @property {number[]} queryLabels widths of the query tokens
 * @property {number[]} keyLabels widths of the key tokens
 * @property {number} room width there is
 * @property {number} high height in which a result has to be seen; inputs shrink before it is not
 * @property {number} least cell width from which numbers from 0 to 1 can be read
 * @property {(step: Step) => boolean} stacks whether a step is too wide for its matrices to stand side by side
 */

/**
 * @typedef {object} Placed
 * @property {string} key the same for the same matrix in every step
 * @property {Stage} stage
 * @property {boolean} transposed drawn with rows and columns exchanged
 * @property {number} x
 * @property {number} y
 * @property {number} cellW
 * @property {number} cellH
 * @property {number} width
 * @property {number} height
 * @property {{x: number, y: number, width: number, small: boolean}} caption `small`: no room for the origin
 */

/**
 * @typedef {object} Labels a run of row or column labels
 * @property {'rows' | 'columns'} kind
 * @property {string} key of the matrix they belong to
 * @property {Axis} axis
 * @property {number} count
 * @property {number} x of the cells (columns) or of the left end (rows)
 * @property {number} y of the cells (rows) or of the lower end (columns)
 * @property {number} size of a cell along the run
 * @property {number} room width (rows) or height (columns)
 * @property {'flat' | 'angled' | 'upright'} turn how the labels are turned
 * @property {boolean} title whether the word query or key is written at it
 */

/** @typedef {{id: string, x: number, y: number, width: number, down?: boolean, back?: boolean}} Operator `id` names its text; `down`: what follows is below; `back`: its result comes before it */
/** @typedef {{stage: Stage, transposed?: boolean, part?: number}} Item `part`: of the usual cell size */
/** @typedef {{stage: Stage, x: number, y: number, size: number}} Entropies the entropy of each row, beside it */
/**
 * @typedef {object} Picture
 * @property {number} width
 * @property {number} height
 * @property {Placed[]} matrices
 * @property {Labels[]} labels
 * @property {Operator[]} operators
 * @property {Entropies[]} entropies
 * @property {number} scale how large labels are; 1 = 13 px
 */

const GAP = 12;
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
  rotate: 44,
  softcap: 44,
  divide: 52,
  other: 30,
};
const OPERATOR_HEIGHT = 34;
/** The narrowest cells, where they are to be pointed at one by one. */
const NARROWEST = 12;
/** Narrower pictures are a phone's. */
const PHONE = 480;
/** Columns of an input, where it stands smaller beside its result. */
const INPUT_PART = 0.5;
/** Room for the entropies of rows, and the lowest row that has one beside it. */
const ENTROPY = { gap: 10, width: 46, height: 13 };
/** The narrowest a caption gets, so that it can still be read. */
const CAPTION_MIN = 124;
const CAPTION_SMALL = 84;
/** Between a caption and the next. */
const CAPTION_GAP = 8;
/** The lowest rows of an input that makes room for its result, with its numbers where it has few, and of a whole result. */
const LOWEST = { across: 8, input: 10, printed: 15, result: 18 };
const FEW_ROWS = 6;
/** Cells of the mask between its neighbours: the numbers in it are short. */
export const MASK_PART = 0.62;

/**
 * @param {StageRef} ref
 * @param {boolean} [transposed]
 */
export function placedKey(ref, transposed = false) {
  return `${ref.id}/${ref.head}${transposed ? '/T' : ''}`;
}

/** @typedef {ReturnType<Builder['drawn']>} Drawn */

/** @param {string} sign '' = only a space */
function signWidth(sign) {
  return sign === '' ? BETWEEN : (SIGNS[sign] ?? SIGNS.other);
}

/** Collects what a step is made of. */
export class Builder {
  /** @param {Metrics} metrics @param {boolean} stacked */
  constructor(metrics, stacked) {
    this.m = metrics;
    this.stacked = stacked;
    /** @type {Picture} */
    this.picture = {
      width: 0,
      height: 0,
      matrices: [],
      labels: [],
      operators: [],
      entropies: [],
      scale: metrics.labels,
    };
  }

  /**
   * @param {Stage} stage
   * @param {boolean} [transposed]
   * @param {{cellW?: number, cellH?: number}} [size] of its cells, where that is not the usual one
   */
  drawn(stage, transposed = false, size = {}) {
    const [rows, cols] = transposed ? [stage.cols, stage.rows] : [stage.rows, stage.cols];
    const [rowAxis, colAxis] = transposed ? [stage.colAxis, stage.rowAxis] : [stage.rowAxis, stage.colAxis];
    const { thin } = this.m;
    const cellW =
      thin !== null && isThin(colAxis, cols, this.m)
        ? thin
        : Math.round(size.cellW ?? Math.max(NARROWEST, this.m.cellW));
    const cellH =
      thin !== null && isThin(rowAxis, rows, this.m) ? thin : Math.round(size.cellH ?? this.m.cellH);
    const columns = columnRoom(colAxis, this.m, cellW);
    const rowLabels = rowRoom(rowAxis, rows, this.m);
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
   * @param {ReturnType<Builder['drawn']>} d
   * @param {number} x
   * @param {number} y
   * @param {{rows?: boolean, columns?: boolean, caption: 'above' | 'below', captionX?: number, captionY?: number, captionRoom?: number, small?: boolean}} options
   */
  place(d, x, y, options) {
    const over = options.columns ? d.columns.over : 0;
    const columnsHeight = options.columns ? d.columns.height : 0;
    const captionY =
      options.captionY ?? (options.caption === 'above' ? y - columnsHeight - CAPTION : y + d.height + 6);
    const small = options.small ?? false;
    const least = Math.max(d.width, small ? CAPTION_SMALL : CAPTION_MIN);
    const width = Math.max(least, options.captionRoom ?? 0);
    const caption = { x: options.captionX ?? x, y: captionY, width, small };
    const { stage, transposed, cellW, cellH } = d;
    // A matrix that stands in several corners has a key for each place.
    const again = this.picture.matrices.filter(
      (m) => m.stage === stage && m.transposed === transposed,
    ).length;
    const key = again > 0 ? `${d.key}#${again + 1}` : d.key;
    this.picture.matrices.push({
      key,
      stage,
      transposed,
      x,
      y,
      cellW,
      cellH,
      width: d.width,
      height: d.height,
      caption,
    });
    const square = d.stage.rowAxis === 'queryToken' && d.stage.colAxis === 'keyToken';
    const asks = d.rowAxis === 'queryToken' && d.colAxis === 'headFeature' && d.stage.id !== 'newKeys';
    if (options.rows && d.rowAxis !== 'single') {
      this.picture.labels.push({
        kind: 'rows',
        key,
        axis: d.rowAxis,
        count: d.rows,
        x: x - d.rowLabels,
        y,
        size: cellH,
        room: d.rowLabels - 8,
        turn: 'flat',
        title: square || asks,
      });
    }
    if (options.columns && d.colAxis !== 'single') {
      this.picture.labels.push({
        kind: 'columns',
        key,
        axis: d.colAxis,
        count: d.cols,
        x,
        y,
        size: cellW,
        room: d.columns.height,
        turn: d.columns.turn,
        title: square || d.transposed,
      });
    }
    this.extend(Math.max(x + d.width + over, caption.x + least), y + d.height);
    if (options.caption === 'below') this.extend(0, captionY + CAPTION);
  }

  /** The entropy of each row of a softmax, to its right. @param {Stage} stage */
  entropies(stage) {
    const placed = this.picture.matrices.find((m) => m.stage === stage);
    if (!placed || !stage.entropies || placed.cellH < ENTROPY.height) return;
    const x = placed.x + placed.width + ENTROPY.gap;
    if (x + ENTROPY.width > this.m.room) return;
    this.picture.entropies.push({ stage, x, y: placed.y, size: placed.cellH });
    this.extend(x + ENTROPY.width, 0);
  }

  /**
   * @param {number} right
   * @param {number} bottom
   */
  extend(right, bottom) {
    this.picture.width = Math.max(this.picture.width, Math.ceil(right));
    this.picture.height = Math.max(this.picture.height, Math.ceil(bottom));
  }

  /**
   * The inputs of a corner: lower and narrower than usual where their results could not be seen otherwise.
   * @param {{stage: Stage, transposed: boolean}} leftMatrix
   * @param {{top: Stage, transposed: boolean}[]} pairs
   */
  #inputs(leftMatrix, pairs) {
    const { room, high, cellW, cellH } = this.m;
    const left = this.drawn(leftMatrix.stage, leftMatrix.transposed);
    const tops = pairs.map((p) => this.drawn(p.top, p.transposed));
    if (high === Number.POSITIVE_INFINITY) return { left, tops };
    const rows = Math.max(...tops.map((t) => t.rows));
    const labels = Math.max(...tops.map((t) => t.columns.height));
    const least = rows > FEW_ROWS ? LOWEST.input : LOWEST.printed;
    const lowered = Math.floor((high - 2 * CAPTION - labels - GAP - left.height) / rows);
    const right = tops[0].width + tops[0].columns.over;
    const narrowed = Math.floor((room - this.#toResult(left, tops[0]) + left.width - right) / left.cols);
    // Where the result scrolls in any case, its inputs keep their numbers, unless they alone fill the width.
    const narrows = pairs.length === 1 && (narrowed >= LOWEST.input || left.width > room / 2);
    return {
      left: narrows
        ? this.drawn(leftMatrix.stage, leftMatrix.transposed, {
            cellW: Math.min(cellW, Math.max(LOWEST.across, narrowed)),
          })
        : left,
      tops: pairs.map((p) =>
        this.drawn(p.top, p.transposed, { cellH: Math.min(cellH, Math.max(least, lowered)) }),
      ),
    };
  }

  /**
   * How far from the left end of a corner its result begins. Words above the left matrix and words beside the one on top
   * stand beside each other.
   * @param {Drawn} left
   * @param {Drawn} top
   */
  #toResult(left, top) {
    const words = isTokenAxis(left.colAxis) && isTokenAxis(top.rowAxis) ? top.rowLabels : 0;
    return Math.max(left.rowLabels + left.width + words + GAP, CAPTION_MIN + BETWEEN, top.rowLabels);
  }

  /**
   * Left matrix, the matrices above, and where each meets the left one its result.
   * @param {number} x
   * @param {number} y
   * @param {{stage: Stage, transposed: boolean}} leftMatrix
   * @param {{top: Stage, transposed: boolean, result: Stage}[]} pairs
   * @param {boolean} isLast whether nothing comes to its right
   */
  corner(x, y, leftMatrix, pairs, isLast) {
    const { left, tops } = this.#inputs(leftMatrix, pairs);
    const columns = Math.max(...tops.map((t) => t.columns.height));
    const tall = Math.max(...tops.map((t) => t.height));
    const topY = y + CAPTION + columns;
    const leftTop = left.columns.height + CAPTION;
    const resultY = Math.max(topY + tall + GAP, y + leftTop);
    const leftX = x + left.rowLabels;
    let at = x + this.#toResult(left, tops[0]);
    const rest = { captionX: x, captionRoom: at - x - CAPTION_GAP };
    this.place(left, leftX, resultY, { rows: true, columns: true, caption: 'above', ...rest });
    for (const [i, pair] of pairs.entries()) {
      const top = tops[i];
      const result = this.drawn(pair.result);
      const step = Math.max(top.width, pairs.length > 1 ? CAPTION_MIN : 0) + BETWEEN;
      const alone = i === pairs.length - 1 && isLast;
      const captionRoom = alone ? this.m.room - at : step - CAPTION_GAP;
      this.place(top, at, resultY - GAP - top.height, {
        rows: i === 0,
        columns: true,
        caption: 'above',
        captionRoom,
      });
      this.place(result, at, resultY, { caption: 'below', captionRoom });
      at += step;
    }
  }

  /**
   * The matrices of a row beside each other: where they are too wide for that, the inputs have narrow columns; they were
   * seen in full the step before.
   * @param {Item[]} items
   * @param {string[]} signs
   * @param {boolean} shrinks
   * @returns {{drawn: Drawn[], small: boolean} | null} null where there is no room even so
   */
  #besideEachOther(items, signs, shrinks) {
    const { room, cellW } = this.m;
    const signed = signs.reduce((sum, sign) => sum + signWidth(sign), 0);
    const last = items.length - 1;
    const attempt = (/** @type {number} */ part, /** @type {number} */ least) => {
      const drawn = items.map((item, i) =>
        this.drawn(item.stage, item.transposed, {
          cellW: Math.max(NARROWEST, cellW * (i < last ? part : 1) * (item.part ?? 1)),
        }),
      );
      const width = drawn.reduce(
        (sum, d, i) => sum + Math.max(d.width + (i === 0 ? d.rowLabels : 0), least),
        signed,
      );
      return !this.stacked || width + drawn[last].columns.over <= room ? drawn : null;
    };
    const full = attempt(1, CAPTION_MIN);
    if (full) return { drawn: full, small: false };
    const small = shrinks && room >= PHONE ? attempt(INPUT_PART, CAPTION_SMALL) : null;
    return small && { drawn: small, small: true };
  }

  /**
   * A matrix of a row that has no room beside the others. Weights are seen whole, as long as they can be read.
   * @param {Item} item
   * @returns {Drawn}
   */
  #alone({ stage, transposed }) {
    const usual = this.drawn(stage, transposed);
    if (stage.operation !== 'softmax' || this.m.high === Number.POSITIVE_INFINITY) return usual;
    const { room, high, least, cellW, cellH } = this.m;
    const wide = Math.floor((room - usual.rowLabels) / usual.cols);
    const low = Math.floor((high - CAPTION - usual.columns.height) / usual.rows);
    return this.drawn(stage, transposed, {
      cellW: wide >= least ? Math.min(cellW, wide) : cellW,
      cellH: low >= LOWEST.result ? Math.min(cellH, low) : cellH,
    });
  }

  /**
   * Matrices in a row with signs between them. Where the step is stacked and they do not fit, the results come first
   * and what they are made of goes on below.
   * @param {Item[]} items
   * @param {string[]} signs after each item but the last; '' = only a space
   * @param {{shrinks?: boolean, brief?: boolean, top?: number, results?: number}} [options] `shrinks`: whether the
   *   inputs may stand small beside the result; `brief`: whether their captions are small; `top`: where the row begins;
   *   `results`: how many of the last items are
   */
  row(items, signs, { shrinks = false, brief = false, top = 0, results = 1 } = {}) {
    const beside = this.#besideEachOther(items, signs, shrinks);
    if (beside) {
      this.#line(beside.drawn, signs, { small: beside.small || brief, top });
      return;
    }
    const inputs = items.length - results;
    const order = [...items.slice(inputs), ...items.slice(0, inputs)];
    const between =
      inputs > 0 ? [...signs.slice(inputs), signs[inputs - 1], ...signs.slice(0, inputs - 1)] : signs;
    const drawn = order.map((item) => this.#alone(item));
    this.#line(drawn, between, { small: brief, top, back: inputs > 0 ? results - 1 : -1 });
  }

  /**
   * @param {Drawn[]} drawn
   * @param {string[]} signs
   * @param {{small: boolean, top: number, back?: number}} options `back`: the sign whose result comes before it
   */
  #line(drawn, signs, { small, top: from, back = -1 }) {
    const columns = Math.max(...drawn.map((d) => d.columns.height));
    const least = small ? CAPTION_SMALL : CAPTION_MIN;
    let x = 0;
    let top = from;
    for (const [i, d] of drawn.entries()) {
      const labelled = x === 0 || drawn[i - 1].rowAxis !== d.rowAxis;
      const left = labelled ? d.rowLabels : 0;
      const y = top + CAPTION + columns;
      const sign = signs[i];
      const room = Math.max(left + d.width, least);
      const width = sign === undefined ? 0 : signWidth(sign);
      const next = drawn[i + 1];
      const wraps = next && this.stacked && x + room + width + next.width + next.columns.over > this.m.room;
      this.place(d, x + left, y, {
        rows: labelled,
        columns: true,
        caption: 'above',
        captionX: x,
        captionY: top,
        // The sign stands lower: up to the next caption there is room, or up to the edge.
        captionRoom: next && !wraps ? room + width - CAPTION_GAP : this.m.room - x,
        small: small && i < drawn.length - 1,
      });
      if (sign === undefined) break;
      if (sign !== '') {
        const place = wraps
          ? { x: d.rowLabels, y: y + d.height + OPERATOR_HEIGHT / 2 + 6, down: true }
          : { x: x + room, y: y + d.height / 2 };
        this.picture.operators.push({ id: sign, ...place, width, back: i === back });
      }
      if (wraps) {
        top = this.picture.height + (sign === '' ? BETWEEN : OPERATOR_HEIGHT);
        x = 0;
      } else {
        x += room + width;
      }
    }
  }
}
