/** What the tests of errors share: an engine that has to work on after each of them. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { matrix, throwsSaying } from './tools.js';

export const engine = await createEngine();
const expected = engine.trace({ tokens: ['still', 'here'] }).stages;
after(() => assert.deepEqual(engine.trace({ tokens: ['still', 'here'] }).stages, expected));

/** @typedef {[any, 'TypeError' | 'RangeError', string]} Case what is asked, and the start of the message it must give */

export const TWO = { tokens: ['a', 'b'] };
export const nan = (
  /** @type {number} */ rows,
  /** @type {number} */ cols,
  /** @type {number} */ at,
  value = NaN,
) => matrix(rows, cols, (i) => (i === at ? value : 0.5));

/** @param {Case[]} cases requests of a trace */
export function tracesAreRefused(cases) {
  for (const [request, name, message] of cases) {
    test(`trace: ${message}`, () => {
      throwsSaying(() => engine.trace(request), name, message);
    });
  }
}
