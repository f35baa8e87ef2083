import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { findStage, meaningOf, traceRequest } from '../../web/src/state/request.js';
import { KINDS, OPTION_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { headWidthOf } from '../../web/src/state/together.js';
import { settings as anySettings } from './arbitrary.js';
import { sampleTrace } from './sample.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('softlook').Edit} Edit */

const TOKENS = ['How', 'are', 'you'];
const CONTEXT = ['fine', '.'];

/** @param {Partial<Settings>} changes */
function request(changes) {
  return traceRequest(settingsWith(changes), TOKENS, CONTEXT);
}

test('self-attention asks for one head as wide as the embedding', () => {
  assert.deepEqual(request({ kind: 'self' }), {
    tokens: TOKENS,
    projections: true,
    embedDim: 4,
    numHeads: 1,
    headDim: 4,
    scale: 'sqrt',
    seed: 7,
  });
});

test('plain attention asks for no projections and no head width', () => {
  assert.deepEqual(request({ kind: 'plain', headWidth: 3 }), {
    tokens: TOKENS,
    projections: false,
    embedDim: 4,
    numHeads: 1,
    scale: 'sqrt',
    seed: 7,
  });
});

test('a causal mask is asked for where causal is on, whatever the kind', () => {
  assert.deepEqual(request({ kind: 'masked' }).mask, { causal: true });
  for (const kind of KINDS) {
    assert.deepEqual(request({ kind, causal: true }).mask, { causal: true });
    assert.equal(request({ kind, causal: false }).mask, undefined);
  }
});

test('multi-head attention asks for its heads and for W_o even where there is one head', () => {
  const many = request({ kind: 'multi', heads: 2 });
  assert.equal(many.numHeads, 2);
  assert.equal(many.headDim, 2);
  assert.equal(request({ kind: 'multi', heads: 1 }).outputProjection, true);
});

test('only cross-attention asks for the second sentence', () => {
  for (const kind of KINDS)
    assert.deepEqual(request({ kind }).context, kind === 'cross' ? CONTEXT : undefined);
});

test('without scaling the scale is none', () => {
  assert.equal(request({ scaled: false }).scale, 'none');
});

test('a head is as wide as set, else the width shared out, and never empty', () => {
  const settings = settingsWith({ kind: /** @type {const} */ ('multi') });
  assert.equal(headWidthOf({ ...settings, width: 8, heads: 2, headWidth: 3 }), 3);
  assert.equal(headWidthOf({ ...settings, width: 8, heads: 2 }), 4);
  assert.equal(headWidthOf({ ...settings, width: 7, heads: 2 }), 3);
  assert.equal(headWidthOf({ ...settings, width: 2, heads: 8 }), 1);
});

test('edits go along with a wish for differences; without edits neither does', () => {
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 0, column: 0, value: 2 }];
  assert.deepEqual(request({ edits }).edits, edits);
  assert.equal(request({ edits }).differences, true);
  assert.equal('edits' in request({}), false);
  assert.equal('differences' in request({}), false);
});

test('any settings make a request with whole positive widths, and as many heads as are set', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const made = traceRequest(settings, TOKENS, CONTEXT);
      assert.equal(made.numHeads, settings.projections ? settings.heads : 1);
      assert.equal(made.embedDim, settings.width);
      assert.equal(made.projections, settings.projections);
      assert.equal(made.headDim === undefined, !settings.projections);
      if (made.headDim !== undefined) assert.ok(Number.isInteger(made.headDim) && made.headDim >= 1);
      assert.equal(made.mask?.causal ?? false, settings.causal);
      assert.equal(made.context !== undefined, settings.cross);
    }),
  );
});

test('a stage that all heads share is found under every head', () => {
  const trace = sampleTrace({ numHeads: 2, numKvHeads: 2, outputProjection: true });
  assert.equal(findStage(trace, 'embeddings', 1), trace.stages[0]);
  assert.equal(findStage(trace, 'scores', 1)?.head, 1);
  assert.equal(findStage(trace, 'scores', 2), undefined);
  assert.equal(findStage(trace, 'nothing', 0), undefined);
});

/** @param {import('softlook').StageId} stage @param {number} row @param {number} column @param {number} [head] @returns {Edit} */
const edit = (stage, row, column, head) => ({ stage, head, row, column, value: 1 });

test('an edit means the words of its cell, wherever else the sentence changes', () => {
  const before = sampleTrace({ tokens: ['The', 'cat', 'sat'] });
  const after = sampleTrace({ tokens: ['The', 'dog', 'sat', 'down'] });
  const stays = [
    edit('embeddings', 0, 1),
    edit('queryWeights', 1, 1),
    edit('scores', 2, 0),
    edit('scores', 0, 0, 0),
  ];
  const goes = [edit('embeddings', 1, 1), edit('scores', 2, 1), edit('weights', 1, 0)];
  for (const e of stays)
    assert.equal(meaningOf(e, after), meaningOf(e, before), `${e.stage} ${e.row} ${e.column}`);
  for (const e of goes)
    assert.notEqual(meaningOf(e, after), meaningOf(e, before), `${e.stage} ${e.row} ${e.column}`);
});

test('an edit of a stage or a head that a trace does not have, or outside its shape, means nothing', () => {
  const trace = sampleTrace();
  assert.equal(meaningOf(edit('mask', 0, 0), trace), undefined);
  assert.equal(meaningOf(edit('scores', 0, 0, 1), trace), undefined);
  assert.equal(meaningOf(edit('scores', 3, 0), trace), undefined);
  assert.equal(meaningOf(edit('scores', 0, 3), trace), undefined);
  assert.notEqual(meaningOf(edit('scores', 2, 2), trace), undefined);
});

test('in cross-attention rows mean the first sentence and columns the second', () => {
  const before = sampleTrace({ tokens: ['a', 'b'], context: ['x', 'y'] });
  const after = sampleTrace({ tokens: ['a', 'b'], context: ['x', 'z'] });
  assert.equal(meaningOf(edit('scores', 1, 0), after), meaningOf(edit('scores', 1, 0), before));
  assert.notEqual(meaningOf(edit('scores', 1, 1), after), meaningOf(edit('scores', 1, 1), before));
  assert.notEqual(
    meaningOf(edit('contextEmbeddings', 1, 0), after),
    meaningOf(edit('contextEmbeddings', 1, 0), before),
  );
});

const WORDS = ['a', 'b', 'c'];

/** All options off. */
const PLAIN = Object.fromEntries(OPTION_NAMES.map((name) => [name, SETTINGS[name].default]));

test('each option asks for what it says', () => {
  /** @type {[Partial<import('../../web/src/state/settings.js').Settings>, object][]} */
  const cases = [
    [{ factor: 0.25 }, { scale: 0.25 }],
    [{ factor: 0.25, scaled: false }, { scale: 'none' }],
    [{ kind: 'multi', heads: 4, kvHeads: 2 }, { numKvHeads: 2 }],
    [{ kind: 'self', kvHeads: 2 }, {}],
    [{ window: 0 }, { mask: { window: 0 } }],
    [{ prefix: 2, kind: 'masked' }, { mask: { causal: true, prefix: 2 } }],
    [{ padding: 1 }, { mask: { padding: [true, true, false] } }],
    [{ drawn: 'cells' }, { mask: { allowed: Array(9).fill(true) } }],
    [{ drawn: 'numbers' }, { mask: { bias: { rows: 3, cols: 3, data: new Float32Array(9) } } }],
    [{ positions: 'rope' }, { positions: 'rope' }],
    [
      { softcap: 5, temperature: 0.5 },
      { softcap: 5, temperature: 0.5 },
    ],
    [{ method: 'linear' }, { method: 'linear' }],
    [
      { method: 'lowRank', rank: 9 },
      { method: 'lowRank', rank: 3 },
    ],
    [
      { method: 'localGlobal', reach: 2, globals: 0 },
      { method: 'localGlobal', reach: 2, globalTokens: 0 },
    ],
    [{ gradient: true, lossToken: 9, lossFeature: 99 }, { gradient: { row: 2, column: 3 } }],
    [
      { kind: 'masked', cached: 1 },
      { mask: { causal: true }, cachedTokens: 1 },
    ],
    [
      { kind: 'masked', cached: 9 },
      { mask: { causal: true }, cachedTokens: 2 },
    ],
    [
      { kind: 'masked', cached: 1, gradient: true },
      { mask: { causal: true }, gradient: { row: 0, column: 0 } },
    ],
    [{ kind: 'self', cached: 1 }, {}],
    [
      { kind: 'masked', cached: 1, method: 'linear' },
      { mask: { causal: true }, method: 'linear' },
    ],
  ];
  for (const [changes, asks] of cases) {
    const settings = settingsWith(changes);
    const without = { ...settings, ...PLAIN };
    const expected = { ...traceRequest(without, WORDS, []), ...asks };
    assert.deepEqual(traceRequest(settings, WORDS, []), expected, JSON.stringify(changes));
  }
});

test('padding and a drawn mask are over the second sentence in cross-attention', () => {
  const settings = settingsWith({
    kind: /** @type {const} */ ('cross'),
    padding: 1,
    drawn: /** @type {const} */ ('cells'),
  });
  const { mask } = traceRequest(settings, WORDS, ['x', 'y']);
  assert.deepEqual(mask, { padding: [true, false], allowed: Array(6).fill(true) });
});
