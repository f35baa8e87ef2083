import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepLike, stepOf, stepsOf } from '../../web/src/state/steps.js';
import { stepWords } from '../../web/src/view/steps.js';
import '../../web/src/view/text/en/register.js';
import { sampleTrace } from './sample.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */

/** @param {AsyncTrace} trace */
const ids = (trace) => stepsOf(trace).map((s) => s.id);

test('self-attention has six steps', () => {
  assert.deepEqual(ids(sampleTrace()), [
    'words',
    'projections',
    'scores',
    'scaledScores',
    'weights',
    'output',
  ]);
});

test('a causal mask is a step of its own between scale and softmax', () => {
  const expected = ['words', 'projections', 'scores', 'scaledScores', 'maskedScores', 'weights', 'output'];
  assert.deepEqual(ids(sampleTrace({ causal: true })), expected);
});

test('several heads are joined and projected', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2, headDim: 1, valueDim: 1, outputProjection: true });
  const expected = [
    'words',
    'projections',
    'scores',
    'scaledScores',
    'weights',
    'headOutput',
    'concatenated',
    'output',
  ];
  assert.deepEqual(ids(trace), expected);
});

test('plain attention has the step of Q, K and V too: it shows that they are copies', () => {
  const trace = sampleTrace({ projections: false });
  assert.deepEqual(ids(trace), ['words', 'projections', 'scores', 'scaledScores', 'weights', 'output']);
  assert.equal(stepsOf(trace)[1].operation, 'copy');
});

test('steps are numbered from 1 and list what they make once, however many heads there are', () => {
  const steps = stepsOf(
    sampleTrace({ context: ['x'], numHeads: 3, numKvHeads: 3, causal: true, outputProjection: true }),
  );
  assert.deepEqual(
    steps.map((s) => s.number),
    steps.map((_, i) => i + 1),
  );
  assert.deepEqual(steps[0].results, ['embeddings', 'contextEmbeddings']);
  assert.deepEqual(steps[1].results, ['queries', 'keys', 'values']);
  for (const step of steps.slice(2)) assert.deepEqual(step.results, [step.id]);
});

test('given matrices other than the words make no step', () => {
  const trace = sampleTrace({ causal: true, numHeads: 2, numKvHeads: 2, outputProjection: true });
  for (const id of ['queryWeights', 'mask', 'outputWeights']) assert.equal(ids(trace).includes(id), false);
});

test('a stage that this page has never heard of becomes a step, with words', () => {
  const trace = sampleTrace();
  const unknown = /** @type {any} */ ({
    ...trace.stages[0],
    id: 'whirled',
    operation: 'whirl',
    head: 0,
    inputs: [{ id: 'embeddings', head: -1 }],
  });
  trace.stages.splice(5, 0, unknown);
  const step = stepsOf(trace).find((s) => s.id === /** @type {any} */ ('whirled'));
  assert.ok(step);
  const { title, note, ask } = stepWords(step, trace);
  assert.match(title, /whirled/);
  assert.match(note, /whirl/);
  assert.match(String(ask), /whirl/);
});

test('every step of every kind has a title, a note and a question, all filled in', () => {
  const traces = [
    sampleTrace(),
    sampleTrace({ projections: false }),
    sampleTrace({ causal: true }),
    sampleTrace({ context: ['x', 'y'] }),
    sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true }),
    { ...sampleTrace(), scale: 1 },
  ];
  for (const trace of traces) {
    const titles = new Set();
    for (const step of stepsOf(trace)) {
      const { title, note, ask } = stepWords(step, trace);
      for (const words of [title, note, String(ask)]) {
        assert.notEqual(words, '');
        assert.doesNotMatch(words, /[{}]|undefined/);
      }
      titles.add(title);
    }
    assert.equal(titles.size, stepsOf(trace).length, 'two steps have the same title');
  }
});

test('the last step is called what it is: a weighted sum, or the output of the heads together', () => {
  const one = sampleTrace();
  const many = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  const title = (/** @type {AsyncTrace} */ t) => stepWords(stepsOf(t)[stepsOf(t).length - 1], t).title;
  assert.notEqual(title(one), title(many));
});

test('a step that a kind of attention does not have gives way to the closest, else to the first', () => {
  const steps = stepsOf(sampleTrace());
  const id = (/** @type {string} */ wanted) => stepOf(steps, wanted).id;
  assert.equal(id('weights'), 'weights');
  assert.equal(id('maskedScores'), 'scaledScores');
  assert.equal(id('headOutput'), 'output');
  assert.equal(id('concatenated'), 'output');
  for (const unknown of ['', 'nothing', 'constructor', 'toString', '__proto__'])
    assert.equal(id(unknown), 'words');
});

test('the weighted sum stays the weighted sum from one kind to another', () => {
  const one = sampleTrace();
  const many = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  const find = (/** @type {AsyncTrace} */ t, /** @type {string} */ id) => stepOf(stepsOf(t), id);
  assert.equal(stepLike(find(one, 'output'), one, stepsOf(many), many).id, 'headOutput');
  assert.equal(stepLike(find(many, 'headOutput'), many, stepsOf(one), one).id, 'output');
  assert.equal(stepLike(find(many, 'output'), many, stepsOf(one), one).id, 'output');
  assert.equal(stepLike(find(many, 'scores'), many, stepsOf(one), one).id, 'scores');
});
