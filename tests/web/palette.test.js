import assert from 'node:assert/strict';
import { test } from 'node:test';
import { luminance, rampFor, rampIndex, STEPS } from '../../web/src/view/palette.js';
import { fc } from './tools.js';

/** @typedef {[number, number, number]} Rgb */

const INKS = /** @type {Record<string, Rgb>} */ ({ '#000': [0, 0, 0], '#fff': [255, 255, 255] });
/** The page's own colours, from theme.js. */
const PAGE = { light: /** @type {Rgb} */ ([251, 250, 248]), dark: /** @type {Rgb} */ ([20, 19, 24]) };

/** @param {string} color @returns {Rgb} */
function rgbOf(color) {
  const found = /^rgb\((\d+), ?(\d+), ?(\d+)\)$/.exec(color);
  assert.ok(found, `${color} is no rgb() colour`);
  return [+found[1], +found[2], +found[3]];
}

/** WCAG 2.2 contrast. @param {Rgb} a @param {Rgb} b */
function contrast(a, b) {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const RAMPS = /** @type {const} */ (['signed', 'weights']).flatMap((kind) =>
  /** @type {const} */ (['signed', 'cividis']).flatMap((colors) =>
    [false, true].map((dark) => ({
      kind,
      colors,
      dark,
      name: `${kind} numbers in ${colors === 'cividis' ? 'cividis' : 'their usual colours'}, ${dark ? 'dark' : 'light'}`,
      ramp: rampFor(kind, colors, dark),
    })),
  ),
);

test('luminance is that of WCAG: black 0, white 1, red, green and blue their shares', () => {
  assert.equal(luminance([0, 0, 0]), 0);
  assert.ok(Math.abs(luminance([255, 255, 255]) - 1) < 1e-12);
  assert.ok(Math.abs(luminance([255, 0, 0]) - 0.2126) < 1e-12);
  assert.ok(Math.abs(contrast([119, 119, 119], [255, 255, 255]) - 4.478) < 0.001);
});

for (const { name, ramp } of RAMPS) {
  test(`${name}: the ink reads at 4.5 : 1 or better on every colour`, () => {
    assert.equal(ramp.background.length, STEPS + 1);
    assert.equal(ramp.ink.length, STEPS + 1);
    for (const [i, background] of ramp.background.entries()) {
      const ratio = contrast(rgbOf(background), INKS[ramp.ink[i]]);
      assert.ok(ratio >= 4.5, `${background} with ${ramp.ink[i]} is ${ratio.toFixed(2)}`);
    }
  });
}

/** The luminances of a ramp, turned so that they grow away from the page. @param {string[]} colors @param {boolean} dark */
function away(colors, dark) {
  return colors.map((color) => (dark ? 1 : -1) * luminance(rgbOf(color)));
}

for (const { name, dark, ramp } of RAMPS.filter((r) => r.kind === 'weights')) {
  test(`${name}: more attention always stands out more from the page`, () => {
    const steps = away(ramp.background, dark);
    for (let i = 1; i < steps.length; i++) assert.ok(steps[i] > steps[i - 1], `step ${i}: ${steps[i]}`);
    const page = dark ? PAGE.dark : PAGE.light;
    const ends = [ramp.background[0], ramp.background[STEPS]].map((color) => contrast(rgbOf(color), page));
    assert.ok(ends[0] < 1.3, `no attention has ${ends[0].toFixed(1)} : 1`);
    assert.ok(ends[1] > 9, `full attention has only ${ends[1].toFixed(1)} : 1`);
  });

  test(`${name}: no two steps of an eighth look the same`, () => {
    for (let i = 0; i + 16 <= STEPS; i += 16) {
      const difference = contrast(rgbOf(ramp.background[i]), rgbOf(ramp.background[i + 16]));
      assert.ok(difference > 1.08, `${i / STEPS} and ${(i + 16) / STEPS} differ by ${difference.toFixed(3)}`);
    }
  });
}

for (const { name, dark, ramp } of RAMPS.filter((r) => r.kind === 'signed' && r.colors === 'signed')) {
  test(`${name}: the further from 0, the more a number stands out, on both sides alike`, () => {
    const steps = away(ramp.background, dark);
    const middle = STEPS / 2;
    for (let i = middle + 1; i <= STEPS; i++) {
      assert.ok(steps[i] > steps[i - 1], `above 0, step ${i}`);
      assert.ok(steps[STEPS - i] > steps[STEPS - i + 1], `below 0, step ${i}`);
    }
    const zero = contrast(rgbOf(ramp.background[middle]), dark ? PAGE.dark : PAGE.light);
    assert.ok(zero < 1.2, `zero has ${zero.toFixed(2)} : 1`);
  });

  test(`${name}: above 0 is warm and below 0 is not`, () => {
    const [r, , b] = rgbOf(ramp.background[STEPS]);
    assert.ok(r > b + 60);
    const [r0, , b0] = rgbOf(ramp.background[0]);
    assert.ok(b0 > r0);
  });
}

test('cividis grows steadily lighter, so that it reads in black and white', () => {
  const steps = rampFor('signed', 'cividis', false).background.map((color) => luminance(rgbOf(color)));
  for (let i = 1; i < steps.length; i++) assert.ok(steps[i] >= steps[i - 1]);
});

test('the ends and the middle of a domain have the ends and the middle of the ramp', () => {
  const domain = /** @type {const} */ ({ kind: 'signed', low: -2, high: 2, most: 2 });
  assert.equal(rampIndex(-2, domain), 0);
  assert.equal(rampIndex(0, domain), STEPS / 2);
  assert.equal(rampIndex(2, domain), STEPS);
  assert.equal(rampIndex(99, domain), STEPS);
  assert.equal(rampIndex(-99, domain), 0);
});

test('any number has a colour, and a larger one never an earlier colour', () => {
  const domain = /** @type {const} */ ({ kind: 'signed', low: -3, high: 3, most: 3 });
  fc.assert(
    fc.property(fc.float({ noNaN: true }), fc.float({ noNaN: true }), (a, b) => {
      const [low, high] = [rampIndex(Math.min(a, b), domain), rampIndex(Math.max(a, b), domain)];
      assert.ok(Number.isInteger(low) && low >= 0 && high <= STEPS && low <= high);
    }),
  );
});
