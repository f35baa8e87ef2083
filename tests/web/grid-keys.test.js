import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeAfter } from '../../web/src/view/grid-keys.js';
import { fc } from './tools.js';

const KEYS = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'];

/** @param {string} key @param {number} row @param {number} column */
const after = (key, row, column, ctrlKey = false) => placeAfter({ key, ctrlKey }, { row, column }, 8, 6);

test('arrows go to the next cell and stop at the edges', () => {
  assert.deepEqual(after('ArrowRight', 2, 2), { row: 2, column: 3 });
  assert.deepEqual(after('ArrowLeft', 2, 2), { row: 2, column: 1 });
  assert.deepEqual(after('ArrowDown', 2, 2), { row: 3, column: 2 });
  assert.deepEqual(after('ArrowUp', 2, 2), { row: 1, column: 2 });
  assert.deepEqual(after('ArrowRight', 2, 5), { row: 2, column: 5 });
  assert.deepEqual(after('ArrowDown', 7, 2), { row: 7, column: 2 });
});

test('Home and End go to the ends of the row, with Ctrl to the corners', () => {
  assert.deepEqual(after('Home', 3, 4), { row: 3, column: 0 });
  assert.deepEqual(after('End', 3, 4), { row: 3, column: 5 });
  assert.deepEqual(after('Home', 3, 4, true), { row: 0, column: 0 });
  assert.deepEqual(after('End', 3, 4, true), { row: 7, column: 5 });
});

test('other keys lead nowhere', () => {
  for (const key of ['Enter', 'F2', 'Tab', 'a', ' ']) assert.equal(after(key, 0, 0), undefined);
});

test('from any cell of any grid every key leads to a cell of it', () => {
  const grids = fc.record({
    rows: fc.integer({ min: 1, max: 20 }),
    columns: fc.integer({ min: 1, max: 20 }),
    row: fc.nat(19),
    column: fc.nat(19),
    key: fc.constantFrom(...KEYS),
    ctrlKey: fc.boolean(),
  });
  fc.assert(
    fc.property(grids, ({ rows, columns, row, column, key, ctrlKey }) => {
      const from = { row: row % rows, column: column % columns };
      const to = placeAfter({ key, ctrlKey }, from, rows, columns);
      assert.ok(to && to.row >= 0 && to.row < rows && to.column >= 0 && to.column < columns);
    }),
  );
});
