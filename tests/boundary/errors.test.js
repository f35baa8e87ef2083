/** Every way to ask wrongly: the error names the argument, its value and what was expected; the engine works on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { matrix } from './tools.js';
import { engine, nan, tracesAreRefused, TWO } from './wrong.js';

tracesAreRefused([
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
  [{ tokens: new Set(['a']) }, 'TypeError', 'tokens is an instance of Set, expected an array'],
  [{ tokens: [] }, 'RangeError', 'tokens is an array of 0, expected 1 to 512 tokens'],
  [
    { tokens: Array(513).fill('a') },
    'RangeError',
    'tokens has 513 elements, expected at most 512 tokens a trace',
  ],
  [{ tokens: ['a', 'b', 7] }, 'TypeError', 'tokens[2] is 7, expected a string'],
  [{ tokens: ['a', null] }, 'TypeError', 'tokens[1] is null, expected a string'],
  [{ tokens: Array(2) }, 'TypeError', 'tokens[0] is undefined, expected a string'],
  [{ tokens: [Object('a')] }, 'TypeError', 'tokens[0] is an instance of String, expected a string'],
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
  [
    { ...TWO, scale: 1e-50 },
    'RangeError',
    'scale is 1e-50, expected a number that fits float32, 0 or at least',
  ],
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
  [
    { ...TWO, embeddings: [[1]] },
    'TypeError',
    'embeddings is an array of 1, expected a matrix { rows, cols, data }',
  ],
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
]);

/** @param {object} fields */
function edit(fields) {
  return { stage: 'scores', head: 0, row: 0, column: 0, value: 1, ...fields };
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
