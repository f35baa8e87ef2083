import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceDomain, domainsOf, largest } from '../../web/src/view/domain.js';
import { rampIndex, STEPS } from '../../web/src/view/palette.js';
import { sampleTrace } from './sample.js';

test('the largest magnitude leaves infinities out', () => {
  assert.equal(largest(Float32Array.of(1, -3, Number.NEGATIVE_INFINITY, 2)), 3);
  assert.equal(largest(new Float32Array(0)), 0);
});

test('attention weights always go from 0 to 1', () => {
  assert.deepEqual(domainsOf(sampleTrace()).get('weights'), { kind: 'weights', low: 0, high: 1 });
});

test('other numbers are symmetric about 0 and reach their largest magnitude', () => {
  const trace = sampleTrace();
  trace.stage('embeddings').data.fill(0.5).set([-4], 3);
  assert.deepEqual(domainsOf(trace).get('embeddings'), { kind: 'signed', low: -4, high: 4 });
});

test('all heads of a stage share their colours, so that they compare', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  trace.stage('queries', 0).data.fill(1);
  trace.stage('queries', 1).data.fill(-9);
  assert.equal(domainsOf(trace).get('queries')?.high, 9);
});

test('scaling, masking and joining keep the colours, so that one sees what they did', () => {
  const domains = domainsOf(
    sampleTrace({ causal: true, numHeads: 2, numKvHeads: 2, outputProjection: true }),
  );
  assert.deepEqual(domains.get('scaledScores'), domains.get('scores'));
  assert.deepEqual(domains.get('maskedScores'), domains.get('scores'));
  assert.deepEqual(domains.get('concatenated'), domains.get('headOutput'));
});

test('every finite number of a trace lies inside its domain', () => {
  const trace = sampleTrace({
    causal: true,
    context: ['a', 'b'],
    numHeads: 2,
    numKvHeads: 2,
    outputProjection: true,
  });
  const domains = domainsOf(trace);
  for (const stage of trace.stages) {
    const domain = domains.get(stage.id);
    assert.ok(domain, `${stage.id} has no domain`);
    if (domain.kind === 'weights') continue;
    for (const v of stage.data) assert.ok(!Number.isFinite(v) || (v >= domain.low && v <= domain.high));
  }
});

test('a matrix of nothing but zeros is drawn in the middle colour', () => {
  const trace = sampleTrace();
  trace.stage('values').data.fill(0);
  const domain = domainsOf(trace).get('values');
  assert.ok(domain && domain.high > domain.low);
  assert.equal(rampIndex(0, domain), STEPS / 2);
});

test('differences of all heads share their colours; where nothing changed they are the middle one', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  trace.stage('scores', 0).difference = Float32Array.of(0.25);
  trace.stage('scores', 1).difference = Float32Array.of(-2);
  assert.deepEqual(differenceDomain(trace, trace.stage('scores', 0)), { kind: 'signed', low: -2, high: 2 });
  trace.stage('keys', 0).difference = Float32Array.of(0);
  assert.equal(rampIndex(0, differenceDomain(trace, trace.stage('keys', 0))), STEPS / 2);
});
