import assert from 'node:assert/strict';
import { test } from 'node:test';
import { differenceDomain, domainsOf, largest, together } from '../../web/src/view/domain.js';
import { isBeyond, rampIndex, STEPS } from '../../web/src/view/palette.js';
import { sampleTrace } from './sample.js';

test('the largest magnitude leaves infinities out', () => {
  assert.equal(largest(Float32Array.of(1, -3, Number.NEGATIVE_INFINITY, 2)), 3);
  assert.equal(largest(new Float32Array(0)), 0);
});

test('attention weights always go from 0 to 1', () => {
  const trace = sampleTrace();
  trace.stage('weights').data.fill(0.125);
  const weights = { kind: 'weights', low: 0, high: 1, most: 0.125 };
  assert.deepEqual(domainsOf(trace).get('weights'), weights);
});

test('other numbers are symmetric about 0 and reach their largest magnitude', () => {
  const trace = sampleTrace();
  trace.stage('embeddings').data.fill(0.5).set([-4], 3);
  assert.deepEqual(domainsOf(trace).get('embeddings'), { kind: 'signed', low: -4, high: 4, most: 4 });
});

/** Eleven words: 121 scores up to 1, but for those given. @param {number[]} large */
function scoresWith(...large) {
  const trace = sampleTrace({ tokens: 'The cat sat on the mat because it was tired .'.split(' ') });
  const { data } = trace.stage('scores');
  data.forEach((_, i) => {
    data[i] = (i % 2 === 0 ? 1 : -1) * ((i % 20) + 1) * 0.05;
  });
  data.set(large, 60);
  trace.stage('scaledScores').data.fill(0.1);
  return trace;
}

test('a few large numbers leave the others their colours: they are beyond the scale', () => {
  const trace = scoresWith(-10.2, 10.2, 7);
  const domain = domainsOf(trace).get('scores');
  assert.ok(domain);
  assert.ok(domain.high > 1 && domain.high < 2.5, `the scale ends at ${domain.high}`);
  assert.equal(domain.low, -domain.high);
  assert.equal(domain.most, Math.fround(10.2));
  assert.ok(Math.abs(rampIndex(0.5, domain) - STEPS / 2) > STEPS / 10, '0.5 looks like 0');
  const beyond = Array.from(trace.stage('scores').data).filter((v) => isBeyond(v, domain));
  assert.deepEqual(beyond, [-10.2, 10.2, 7].map(Math.fround));
});

test('numbers of one size have none beyond the scale, which ends at the largest', () => {
  const domain = domainsOf(scoresWith(1.5)).get('scores');
  assert.deepEqual([domain?.high, domain?.most], [1.5, 1.5]);
  assert.equal(isBeyond(Number.NEGATIVE_INFINITY, { kind: 'signed', low: -1, high: 1, most: 1 }), false);
});

test('where a scale ends before the largest number, its legend shows just where', () => {
  const high = domainsOf(scoresWith(-10.2)).get('scores')?.high ?? 0;
  assert.equal(high, Number(high.toFixed(1)));
});

test('one head with large numbers does not lose them to another with small ones', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  trace.stage('scores', 0).data.fill(0.1);
  trace.stage('scores', 1).data.fill(8);
  const domain = domainsOf(trace).get('scores');
  assert.deepEqual([domain?.high, domain?.most], [8, 8]);
});

test('two sides that are compared share the wider scale, and what is beyond it on either', () => {
  const small = /** @type {const} */ ({ kind: 'signed', low: -1, high: 1, most: 9 });
  const wide = /** @type {const} */ ({ kind: 'signed', low: -4, high: 4, most: 4 });
  const both = { kind: 'signed', low: -4, high: 4, most: 9 };
  assert.deepEqual(together(small, wide), [both, both]);
  assert.deepEqual(together(wide, small), [both, both]);
  const weights = /** @type {const} */ ({ kind: 'weights', low: 0, high: 1, most: 1 });
  assert.deepEqual(together(wide, weights), [wide, weights]);
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

test('every finite number of a trace lies inside its domain, or the domain knows of a larger one', () => {
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
    for (const v of stage.data.filter(Number.isFinite)) {
      assert.ok(Math.abs(v) <= domain.most);
      assert.ok(domain.most > domain.high || (v >= domain.low && v <= domain.high));
    }
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
  assert.deepEqual(differenceDomain(trace, trace.stage('scores', 0)), {
    kind: 'signed',
    low: -2,
    high: 2,
    most: 2,
  });
  trace.stage('keys', 0).difference = Float32Array.of(0);
  assert.equal(rampIndex(0, differenceDomain(trace, trace.stage('keys', 0))), STEPS / 2);
});
