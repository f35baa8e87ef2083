/**
 * softlook.d.ts, every declaration of it: checked by tsc (npm run types), where an error that is expected and does not
 * come is an error, and against what the module gives.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';

/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').CellRef} CellRef */
/** @typedef {import('softlook').Costs} Costs */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('softlook').Engine} Engine */
/** @typedef {import('softlook').EngineOptions} EngineOptions */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('softlook').Gradient} Gradient */
/** @typedef {import('softlook').Mask} Mask */
/** @typedef {import('softlook').Matrix} Matrix */
/** @typedef {import('softlook').Operation} Operation */
/** @typedef {import('softlook').Origin} Origin */
/** @typedef {import('softlook').SaturationPoint} SaturationPoint */
/** @typedef {import('softlook').SaturationRequest} SaturationRequest */
/** @typedef {import('softlook').Softness} Softness */
/** @typedef {import('softlook').Source} Source */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('softlook').Term} Term */
/** @typedef {import('softlook').Trace} Trace */
/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').Weights} Weights */

/** @type {(rows: number, cols: number) => Matrix} */
const zeros = (rows, cols) => ({ rows, cols, data: new Float32Array(rows * cols) });

/** @type {Weights} */
const weights = {
  query: zeros(4, 4),
  key: zeros(4, 2),
  value: zeros(4, 3),
  output: zeros(6, 4),
  queryBias: zeros(1, 4),
  keyBias: zeros(1, 2),
  valueBias: zeros(1, 3),
  outputBias: zeros(1, 4),
};
/** @type {Mask} */
const mask = {
  causal: true,
  window: 2,
  prefix: 1,
  padding: [true, true],
  allowed: [true, true, true, true, true, true],
  bias: zeros(3, 2),
};
/** @type {Edit[]} */
const edits = [{ stage: 'mask', row: 0, column: 1, value: -Infinity }];
/** @type {Gradient[]} */
const gradients = [{ row: 2, column: 3 }, { upstream: zeros(3, 4) }];
/**
 * Every field there is but those about differences, a cache and other methods than softmax.
 * @typedef {'differences' | 'against' | 'method' | 'rank' | 'reach' | 'globalTokens' | 'cachedTokens'} Apart
 * @type {Required<Omit<TraceRequest, Apart>>}
 */
const options = {
  tokens: ['a', 'b', 'c'],
  context: ['x', 'y'],
  projections: true,
  embedDim: 4,
  numHeads: 2,
  numKvHeads: 1,
  headDim: 2,
  valueDim: 3,
  embeddings: zeros(3, 4),
  contextEmbeddings: zeros(2, 4),
  weights,
  outputProjection: true,
  scale: 'sqrt',
  mask,
  positions: 'sinusoidal',
  softcap: 5,
  temperature: 2,
  gradient: gradients[0],
  seed: 7,
  edits,
};
/** @type {TraceRequest} */
const request = { ...options, differences: true };
/** @type {TraceRequest} */
const compared = { ...options, against: { ...options, numHeads: 1, weights: {}, edits: [] } };

/** @type {TraceRequest[]} */
const methods = [
  { ...request, method: 'softmax' },
  { tokens: ['a', 'b'], mask: { causal: true }, method: 'linear' },
  {
    tokens: ['a', 'b'],
    method: 'lowRank',
    rank: 1,
    weights: { keyMixing: zeros(1, 2), valueMixing: zeros(1, 2) },
  },
  { ...request, gradient: undefined, method: 'localGlobal', reach: 1, globalTokens: 0 },
  { tokens: ['a', 'b'], mask: { causal: true }, cachedTokens: 1 },
];

/** Not called: tsc reads it. @param {Engine} engine */
export async function mistakes(engine) {
  // @ts-expect-error tokens are required
  engine.trace({});
  // @ts-expect-error there is no such field
  engine.trace({ tokens: ['a'], heads: 2 });
  // @ts-expect-error there is no such scale
  engine.trace({ tokens: ['a'], scale: 'root' });
  // @ts-expect-error there are no such positions
  engine.trace({ tokens: ['a'], positions: 'learned' });
  // @ts-expect-error a column is missing
  engine.trace({ tokens: ['a'], gradient: { row: 0 } });
  // @ts-expect-error there is no such method
  engine.trace({ tokens: ['a'], method: 'sparse' });
  // @ts-expect-error there is no such stage
  engine.trace({ tokens: ['a'] }).stage('score');
  // @ts-expect-error a row is missing
  engine.trace({ tokens: ['a'] }).explain({ stage: 'scores', column: 0 });
  // @ts-expect-error numbers are given as a Float32Array
  engine.trace({ tokens: ['a'], embeddings: { rows: 1, cols: 1, data: [0] } });
  // @ts-expect-error a trace is compared with one other
  engine.trace({ tokens: ['a'], against: { tokens: ['a'], against: { tokens: ['a'] } } });
  // @ts-expect-error widths are required
  engine.saturation({ keys: 4 });
  // @ts-expect-error leave it out instead
  await createEngine({ wasm: null });
}

/** Not called: an AsyncTrace is a trace but for explain. @type {(trace: AsyncTrace) => Promise<[number, number]>} */
export async function waiting(trace) {
  const explained = await trace.explain({ stage: 'scores', row: 0, column: 0 });
  return [explained.result, trace.stage('scores').rows];
}

/** The string literals of a union in the declarations. @param {string} name */
function literalsOf(name) {
  const declarations = readFileSync(new URL('../../web/lib/softlook.d.ts', import.meta.url), 'utf8');
  const body = declarations.split(`export type ${name} =`)[1].split(';')[0];
  return Array.from(body.matchAll(/'(\w+)'/g), ([, literal]) => literal);
}

/** @type {EngineOptions} */
const engineOptions = { wasm: new URL('../../web/lib/softlook.wasm', import.meta.url) };
/** @type {Engine} */
const engine = await createEngine(engineOptions);
/** @type {Trace} */
const trace = engine.trace(request);

test('a trace has the declared fields, with the declared types', () => {
  /** @type {(string[] | null)[]} */
  const texts = [trace.tokens, trace.context];
  assert.deepEqual(texts, [request.tokens, request.context]);
  const { embedDim, numHeads, numKvHeads, headDim, valueDim, scale, softcap, temperature } = trace;
  /** @type {number[]} */
  const sizes = [embedDim, numHeads, numKvHeads, headDim, valueDim, scale, softcap, temperature];
  assert.deepEqual(sizes, [4, 2, 1, 2, 3, Math.fround(Math.SQRT1_2), 5, 2]);
  /** @type {number} */
  const first = trace.firstQuery;
  assert.equal(first, 0);
  /** @type {Costs} */
  const costs = trace.costs;
  assert.deepEqual(Object.keys(costs), ['exact', 'quadratic', 'method', 'cached', 'full']);
  assert.ok(Object.values(costs).every(Number.isInteger));
});

test('a stage has the declared fields, with the declared types', () => {
  const declared = [
    'id',
    'head',
    'operation',
    'inputs',
    'rowAxis',
    'colAxis',
    'origin',
    'rows',
    'cols',
    'data',
  ];
  for (const stage of trace.stages) {
    const entropies = stage.id === 'weights' ? ['entropies'] : [];
    const fields = [...declared, 'difference', ...entropies, 'edited', 'emptyRows', 'multiplications'];
    assert.deepEqual(Object.keys(stage).sort(), fields.sort());
    /** @type {Float32Array | undefined} */
    const rows = stage.entropies;
    assert.equal(rows?.length, stage.id === 'weights' ? stage.rows : undefined);
    /** @type {[StageId, Operation, Axis, Axis, Origin]} */
    const [id, operation, rowAxis, colAxis, origin] = [
      stage.id,
      stage.operation,
      stage.rowAxis,
      stage.colAxis,
      stage.origin,
    ];
    assert.ok(literalsOf('StageId').includes(id));
    assert.ok(literalsOf('Operation').includes(operation));
    assert.ok(literalsOf('Axis').includes(rowAxis) && literalsOf('Axis').includes(colAxis));
    assert.ok(literalsOf('Origin').includes(origin));
    /** @type {Matrix} */
    const matrix = stage;
    assert.equal(matrix.data.length, matrix.rows * matrix.cols);
    assert.ok(matrix.data instanceof Float32Array && stage.difference instanceof Float32Array);
    /** @type {number[]} */
    const lists = [...stage.edited, ...stage.emptyRows, stage.head, stage.multiplications];
    assert.ok(lists.every(Number.isInteger));
    /** @type {StageRef[]} */
    const inputs = stage.inputs;
    for (const input of inputs) assert.deepEqual(Object.keys(input), ['id', 'head']);
  }
});

test('a trace that is compared has differences where the other has the stage', () => {
  const stages = engine.trace(compared).stages.filter(({ id }) => id === 'weights' || id === 'output');
  assert.deepEqual(
    stages.map(({ head, difference }) => [head, difference?.length]),
    [
      [0, 6],
      [1, undefined],
      [-1, 12],
    ],
  );
});

test('between them, traces have every declared stage', () => {
  const others = (/** @type {import('softlook').Positions} */ positions) =>
    engine.trace({ ...request, positions }).stages;
  // A cache has no gradient.
  const approximations = methods.flatMap(
    (asked) =>
      engine.trace('cachedTokens' in asked ? asked : { ...asked, gradient: { row: 0, column: 0 } }).stages,
  );
  const stages = [...trace.stages, ...others('rope'), ...others('alibi'), ...approximations];
  /** @type {(name: string, found: string[]) => void} */
  const assertAllFound = (name, found) =>
    assert.deepEqual(
      literalsOf(name).filter((literal) => !found.includes(literal)),
      [],
    );
  assertAllFound(
    'StageId',
    stages.map(({ id }) => id),
  );
  const grouped = engine.trace({ tokens: ['a', 'b'], method: 'linear' }).stages;
  assertAllFound(
    'Operation',
    [...stages, ...grouped, ...engine.trace({ tokens: ['a'], projections: false }).stages].map(
      ({ operation }) => operation,
    ),
  );
  assertAllFound(
    'Axis',
    stages.flatMap(({ rowAxis, colAxis }) => [rowAxis, colAxis]),
  );
});

test('an explanation has the declared fields', () => {
  /** @type {CellRef} */
  const cell = { stage: 'weights', head: 0, row: 2, column: 1 };
  /** @type {Explanation} */
  const softmax = trace.explain(cell);
  const shared = ['operation', 'terms', 'result', 'computed', 'edited'];
  assert.deepEqual(Object.keys(softmax), [...shared, 'max', 'exponentials', 'sum']);
  assert.deepEqual(Object.keys(trace.explain({ stage: 'output', row: 0, column: 0 })), shared);
  const slope = trace.explain({ stage: 'temperedScoresGradient', head: 0, row: 2, column: 1 });
  assert.deepEqual(Object.keys(slope), [...shared, 'sum']);
  const sine = trace.explain({ stage: 'positions', row: 0, column: 0 });
  assert.deepEqual(Object.keys(sine), [...shared, 'angle']);
  /** @type {Term} */
  const term = softmax.terms[0];
  assert.deepEqual(Object.keys(term), ['left', 'right', 'product', 'from']);
  /** @type {Source | null} */
  const source = term.from.left;
  assert.deepEqual(source, { stage: 'temperedScores', head: 0, row: 2, column: 0 });
  /** @type {(number | undefined)[]} */
  const numbers = [
    softmax.max,
    softmax.sum,
    softmax.result,
    softmax.computed,
    ...(softmax.exponentials ?? []),
  ];
  assert.ok(numbers.every((value) => typeof value === 'number'));
});

test('a point of saturation has the declared fields', () => {
  /** @type {Required<SaturationRequest>} */
  const asked = { widths: [3], keys: 4, seed: 1 };
  /** @type {SaturationPoint[]} */
  const [point] = engine.saturation(asked);
  assert.deepEqual(Object.keys(point), ['width', 'unscaled', 'scaled']);
  /** @type {Softness[]} */
  const both = [point.unscaled, point.scaled];
  for (const softness of both) {
    assert.deepEqual(Object.keys(softness), ['spread', 'entropy', 'gradient']);
    assert.ok(Object.values(softness).every((value) => typeof value === 'number'));
  }
});

test('the module exports what is declared and nothing else', async () => {
  assert.deepEqual(Object.keys(await import('../../web/lib/softlook.js')), ['createEngine']);
  assert.deepEqual(Object.keys(engine).sort(), ['attend', 'dispose', 'saturation', 'trace', 'version']);
});
