/** The interface of api.md, on the module as it ships. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { matrix, matrixOf, readGolden, requestOf } from './tools.js';

const engine = await createEngine();
const HOW = ['How', 'are', 'you', 'doing', '?'];

/**
 * @param {Float32Array} actual
 * @param {Float32Array} expected
 * @param {string} what
 */
function assertClose(actual, expected, what) {
  assert.equal(actual.length, expected.length, what);
  for (const [i, value] of expected.entries()) {
    // The tolerance of the issue: float32 sums of some dozen terms, in another order than PyTorch's.
    const near = Object.is(actual[i], value) || Math.abs(actual[i] - value) <= 1e-6 + 1e-5 * Math.abs(value);
    assert.ok(near, `${what}[${i}] is ${actual[i]}, expected ${value}`);
  }
}

for (const name of ['cases', 'options', 'gradients', 'methods', 'decoding'].flatMap(readGolden)) {
  test(`every stage is what ${name} says`, () => {
    const fixture = readGolden(name);
    const trace = engine.trace(requestOf(fixture.request));
    assert.deepEqual(
      trace.stages.map(({ id, head, rows, cols }) => ({ id, head, rows, cols })),
      fixture.stages.map((/** @type {any} */ { id, head, rows, cols }) => ({ id, head, rows, cols })),
    );
    for (const [i, expected] of fixture.stages.entries()) {
      const { id, head, data } = trace.stages[i];
      assertClose(data, matrixOf(expected).data, `${id} of head ${head}`);
    }
  });
}

test('the entropies of the weights are what NumPy says, and other stages have none', () => {
  for (const { case: name, head, data } of readGolden('entropies')) {
    const trace = engine.trace(requestOf(readGolden(name).request));
    const { entropies } = trace.stage('weights', head);
    assert.ok(entropies instanceof Float32Array);
    assertClose(entropies, Float32Array.from(data), `entropies of head ${head} of ${name}`);
    assert.equal(trace.stage('scaledScores', head).entropies, undefined);
  }
});

test('the softmax of an approximation has entropies too', () => {
  const rows = (/** @type {'lowRank' | 'localGlobal'} */ method, /** @type {any} */ id) =>
    engine.trace({ tokens: HOW, method }).stage(id).entropies?.length;
  assert.deepEqual([rows('lowRank', 'lowRankWeights'), rows('localGlobal', 'localWeights')], [5, 5]);
});

test('toy numbers and what is made of them are the native core’s to the last bit', () => {
  const { request, stages } = readGolden('bits');
  const trace = engine.trace(request);
  for (const { id, head, bits } of stages) {
    const { data } = trace.stage(id, head);
    const actual = Array.from(new Uint32Array(data.buffer), (word) => word.toString(16).padStart(8, '0'));
    assert.deepEqual(actual, bits, `${id} of head ${head}`);
  }
});

test('a trace says what it was asked and which sizes it took', () => {
  const trace = engine.trace({ tokens: HOW, embedDim: 12, numHeads: 4, numKvHeads: 2, valueDim: 5 });
  assert.deepEqual(trace.tokens, HOW);
  assert.equal(trace.context, null);
  const { embedDim, numHeads, numKvHeads, headDim, valueDim } = trace;
  assert.deepEqual([embedDim, numHeads, numKvHeads, headDim, valueDim], [12, 4, 2, 3, 5]);
  assert.equal(trace.scale, Math.fround(1 / Math.sqrt(3)));
});

test('the defaults are width 8, one head, seed 7, scale 1/√D, no mask', () => {
  const trace = engine.trace({ tokens: HOW });
  const same = engine.trace({
    tokens: HOW,
    projections: true,
    embedDim: 8,
    numHeads: 1,
    numKvHeads: 1,
    headDim: 8,
    valueDim: 8,
    weights: {},
    outputProjection: false,
    scale: 'sqrt',
    mask: {},
    seed: 7,
    edits: [],
    differences: false,
  });
  assert.deepEqual(trace.stages, same.stages);
  assert.equal(
    trace.stages.some((stage) => stage.id === 'mask'),
    false,
  );
});

test('a field that is undefined counts as left out', () => {
  const trace = engine.trace({
    tokens: HOW,
    context: undefined,
    weights: { query: undefined },
    scale: undefined,
  });
  assert.deepEqual(trace.stages, engine.trace({ tokens: HOW }).stages);
});

test('scale: none is 1, a number is itself', () => {
  const scaleOf = (/** @type {'none' | number} */ scale) => engine.trace({ tokens: HOW, scale }).scale;
  assert.equal(scaleOf('none'), 1);
  assert.equal(scaleOf(0.25), 0.25);
  assert.equal(scaleOf(0), 0);
});

test('a trace says its cap and its temperature, and a rotation its angle', () => {
  const plain = engine.trace({ tokens: HOW });
  assert.deepEqual([plain.softcap, plain.temperature], [0, 1]);
  const trace = engine.trace({ tokens: HOW, positions: 'rope', softcap: 5, temperature: 0.5 });
  assert.deepEqual([trace.softcap, trace.temperature], [5, 0.5]);
  // Su et al. 2021, equation 15: pair j of D / 2 turns by 10000^(−2j/D) a position.
  const { angle } = trace.explain({ stage: 'rotatedKeys', row: 3, column: 5 });
  assert.equal(angle, Math.fround(3 * 10000 ** (-2 / 8)));
  assert.equal(trace.explain({ stage: 'scores', row: 0, column: 0 }).angle, undefined);
});

test('the lists of a mask are copied, and may come as any kind of array of true and false', () => {
  const allowed = [true, false, true, true];
  const trace = engine.trace({ tokens: ['a', 'b'], mask: { allowed, padding: [true, true] } });
  allowed.fill(false);
  assert.deepEqual(Array.from(trace.stage('mask').data), [0, -Infinity, 0, 0]);
  assert.equal(trace.explain({ stage: 'weights', row: 0, column: 0 }).result, 1);
});

test('a stage says how many multiplications it takes', () => {
  const asked = { tokens: HOW, embedDim: 12, numHeads: 4, reach: 0, globalTokens: 0 };
  const trace = engine.trace({ ...asked, method: 'localGlobal' });
  assert.equal(trace.stage('queries').multiplications, 5 * 12 * 3);
  assert.equal(trace.stage('scaledScores').multiplications, 25);
  assert.equal(trace.stage('localScores').multiplications, 5 * 3);
  assert.equal(trace.stage('weights').multiplications, 0);
});

test('decoding: queries of the new tokens look at the cache and themselves, and come to the same', () => {
  const asked = { tokens: HOW, numHeads: 2, mask: { causal: true } };
  const whole = engine.trace(asked);
  const trace = engine.trace({ ...asked, cachedTokens: 3 });
  assert.deepEqual([whole.firstQuery, trace.firstQuery], [0, 3]);
  const { rows, cols, rowAxis } = trace.stage('weights', 1);
  assert.deepEqual([rows, cols, rowAxis], [2, 5, 'queryToken']);
  assert.deepEqual(trace.stage('output').data, whole.stage('output').data.subarray(3 * 8));
  assert.deepEqual(trace.stage('keys', 1).data, whole.stage('keys', 1).data);
  assert.ok(trace.stage('decodeDifference').data.every((value) => value === 0));
  const cell = trace.explain({ stage: 'keys', head: 1, row: 4, column: 2 });
  assert.deepEqual(cell.terms[0].from.left, { stage: 'newKeys', head: 1, row: 1, column: 2 });
});

test('a trace says what each way of computing attention costs', () => {
  const asked = { tokens: HOW, mask: { causal: true } };
  // Five queries, five keys, width 8: two products and the scale.
  const exact = 2 * 5 * 5 * 8 + 25;
  assert.deepEqual(engine.trace(asked).costs, { exact, quadratic: 0, method: 0, cached: 0, full: 0 });
  const { costs } = engine.trace({ ...asked, method: 'linear' });
  // The running states are a product more a key; numerators and denominators are of one query each.
  const method = 5 * 8 * 8 + 5 * 8 * 8 + 5 * 8;
  assert.deepEqual(costs, { exact, quadratic: 2 * 5 * 5 * 8, method, cached: 0, full: 0 });
  const decoded = engine.trace({ ...asked, cachedTokens: 4 }).costs;
  assert.deepEqual([decoded.cached, decoded.full], [3 * 64 + exact / 5, 15 * 64 + exact]);
});

test('stage(): of a head; shared by all heads under every head; else an error that names it', () => {
  const trace = engine.trace({ tokens: HOW, numHeads: 2 });
  assert.equal(trace.stage('weights', 1).head, 1);
  assert.equal(trace.stage('weights'), trace.stage('weights', 0));
  assert.equal(trace.stage('output', 1), trace.stage('output'));
  assert.equal(trace.stage('embeddings', -1).head, -1);
  assert.throws(() => trace.stage('weights', 2), {
    name: 'RangeError',
    message: 'head is 2, expected 0 to 1 (the heads of weights)',
  });
  assert.throws(() => trace.stage('mask'), {
    name: 'RangeError',
    message: /^id is "mask", expected a stage of this/,
  });
});

test('inputs come before what is made of them and are found by stage()', () => {
  const trace = engine.trace({
    tokens: HOW,
    context: ['a', 'b'],
    numHeads: 4,
    numKvHeads: 2,
    mask: { causal: true },
  });
  for (const [i, stage] of trace.stages.entries()) {
    for (const input of stage.inputs) {
      const at = trace.stages.indexOf(trace.stage(input.id, input.head));
      assert.ok(at >= 0 && at < i, `${stage.id} of head ${stage.head} is made of ${input.id}`);
    }
  }
});

test('cross-attention has a context, and embeddings of its own', () => {
  const context = ['chat', 'noir'];
  const trace = engine.trace({ tokens: HOW, context });
  assert.deepEqual(trace.context, context);
  const { rows, cols, rowAxis, colAxis } = trace.stage('weights');
  assert.deepEqual([rows, cols, rowAxis, colAxis], [5, 2, 'queryToken', 'keyToken']);
  assert.equal(trace.stage('contextEmbeddings').rows, 2);
});

test('tokens of any script come back as they were given', () => {
  const tokens = ['naïve', 'cafe\u0301', '日本', '👩‍👩‍👧', 'שלום', '\u0000', ' ', '<b>', '𝒳'];
  assert.deepEqual(engine.trace({ tokens }).tokens, tokens);
  assert.deepEqual(engine.trace({ tokens: ['a'], context: tokens }).context, tokens);
});

test('given numbers are loaded, toy ones toy, edited ones edited', () => {
  const request = {
    tokens: ['a', 'b'],
    embedDim: 4,
    embeddings: matrix(2, 4),
    weights: { value: matrix(4, 4) },
  };
  const trace = engine.trace({ ...request, edits: [{ stage: 'weights', row: 1, column: 0, value: 0.5 }] });
  const origins = ['embeddings', 'queryWeights', 'valueWeights', 'weights', 'output'].map(
    (id) => trace.stage(/** @type {any} */ (id)).origin,
  );
  assert.deepEqual(origins, ['loaded', 'toy', 'loaded', 'edited', 'edited']);
  assert.equal(engine.trace({ tokens: ['a'], projections: false }).stage('output').origin, 'plain');
});

test('a stage of a trace can be given back as a matrix', () => {
  const before = engine.trace({ tokens: HOW, seed: 3 });
  const after = engine.trace({ tokens: HOW, seed: 3, embeddings: before.stage('embeddings') });
  assert.deepEqual(after.stage('output').data, before.stage('output').data);
});

test('an edit changes its cell and what follows; differences say by how much', () => {
  const edits = [{ stage: /** @type {const} */ ('scores'), head: 1, row: 2, column: 0, value: 2.5 }];
  const before = engine.trace({ tokens: HOW, numHeads: 2 });
  const after = engine.trace({ tokens: HOW, numHeads: 2, edits, differences: true });
  const scores = after.stage('scores', 1);
  assert.equal(scores.data[2 * scores.cols], 2.5);
  assert.deepEqual(scores.edited, [2 * scores.cols]);
  assert.deepEqual(after.stage('scores', 0).edited, []);
  for (const [i, stage] of after.stages.entries()) {
    const difference = stage.data.map((value, at) => value - before.stages[i].data[at]);
    assert.deepEqual(stage.difference, difference, `${stage.id} of head ${stage.head}`);
  }
  assert.equal(before.stage('scores').difference, undefined);
});

test('against: the values minus those of another configuration, which is copied', () => {
  const asked = { tokens: HOW, numHeads: 8, mask: { causal: true } };
  const other = { tokens: HOW, numHeads: 8, numKvHeads: 2, mask: { window: 1 }, scale: 0.25, seed: 3 };
  const plain = engine.trace(asked);
  const there = engine.trace(other);
  const trace = engine.trace({ ...asked, against: other });
  other.scale = NaN;
  assert.deepEqual(
    trace.stages.map(({ difference, ...rest }) => rest),
    plain.stages,
  );
  for (const { id, head, data, difference } of trace.stages) {
    // Two key heads there serve four query heads each.
    const served = /^(key|value)/.test(id) ? Math.floor(head / 4) : head;
    const before = there.stage(id, served).data;
    const expected = data.map((value, at) => (value === before[at] ? 0 : value - before[at]));
    assert.deepEqual(difference, expected, `${id} of head ${head}`);
  }
  const { difference } = trace.stage('mask');
  assert.deepEqual([difference?.[1], difference?.[10], difference?.[0]], [-Infinity, Infinity, 0]);
  // The core no longer has the trace, and makes it again.
  engine.trace({ tokens: ['other'] });
  const cell = /** @type {const} */ ({ stage: 'weights', head: 7, row: 4, column: 0 });
  assert.equal(trace.explain(cell).result, trace.stage('weights', 7).data[20]);
});

test('masked: −∞ before the softmax, exactly 0 after it; -Infinity can be put in by hand', () => {
  const trace = engine.trace({
    tokens: HOW,
    mask: { causal: true },
    edits: [{ stage: 'mask', row: 0, column: 0, value: -Infinity }],
  });
  assert.equal(trace.stage('maskedScores').data[1], -Infinity);
  assert.equal(trace.stage('weights').data[5 + 2], 0);
  assert.deepEqual(trace.stage('weights').emptyRows, [0]);
  assert.deepEqual(Array.from(trace.stage('output').data.subarray(0, 8)), Array(8).fill(0));
});

test('explain: a product is its terms, each with the cells it was read from', () => {
  const trace = engine.trace({ tokens: HOW, numHeads: 2 });
  const { operation, terms, result, computed, edited, ...rest } = trace.explain({
    stage: 'scores',
    head: 1,
    row: 3,
    column: 2,
  });
  assert.equal(operation, 'productTransposed');
  assert.equal(terms.length, 4);
  assert.deepEqual(terms[2].from, {
    left: { stage: 'queries', head: 1, row: 3, column: 2 },
    right: { stage: 'keys', head: 1, row: 2, column: 2 },
  });
  assert.equal(terms[2].left, trace.stage('queries', 1).data[3 * 4 + 2]);
  assert.equal(result, trace.stage('scores', 1).data[3 * 5 + 2]);
  assert.equal(computed, result);
  assert.equal(edited, false);
  assert.deepEqual(rest, {});
});

test('explain: a softmax has the row’s maximum, exponentials and sum; a bias and a scale are no cells', () => {
  const trace = engine.trace({ tokens: HOW, weights: { queryBias: matrix(1, 8) } });
  const softmax = trace.explain({ stage: 'weights', row: 1, column: 4 });
  assert.equal(softmax.exponentials?.length, 5);
  assert.equal(softmax.max, Math.max(...trace.stage('scaledScores').data.subarray(5, 10)));
  assert.equal(softmax.terms[0].from.right, null);
  assert.equal(softmax.result, trace.stage('weights').data[9]);
  const query = trace.explain({ stage: 'queries', row: 0, column: 1 });
  assert.deepEqual(query.terms.at(-1)?.from, {
    left: { stage: 'queryBias', head: 0, row: 0, column: 1 },
    right: null,
  });
  assert.equal(query.terms.at(-1)?.right, 1);
  assert.deepEqual(trace.explain({ stage: 'embeddings', row: 0, column: 0 }).terms, []);
});

test('explain works for every trace that is still at hand, whatever was traced since', () => {
  const first = engine.trace({ tokens: HOW, seed: 1 });
  const second = engine.trace({ tokens: ['other', 'words'], seed: 2 });
  const cell = /** @type {const} */ ({ stage: 'weights', row: 1, column: 1 });
  for (const trace of [first, second, first, first]) {
    const at = trace.tokens.length + 1;
    assert.equal(trace.explain(cell).result, trace.stage('weights').data[at]);
  }
});
