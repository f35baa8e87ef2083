/** Every way to ask wrongly for a cell's arithmetic: the error names the argument, its value and what was expected. */
import { test } from 'node:test';
import { throwsSaying } from './tools.js';
import { engine, TWO } from './wrong.js';

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
    throwsSaying(() => trace.explain(cell), name, message);
  });
}
