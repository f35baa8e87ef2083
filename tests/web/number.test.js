import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFactor, formatNumber, formatSigned } from '../../web/src/view/number.js';
import { parseNumber, twofold } from '../../web/src/view/typed-number.js';
import { fc } from './tools.js';

const MINUS = '\u2212';
const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
const digits = fc.nat(4);

test('a number has the digits asked for', () => {
  assert.equal(formatNumber(0.6249, 2), '0.62');
  assert.equal(formatNumber(3, 0), '3');
  assert.equal(formatNumber(3, 4), '3.0000');
});

test('a negative number has a true minus sign', () => {
  assert.equal(formatNumber(-0.4, 2), `${MINUS}0.40`);
});

test('zero has no sign, even where it came about by rounding', () => {
  assert.equal(formatNumber(-0, 2), '0.00');
  assert.equal(formatNumber(-0.004, 2), '0.00');
  assert.equal(formatNumber(-0.4, 0), '0');
});

test('minus infinity is a minus and an infinity sign', () => {
  assert.equal(formatNumber(Number.NEGATIVE_INFINITY, 2), `${MINUS}∞`);
  assert.equal(formatNumber(Number.POSITIVE_INFINITY, 0), '∞');
});

test('a huge number is shown with its power of ten, so that its length is bounded', () => {
  assert.equal(formatNumber(3.4e38, 2), '3.40e+38');
  assert.equal(formatNumber(-1e6, 0), `${MINUS}1e+6`);
  assert.equal(formatNumber(999999, 0), '999999');
});

test('a difference has its sign, none where it is nothing', () => {
  assert.equal(formatSigned(0.5, 2), '+0.50');
  assert.equal(formatSigned(-0.5, 2), `${MINUS}0.50`);
  assert.equal(formatSigned(0, 2), '0');
  assert.equal(formatSigned(-0, 2), '0');
});

test('a negative factor stands in brackets, another does not', () => {
  assert.equal(formatFactor(-0.4, 2), `(${MINUS}0.40)`);
  assert.equal(formatFactor(0.4, 2), '0.40');
  assert.equal(formatFactor(-0.001, 2), '0.00');
});

test('any number is short, without a hyphen, and within half a digit of what it stands for', () => {
  fc.assert(
    fc.property(finite, digits, (value, d) => {
      const shown = formatNumber(value, d);
      assert.ok(shown.length <= 13, shown);
      assert.match(shown, /^\u2212?\d+(\.\d+)?(e\+\d+)?$/);
      const back = Number(shown.replace(MINUS, '-'));
      const unit = Math.abs(value) >= 1e6 ? 10 ** Math.floor(Math.log10(Math.abs(value))) : 1;
      assert.ok(Math.abs(back - value) <= unit * 10 ** -d * 0.5000001, `${value} became ${shown}`);
    }),
    { numRuns: 1000 },
  );
});

test('what is shown can be typed back', () => {
  fc.assert(
    fc.property(finite, digits, (value, d) => {
      const shown = formatNumber(value, d);
      assert.equal(formatNumber(parseNumber(shown), d), shown);
    }),
  );
});

test('numbers are read as people type them', () => {
  const typed = /** @type {[string, number][]} */ ([
    ['1.5', 1.5],
    [' 1.5 ', 1.5],
    ['1,5', 1.5],
    ['.5', 0.5],
    ['5.', 5],
    ['+2', 2],
    ['-2', -2],
    [`${MINUS}2`, -2],
    ['1e-3', 0.001],
    ['2E3', 2000],
    [`${MINUS}1e${MINUS}3`, -0.001],
    ['–2', -2],
    ['－1e‑3', -0.001],
    ['0,024', 0.024],
    ['1,0245', 1.0245],
    ['1234,567', 1234.567],
    ['-inf', Number.NEGATIVE_INFINITY],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    [`${MINUS}∞`, Number.NEGATIVE_INFINITY],
  ]);
  for (const [text, value] of typed) assert.equal(parseNumber(text), value, text);
});

test('what is no number is not guessed at', () => {
  for (const text of [
    '',
    ' ',
    '.',
    '-',
    'abc',
    '1.2.3',
    '1,234,567',
    '1 2',
    '0x10',
    '1e',
    'e5',
    '--1',
    '∞',
    'NaN',
    '1_000',
    '１',
  ]) {
    assert.ok(Number.isNaN(parseNumber(text)), `"${text}" was read as ${parseNumber(text)}`);
  }
});

test('what can be read in two ways is not read', () => {
  for (const typed of ['1,024', ' 1,024 ', '-1,024', `${MINUS}12,345`, '+123,456', '1,024e3']) {
    assert.ok(Number.isNaN(parseNumber(typed)), typed);
    const { whole = '', point = '' } = twofold(typed) ?? {};
    assert.equal(parseNumber(whole), parseNumber(typed.replace(',', '')), typed);
    assert.equal(parseNumber(point), parseNumber(typed.replace(',', '.')), typed);
    assert.ok(Number.isFinite(parseNumber(whole)) && Number.isFinite(parseNumber(point)));
  }
  for (const typed of ['1,5', '0,024', '1.024', '1234,567', '1,0245', '1,02', ',024'])
    assert.equal(twofold(typed), undefined, typed);
});

test('any text is either a number or NaN, and JavaScript agrees where it reads the same text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.double().map(String)), (text) => {
      const value = parseNumber(text);
      if (Number.isNaN(value)) return;
      if (!/[,\u2011-\u2013\u2212\ufe63\uff0d∞]|inf/i.test(text)) assert.equal(value, Number(text));
    }),
  );
});
