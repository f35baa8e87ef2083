/** Every way to ask wrongly for an option: the error names the argument, its value and what was expected. */
import { matrix } from './tools.js';
import { nan, tracesAreRefused, TWO } from './wrong.js';

tracesAreRefused([
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
    'gradient.upstream is an array of 1, expected a matrix { rows, cols, data }',
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
]);
