/** What the core refuses reaches a reader in the page's own words: the page knows the core's sentences. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { refusalOf } from '../../web/src/element/refusals.js';

const engine = await createEngine();

/** @param {import('softlook').TraceRequest} request @returns {string} what the core says */
function refusal(request) {
  try {
    engine.trace(request);
  } catch (error) {
    return /** @type {Error} */ (error).message;
  }
  return assert.fail('the core took it');
}

test('numbers too large for 32 bits are told with their place, counted from 1', () => {
  const data = new Float32Array([1, 1, 3e38, 3e38]);
  const message = refusal({ tokens: ['a', 'b'], embedDim: 2, embeddings: { rows: 2, cols: 2, data } });
  const { key, params } = refusalOf(message);
  assert.equal(key, 'notice.overflow', message);
  const { row, column } = /** @type {any} */ (params)();
  assert.equal(row, 2);
  assert.match(String(column), /^[12]$/);
});

test('numbers too small for 32 bits are told with their row, counted from 1', () => {
  const data = new Float32Array([-50, -50, -51, -50]);
  const asked = { tokens: ['a', 'b'], projections: false, embedDim: 2, mask: { causal: true } };
  const message = refusal({ ...asked, method: 'linear', embeddings: { rows: 2, cols: 2, data } });
  const { key, params } = refusalOf(message);
  assert.equal(key, 'notice.underflow', message);
  assert.equal(/** @type {any} */ (params)().row, 1);
});

test('too many numbers are told as that', () => {
  const tokens = Array.from({ length: 512 }, (_, i) => `w${i}`);
  const message = refusal({ tokens, embedDim: 64, numHeads: 64 });
  assert.equal(refusalOf(message).key, 'notice.tooMany', message);
});

test('what is not foreseen is told as it is', () => {
  assert.deepEqual(refusalOf('x is 1'), { key: 'notice.error', params: { message: 'x is 1' } });
});
