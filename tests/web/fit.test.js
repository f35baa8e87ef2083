import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../web/src/state/steps.js';
import { CELL_FONT } from '../../web/src/view/colors.js';
import { fit, MOST } from '../../web/src/view/fit.js';
import { layoutStep } from '../../web/src/view/layout.js';
import { textWidth } from '../../web/src/view/measure.js';
import { paintingOf } from '../../web/src/view/painting.js';
import { formatNumber } from '../../web/src/view/number.js';
import { sampleTrace } from './sample.js';
import { fc, measureWithoutBrowser } from './tools.js';

measureWithoutBrowser();

const DESKTOP = { width: 1000, height: 620 };
const PHONE = { width: 358, height: 500 };

/** @param {number} count */
const words = (count) => Array.from({ length: count }, (_, i) => `w${i}`);

test('the first example fits a desktop without scrolling, numbers and all', () => {
  const trace = sampleTrace({
    tokens: ['How', 'are', 'you', 'doing', '?'],
    embedDim: 4,
    headDim: 4,
    valueDim: 4,
  });
  const steps = stepsOf(trace);
  const fitted = fit(trace, steps, 0, 2, DESKTOP);
  assert.ok(fitted.readable <= fitted.cellW);
  for (const step of steps) {
    const picture = layoutStep(step, trace, 0, fitted);
    assert.ok(picture.width <= DESKTOP.width, `${step.id} is ${picture.width} wide`);
    assert.ok(picture.height <= DESKTOP.height, `${step.id} is ${picture.height} high`);
  }
});

test('on a phone numbers stay readable for a short sentence', () => {
  const trace = sampleTrace({
    tokens: ['How', 'are', 'you', 'doing', '?'],
    embedDim: 4,
    headDim: 4,
    valueDim: 4,
  });
  const fitted = fit(trace, stepsOf(trace), 0, 2, PHONE);
  assert.ok(fitted.readable <= fitted.cellW);
});

test('where numbers are said to be readable, the widest fits its cell in the size it is printed', () => {
  const shape = fc.record({
    count: fc.integer({ min: 1, max: 14 }),
    digits: fc.nat(4),
    width: fc.integer({ min: 300, max: 1400 }),
    scale: fc.constantFrom(1, 30, 4000, 5e7),
  });
  fc.assert(
    fc.property(shape, ({ count, digits, width, scale }) => {
      const trace = sampleTrace({ tokens: words(count) });
      for (const stage of trace.stages) {
        if (stage.operation !== 'softmax')
          stage.data.forEach((v, i, data) => {
            data[i] = v * scale;
          });
      }
      const fitted = fit(trace, stepsOf(trace), 0, digits, { width, height: 600 });
      assert.ok(fitted.font >= 9, `numbers of ${fitted.font} px`);
      if (fitted.cellW < fitted.readable) return;
      for (const stage of trace.stages) {
        for (const value of stage.data) {
          const wide = textWidth(formatNumber(value, digits), `100px ${CELL_FONT}`) * (fitted.font / 100);
          assert.ok(wide <= fitted.cellW, `${value} is ${wide} wide in ${fitted.cellW}`);
        }
      }
    }),
  );
});

test('a long sentence gets small cells without numbers rather than a page without end', () => {
  const trace = sampleTrace({ tokens: words(120) });
  const fitted = fit(trace, stepsOf(trace), 0, 2, DESKTOP);
  assert.ok(fitted.readable > fitted.cellW);
  assert.ok(fitted.cellW < 20);
});

test('more room never makes cells smaller', () => {
  const trace = sampleTrace({ tokens: words(8), embedDim: 6 });
  const steps = stepsOf(trace);
  fc.assert(
    fc.property(fc.integer({ min: 700, max: 1600 }), fc.nat(400), (width, more) => {
      const small = fit(trace, steps, 0, 2, { width, height: 600 });
      const large = fit(trace, steps, 0, 2, { width: width + more, height: 600 });
      assert.ok(large.cellW >= small.cellW, `${small.cellW} at ${width}, ${large.cellW} at ${width + more}`);
    }),
  );
});

/** Each kind of attention, with the shape of its trace. @type {Record<string, Partial<import('./sample.js').Shape>>} */
const KINDS = {
  plain: { projections: false, embedDim: 4 },
  self: { embedDim: 4, headDim: 4, valueDim: 4 },
  masked: { embedDim: 4, headDim: 4, valueDim: 4, causal: true },
  multi: { embedDim: 4, headDim: 2, valueDim: 2, numHeads: 2, numKvHeads: 2, outputProjection: true },
  cross: { embedDim: 4, headDim: 4, valueDim: 4, context: words(4) },
};
/** What a usual window, a small one and a phone leave for a picture. */
const ROOMS = [
  { width: 804, height: 560 },
  { width: 742, height: 410 },
  { width: 358, height: 430 },
];

for (const [kind, shape] of Object.entries(KINDS)) {
  for (const room of ROOMS) {
    test(`${kind}, ${room.width} px: a result has cells of one size in every step`, () => {
      for (const count of [2, 5, 11]) {
        const trace = sampleTrace({ ...shape, tokens: words(count) });
        const steps = stepsOf(trace);
        const fitted = fit(trace, steps, 0, 2, room, true);
        for (const step of steps) {
          const { matrices } = layoutStep(step, trace, 0, fitted);
          for (const m of matrices) {
            const size = [m.cellW, m.cellH];
            const result = step.results.includes(m.stage.id);
            // On a phone weights are made smaller, to be seen whole.
            const smaller = !result || (room.width < 700 && m.stage.operation === 'softmax');
            if (!smaller) assert.deepEqual(size, [fitted.cellW, fitted.cellH], `${step.id}: ${m.key}`);
            assert.ok(m.cellW <= fitted.cellW && m.cellH <= fitted.cellH, `${step.id}: ${m.key}`);
          }
        }
      }
    });

    test(`${kind}, ${room.width} px: pictures use the room, or their cells are as large as they get`, () => {
      for (let count = 2; count <= 11; count++) {
        const trace = sampleTrace({ ...shape, tokens: words(count) });
        const steps = stepsOf(trace);
        const fitted = fit(trace, steps, 0, 2, room, true);
        const used = steps.map((step) => {
          const { width, height } = layoutStep(step, trace, 0, fitted);
          return Math.max(width / room.width, height / room.height);
        });
        const full = Math.max(...used) >= 0.85 || (fitted.cellW === MOST && fitted.cellH === MOST);
        assert.ok(full, `${count} words: ${fitted.cellW} × ${fitted.cellH}, ${used}`);
      }
    });
  }
}

test('one step much wider than the others scrolls, and does not make theirs unreadable', () => {
  const usual = { tokens: words(5), embedDim: 4, headDim: 4, valueDim: 4 };
  const sizeOf = (/** @type {Partial<import('./sample.js').Shape>} */ shape) => {
    const trace = sampleTrace({ ...usual, ...shape });
    return fit(trace, stepsOf(trace), 0, 2, ROOMS[0], true);
  };
  const wide = sizeOf({ valueDim: 80 });
  assert.ok(wide.cellW >= wide.readable && wide.cellH >= 18, `${wide.cellW} × ${wide.cellH}`);
  assert.ok(wide.cellW <= sizeOf({}).cellW);
});

test('one step much taller than the others makes its inputs lower, and does not make theirs unreadable', () => {
  const trace = sampleTrace({ tokens: words(18), embedDim: 4, headDim: 4, valueDim: 4 });
  const steps = stepsOf(trace);
  const fitted = fit(trace, steps, 0, 2, { width: 1400, height: 560 }, true);
  assert.ok(fitted.cellW >= fitted.readable && fitted.cellH >= 18, `${fitted.cellW} × ${fitted.cellH}`);
  const output = layoutStep(steps[steps.length - 1], trace, 0, fitted);
  const [values] = output.matrices.filter((m) => m.stage.id === 'values');
  assert.ok(values.cellH < fitted.cellH);
});

test('print grows with its cell, within reason', () => {
  const fonts = [2, 5, 11, 16].map((count) => {
    const trace = sampleTrace({ ...KINDS.multi, tokens: words(count) });
    return fit(trace, stepsOf(trace), 0, 2, ROOMS[0], true).font;
  });
  assert.deepEqual(
    fonts,
    [...fonts].sort((a, b) => b - a),
  );
  assert.ok(fonts[0] > 14 && fonts[0] <= 18 && fonts[3] >= 9.5, `${fonts}`);
});

test('print in cells that were made smaller is smaller too', () => {
  const trace = sampleTrace({ tokens: words(11), embedDim: 4, headDim: 4, valueDim: 4 });
  const steps = stepsOf(trace);
  const fitted = fit(trace, steps, 0, 2, ROOMS[0], true);
  const domain = () => /** @type {const} */ ({ kind: 'signed', low: -1, high: 1, most: 1 });
  const look = {
    ...fitted,
    digits: 2,
    domain,
    dark: false,
    changes: false,
    colors: /** @type {const} */ ('signed'),
  };
  for (const step of steps) {
    for (const m of layoutStep(step, trace, 0, fitted).matrices) {
      const { print, font } = paintingOf(trace, m, look);
      if (!print) continue;
      const wide = Math.max(
        ...m.stage.data.map((v) => textWidth(print(v), `100px ${CELL_FONT}`) * (font / 100)),
      );
      assert.ok(wide <= m.cellW && font <= m.cellH, `${step.id}: ${m.key}, ${font} px`);
    }
  }
});
