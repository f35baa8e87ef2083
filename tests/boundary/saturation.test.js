/** saturation(): the numbers of NumPy, beside a worker and in it, and every way to ask wrongly. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { start } from './threads.js';
import { readGolden, throwsSaying } from './tools.js';

const engine = await createEngine();

test('the points are what NumPy says', () => {
  for (const { request, points } of readGolden('saturation')) {
    const actual = engine.saturation(request);
    assert.deepEqual(
      actual.map(({ width }) => width),
      request.widths,
    );
    for (const [i, point] of points.entries()) {
      for (const kind of /** @type {const} */ (['unscaled', 'scaled'])) {
        for (const field of /** @type {const} */ (['spread', 'entropy', 'gradient'])) {
          const off = Math.abs(actual[i][kind][field] - point[kind][field]);
          assert.ok(off <= 1e-9 + 1e-7 * point[kind][field], `${field} ${kind} of width ${point.width}`);
        }
      }
    }
  }
});

test('the defaults are 16 keys and seed 7', () => {
  const widths = [4, 64];
  assert.deepEqual(engine.saturation({ widths }), engine.saturation({ widths, keys: 16, seed: 7 }));
  assert.notDeepEqual(engine.saturation({ widths }), engine.saturation({ widths, seed: 8 }));
});

test('in a worker and on the page’s thread the points are those of the engine beside it', async () => {
  const widths = [2, 8, 512];
  const expected = engine.saturation({ widths });
  for (const options of [{}, { workers: [] }]) {
    const { engine: other } = await start(options);
    const asked = [...widths];
    const waiting = other.saturation({ widths: asked });
    asked[0] = 1;
    assert.deepEqual(await waiting, expected);
    await assert.rejects(other.saturation({ widths: [0] }), RangeError);
    await assert.rejects(other.saturation(/** @type {any} */ ({})), TypeError);
    other.dispose();
  }
});

/** @type {[any, 'TypeError' | 'RangeError', string][]} */
const cases = [
  [undefined, 'TypeError', 'request is undefined, expected an object'],
  [{ width: 3 }, 'TypeError', 'request has an unknown field "width", expected widths, keys, seed'],
  [{}, 'TypeError', 'widths is undefined, expected an array'],
  [{ widths: [] }, 'RangeError', 'widths has 0 entries, expected 1 to 64'],
  [{ widths: Array(65).fill(1) }, 'RangeError', 'widths has 65 elements, expected at most 64'],
  [{ widths: [1, '2'] }, 'TypeError', 'widths[1] is "2", expected a whole number'],
  [{ widths: [2.5] }, 'RangeError', 'widths[0] is 2.5, expected a whole number'],
  [{ widths: [513] }, 'RangeError', 'widths[0] is 513, expected 1 to 512'],
  [{ widths: [1], keys: 1 }, 'RangeError', 'keys is 1, expected 2 to 512'],
  [{ widths: [1], keys: NaN }, 'RangeError', 'keys is NaN, expected a whole number'],
  [{ widths: [1], seed: -1 }, 'RangeError', 'seed is -1, expected a whole number from 0 to 4294967295'],
];

for (const [request, name, start] of cases) {
  test(`saturation: ${start}`, () => throwsSaying(() => engine.saturation(request), name, start));
}
