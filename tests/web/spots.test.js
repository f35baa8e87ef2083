import assert from 'node:assert/strict';
import { test } from 'node:test';
import { restingSpot, stageOfSpot, weightsRow } from '../../web/src/element/spots.js';
import { stepsOf } from '../../web/src/state/steps.js';
import { sampleTrace } from './sample.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */

const MANY = { numHeads: 2, numKvHeads: 2, outputProjection: true };

/** @param {AsyncTrace} trace @param {string} id @param {{head?: number, focus?: number, changes?: boolean}} [chosen] */
function resting(trace, id, { head = 0, focus = -1, changes = false } = {}) {
  const step = stepsOf(trace).find((s) => s.id === id);
  assert.ok(step);
  return restingSpot(trace, step, { head, focus, changes });
}

test('a step begins with the row of the chosen word and the key it looks at most', () => {
  const trace = sampleTrace();
  trace.stage('weights').data.set([0.1, 0.2, 0.7], 3);
  assert.deepEqual(resting(trace, 'scores', { focus: 1 }), { stage: 'scores', head: 0, row: 1, column: 2 });
  assert.deepEqual(resting(trace, 'words', { focus: 1 }), {
    stage: 'embeddings',
    head: -1,
    row: 1,
    column: 0,
  });
});

test('without a chosen word it begins with the first row', () => {
  const trace = sampleTrace();
  trace.stage('weights').data.set([0.6, 0.3, 0.1], 0);
  assert.deepEqual(resting(trace, 'weights'), { stage: 'weights', head: 0, row: 0, column: 0 });
});

test('a step of several heads begins in the chosen one', () => {
  const trace = sampleTrace(MANY);
  assert.equal(resting(trace, 'scores', { head: 1 }).head, 1);
  assert.equal(resting(trace, 'concatenated', { head: 1 }).column, trace.valueDim);
});

test('where changes are shown it begins with the number that changed most', () => {
  const trace = sampleTrace();
  const stage = trace.stage('weights');
  stage.difference = Float32Array.from(stage.data, (_, i) => (i === 5 ? -0.4 : 0.1));
  assert.deepEqual(resting(trace, 'weights', { changes: true }), {
    stage: 'weights',
    head: 0,
    row: 1,
    column: 2,
  });
});

test('where nothing changed it begins as ever', () => {
  const trace = sampleTrace();
  const stage = trace.stage('embeddings');
  stage.difference = new Float32Array(stage.data.length);
  assert.deepEqual(
    resting(trace, 'words', { focus: 2, changes: true }),
    resting(trace, 'words', { focus: 2 }),
  );
});

test('every resting spot of every step is a cell of the trace', () => {
  for (const shape of [{}, { projections: false }, { causal: true }, { context: ['x'] }, MANY]) {
    const trace = sampleTrace(shape);
    for (const step of stepsOf(trace)) {
      for (const focus of [-1, 0, 2]) {
        const spot = restingSpot(trace, step, { head: trace.numHeads - 1, focus, changes: false });
        assert.ok(stageOfSpot(trace, spot), `${step.id} with word ${focus}`);
      }
    }
  }
});

test('a spot that the trace does not have has no stage', () => {
  const trace = sampleTrace();
  assert.equal(stageOfSpot(trace, { stage: 'scores', head: 0, row: 3, column: 0 }), undefined);
  assert.equal(stageOfSpot(trace, { stage: 'scores', head: 0, row: 0, column: 3 }), undefined);
  assert.equal(stageOfSpot(trace, { stage: 'scores', head: 1, row: 0, column: 0 }), undefined);
  assert.equal(stageOfSpot(trace, { stage: 'mask', head: -1, row: 0, column: 0 }), undefined);
});

test('a word has its own row of weights', () => {
  const trace = sampleTrace({ ...MANY, context: ['x', 'y'] });
  assert.deepEqual([...weightsRow(trace, 1, 2)], [...trace.stage('weights', 1).data.subarray(4, 6)]);
});
