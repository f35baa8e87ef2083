import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  cellName,
  labelOf,
  nameOf,
  roleOf,
  rowName,
  speakCell,
  stageWords,
  subscript,
} from '../../web/src/view/words.js';
import { sampleTrace } from './sample.js';

const TRACE = sampleTrace({ tokens: ['it', 'sat'], context: ['The', 'cat'] });

/**
 * What is said of the first cell of a stage with this number in it.
 * @param {import('softlook').AsyncTrace} trace
 * @param {import('softlook').StageId} id
 * @param {number} value
 * @param {number} digits
 */
function spoken(trace, id, value, digits) {
  trace.stage(id).data[0] = value;
  return speakCell(trace, trace.stage(id), 0, 0, digits);
}

test('a weight is spoken as "query it, key cat, weight 0.62"', () => {
  const trace = sampleTrace({ tokens: ['it'], context: ['cat'] });
  assert.equal(spoken(trace, 'weights', 0.6249, 2), 'query it, key cat, weight 0.62');
});

test('a masked score is spoken with its minus and its infinity, and that the mask hides it', () => {
  const trace = sampleTrace({ causal: true });
  const words = speakCell(trace, trace.stage('maskedScores'), 0, 2, 2);
  assert.equal(words, 'query How, key you, masked \u2212∞, hidden by the mask');
});

test('an edited cell is spoken as edited', () => {
  const trace = sampleTrace();
  trace.stage('scores').edited.push(0);
  assert.match(spoken(trace, 'scores', 1, 2), /^query How, key How, score 1\.00, edited/);
});

test('a cell of an embedding, of a query and of a weight matrix says its word or feature', () => {
  assert.equal(spoken(TRACE, 'embeddings', 0.5, 1), 'it, feature 1, x 0.5');
  assert.equal(spoken(TRACE, 'queries', -0.5, 1), 'it, feature 1, q \u22120.5');
  assert.equal(spoken(TRACE, 'queryWeights', 0.5, 1), 'feature 1, feature 1, w_q 0.5');
});

test('every cell of every stage is spoken without gaps', () => {
  const trace = sampleTrace({
    context: ['x'],
    causal: true,
    numHeads: 2,
    numKvHeads: 2,
    outputProjection: true,
  });
  for (const stage of trace.stages) {
    const words = speakCell(trace, stage, 0, 0, 2);
    assert.doesNotMatch(words, /undefined|[{}]|^,|,,| {2}|^ | $/, `${stage.id}: ${words}`);
    assert.match(words, /.+, .+ \S+$/);
  }
});

test('in a written name a cell has its words, or its word and the number of its feature', () => {
  assert.equal(cellName(TRACE, TRACE.stage('scores'), 0, 1), 'score(it, cat)');
  assert.equal(cellName(TRACE, TRACE.stage('queries'), 0, 1), 'q(it)₂');
  assert.equal(cellName(TRACE, TRACE.stage('queryWeights'), 0, 1), 'w_q(1, 2)');
  assert.equal(rowName(TRACE, TRACE.stage('keys'), 1), 'k(cat)');
});

test('features are numbered from 1, with as many subscript digits as it takes', () => {
  assert.equal(subscript(0), '₁');
  assert.equal(subscript(63), '₆₄');
});

test('keys come from the second sentence where there is one, else from the first', () => {
  assert.equal(labelOf(TRACE, 'keyToken', 0), 'The');
  assert.equal(labelOf(sampleTrace(), 'keyToken', 0), 'How');
});

test('Q, K and V have the colours of query, key and value, and other stages none of them', () => {
  assert.deepEqual(['queries', 'keys', 'values', 'scores', 'weights', 'output'].map(roleOf), [
    'q',
    'k',
    'v',
    '',
    '',
    '',
  ]);
});

test('a stage that has no words of its own is called by its id', () => {
  assert.deepEqual(stageWords('rotatedKeys'), {
    symbol: 'rotatedKeys',
    name: 'rotatedKeys',
    short: 'rotatedKeys',
  });
});

test('a word that comes again is numbered, so that a formula says which one it means', () => {
  const trace = sampleTrace({ tokens: ['the', 'cat', 'the'] });
  assert.equal(nameOf(trace, 'queryToken', 0), 'the₁');
  assert.equal(nameOf(trace, 'queryToken', 2), 'the₂');
  assert.equal(nameOf(trace, 'queryToken', 1), 'cat');
  assert.equal(cellName(trace, trace.stage('scores'), 2, 0), 'score(the₂, the₁)');
});

test('a word written from right to left is kept from turning a formula round', () => {
  const trace = sampleTrace({ tokens: ['שלום', 'a'] });
  assert.equal(nameOf(trace, 'queryToken', 0), '\u2068שלום\u2069');
  assert.equal(nameOf(trace, 'queryToken', 1), 'a');
});
