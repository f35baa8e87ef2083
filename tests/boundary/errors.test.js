/** Every way to ask wrongly: the error names the argument, its value and what was expected; the engine works on. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { matrix, SENTENCE } from './tools.js';

const engine = await createEngine();
const expected = engine.trace({ tokens: ['still', 'here'] }).stages;
after(() => assert.deepEqual(engine.trace({ tokens: ['still', 'here'] }).stages, expected));

const TWO = { tokens: ['a', 'b'] };
const nan = (/** @type {number} */ rows, /** @type {number} */ cols, /** @type {number} */ at, value = NaN) =>
  matrix(rows, cols, (i) => (i === at ? value : 0.5));

/**
 * What is asked, and the start of the message it must give.
 * @type {[any, 'TypeError' | 'RangeError', string][]}
 */
const cases = [
  // The request itself.
  [undefined, 'TypeError', 'request is undefined, expected an object'],
  [null, 'TypeError', 'request is null, expected an object'],
  [['a'], 'TypeError', 'request is an array of 1, expected an object'],
  ['a', 'TypeError', 'request is "a", expected an object'],
  [{ ...TWO, heads: 2 }, 'TypeError', 'request has an unknown field "heads", expected tokens, context, '],
  [JSON.parse('{"tokens":["a"],"__proto__":1}'), 'TypeError', 'request has an unknown field "__proto__"'],

  // Tokens.
  [{}, 'TypeError', 'tokens is undefined, expected an array'],
  [{ tokens: 'ab' }, 'TypeError', 'tokens is "ab", expected an array'],
  [{ tokens: new Set(['a']) }, 'TypeError', 'tokens is an object, expected an array'],
  [{ tokens: [] }, 'RangeError', 'tokens is an array of 0, expected 1 to 512 tokens'],
  [
    { tokens: Array(513).fill('a') },
    'RangeError',
    'tokens has 513 elements, expected at most 512 tokens a trace',
  ],
  [{ tokens: ['a', 'b', 7] }, 'TypeError', 'tokens[2] is 7, expected a string'],
  [{ tokens: ['a', null] }, 'TypeError', 'tokens[1] is null, expected a string'],
  [{ tokens: Array(2) }, 'TypeError', 'tokens[0] is undefined, expected a string'],
  [{ tokens: [Object('a')] }, 'TypeError', 'tokens[0] is an object, expected a string'],
  [{ tokens: ['a', ''] }, 'RangeError', 'tokens[1] is "", expected at least one character'],
  [
    { tokens: ['a\ud800b'] },
    'RangeError',
    'tokens[0] is "a\\ud800b", expected well-formed text; at 1 stands half',
  ],
  [
    { tokens: ['\udc00'] },
    'RangeError',
    'tokens[0] is "\\udc00", expected well-formed text; at 0 stands half',
  ],
  [
    { tokens: ['x'.repeat(4097)] },
    'RangeError',
    `tokens[0] is "${'x'.repeat(60)}"… with 4097 characters, expected at most 4096`,
  ],
  [{ ...TWO, context: [] }, 'RangeError', 'context is an array of 0, expected 1 to 512 tokens'],
  [{ ...TWO, context: null }, 'TypeError', 'context is null, expected an array'],
  [{ ...TWO, context: ['a', '\ud800'] }, 'RangeError', 'context[1] is "\\ud800", expected well-formed text'],

  // Switches.
  [{ ...TWO, projections: 1 }, 'TypeError', 'projections is 1, expected true or false'],
  [{ ...TWO, outputProjection: 'yes' }, 'TypeError', 'outputProjection is "yes", expected true or false'],
  [{ ...TWO, differences: null }, 'TypeError', 'differences is null, expected true or false'],
  [{ ...TWO, mask: true }, 'TypeError', 'mask is true, expected an object'],
  [{ ...TWO, mask: { causal: 'true' } }, 'TypeError', 'mask.causal is "true", expected true or false'],
  [{ ...TWO, mask: { casual: true } }, 'TypeError', 'mask has an unknown field "casual", expected causal'],

  [{ ...TWO, mask: { window: 1.5 } }, 'RangeError', 'mask.window is 1.5, expected a whole number'],
  [{ ...TWO, mask: { window: -1 } }, 'RangeError', 'mask.window is -1, expected at least 0'],
  [{ ...TWO, mask: { prefix: '1' } }, 'TypeError', 'mask.prefix is "1", expected a whole number'],
  [{ ...TWO, mask: { prefix: -1 } }, 'RangeError', 'mask.prefix is -1, expected at least 0'],
  [{ ...TWO, mask: { padding: true } }, 'TypeError', 'mask.padding is true, expected an array'],
  [{ ...TWO, mask: { padding: [true, 1] } }, 'TypeError', 'mask.padding[1] is 1, expected true or false'],
  [{ ...TWO, mask: { padding: [true] } }, 'RangeError', 'mask.padding has 1 entries, expected 2'],
  [{ ...TWO, mask: { allowed: [true] } }, 'RangeError', 'mask.allowed has 1 entries, expected 4'],
  [
    { ...TWO, mask: { allowed: Array(262145) } },
    'RangeError',
    'mask.allowed has 262145 elements, expected at most 262144',
  ],
  [{ ...TWO, mask: { bias: matrix(2, 3) } }, 'RangeError', 'mask.bias is 2 by 3, expected 2 by 2'],
  [
    { ...TWO, mask: { bias: nan(2, 2, 3) } },
    'RangeError',
    'mask.bias[3] (row 1, column 1) is NaN, expected a finite number or -Infinity',
  ],
  [
    { ...TWO, mask: { bias: nan(2, 2, 0, Infinity) } },
    'RangeError',
    'mask.bias[0] (row 0, column 0) is Infinity, expected a finite number or -Infinity',
  ],

  // The configuration that is compared with.
  [{ ...TWO, against: null }, 'TypeError', 'against is null, expected an object'],
  [{ ...TWO, against: {} }, 'TypeError', 'against.tokens is undefined, expected an array'],
  [{ ...TWO, against: { ...TWO, heads: 2 } }, 'TypeError', 'against has an unknown field "heads", expected'],
  [{ ...TWO, against: { ...TWO, embedDim: 2.7 } }, 'RangeError', 'against.embedDim is 2.7, expected a whole'],
  [{ ...TWO, against: { ...TWO, scale: 'root' } }, 'RangeError', 'against.scale is "root", expected "sqrt"'],
  [
    { ...TWO, against: { ...TWO, mask: { padding: [1] } } },
    'TypeError',
    'against.mask.padding[0] is 1, expected true or false',
  ],
  [
    { ...TWO, against: { ...TWO, weights: { query: nan(8, 8, 9) } } },
    'RangeError',
    'against.weights.query[9] (row 1, column 1) is NaN, expected a finite number',
  ],
  [
    { ...TWO, against: { ...TWO, numHeads: 2, edits: [{ stage: 'keys', row: 0, column: 0, value: 1 }] } },
    'RangeError',
    'against.edits[0].head is missing, expected 0 to 1 (the heads of keys)',
  ],
  [{ ...TWO, against: { ...TWO, embedDim: 0 } }, 'RangeError', 'against.embedDim is 0, expected 1 to 512'],
  [
    { ...TWO, against: { ...TWO, embedDim: 4, embeddings: matrix(2, 4, () => 3e38) } },
    'RangeError',
    'against.keys of head 0 overflows float32 at row 0, column 0',
  ],
  [
    { ...TWO, against: { ...TWO, against: TWO } },
    'RangeError',
    'against.against is an object, expected none; a trace is compared with one other',
  ],
  [
    { ...TWO, differences: true, against: TWO },
    'RangeError',
    'differences is true, expected false where against is given; leave one of the two out',
  ],
  [
    { ...TWO, against: { ...TWO, differences: true } },
    'RangeError',
    'against.differences is true, expected false',
  ],
  [
    { ...TWO, embeddings: matrix(4096, 2049), against: { ...TWO, embeddings: matrix(4096, 2048) } },
    'RangeError',
    'against.embeddings.data has 8388608 numbers, expected at most 8384512 (16777216 in all matrices',
  ],
  [
    { ...TWO, edits: [{ stage: 'weights', row: 1, column: 0, value: 3e38 }] },
    'RangeError',
    'weights of head 0 have an entropy that overflows float32 at row 1; use smaller edits',
  ],

  // What happens to scores.
  [{ ...TWO, positions: 'learned' }, 'RangeError', 'positions is "learned", expected one of "none", "sinus'],
  [
    { ...TWO, positions: null },
    'TypeError',
    'positions is null, expected one of "none", "sinusoidal", "rope"',
  ],
  [
    { ...TWO, positions: 'rope', headDim: 3 },
    'RangeError',
    'headDim is 3, expected an even number with rope',
  ],
  [{ ...TWO, softcap: 0 }, 'RangeError', 'softcap is 0, expected a finite number above 0'],
  [{ ...TWO, softcap: NaN }, 'RangeError', 'softcap is NaN, expected a finite number above 0'],
  [{ ...TWO, softcap: '5' }, 'TypeError', 'softcap is "5", expected a number above 0'],
  [{ ...TWO, temperature: -1 }, 'RangeError', 'temperature is -1, expected a finite number above 0'],
  [{ ...TWO, temperature: 1e-60 }, 'RangeError', 'temperature is 1e-60, expected a finite number above 0'],
  [
    { ...TWO, temperature: Infinity },
    'RangeError',
    'temperature is Infinity, expected a finite number above',
  ],

  // The backward pass.
  [{ ...TWO, gradient: 1 }, 'TypeError', 'gradient is 1, expected an object'],
  [{ ...TWO, gradient: {} }, 'TypeError', 'gradient.row is undefined, expected a whole number'],
  [{ ...TWO, gradient: { row: 0 } }, 'TypeError', 'gradient.column is undefined, expected a whole number'],
  [
    { ...TWO, gradient: { row: 0.5, column: 0 } },
    'RangeError',
    'gradient.row is 0.5, expected a whole number',
  ],
  [
    { ...TWO, gradient: { row: 2, column: 0 } },
    'RangeError',
    'gradient.row is 2, expected 0 to 1 (the rows of output)',
  ],
  [
    { ...TWO, gradient: { row: 0, column: -1 } },
    'RangeError',
    'gradient.column is -1, expected 0 to 7 (the columns of output)',
  ],
  [{ ...TWO, gradient: { cell: 0 } }, 'TypeError', 'gradient has an unknown field "cell", expected row, '],
  [
    { ...TWO, gradient: { row: 0, upstream: matrix(2, 8) } },
    'RangeError',
    'gradient.row is 0, expected none beside gradient.upstream',
  ],
  [
    { ...TWO, gradient: { upstream: [1] } },
    'TypeError',
    'gradient.upstream.rows is undefined, expected a whole number',
  ],
  [
    { ...TWO, gradient: { upstream: matrix(2, 7) } },
    'RangeError',
    'gradient.upstream is 2 by 7, expected 2 by 8',
  ],
  [
    { ...TWO, gradient: { upstream: nan(2, 8, 9) } },
    'RangeError',
    'gradient.upstream[9] (row 1, column 1) is NaN, expected a finite number',
  ],

  // Methods.
  [
    { ...TWO, method: 'sparse' },
    'RangeError',
    'method is "sparse", expected one of "softmax", "linear", "lowR',
  ],
  [{ ...TWO, method: 1 }, 'TypeError', 'method is 1, expected one of "softmax", "linear"'],
  [
    { ...TWO, rank: 1 },
    'RangeError',
    'rank is given, expected none with another method; set method to lowRank',
  ],
  [{ ...TWO, method: 'lowRank', rank: 1.5 }, 'RangeError', 'rank is 1.5, expected a whole number'],
  [{ ...TWO, method: 'lowRank', rank: 3 }, 'RangeError', 'rank is 3, expected 1 to 2 (the keys)'],
  [
    { ...TWO, method: 'lowRank', mask: { causal: true } },
    'RangeError',
    'mask is given, expected none with lowRank, whose scores are of mixed keys',
  ],
  [
    { ...TWO, method: 'lowRank', weights: { valueMixing: matrix(2, 2) } },
    'RangeError',
    'weights.valueMixing is 2 by 2, expected 1 by 2',
  ],
  [
    { ...TWO, reach: 1 },
    'RangeError',
    'reach is given, expected none with another method; set method to local',
  ],
  [{ ...TWO, method: 'localGlobal', reach: -1 }, 'RangeError', 'reach is -1, expected at least 0'],
  [
    { ...TWO, method: 'localGlobal', globalTokens: '1' },
    'TypeError',
    'globalTokens is "1", expected a whole',
  ],
  [
    { ...TWO, method: 'linear', mask: { window: 1 } },
    'RangeError',
    'mask.window is given, expected none with linear attention, whose running state',
  ],

  // A cache.
  [{ ...TWO, cachedTokens: 0.5 }, 'RangeError', 'cachedTokens is 0.5, expected a whole number'],
  [{ ...TWO, cachedTokens: '1' }, 'TypeError', 'cachedTokens is "1", expected a whole number'],
  [
    { ...TWO, mask: { causal: true }, cachedTokens: 2 },
    'RangeError',
    'cachedTokens is 2, expected 0 to 1 (the tokens but one)',
  ],
  [
    { ...TWO, cachedTokens: 1 },
    'RangeError',
    'cachedTokens is given, expected none where keys come after their query; set mask.causal to true',
  ],

  // Sizes: what Embind would take without a word, then what the core knows.
  [{ ...TWO, embedDim: '8' }, 'TypeError', 'embedDim is "8", expected a whole number'],
  [{ ...TWO, embedDim: 8n }, 'TypeError', 'embedDim is a bigint, expected a whole number'],
  [{ ...TWO, embedDim: true }, 'TypeError', 'embedDim is true, expected a whole number'],
  [{ ...TWO, embedDim: 2.7 }, 'RangeError', 'embedDim is 2.7, expected a whole number'],
  [{ ...TWO, embedDim: NaN }, 'RangeError', 'embedDim is NaN, expected a whole number'],
  [{ ...TWO, embedDim: Infinity }, 'RangeError', 'embedDim is Infinity, expected a whole number'],
  [
    { ...TWO, embedDim: 2 ** 32 + 8 },
    'RangeError',
    'embedDim is 4294967304, expected a whole number between ±2147483647',
  ],
  [{ ...TWO, embedDim: 0 }, 'RangeError', 'embedDim is 0, expected 1 to 512'],
  [{ ...TWO, embedDim: -1 }, 'RangeError', 'embedDim is -1, expected 1 to 512'],
  [{ ...TWO, embedDim: 513 }, 'RangeError', 'embedDim is 513, expected 1 to 512'],
  [{ ...TWO, numHeads: 0 }, 'RangeError', 'numHeads is 0, expected 1 to 64'],
  [{ ...TWO, numHeads: 65 }, 'RangeError', 'numHeads is 65, expected 1 to 64'],
  [{ ...TWO, numHeads: 1.5 }, 'RangeError', 'numHeads is 1.5, expected a whole number'],
  [{ ...TWO, embedDim: 9, numHeads: 2 }, 'RangeError', 'embedDim is 9, expected a multiple of numHeads (2)'],
  [
    { ...TWO, numHeads: 4, numKvHeads: 3 },
    'RangeError',
    'numKvHeads is 3, expected a divisor of numHeads (4)',
  ],
  [{ ...TWO, numHeads: 2, numKvHeads: 4 }, 'RangeError', 'numKvHeads is 4, expected 1 to 2 (numHeads)'],
  [{ ...TWO, headDim: 513 }, 'RangeError', 'headDim is 513, expected 1 to 512'],
  [{ ...TWO, valueDim: 0 }, 'RangeError', 'valueDim is 0, expected 1 to 512'],
  [
    { ...TWO, projections: false, numHeads: 2 },
    'RangeError',
    'numHeads is 2, expected 1 without projections',
  ],
  [
    { tokens: Array(512).fill('a'), embedDim: 512, numHeads: 64, headDim: 512 },
    'RangeError',
    'the trace would hold ',
  ],

  // Scale and seed.
  [{ ...TWO, scale: 'root' }, 'RangeError', 'scale is "root", expected "sqrt", "none" or a number'],
  [{ ...TWO, scale: true }, 'TypeError', 'scale is true, expected "sqrt", "none" or a number'],
  [{ ...TWO, scale: NaN }, 'RangeError', 'scale is NaN, expected a finite number'],
  [{ ...TWO, scale: -Infinity }, 'RangeError', 'scale is -Infinity, expected a finite number'],
  [{ ...TWO, scale: 1e39 }, 'RangeError', 'scale is 1e+39, expected a number that fits float32'],
  [{ ...TWO, seed: -1 }, 'RangeError', 'seed is -1, expected a whole number from 0 to 4294967295'],
  [
    { ...TWO, seed: 2 ** 32 },
    'RangeError',
    'seed is 4294967296, expected a whole number from 0 to 4294967295',
  ],
  [{ ...TWO, seed: 0.5 }, 'RangeError', 'seed is 0.5, expected a whole number from 0 to 4294967295'],
  [{ ...TWO, seed: '7' }, 'TypeError', 'seed is "7", expected a whole number'],

  // Matrices.
  [{ ...TWO, embeddings: [[1]] }, 'TypeError', 'embeddings.rows is undefined, expected a whole number'],
  [{ ...TWO, embeddings: 1 }, 'TypeError', 'embeddings is 1, expected a matrix { rows, cols, data }'],
  [
    { ...TWO, embeddings: { rows: 2, cols: 8 } },
    'TypeError',
    'embeddings.data is undefined, expected a Float32Array',
  ],
  [
    { ...TWO, embeddings: { rows: 2, cols: 8, data: Array(16).fill(0) } },
    'TypeError',
    'embeddings.data is an array of 16, expected a Float32Array',
  ],
  [
    { ...TWO, embeddings: { rows: 2, cols: 8, data: new Float64Array(16) } },
    'TypeError',
    'embeddings.data is Float64Array of 16, expected a Float32Array',
  ],
  [
    { ...TWO, embeddings: { rows: 1, cols: 1, data: { length: 1, [Symbol.toStringTag]: 'Float32Array' } } },
    'TypeError',
    'embeddings.data is an object, expected a Float32Array',
  ],
  [
    { ...TWO, embeddings: { rows: 2, cols: 8, data: new Float32Array(15) } },
    'RangeError',
    'embeddings.data has 15 numbers, expected 16 (2 by 8)',
  ],
  [
    { ...TWO, embeddings: { rows: 0, cols: 8, data: new Float32Array(0) } },
    'RangeError',
    'embeddings.rows is 0, expected a whole number from 1 to ',
  ],
  [
    { ...TWO, embeddings: { rows: 2.5, cols: 8, data: new Float32Array(20) } },
    'RangeError',
    'embeddings.rows is 2.5, expected a whole number from 1 to ',
  ],
  [{ ...TWO, embeddings: matrix(3, 8) }, 'RangeError', 'embeddings is 3 by 8, expected 2 by 8'],
  [{ ...TWO, embeddings: matrix(2, 4) }, 'RangeError', 'embeddings is 2 by 4, expected 2 by 8'],
  [
    { ...TWO, embeddings: nan(2, 8, 11) },
    'RangeError',
    'embeddings[11] (row 1, column 3) is NaN, expected a finite number',
  ],
  [
    { ...TWO, embeddings: nan(2, 8, 0, Infinity) },
    'RangeError',
    'embeddings[0] (row 0, column 0) is Infinity, expected a finite',
  ],
  [
    { ...TWO, contextEmbeddings: matrix(2, 8) },
    'RangeError',
    'contextEmbeddings is given, expected none without a context',
  ],
  [
    { ...TWO, context: ['x'], contextEmbeddings: matrix(2, 8) },
    'RangeError',
    'contextEmbeddings is 2 by 8, expected 1 by 8',
  ],
  [{ ...TWO, weights: [] }, 'TypeError', 'weights is an array of 0, expected an object'],
  [
    { ...TWO, weights: { q: matrix(8, 8) } },
    'TypeError',
    'weights has an unknown field "q", expected query, key, ',
  ],
  [{ ...TWO, weights: { query: null } }, 'TypeError', 'weights.query is null, expected a matrix'],
  [
    { ...TWO, weights: { query: { rows: 8, cols: '8', data: new Float32Array(64) } } },
    'TypeError',
    'weights.query.cols is "8", expected a whole number',
  ],
  [{ ...TWO, weights: { query: matrix(8, 4) } }, 'RangeError', 'weights.query is 8 by 4, expected 8 by 8'],
  [
    { ...TWO, weights: { key: nan(8, 8, 63, -Infinity) } },
    'RangeError',
    'weights.key[63] (row 7, column 7) is -Infinity, expected a finite',
  ],
  [
    { ...TWO, weights: { valueBias: matrix(8, 1) } },
    'RangeError',
    'weights.valueBias is 8 by 1, expected 1 by 8',
  ],
  [
    { ...TWO, weights: { output: matrix(8, 8) } },
    'RangeError',
    'weights.output is given, expected none without an output',
  ],
  [
    { ...TWO, projections: false, weights: { query: matrix(8, 8) } },
    'RangeError',
    'weights.query is given, expected none without projections',
  ],

  // Edits.
  [{ ...TWO, edits: {} }, 'TypeError', 'edits is an object, expected an array'],
  [{ ...TWO, edits: [null] }, 'TypeError', 'edits[0] is null, expected an object'],
  [
    { ...TWO, edits: [edit({ cell: 1 })] },
    'TypeError',
    'edits[0] has an unknown field "cell", expected stage, head',
  ],
  [{ ...TWO, edits: [edit({}), edit({ stage: 3 })] }, 'TypeError', 'edits[1].stage is 3, expected a string'],
  [
    { ...TWO, edits: [edit({ stage: 'score' })] },
    'RangeError',
    'edits[0].stage is "score", expected one of embeddings, ',
  ],
  [
    { ...TWO, edits: [edit({ stage: 'mask' })] },
    'RangeError',
    'edits[0].stage is "mask", expected a stage of this trace: ',
  ],
  [
    { ...TWO, edits: [edit({ head: 1 })] },
    'RangeError',
    'edits[0].head is 1, expected 0 (the heads of scores)',
  ],
  [{ ...TWO, edits: [edit({ head: 0.5 })] }, 'RangeError', 'edits[0].head is 0.5, expected a whole number'],
  [
    { ...TWO, numHeads: 2, edits: [edit({ head: undefined })] },
    'RangeError',
    'edits[0].head is missing, expected 0 to 1 (the heads of',
  ],
  [
    { ...TWO, edits: [edit({ row: 2 })] },
    'RangeError',
    'edits[0].row is 2, expected 0 to 1 (the rows of scores)',
  ],
  [
    { ...TWO, edits: [edit({ row: -1 })] },
    'RangeError',
    'edits[0].row is -1, expected 0 to 1 (the rows of scores)',
  ],
  [
    { ...TWO, edits: [edit({ row: 2 ** 32 })] },
    'RangeError',
    'edits[0].row is 4294967296, expected a whole number',
  ],
  [
    { ...TWO, edits: [edit({ column: 2 })] },
    'RangeError',
    'edits[0].column is 2, expected 0 to 1 (the columns of scores)',
  ],
  [
    { ...TWO, edits: [edit({ column: undefined })] },
    'TypeError',
    'edits[0].column is undefined, expected a whole number',
  ],
  [{ ...TWO, edits: [edit({ value: '1' })] }, 'TypeError', 'edits[0].value is "1", expected a number'],
  [
    { ...TWO, edits: [edit({ value: NaN })] },
    'RangeError',
    'edits[0].value is NaN, expected a finite number',
  ],
  [
    { ...TWO, edits: [edit({ value: -Infinity })] },
    'RangeError',
    'edits[0].value is -Infinity, expected a finite number',
  ],
  [
    { ...TWO, edits: [edit({ value: -1e39 })] },
    'RangeError',
    'edits[0].value is -1e+39, expected a number that fits float32',
  ],
  [
    { ...TWO, mask: { causal: true }, edits: [edit({ stage: 'maskedScores', value: Infinity })] },
    'RangeError',
    'edits[0].value is Infinity, expected a finite number or -Infinity',
  ],
  [
    { ...TWO, edits: Array(65537).fill(edit({})) },
    'RangeError',
    'edits has 65537 elements, expected at most 65536 edits a trace',
  ],
  [{ ...TWO, embeddings: matrix(2, 8, () => 3e38) }, 'RangeError', 'queries of head 0 overflows float32'],
];

/** @param {object} fields */
function edit(fields) {
  return { stage: 'scores', head: 0, row: 0, column: 0, value: 1, ...fields };
}

for (const [request, name, message] of cases) {
  test(`trace: ${message}`, () => {
    assert.throws(
      () => engine.trace(request),
      (/** @type {Error} */ error) => {
        assert.equal(error.constructor.name, name);
        assert.ok(error.message.startsWith(message), error.message);
        assert.match(error.message, SENTENCE);
        return true;
      },
    );
  });
}

const trace = engine.trace({ ...TWO, numHeads: 2 });
/** @type {[any, 'TypeError' | 'RangeError', string][]} */
const cells = [
  [undefined, 'TypeError', 'cell is undefined, expected an object'],
  [
    { stage: 'weights', head: 0, row: 0, col: 0 },
    'TypeError',
    'cell has an unknown field "col", expected stage, head',
  ],
  [{ head: 0, row: 0, column: 0 }, 'TypeError', 'stage is undefined, expected a string'],
  [
    { stage: 'mask', row: 0, column: 0 },
    'RangeError',
    'stage is "mask", expected a stage of this trace: embeddings',
  ],
  [
    { stage: 'weights', row: 0, column: 0 },
    'RangeError',
    'head is missing, expected 0 to 1 (the heads of weights)',
  ],
  [
    { stage: 'weights', head: 2, row: 0, column: 0 },
    'RangeError',
    'head is 2, expected 0 to 1 (the heads of weights)',
  ],
  [{ stage: 'weights', head: '0', row: 0, column: 0 }, 'TypeError', 'head is "0", expected a whole number'],
  [
    { stage: 'weights', head: 0, row: 2, column: 0 },
    'RangeError',
    'row is 2, expected 0 to 1 (the rows of weights)',
  ],
  [
    { stage: 'weights', head: 0, row: 0, column: -1 },
    'RangeError',
    'column is -1, expected 0 to 1 (the columns of weights)',
  ],
  [{ stage: 'weights', head: 0, row: 0.5, column: 0 }, 'RangeError', 'row is 0.5, expected a whole number'],
  [{ stage: 'weights', head: 0, row: 0 }, 'TypeError', 'column is undefined, expected a whole number'],
];

for (const [cell, name, message] of cells) {
  test(`explain: ${message}`, () => {
    assert.throws(
      () => trace.explain(cell),
      (/** @type {Error} */ error) => {
        assert.equal(error.constructor.name, name);
        assert.ok(error.message.startsWith(message), error.message);
        assert.match(error.message, SENTENCE);
        return true;
      },
    );
  });
}

test('what is as large as it may be is taken', () => {
  const tokens = Array.from({ length: 512 }, (_, i) => `${i}`.padEnd(i === 0 ? 4096 : 3, 'x'));
  assert.equal(engine.trace({ tokens, embedDim: 1 }).stage('weights').rows, 512);
  const wide = engine.trace({ tokens: ['a'], embedDim: 512, numHeads: 64, headDim: 1, seed: 2 ** 32 - 1 });
  assert.equal(wide.stages.filter((stage) => stage.id === 'weights').length, 64);
});

test('matrices that together exceed the memory are turned away before they are copied into it', () => {
  const half = { rows: 2 ** 12, cols: 2 ** 11, data: new Float32Array(2 ** 23) };
  const weights = { query: half, key: half, value: half };
  assert.throws(() => engine.trace({ ...TWO, weights }), {
    name: 'RangeError',
    message: 'weights.value.data has 8388608 numbers, expected at most 0 (16777216 in all matrices together)',
  });
});
