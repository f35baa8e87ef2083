import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../web/src/state/steps.js';
import { CELL_FONT } from '../../web/src/view/colors.js';
import { fit } from '../../web/src/view/fit.js';
import { layoutStep } from '../../web/src/view/layout.js';
import { textWidth } from '../../web/src/view/measure.js';
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
