import assert from 'node:assert/strict';
import { test } from 'node:test';
import { arcPath } from '../../web/src/view/arcs.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/view/arcs.js').Box} Box */

/** @param {number} x @param {number} y */
const word = (x, y) => ({ x, y, width: 40, height: 30 });

/**
 * @param {string} path
 * @returns {number[][]} the points of its curves and straight lines: x and y of the start, of the handles and of the end
 */
function curves(path) {
  const start = /^M([-\d.]+),([-\d.]+)/.exec(path);
  assert.ok(start, path);
  let [x, y] = [Number(start[1]), Number(start[2])];
  const found = [];
  for (const [, numbers, straight] of path.matchAll(/ (?:C([-\d., ]+?)|V([-\d.]+))(?= |$)(?! ?[-\d])/g)) {
    const rest = straight ? [x, y, x, +straight, x, +straight] : numbers.split(/[ ,]/).map(Number);
    found.push([x, y, ...rest]);
    [x, y] = rest.slice(4);
  }
  return found;
}

/** @param {Box} from @param {Box} to @param {Box[]} [words] */
const arc = (from, to, words = [from, to]) => curves(arcPath(from, to, words).d);

test('an arc between words of a line goes from middle to middle, above them', () => {
  const [[x1, y1, , c1, , c2, x2, y2]] = arc(word(0, 50), word(200, 50));
  assert.deepEqual([x1, y1, x2, y2], [20, 50, 220, 50]);
  assert.ok(c1 < 50 && c2 < 50);
});

test('arcs do not reach above the line that is kept free for them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1500 }), (x) => {
      const [[, y1, , c1]] = arc(word(0, 50), word(x, 50));
      // The highest point of such a curve is three quarters of the way to its control points.
      assert.ok((y1 - c1) * 0.75 <= 22);
    }),
  );
});

test('a word that looks at itself has a small loop', () => {
  const here = word(100, 50);
  const [[x1, y1, , , , , x2, y2]] = arc(here, here);
  assert.equal(y1, y2);
  assert.ok(x1 !== x2 && Math.abs(x1 - x2) < 40);
});

test('an arc to the second sentence goes down, from under one word to over the other', () => {
  const [[, y1, , , , , , y2]] = arc(word(0, 0), word(90, 100));
  assert.deepEqual([y1, y2], [30, 100]);
});

test('an arc to a word in the next line stays between the lines', () => {
  const [down, ...more] = arc(word(0, 0), word(90, 54));
  assert.deepEqual([down[1], down[7], more], [30, 54, []]);
  const [up] = arc(word(90, 54), word(0, 0));
  assert.deepEqual([up[1], up[7]], [54, 30]);
});

test('an arc says where it meets the word it leads to', () => {
  assert.deepEqual(arcPath(word(0, 50), word(200, 50), []).end, [220, 50]);
  assert.deepEqual(arcPath(word(0, 0), word(90, 54), []).end, [110, 54]);
  assert.deepEqual(arcPath(word(90, 54), word(0, 0), []).end, [20, 30]);
});

test('no arc lies over a word, however many lines there are', () => {
  /** Lines of words of many widths, with 4 px between words and 24 between lines. */
  const text = fc.array(fc.array(fc.integer({ min: 20, max: 160 }), { minLength: 1, maxLength: 9 }), {
    minLength: 1,
    maxLength: 5,
  });
  fc.assert(
    fc.property(text, fc.nat(), fc.nat(), (lines, a, b) => {
      const words = lines.flatMap((widths, line) => {
        let x = 10;
        return widths.map((width) => {
          const box = { x, y: 30 + line * 60, width, height: 36 };
          x += width + 4;
          return box;
        });
      });
      const [from, to] = [words[a % words.length], words[b % words.length]];
      for (const curve of arc(from, to, words)) {
        for (let i = 0; i <= 50; i++) {
          const [x, y] = [along(curve, 0, i / 50), along(curve, 1, i / 50)];
          const over = words.find(
            (w) => x > w.x + 0.5 && x < w.x + w.width - 0.5 && y > w.y + 0.5 && y < w.y + w.height - 0.5,
          );
          assert.equal(over, undefined, `${x}, ${y}`);
        }
      }
    }),
  );
});

/** A point of a Bézier curve. @param {number[]} curve @param {0 | 1} axis @param {number} t */
function along(curve, axis, t) {
  const [p, q, r, s] = [0, 2, 4, 6].map((i) => curve[i + axis]);
  return (1 - t) ** 3 * p + 3 * (1 - t) ** 2 * t * q + 3 * (1 - t) * t * t * r + t ** 3 * s;
}
