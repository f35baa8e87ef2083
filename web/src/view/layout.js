/**
 * Where everything of a step stands. A product is a corner: left matrix to the left, right matrix above, the
 * result where they meet. An elementwise step stands side by side, or stacked where it is too wide for that.
 * Plain arithmetic on sizes, in CSS pixels from the top left; nothing here touches the document.
 */

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('../model/steps.js').Step} Step */

/**
 * @typedef {object} Metrics
 * @property {number} cellW
 * @property {number} cellH
 * @property {number | null} thin cell size along axes of many features, where those would be too long; else null
 * @property {number[]} queryLabels widths of the query tokens
 * @property {number[]} keyLabels widths of the key tokens
 * @property {number} room width there is
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

/** @typedef {{id: string, x: number, y: number, width: number}} Operator `id` names its text */
/** @typedef {{width: number, height: number, matrices: Placed[], labels: Labels[], operators: Operator[]}} Picture */

const GAP = 12;
const BETWEEN = 24;
/** Height of a caption: its name and its legend. */
export const CAPTION = 42;
const OPERATOR = { scale: 52, mask: 22, equals: 22, softmax: 60, concatenate: 40, copy: 24, other: 30 };
const OPERATOR_HEIGHT = 34;
const FEATURE = { width: 18, wide: 26, height: 17 };
/** Axes of more features than this can be made thin. */
export const FEW_FEATURES = 8;
/** The narrowest cells, where they are to be pointed at one by one. */
const NARROWEST = 12;
/** Columns of an input, where it stands smaller beside its result. */
const INPUT_PART = 0.5;
/** Height of the word over a run of tokens: query or key. */
const TITLE = 16;
/** The word query over the row labels needs this much, however short the tokens are. */
const AXIS_WORD = 40;
/** The narrowest a caption gets, so that it can still be read. */
const CAPTION_MIN = 124;
const CAPTION_SMALL = 84;
/** Cells of the mask between its neighbours: the numbers in it are short. */
const MASK_PART = 0.62;
/** Labels over narrower columns stand upright: leaning they would cover each other. */
const ANGLED_FROM = 20;
const SLOPE = { cos: Math.cos(0.7), sin: Math.sin(0.7) };

/**
 * @param {StageRef} ref
 * @param {boolean} [transposed]
 */
export function placedKey(ref, transposed = false) {
  return `${ref.id}/${ref.head}${transposed ? '/T' : ''}`;
}

/** @param {Axis} axis */
function isToken(axis) {
  return axis === 'queryToken' || axis === 'keyToken';
}

/**
 * @param {Axis} axis
 * @param {number} count
 * @param {Metrics} m
 */
function isThin(axis, count, m) {
  return m.thin !== null && !isToken(axis) && count > FEW_FEATURES;
}

/**
 * @param {Axis} axis
 * @param {number} count
 * @param {Metrics} m
 */
function rowRoom(axis, count, m) {
  if (axis === 'queryToken') return Math.max(AXIS_WORD, ...m.queryLabels) + 10;
  if (axis === 'keyToken') return Math.max(AXIS_WORD, ...m.keyLabels) + 10;
  if (axis === 'single') return 0;
  return count > 9 ? FEATURE.wide : FEATURE.width;
}

/**
 * @param {Axis} axis
 * @param {Metrics} m
 * @param {number} cellW
 * @returns {{height: number, turn: Labels['turn'], over: number}} `over`: how far the last label leans out
 */
function columnRoom(axis, m, cellW) {
  if (axis === 'single') return { height: 0, turn: 'flat', over: 0 };
  if (!isToken(axis)) return { height: FEATURE.height, turn: 'flat', over: 0 };
  const labels = axis === 'queryToken' ? m.queryLabels : m.keyLabels;
  const label = Math.max(...labels);
  if (label <= cellW - 2) return { height: 20 + TITLE, turn: 'flat', over: 0 };
  if (cellW < ANGLED_FROM) return { height: label * 0.85 + 12 + TITLE, turn: 'upright', over: 0 };
  const over = Math.max(0, ...labels.map((w, i) => w * SLOPE.cos + 8 - (labels.length - i - 0.5) * cellW));
  return { height: label * SLOPE.sin + 16 + TITLE / 2, turn: 'angled', over };
}

/** @param {string} sign '' = only a space */
function signWidth(sign) {
  return sign === '' ? BETWEEN : (OPERATOR[/** @type {keyof typeof OPERATOR} */ (sign)] ?? OPERATOR.other);
}

/** Collects what a step is made of. */
class Builder {
  /** @param {Metrics} metrics @param {boolean} stacked */
  constructor(metrics, stacked) {
    this.m = metrics;
    this.stacked = stacked;
    /** @type {Picture} */
    this.picture = { width: 0, height: 0, matrices: [], labels: [], operators: [] };
  }

  /**
   * @param {Stage} stage
   * @param {boolean} [transposed]
   * @param {number} [part] of the usual cell size
   */
  drawn(stage, transposed = false, part = 1) {
    const [rows, cols] = transposed ? [stage.cols, stage.rows] : [stage.rows, stage.cols];
    const [rowAxis, colAxis] = transposed ? [stage.colAxis, stage.rowAxis] : [stage.rowAxis, stage.colAxis];
    const { thin } = this.m;
    const cellW =
      thin !== null && isThin(colAxis, cols, this.m)
        ? thin
        : Math.max(NARROWEST, Math.round(this.m.cellW * part));
    const cellH = thin !== null && isThin(rowAxis, rows, this.m) ? thin : Math.round(this.m.cellH);
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
   * @param {{rows?: boolean, columns?: boolean, caption: 'above' | 'below', captionX?: number, captionY?: number, small?: boolean}} options
   */
  place(d, x, y, options) {
    const over = options.columns ? d.columns.over : 0;
    const columnsHeight = options.columns ? d.columns.height : 0;
    const captionY =
      options.captionY ?? (options.caption === 'above' ? y - columnsHeight - CAPTION : y + d.height + 6);
    const small = options.small ?? false;
    const width = Math.max(d.width, small ? CAPTION_SMALL : CAPTION_MIN);
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
    const asks = d.rowAxis === 'queryToken' && d.colAxis === 'headFeature';
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
    this.extend(Math.max(x + d.width + over, caption.x + caption.width), y + d.height);
    if (options.caption === 'below') this.extend(0, captionY + CAPTION);
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
   * @param {Stage} leftStage
   * @param {{top: Stage, transposed: boolean, result: Stage}[]} pairs
   */
  corner(x, y, leftStage, pairs) {
    const left = this.drawn(leftStage);
    const tops = pairs.map((p) => this.drawn(p.top, p.transposed));
    const columns = Math.max(...tops.map((t) => t.columns.height));
    const tall = Math.max(...tops.map((t) => t.height));
    const topY = y + CAPTION + columns;
    const leftTop = left.columns.height + CAPTION;
    const resultY = Math.max(topY + tall + GAP, y + leftTop);
    const leftX = x + left.rowLabels;
    this.place(left, leftX, resultY, { rows: true, columns: true, caption: 'above', captionX: x });
    let at = Math.max(leftX + left.width + GAP, x + CAPTION_MIN + BETWEEN, x + tops[0].rowLabels);
    for (const [i, pair] of pairs.entries()) {
      const top = tops[i];
      const result = this.drawn(pair.result);
      this.place(top, at, resultY - GAP - top.height, { rows: i === 0, columns: true, caption: 'above' });
      this.place(result, at, resultY, { caption: 'below' });
      at += Math.max(top.width, pairs.length > 1 ? CAPTION_MIN : 0) + BETWEEN;
    }
  }

  /**
   * The matrices of a row: where they are too wide together, the inputs with narrow columns beside their full
   * result if that fits; the inputs were seen in full the step before.
   * @param {{stage: Stage, part?: number}[]} items
   * @param {string[]} signs
   * @param {boolean} shrinks
   * @returns {{drawn: ReturnType<Builder['drawn']>[], small: boolean}}
   */
  #besideEachOther(items, signs, shrinks) {
    const full = items.map((item) => this.drawn(item.stage, false, item.part));
    if (!this.stacked || !shrinks) return { drawn: full, small: false };
    const small = items.map((item, i) =>
      i < items.length - 1 ? this.drawn(item.stage, false, INPUT_PART) : full[i],
    );
    const signed = signs.reduce((sum, sign) => sum + signWidth(sign), 0);
    const width = small.reduce(
      (sum, d, i) => sum + Math.max(d.width + (i === 0 ? d.rowLabels : 0), CAPTION_SMALL),
      signed,
    );
    const fits = width + full[full.length - 1].columns.over <= this.m.room;
    return { drawn: fits ? small : full, small: fits };
  }

  /**
   * Matrices in a row with signs between them. Where the step is stacked, what does not fit goes on below.
   * @param {{stage: Stage, part?: number}[]} items
   * @param {string[]} signs after each item but the last; '' = only a space
   * @param {boolean} [shrinks] whether the inputs may stand small beside the result, which is the last item
   */
  row(items, signs, shrinks = false) {
    const { drawn, small } = this.#besideEachOther(items, signs, shrinks);
    const columns = Math.max(...drawn.map((d) => d.columns.height));
    const least = small ? CAPTION_SMALL : CAPTION_MIN;
    let x = 0;
    let top = 0;
    for (const [i, d] of drawn.entries()) {
      const labelled = x === 0 || drawn[i - 1].rowAxis !== d.rowAxis;
      const left = labelled ? d.rowLabels : 0;
      const y = top + CAPTION + columns;
      this.place(d, x + left, y, {
        rows: labelled,
        columns: true,
        caption: 'above',
        captionX: x,
        captionY: top,
        small: small && i < drawn.length - 1,
      });
      const sign = signs[i];
      if (sign === undefined) break;
      const room = Math.max(left + d.width, least);
      const width = signWidth(sign);
      const next = drawn[i + 1];
      const wraps = this.stacked && x + room + width + next.width + next.columns.over > this.m.room;
      if (sign !== '') {
        const place = wraps
          ? { x: d.rowLabels, y: y + d.height + OPERATOR_HEIGHT / 2 + 6 }
          : { x: x + room, y: y + d.height / 2 };
        this.picture.operators.push({ id: sign, ...place, width });
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

/**
 * Lays out one step for one head.
 * @param {Step} step
 * @param {AsyncTrace} trace
 * @param {number} head
 * @param {Metrics} metrics
 * @returns {Picture}
 */
export function layoutStep(step, trace, head, metrics) {
  const builder = new Builder(metrics, metrics.stacks(step));
  const results = step.results.map((id) => stageFor(trace, id, head));
  if (step.id === 'words') {
    builder.row(
      results.map((stage) => ({ stage })),
      results.slice(1).map(() => ''),
    );
  } else if (step.operation === 'concatenate') {
    const inputs = results[0].inputs.map((ref) => ({ stage: trace.stage(ref.id, ref.head) }));
    const signs = inputs.map((_, i) => (i < inputs.length - 1 ? '' : 'concatenate'));
    builder.row([...inputs, { stage: results[0] }], signs);
  } else if (step.operation === 'product' || step.operation === 'productTransposed') {
    placeProducts(builder, trace, results);
  } else {
    placeElementwise(builder, trace, results);
  }
  return builder.picture;
}

/**
 * Products that share their left matrix stand in one corner.
 * @param {Builder} builder
 * @param {AsyncTrace} trace
 * @param {Stage[]} results
 */
function placeProducts(builder, trace, results) {
  /** @type {Map<Stage, {top: Stage, transposed: boolean, result: Stage}[]>} */
  const corners = new Map();
  for (const result of results) {
    const [left, top] = result.inputs.map((ref) => trace.stage(ref.id, ref.head));
    const pair = { top, transposed: result.operation === 'productTransposed', result };
    corners.set(left, [...(corners.get(left) ?? []), pair]);
  }
  let x = 0;
  let y = 0;
  for (const [left, pairs] of corners) {
    for (const group of builder.stacked ? pairs.map((pair) => [pair]) : [pairs]) {
      builder.corner(x, y, left, group);
      if (builder.stacked) y = builder.picture.height + BETWEEN;
      else x = builder.picture.width + BETWEEN;
    }
  }
}

/**
 * @param {Builder} builder
 * @param {AsyncTrace} trace
 * @param {Stage[]} results
 */
function placeElementwise(builder, trace, results) {
  const [first] = results;
  const inputs = first.inputs.map((ref) => ({ stage: trace.stage(ref.id, ref.head) }));
  if (first.operation === 'mask') {
    builder.row([inputs[0], { ...inputs[1], part: MASK_PART }, { stage: first }], ['mask', 'equals'], true);
    return;
  }
  const distinct = [
    ...new Map(results.flatMap((r) => r.inputs).map((ref) => [placedKey(ref), ref])).values(),
  ];
  const items = distinct.map((ref) => ({ stage: trace.stage(ref.id, ref.head) }));
  const signs = [...items.slice(1).map(() => ''), first.operation, ...results.slice(1).map(() => '')];
  builder.row([...items, ...results.map((stage) => ({ stage }))], signs, results.length === 1);
}

/**
 * A stage as one head sees it: its own, its key/value head's where heads share those, or the one for all.
 * @param {AsyncTrace} trace
 * @param {import('softlook').StageId} id
 * @param {number} head
 */
export function stageFor(trace, id, head) {
  const own = trace.stages.find((s) => s.id === id && (s.head === head || s.head === -1));
  return own ?? trace.stage(id, Math.floor((head * trace.numKvHeads) / trace.numHeads));
}
