import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boxOfSources, ringsFor } from '../../web/src/view/rings.js';
import { sampleTrace } from './sample.js';

/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('softlook').Source} Source */
/** @typedef {import('softlook').StageId} StageId */

/** @param {StageId} stage @param {number} head @param {number} row @param {number} column @returns {Source} */
const from = (stage, head, row, column) => ({ stage, head, row, column });

/** @param {[Source | null, Source | null][]} pairs @returns {Explanation} */
function explanation(pairs) {
  const terms = pairs.map(([left, right]) => ({ left: 1, right: 1, product: 1, from: { left, right } }));
  return { operation: 'productTransposed', terms, result: 1, computed: 1, edited: false };
}

/** score(1, 2) = the row 1 of Q times the row 2 of K, two features. */
const SCORE = explanation([
  [from('queries', 0, 1, 0), from('keys', 0, 2, 0)],
  [from('queries', 0, 1, 1), from('keys', 0, 2, 1)],
]);

test('the cells a score was made from are a row of Q and a row of K', () => {
  const trace = sampleTrace();
  assert.deepEqual(boxOfSources(SCORE, trace.stage('queries')), { row: 1, column: 0, rows: 1, columns: 2 });
  assert.deepEqual(boxOfSources(SCORE, trace.stage('keys')), { row: 2, column: 0, rows: 1, columns: 2 });
  assert.equal(boxOfSources(SCORE, trace.stage('values')), null);
});

test('the same stage of another head is not among them', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2 });
  assert.equal(boxOfSources(SCORE, trace.stage('queries', 1)), null);
});

test('a factor that is no cell rings nothing', () => {
  const scaled = explanation([[from('scores', 0, 0, 0), null]]);
  const trace = sampleTrace();
  assert.deepEqual(boxOfSources(scaled, trace.stage('scores')), { row: 0, column: 0, rows: 1, columns: 1 });
  assert.deepEqual(ringsFor(trace.stage('values'), false, null, scaled, -1), []);
});

test('drawn transposed, a row of K becomes a column', () => {
  const trace = sampleTrace();
  const [ring] = ringsFor(trace.stage('keys'), true, null, SCORE, -1);
  assert.deepEqual(ring, { row: 0, column: 2, rows: 2, columns: 1, role: 'k' });
});

test('the cell itself is ringed, in its own head only', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2 });
  const spot = { stage: 'scores', head: 1, row: 1, column: 2 };
  assert.deepEqual(ringsFor(trace.stage('scores', 0), false, spot, null, -1), []);
  assert.deepEqual(ringsFor(trace.stage('scores', 1), false, spot, null, -1), [
    { row: 1, column: 2, rows: 1, columns: 1, role: 'active' },
  ]);
});

test('the focused word has its whole row ringed wherever rows are queries, and nowhere else', () => {
  const trace = sampleTrace({ context: ['x', 'y'] });
  for (const stage of trace.stages) {
    const rings = ringsFor(stage, false, null, null, 2);
    if (stage.rowAxis === 'queryToken') {
      assert.deepEqual(rings, [{ row: 2, column: 0, rows: 1, columns: stage.cols, role: 'focus' }]);
    } else {
      assert.deepEqual(rings, [], stage.id);
    }
  }
});

test('a focus beyond the sentence rings nothing', () => {
  assert.deepEqual(ringsFor(sampleTrace().stage('scores'), false, null, null, 3), []);
});
