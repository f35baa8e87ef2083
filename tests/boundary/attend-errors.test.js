/** Every way to ask attend() wrongly: the error names the argument, its value and what was expected. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { everyField, packedRequest, request, tensor } from './attending.js';
import { fc, SENTENCE, throwsSaying } from './tools.js';

const engine = await createEngine();

const nan = (/** @type {number[]} */ shape, /** @type {number} */ at, value = NaN) =>
  tensor(shape, (i) => (i === at ? value : 0.5));
const data = (/** @type {unknown} */ numbers, shape = [2, 4, 3, 6]) => ({ shape, data: numbers });

/** What is asked, and the start of the message it must give. @type {[any, 'TypeError' | 'RangeError', string][]} */
const cases = [
  [undefined, 'TypeError', 'request is undefined, expected an object'],
  [[1], 'TypeError', 'request is an array of 1, expected an object'],
  [
    request({ query: 1 }),
    'TypeError',
    'request has an unknown field "query", expected queries, keys, values, ',
  ],
  [{}, 'TypeError', 'queries is undefined, expected a tensor { shape, data }'],
  [request({ keys: null }), 'TypeError', 'keys is null, expected a tensor { shape, data }'],
  [
    request({ values: new Float32Array(4) }),
    'TypeError',
    'values is Float32Array of 4, expected a tensor { shape, data }',
  ],
  [
    request({ queries: data(new Float32Array(9), /** @type {any} */ ('9')) }),
    'TypeError',
    'queries.shape is "9", expected four lengths',
  ],
  [
    request({ queries: tensor([3, 6]) }),
    'RangeError',
    'queries.shape is an array of 2, expected four lengths: batch, heads',
  ],
  [
    request({ queries: tensor([1, 2, 4, 3, 6]) }),
    'RangeError',
    'queries.shape is an array of 5, expected four lengths',
  ],
  [
    request({ queries: data(new Float32Array(144), [2, 4, 3, 6.5]) }),
    'RangeError',
    'queries.shape[3] is 6.5, expected a whole number',
  ],
  [
    request({ queries: data(new Float32Array(144), /** @type {any} */ ([2, '4', 3, 6])) }),
    'TypeError',
    'queries.shape[1] is "4", expected a whole number',
  ],
  [
    request({ queries: data(new Float32Array(144), [2, 4, 2 ** 32 + 3, 6]) }),
    'RangeError',
    'queries.shape[2] is 4294967299, expected a whole number between',
  ],
  [
    request({ queries: data(Array(144).fill(0)) }),
    'TypeError',
    'queries.data is an array of 144, expected a Float32Array',
  ],
  [
    request({ queries: data(new Float64Array(144)) }),
    'TypeError',
    'queries.data is Float64Array of 144, expected a Float32Array',
  ],
  [
    request({ queries: data({ length: 144, [Symbol.toStringTag]: 'Float32Array' }) }),
    'TypeError',
    'queries.data is an object, expected a Float32Array',
  ],
  [
    request({ queries: data(new Float32Array(143)) }),
    'RangeError',
    'queries.data has 143 numbers, expected 144 (the product of its shape)',
  ],
  [
    request({ queries: data(new Float32Array(144), [-2, 4, 3, -6]) }),
    'RangeError',
    'queries.shape[0] is -2, expected at least 1',
  ],
  [request({ keys: tensor([2, 2, 0, 6]) }), 'RangeError', 'keys.shape[2] is 0, expected at least 1'],
  [
    request({ keys: tensor([2, 2, 5, 7]) }),
    'RangeError',
    'keys.shape[3] is 7, expected 6 (the width of queries)',
  ],
  [
    request({ keys: tensor([2, 3, 5, 6]) }),
    'RangeError',
    'keys.shape[1] is 3, expected a divisor of 4 (the heads of queries)',
  ],
  [
    request({ values: tensor([2, 2, 6, 7]) }),
    'RangeError',
    'values.shape[2] is 6, expected 5 (the tokens of keys)',
  ],
  [
    request({ queries: tensor([2, 4, 1, 4097]) }),
    'RangeError',
    'queries.shape[3] is 4097, expected at most 4096',
  ],
  [request({ keys: nan([2, 2, 5, 6], 11) }), 'RangeError', 'keys.data[11] is NaN, expected a finite number'],
  [
    request({ values: nan([2, 2, 5, 7], 0, -Infinity) }),
    'RangeError',
    'values.data[0] is -Infinity, expected a finite number',
  ],
  [
    request({ pastKeys: tensor([2, 2, 1, 6]) }),
    'RangeError',
    'pastValues is missing, expected a tensor, as pastKeys is given',
  ],
  [request({ pastKeys: 1 }), 'TypeError', 'pastKeys is 1, expected a tensor { shape, data }'],
  [request({ mask: true }), 'TypeError', 'mask is true, expected a tensor { shape, data }'],
  [
    request({ mask: data([1], [1, 1]) }),
    'TypeError',
    'mask.data is an array of 1, expected a Uint8Array (1: may look, 0: may not) or a',
  ],
  [
    request({ mask: data(new Int8Array(1), [1, 1]) }),
    'TypeError',
    'mask.data is Int8Array of 1, expected a Uint8Array',
  ],
  [
    request({ mask: data(new Uint8Array(0), []) }),
    'RangeError',
    'mask.shape is an array of 0, expected one to four lengths, the last one keys',
  ],
  [
    request({ mask: data(new Uint8Array(5), [1, 1, 1, 1, 5]) }),
    'RangeError',
    'mask.shape is an array of 5, expected one to four lengths',
  ],
  [
    request({ mask: data(new Uint8Array(10), [2, 5]) }),
    'RangeError',
    'mask.shape is 2 in its last but one axis, expected 1 or 3 (the query tokens)',
  ],
  [
    request({ mask: data(new Uint8Array(18), [3, 6]) }),
    'RangeError',
    'mask.shape is 6 in its last axis, expected 1 to 5 (the keys, past ones included)',
  ],
  [
    request({ mask: data(new Uint8Array(0), [3, 0]) }),
    'RangeError',
    'mask.shape is 0 in its last axis, expected 1 to 5 (the keys, past ones included)',
  ],
  [
    request({ mask: data(new Uint8Array(30), [2, 3, 5]) }),
    'RangeError',
    'mask.shape is 2 in its last but two axis, expected 1 or 4 (the query heads)',
  ],
  [
    request({ mask: data(Uint8Array.of(0, 1, 2, 1, 0), [1, 5]) }),
    'RangeError',
    'mask.data[2] is 2, expected 0 or 1',
  ],
  [
    request({ mask: nan([3, 5], 7) }),
    'RangeError',
    'mask.data[7] is NaN, expected a finite number or -Infinity',
  ],
  [
    request({ mask: nan([3, 5], 7, Infinity) }),
    'RangeError',
    'mask.data[7] is Infinity, expected a finite number or -Infinity',
  ],
  [request({ isCausal: 1 }), 'TypeError', 'isCausal is 1, expected true or false'],
  [request({ needWeights: 'yes' }), 'TypeError', 'needWeights is "yes", expected true or false'],
  [request({ scale: 'sqrt' }), 'TypeError', 'scale is "sqrt", expected a number'],
  [request({ scale: NaN }), 'RangeError', 'scale is NaN, expected a finite number'],
  [request({ scale: 1e39 }), 'RangeError', 'scale is 1e+39, expected a number that fits float32'],
  [request({ softcap: -2.5 }), 'RangeError', 'softcap is -2.5, expected a finite number above 0'],
  [request({ softcap: 0 }), 'RangeError', 'softcap is 0, expected a finite number above 0'],
  [request({ softcap: 1e-50 }), 'RangeError', 'softcap is 0, expected a finite number above 0'],
  [request({ softcap: Infinity }), 'RangeError', 'softcap is Infinity, expected a finite number above 0'],
  [request({ window: -1 }), 'RangeError', 'window is -1, expected at least 0'],
  [request({ window: 1.5 }), 'RangeError', 'window is 1.5, expected a whole number'],
  [request({ rightWindow: -2 }), 'RangeError', 'rightWindow is -2, expected at least 0'],
  [request({ rightWindow: '1' }), 'TypeError', 'rightWindow is "1", expected a whole number'],
  [request({ keyLengths: 5 }), 'TypeError', 'keyLengths is 5, expected an array'],
  [request({ keyLengths: [5] }), 'RangeError', 'keyLengths has 1 entries, expected 2 (the batch of queries)'],
  [
    request({ keyLengths: [5, 6] }),
    'RangeError',
    'keyLengths[1] is 6, expected 0 to 5 (the keys, past ones included)',
  ],
  [
    request({ keyLengths: [-1, 5] }),
    'RangeError',
    'keyLengths[0] is -1, expected 0 to 5 (the keys, past ones included)',
  ],
  [request({ keyLengths: [5, 2.5] }), 'RangeError', 'keyLengths[1] is 2.5, expected a whole number'],
  [request({ keyLengths: [5, null] }), 'TypeError', 'keyLengths[1] is null, expected a whole number'],
  [
    request({ needWeights: true, weightsAre: 'score' }),
    'RangeError',
    'weightsAre is "score", expected one of "scores", "scaled", "capped", "masked", "weights"',
  ],
  [request({ needWeights: true, weightsAre: 0 }), 'TypeError', 'weightsAre is 0, expected one of "scores"'],
  [
    request({ weightsAre: 'scores' }),
    'RangeError',
    'weightsAre is "scores", expected none without weights; set needWeights to true',
  ],
  [request({ numHeads: 4 }), 'RangeError', 'numHeads is 4, expected none beside queries of four lengths'],
  [request({ numKvHeads: 2 }), 'RangeError', 'numKvHeads is 2, expected none beside queries of four lengths'],
  [packedRequest({ numHeads: undefined }), 'TypeError', 'numHeads is undefined, expected a whole number'],
  [packedRequest({ numHeads: 0 }), 'RangeError', 'numHeads is 0, expected a whole number from 1'],
  [
    packedRequest({ numHeads: 5 }),
    'RangeError',
    'queries.shape[2] is 24, expected a multiple of numHeads (5)',
  ],
  [
    packedRequest({ numKvHeads: 5 }),
    'RangeError',
    'keys.shape[2] is 12, expected a multiple of numKvHeads (5)',
  ],
  [
    packedRequest({ values: tensor([2, 5, 13]) }),
    'RangeError',
    'values.shape[2] is 13, expected a multiple of numKvHeads (2)',
  ],
  [
    packedRequest({ numKvHeads: 1 }),
    'RangeError',
    'keys.shape[2] is 12, expected 6 (the heads times the width of queries)',
  ],
  [
    packedRequest({ keys: tensor([2, 5, 18]), values: tensor([2, 5, 21]), numKvHeads: 3 }),
    'RangeError',
    'numKvHeads is 3, expected a divisor of 4 (the heads of queries)',
  ],
  [
    packedRequest({ keys: tensor([3, 5, 12]) }),
    'RangeError',
    'keys.shape[0] is 3, expected 2 (the batch of queries)',
  ],
  [
    packedRequest({ values: tensor([2, 6, 14]) }),
    'RangeError',
    'values.shape[1] is 6, expected 5 (the tokens of keys)',
  ],
  [
    packedRequest({ keys: tensor([2, 2, 5, 6]) }),
    'RangeError',
    'keys.shape is an array of 4, expected three lengths: batch, tokens, heads · width, as queries have',
  ],
  [
    packedRequest({ queries: data(new Float32Array(9), [2, 3, 24]) }),
    'RangeError',
    'queries.data has 9 numbers, expected 144 (the product of its shape)',
  ],
  [
    request({ queries: tensor([2, 4, 3, 6], () => 3e38) }),
    'RangeError',
    'scores of batch 0, head 0, query 0 overflows float32',
  ],
];

for (const [asked, name, message] of cases) {
  test(`attend: ${message}`, () => {
    throwsSaying(() => engine.attend(asked), name, message);
  });
}

test('a sound request with one to three places replaced by anything is answered or refused in a sentence', () => {
  const places = ['queries', 'keys', 'values', 'mask', 'pastKeys', 'pastValues'].flatMap((field) => [
    [field],
    [field, 'shape'],
    [field, 'data'],
    ...[0, 1, 2, 3].map((axis) => [field, 'shape', `${axis}`]),
  ]);
  for (const field of ['isCausal', 'window', 'scale', 'softcap', 'needWeights']) places.push([field]);
  const wild = fc.oneof(
    fc.anything({ withBigInt: true, withTypedArray: true, withSparseArray: true, withNullPrototype: true }),
    fc.constantFrom(
      -1,
      0,
      1,
      2,
      3,
      5,
      9,
      2 ** 31 - 1,
      2 ** 31,
      -0,
      1e39,
      NaN,
      [],
      [0, 0, 0, 0],
      new Uint8Array(9),
    ),
  );
  const change = fc.record({ path: fc.constantFrom(...places), value: wild });
  const before = engine.attend(request());
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) => {
      const asked = everyField();
      for (const { path, value } of changes) {
        /** @type {any} */
        let object = asked;
        for (const field of path.slice(0, -1)) object = object?.[field];
        if (object !== null && typeof object === 'object' && !ArrayBuffer.isView(object))
          object[/** @type {string} */ (path.at(-1))] = value;
      }
      try {
        assert.ok(engine.attend(asked).output.data.every(Number.isFinite));
      } catch (error) {
        assert.match(String(error), /^(Type|Range)Error: /);
        assert.match(/** @type {Error} */ (error).message, SENTENCE);
      }
    }),
    { numRuns: 3000 },
  );
  assert.deepEqual(engine.attend(request()), before);
});
