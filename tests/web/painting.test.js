import assert from 'node:assert/strict';
import { test } from 'node:test';
import { domainsOf } from '../../web/src/view/domain.js';
import { paintingOf } from '../../web/src/view/painting.js';
import { sampleTrace } from './sample.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('../../web/src/view/painting.js').Look} Look */

/**
 * @param {AsyncTrace} trace
 * @param {StageId} id
 * @param {{transposed?: boolean} & Partial<Look>} [options]
 */
function paint(trace, id, { transposed = false, ...look } = {}) {
  const domains = domainsOf(trace);
  return paintingOf(
    trace,
    { stage: trace.stage(id), transposed, cellW: 30, cellH: 20 },
    {
      digits: 2,
      font: 12,
      readable: 30,
      least: 24,
      colors: 'signed',
      dark: false,
      changes: false,
      domain: (stage) => domains.get(stage.id) ?? { kind: 'signed', low: -1, high: 1, most: 1 },
      ...look,
    },
  );
}

test('a painting has the numbers of its stage, row by row', () => {
  const trace = sampleTrace();
  const stage = trace.stage('embeddings');
  const p = paint(trace, 'embeddings');
  assert.deepEqual([p.rows, p.cols], [3, 2]);
  for (let i = 0; i < 3; i++) for (let j = 0; j < 2; j++) assert.equal(p.value(i, j), stage.data[i * 2 + j]);
});

test('a transposed painting has rows and columns exchanged, edits and all', () => {
  const trace = sampleTrace({ tokens: ['a', 'b', 'c', 'd'] });
  const stage = trace.stage('keys');
  stage.edited.push(5); // row 2, column 1
  const p = paint(trace, 'keys', { transposed: true });
  assert.deepEqual([p.rows, p.cols], [2, 4]);
  assert.equal(p.value(1, 2), stage.data[5]);
  assert.equal(p.edited(1, 2), true);
  assert.equal(p.edited(0, 2), false);
});

test('what the mask hides is marked in the mask, in the masked scores and in the weights', () => {
  const trace = sampleTrace({ causal: true });
  for (const id of /** @type {const} */ (['mask', 'maskedScores', 'weights'])) {
    const p = paint(trace, id);
    assert.equal(p.masked(0, 1), true, id);
    assert.equal(p.masked(1, 1), false, id);
  }
  assert.equal(paint(trace, 'scores').masked(0, 1), false);
});

test('numbers are printed where they fit and left out where they do not', () => {
  const trace = sampleTrace();
  assert.equal(paint(trace, 'embeddings').print?.(0.846), '0.85');
  assert.equal(paint(trace, 'embeddings', { readable: 31 }).print, null);
  assert.equal(paint(sampleTrace({ causal: true }), 'mask').print?.(Number.NEGATIVE_INFINITY), '\u2212∞');
});

test('the view of changes shows signed differences and no number where nothing changed', () => {
  const trace = sampleTrace();
  const stage = trace.stage('scores');
  stage.difference = new Float32Array(stage.data.length);
  stage.difference[4] = 0.5;
  const p = paint(trace, 'scores', { changes: true });
  assert.equal(p.value(1, 1), 0.5);
  assert.equal(p.print?.(0.5), '+0.50');
  assert.doesNotMatch(p.print?.(0) ?? '', /\d/);
});

test('a stage without differences shows its numbers in the view of changes', () => {
  const trace = sampleTrace();
  assert.equal(paint(trace, 'scores', { changes: true }).value(0, 0), trace.stage('scores').data[0]);
});

test('what is beyond the scale is marked, and nothing else', () => {
  const trace = sampleTrace();
  trace.stage('scores').data.set([0.5, -3, 2]);
  const domain = () => /** @type {const} */ ({ kind: 'signed', low: -2, high: 2, most: 3 });
  const p = paint(trace, 'scores', { domain });
  assert.deepEqual([p.beyond(0, 0), p.beyond(0, 1), p.beyond(0, 2)], [false, true, false]);
});

test('the same matrix on another scale has other colours: two sides that are compared share theirs', () => {
  const trace = sampleTrace();
  const upTo = (/** @type {number} */ high) => () =>
    /** @type {const} */ ({ kind: 'signed', low: -high, high, most: high });
  const own = paint(trace, 'scores', { domain: upTo(1) });
  const shared = paint(trace, 'scores', { domain: upTo(4) });
  assert.deepEqual([own.domain.high, shared.domain.high], [1, 4]);
  assert.equal(paint(trace, 'scores', { domain: upTo(4) }), shared);
});
