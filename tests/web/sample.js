/**
 * Traces with the stages, shapes and axes of the core's, and numbers of no meaning: for tests of code that only
 * reads them. sample.test.js holds their form to the core's.
 */

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('softlook').Operation} Operation */
/** @typedef {import('softlook').StageRef} StageRef */

/**
 * @typedef {object} Shape
 * @property {string[]} tokens
 * @property {string[] | null} context
 * @property {boolean} projections
 * @property {number} embedDim
 * @property {number} numHeads
 * @property {number} numKvHeads
 * @property {number} headDim
 * @property {number} valueDim
 * @property {boolean} causal
 * @property {boolean} outputProjection
 */

/** @type {Shape} "How are you" with two numbers for each word, one head, nothing masked. */
const SMALL = {
  tokens: ['How', 'are', 'you'],
  context: null,
  projections: true,
  embedDim: 2,
  numHeads: 1,
  numKvHeads: 1,
  headDim: 2,
  valueDim: 2,
  causal: false,
  outputProjection: false,
};

/** @typedef {[size: number, axis: Axis]} Extent */

/**
 * @param {Partial<Shape>} [wanted]
 * @returns {AsyncTrace}
 */
export function sampleTrace(wanted = {}) {
  const shape = { ...SMALL, ...wanted };
  const { tokens, context, projections, numHeads, numKvHeads, embedDim, headDim, valueDim } = shape;
  /** @type {Stage[]} */
  const stages = [];
  /** @param {StageId} id @param {number} head @param {Operation} operation @param {Extent} rows @param {Extent} cols @param {StageRef[]} [inputs] */
  const add = (id, head, operation, rows, cols, inputs = []) => {
    const data = Float32Array.from({ length: rows[0] * cols[0] }, (_, i) =>
      Math.sin(1 + i + 7 * stages.length),
    );
    const origin = projections ? 'toy' : 'plain';
    stages.push({
      id,
      head,
      operation,
      inputs,
      origin,
      data,
      rows: rows[0],
      cols: cols[0],
      rowAxis: rows[1],
      colAxis: cols[1],
      edited: [],
      emptyRows: [],
      multiplications: 0,
    });
  };
  const heads = Array.from({ length: numHeads }, (_, h) => h);
  const kvHeads = Array.from({ length: numKvHeads }, (_, h) => h);
  const kvHead = (/** @type {number} */ h) => Math.floor((h * numKvHeads) / numHeads);
  /** @type {Extent} */ const queries = [tokens.length, 'queryToken'];
  /** @type {Extent} */ const keys = [(context ?? tokens).length, 'keyToken'];
  /** @type {Extent} */ const features = [embedDim, 'embeddingFeature'];
  /** @type {Extent} */ const headFeatures = projections ? [headDim, 'headFeature'] : features;
  /** @type {Extent} */ const valueFeatures = projections ? [valueDim, 'valueFeature'] : features;
  /** @type {StageId} */ const source = context ? 'contextEmbeddings' : 'embeddings';

  add('embeddings', -1, 'input', queries, features);
  if (context) add('contextEmbeddings', -1, 'input', keys, features);
  if (projections) {
    for (const h of heads) add('queryWeights', h, 'input', features, headFeatures);
    for (const h of kvHeads) add('keyWeights', h, 'input', features, headFeatures);
    for (const h of kvHeads) add('valueWeights', h, 'input', features, valueFeatures);
  }
  /** @param {StageId} id @param {number} h @param {Extent} rows @param {Extent} cols @param {StageId} from @param {StageId} weights */
  const project = (id, h, rows, cols, from, weights) => {
    if (projections)
      add(id, h, 'product', rows, cols, [
        { id: from, head: -1 },
        { id: weights, head: h },
      ]);
    else add(id, h, 'copy', rows, cols, [{ id: from, head: -1 }]);
  };
  for (const h of heads) project('queries', h, queries, headFeatures, 'embeddings', 'queryWeights');
  for (const h of kvHeads) project('keys', h, keys, headFeatures, source, 'keyWeights');
  for (const h of kvHeads) project('values', h, keys, valueFeatures, source, 'valueWeights');
  for (const h of heads) {
    add('scores', h, 'productTransposed', queries, keys, [
      { id: 'queries', head: h },
      { id: 'keys', head: kvHead(h) },
    ]);
  }
  for (const h of heads) add('scaledScores', h, 'scale', queries, keys, [{ id: 'scores', head: h }]);
  /** @type {StageId} */ let last = 'scaledScores';
  if (shape.causal) {
    add('mask', -1, 'input', queries, keys);
    hideLater(stages[stages.length - 1]);
    for (const h of heads) {
      add('maskedScores', h, 'mask', queries, keys, [
        { id: last, head: h },
        { id: 'mask', head: -1 },
      ]);
      hideLater(stages[stages.length - 1], true);
    }
    last = 'maskedScores';
  }
  for (const h of heads) add('weights', h, 'softmax', queries, keys, [{ id: last, head: h }]);
  const attended = (/** @type {number} */ h) =>
    /** @type {StageRef[]} */ ([
      { id: 'weights', head: h },
      { id: 'values', head: kvHead(h) },
    ]);
  if (numHeads === 1 && !shape.outputProjection) {
    add('output', -1, 'product', queries, valueFeatures, attended(0));
  } else {
    for (const h of heads) add('headOutput', h, 'product', queries, valueFeatures, attended(h));
    /** @type {Extent} */ const joined = [numHeads * valueFeatures[0], 'concatenatedFeature'];
    add(
      'concatenated',
      -1,
      'concatenate',
      queries,
      joined,
      heads.map((head) => ({ id: 'headOutput', head })),
    );
    if (shape.outputProjection) {
      add('outputWeights', -1, 'input', joined, features);
      add('output', -1, 'product', queries, features, [
        { id: 'concatenated', head: -1 },
        { id: 'outputWeights', head: -1 },
      ]);
    } else {
      add('output', -1, 'copy', queries, joined, [{ id: 'concatenated', head: -1 }]);
    }
  }
  return {
    tokens,
    context,
    embedDim,
    numHeads,
    numKvHeads,
    headDim: headFeatures[0],
    valueDim: valueFeatures[0],
    stages,
    scale: 1 / Math.sqrt(headFeatures[0]),
    softcap: 0,
    temperature: 1,
    firstQuery: 0,
    costs: { exact: 0, quadratic: 0, method: 0, cached: 0, full: 0 },
    stage(id, head = 0) {
      const found = stages.find((s) => s.id === id && (s.head === head || s.head === -1));
      if (!found) throw new RangeError(`no stage ${id} of head ${head}`);
      return found;
    },
    explain: () => Promise.reject(new Error('a sample explains nothing')),
  };
}

/** @param {Stage} stage @param {boolean} [keep] the other cells keep their number instead of 0 */
function hideLater(stage, keep = false) {
  for (let i = 0; i < stage.rows; i++) {
    for (let j = 0; j < stage.cols; j++) {
      const at = i * stage.cols + j;
      if (j > i) stage.data[at] = Number.NEGATIVE_INFINITY;
      else if (!keep) stage.data[at] = 0;
    }
  }
}
