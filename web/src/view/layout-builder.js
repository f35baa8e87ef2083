/**
 * Puts matrices, labels and signs into a picture: corners of products, and rows. Plain arithmetic on sizes, in CSS
 * pixels from the top left; nothing here touches the document.
 */
import {
  alone,
  besideEachOther,
  BETWEEN,
  CAPTION,
  CAPTION_MIN,
  CAPTION_SMALL,
  cornerInputs,
  drawn,
  GAP,
  signWidth,
  toResult,
} from './sizes.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('./sizes.js').Drawn} Drawn */

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
 * @property {boolean} bits whether room is kept for the entropies of the weights; else they are shown where there is some
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

const OPERATOR_HEIGHT = 34;
/** Room for the entropies of rows, and the lowest row that has one beside it. */
const ENTROPY = { gap: 10, width: 46, height: 13 };
/** Between a caption and the next. */
const CAPTION_GAP = 8;
/** Cells of the mask between its neighbours: the numbers in it are short. */
export const MASK_PART = 0.62;

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
   * @param {Drawn} d
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
    if (!this.m.bits && x + ENTROPY.width > this.m.room) return;
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
   * Left matrix, the matrices above, and where each meets the left one its result.
   * @param {number} x
   * @param {number} y
   * @param {{stage: Stage, transposed: boolean}} leftMatrix
   * @param {{top: Stage, transposed: boolean, result: Stage}[]} pairs
   * @param {boolean} isLast whether nothing comes to its right
   */
  corner(x, y, leftMatrix, pairs, isLast) {
    const { left, tops } = cornerInputs(this.m, leftMatrix, pairs);
    const columns = Math.max(...tops.map((t) => t.columns.height));
    const tall = Math.max(...tops.map((t) => t.height));
    const topY = y + CAPTION + columns;
    const leftTop = left.columns.height + CAPTION;
    const resultY = Math.max(topY + tall + GAP, y + leftTop);
    const leftX = x + left.rowLabels;
    let at = x + toResult(left, tops[0]);
    const rest = { captionX: x, captionRoom: at - x - CAPTION_GAP };
    this.place(left, leftX, resultY, { rows: true, columns: true, caption: 'above', ...rest });
    for (const [i, pair] of pairs.entries()) {
      const top = tops[i];
      const result = drawn(this.m, pair.result);
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
   * Matrices in a row with signs between them. Where the step is stacked and they do not fit, the results come first
   * and what they are made of goes on below.
   * @param {Item[]} items
   * @param {string[]} signs after each item but the last; '' = only a space
   * @param {{shrinks?: boolean, brief?: boolean, top?: number, results?: number}} [options] `shrinks`: whether the
   *   inputs may stand small beside the result; `brief`: whether their captions are small; `top`: where the row begins;
   *   `results`: how many of the last items are
   */
  row(items, signs, { shrinks = false, brief = false, top = 0, results = 1 } = {}) {
    const beside = besideEachOther(this.m, items, signs, { shrinks, stacked: this.stacked });
    if (beside) {
      this.#line(beside.drawn, signs, { small: beside.small || brief, top });
      return;
    }
    const inputs = items.length - results;
    const order = [...items.slice(inputs), ...items.slice(0, inputs)];
    const between =
      inputs > 0 ? [...signs.slice(inputs), signs[inputs - 1], ...signs.slice(0, inputs - 1)] : signs;
    const placed = order.map((item) => alone(this.m, item));
    this.#line(placed, between, { small: brief, top, back: inputs > 0 ? results - 1 : -1 });
  }

  /**
   * @param {Drawn[]} all
   * @param {string[]} signs
   * @param {{small: boolean, top: number, back?: number}} options `back`: the sign whose result comes before it
   */
  #line(all, signs, { small, top: from, back = -1 }) {
    const columns = Math.max(...all.map((d) => d.columns.height));
    const least = small ? CAPTION_SMALL : CAPTION_MIN;
    let x = 0;
    let top = from;
    for (const [i, d] of all.entries()) {
      const labelled = x === 0 || all[i - 1].rowAxis !== d.rowAxis;
      const left = labelled ? d.rowLabels : 0;
      const y = top + CAPTION + columns;
      const sign = signs[i];
      const room = Math.max(left + d.width, least);
      const width = sign === undefined ? 0 : signWidth(sign);
      const next = all[i + 1];
      const wraps = next && this.stacked && x + room + width + next.width + next.columns.over > this.m.room;
      this.place(d, x + left, y, {
        rows: labelled,
        columns: true,
        caption: 'above',
        captionX: x,
        captionY: top,
        // The sign stands lower: up to the next caption there is room, or up to the edge.
        captionRoom: next && !wraps ? room + width - CAPTION_GAP : this.m.room - x,
        small: small && i < all.length - 1,
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
