import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arcPath } from '../../web/src/view/arcs.js';
import { fc } from './tools.js';

/** @param {number} x @param {number} y */
const word = (x, y) => ({ x, y, width: 40, height: 30 });

/** @param {string} path @returns {number[]} x and y of the points of a curve */
function points(path) {
  const found = /^M([-\d.]+),([-\d.]+) C([-\d.]+),([-\d.]+) ([-\d.]+),([-\d.]+) ([-\d.]+),([-\d.]+)$/.exec(
    path,
  );
  assert.ok(found, path);
  return found.slice(1).map(Number);
}

test('an arc between words of a line goes from middle to middle, above them', () => {
  const [x1, y1, , c1, , c2, x2, y2] = points(arcPath(word(0, 50), word(200, 50), false));
  assert.deepEqual([x1, y1, x2, y2], [20, 50, 220, 50]);
  assert.ok(c1 < 50 && c2 < 50);
});

test('arcs do not reach above the line that is kept free for them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), (x) => {
      const [, y1, , c1] = points(arcPath(word(0, 50), word(x, 50), false));
      // The highest point of such a curve is three quarters of the way to its control points.
      assert.ok((y1 - c1) * 0.75 <= 30);
    }),
  );
});

test('a word that looks at itself has a small loop', () => {
  const here = word(100, 50);
  const [x1, y1, , , , , x2, y2] = points(arcPath(here, here, false));
  assert.equal(y1, y2);
  assert.ok(x1 !== x2 && Math.abs(x1 - x2) < 40);
});

test('an arc to the second sentence goes down, from under one word to over the other', () => {
  const [, y1, , , , , , y2] = points(arcPath(word(0, 0), word(90, 100), true));
  assert.deepEqual([y1, y2], [30, 100]);
});

test('an arc to a word in another line stays between the lines', () => {
  const down = points(arcPath(word(0, 0), word(90, 40), false));
  assert.deepEqual([down[1], down[7]], [30, 40]);
  const up = points(arcPath(word(90, 40), word(0, 0), false));
  assert.deepEqual([up[1], up[7]], [40, 30]);
});
