/** What a caller's objects say of themselves is not believed: lengths, prototypes, what a getter leaves behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { createEngine } from '../../web/lib/softlook.js';
import { request, tensor } from './attending.js';
import { matrix, throwsSaying } from './tools.js';

const engine = await createEngine();
const fixed = engine.trace({ tokens: ['still', 'here'] }).stages;
/** @param {() => void} ask @param {'TypeError' | 'RangeError'} name @param {string} message */
function refused(ask, name, message) {
  throwsSaying(ask, name, message);
  assert.deepEqual(engine.trace({ tokens: ['still', 'here'] }).stages, fixed);
}

/** Pretends to hold `length` numbers. @param {number} real @param {number} length */
const pretending = (real, length) =>
  Object.defineProperty(new Float32Array(real), 'length', { value: length });

test('a matrix or tensor has as many numbers as its memory holds, whatever its length says', () => {
  const embeddings = { rows: 3, cols: 4, data: pretending(3, 12) };
  const short = 'embeddings.data has 3 numbers, expected 12 (3 by 4)';
  refused(() => engine.trace({ tokens: ['a', 'b', 'c'], embedDim: 4, embeddings }), 'RangeError', short);
  const queries = { shape: [2, 4, 3, 6], data: pretending(9, 144) };
  refused(
    () => engine.attend(request({ queries })),
    'RangeError',
    'queries.data has 9 numbers, expected 144 (the product of its shape)',
  );
  const whole = {
    rows: 3,
    cols: 4,
    data: Object.defineProperty(new Float32Array(12), 'length', { value: 3 }),
  };
  const asked = { tokens: ['a', 'b', 'c'], embedDim: 4 };
  const honest = engine.trace({ ...asked, embeddings: { rows: 3, cols: 4, data: new Float32Array(12) } });
  assert.deepEqual(engine.trace({ ...asked, embeddings: whole }).stages, honest.stages);
});

test('a getter that takes the memory of an earlier tensor away is found out, twice in one tick too', () => {
  const sound = engine.attend(request());
  for (const field of ['keys', 'mask', 'isCausal', 'softcap']) {
    for (let round = 0; round < 3; ++round) {
      const asked = request();
      const { buffer } = asked.queries.data;
      const value = { keys: asked.keys, mask: undefined, isCausal: false, softcap: undefined }[field];
      Object.defineProperty(asked, field, {
        enumerable: true,
        get() {
          structuredClone(buffer, { transfer: [buffer] });
          return value;
        },
      });
      refused(() => engine.attend(asked), 'RangeError', 'queries.data has 0 numbers, expected 144');
    }
  }
  const asked = request();
  const { buffer } = asked.queries.data;
  const { shape, data } = asked.values;
  asked.values = {
    data,
    get shape() {
      structuredClone(buffer, { transfer: [buffer] });
      return shape;
    },
  };
  refused(() => engine.attend(asked), 'RangeError', 'queries.data has 0 numbers, expected 144');
  assert.deepEqual(engine.attend(request()), sound);
});

test('a matrix whose memory a later getter takes away was copied before', () => {
  const embeddings = matrix(2, 4);
  const expected = engine.trace({ tokens: ['a', 'b'], embedDim: 4, embeddings, seed: 3 }).stages;
  const mask = {
    get causal() {
      structuredClone(embeddings.data.buffer, { transfer: [embeddings.data.buffer] });
      return false;
    },
  };
  const { stages } = engine.trace({ tokens: ['a', 'b'], embedDim: 4, embeddings, mask, seed: 3 });
  assert.deepEqual(stages, expected);
});

/** What is no object literal, and what it is called. @type {[() => any, string][]} */
const strange = [
  [() => null, 'null'],
  [() => new Map([['causal', true]]), 'an instance of Map'],
  [() => new Number(3), 'an instance of Number'],
  [() => new Date(0), 'an instance of Date'],
  [() => [], 'an array of 0'],
  [() => () => 1, 'a function'],
  [() => 'causal', '"causal"'],
  [
    () =>
      new (class Own {
        causal = true;
      })(),
    'an instance of Own',
  ],
  [() => Object.create({ causal: true }), 'an object'],
  [() => Object.create(Object.assign(Object.create(null), { causal: true })), 'an object'],
  [() => new Proxy(new Map(), {}), 'an instance of Map'],
];

test('options are object literals: what keeps its contents elsewhere is refused by name', () => {
  for (const [make, described] of strange) {
    for (const field of ['weights', 'mask', 'gradient', 'against']) {
      const message = `${field} is ${described}, expected an object with fields of its own`;
      refused(() => engine.trace({ tokens: ['a', 'b'], [field]: make() }), 'TypeError', message);
    }
    const matrixMessage = `embeddings is ${described}, expected a matrix { rows, cols, data }`;
    refused(() => engine.trace({ tokens: ['a'], embeddings: make() }), 'TypeError', matrixMessage);
    const biasMessage = `weights.queryBias is ${described}, expected a matrix { rows, cols, data }`;
    refused(() => engine.trace({ tokens: ['a'], weights: { queryBias: make() } }), 'TypeError', biasMessage);
    for (const field of ['keys', 'mask', 'pastKeys']) {
      const message = `${field} is ${described}, expected a tensor { shape, data }`;
      refused(() => engine.attend(request({ [field]: make() })), 'TypeError', message);
    }
    const cell = `cell is ${described}, expected an object with fields of its own`;
    refused(() => engine.trace({ tokens: ['a'] }).explain(make()), 'TypeError', cell);
  }
  refused(
    () => engine.trace({ tokens: ['a'], mask: { causal: /** @type {any} */ (null) } }),
    'TypeError',
    'mask.causal is null, expected true',
  );
});

test('object literals of another frame, and objects without a prototype, are taken', () => {
  const foreign = runInNewContext('({ tokens: ["still", "here"], mask: {}, weights: {} })');
  assert.deepEqual(engine.trace(foreign).stages, fixed);
  const bare = Object.assign(Object.create(null), { tokens: ['still', 'here'], mask: Object.create(null) });
  assert.deepEqual(engine.trace(bare).stages, fixed);
  const data = runInNewContext('new Float32Array(144).fill(0.5)');
  const own = tensor([2, 4, 3, 6], () => 0.5);
  assert.deepEqual(
    engine.attend(request({ queries: { shape: own.shape, data } })),
    engine.attend(request({ queries: own })),
  );
});

test('what stands in Object.prototype or Array.prototype is not obeyed', () => {
  const attended = engine.attend(request());
  const edited = {
    tokens: ['a', 'b'],
    gradient: { row: 0, column: 0 },
    edits: [{ stage: 'scores', row: 0, column: 0, value: 1 }],
  };
  const before = engine.trace(/** @type {any} */ (edited)).stages;
  const polluted = {
    embedDim: 16,
    numHeads: 2,
    seed: 1,
    softcap: 1,
    context: ['x'],
    causal: true,
    window: 0,
    isCausal: true,
    needWeights: true,
    scale: 3,
    mask: tensor([3, 5]),
    upstream: matrix(2, 8),
    bias: matrix(2, 2),
    allowed: [true],
    query: matrix(8, 8),
    head: 5,
    pastKeys: tensor([2, 2, 1, 6]),
    differences: true,
    cachedTokens: 1,
  };
  for (const [field, value] of Object.entries(polluted)) {
    Object.defineProperty(Object.prototype, field, {
      value,
      configurable: true,
      enumerable: false,
      writable: true,
    });
  }
  Object.defineProperty(Array.prototype, 1, { value: 'b', configurable: true, writable: true });
  try {
    assert.equal(engine.trace({ tokens: ['still', 'here'] }).stage('weights').data.length, 4);
    assert.deepEqual(numbersOf(engine.trace({ tokens: ['still', 'here'] }).stages), numbersOf(fixed));
    assert.deepEqual(numbersOf(engine.trace(/** @type {any} */ (edited)).stages), numbersOf(before));
    assert.deepEqual(engine.attend(request()).output.data, attended.output.data);
    const holes = ['a', 'b', 'c'];
    delete holes[1];
    throwsSaying(
      () => engine.trace({ tokens: holes }),
      'TypeError',
      'tokens[1] is undefined, expected a string',
    );
  } finally {
    for (const field of Object.keys(polluted)) delete (/** @type {any} */ (Object.prototype)[field]);
    delete (/** @type {any} */ (Array.prototype)[1]);
  }
});

/** @param {import('softlook').Stage[]} stages */
function numbersOf(stages) {
  return stages.map(({ id, head, data }) => [id, head, Array.from(data)]);
}
