/** Kinds are presets: what they set, what they are called, and that no setting is without effect in silence. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changesOf,
  kindOf,
  nameOf,
  PRESETS,
  presetOf,
  settingsWith,
  withChanges,
} from '../../web/src/state/kinds.js';
import { effects } from '../../web/src/element/effects.js';
import { traceRequest } from '../../web/src/state/request.js';
import { Session } from '../../web/src/state/session.js';
import { KINDS, NUMBER_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { together, whyNot } from '../../web/src/state/together.js';
import '../../web/src/view/text/en/register.js';
import { hasText } from '../../web/src/view/text/text.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

const WORDS = ['How', 'are', 'you', 'doing'];
const CONTEXT = ['I', 'am', 'fine'];

/** @param {Settings} settings what a figure tells of them */
const told = (settings) =>
  effects(
    /** @type {any} */ ({
      session: { settings },
      trace: { tokens: WORDS, context: settings.cross ? CONTEXT : null },
      steps: [],
    }),
  );

test('a kind sets projections, heads, the mask and the second sentence, and is read off them', () => {
  for (const kind of KINDS) {
    const settings = settingsWith({ kind });
    for (const [name, value] of Object.entries(PRESETS[kind]))
      assert.equal(settings[/** @type {keyof Settings} */ (name)], value, `${kind}: ${name}`);
    assert.equal(kindOf(settings), kind);
    assert.equal(presetOf(settings), kind);
  }
});

test('every combination has one name, which says all that it is', () => {
  const names = new Map();
  for (const projections of [true, false])
    for (const heads of [1, 2])
      for (const causal of [true, false])
        for (const cross of [true, false]) {
          const name = nameOf(settingsWith({ projections, heads, causal, cross }));
          assert.ok(hasText(`kind.${name}.name`), name);
          assert.equal(name.includes('masked'), causal);
          assert.equal(name.includes('plain'), !projections);
          assert.equal(name.includes('multi'), projections && heads > 1);
          assert.equal(name.includes('cross'), cross);
          names.set(name, true);
        }
  assert.equal(names.size, 12);
});

test('what is written beside a kind wins, in whatever order', () => {
  const pairs = /** @type {[string, unknown][]} */ ([
    ['kind', 'masked'],
    ['heads', 4],
    ['causal', false],
  ]);
  const one = settingsWith(Object.fromEntries(pairs));
  assert.deepEqual(one, settingsWith(Object.fromEntries(pairs.reverse())));
  assert.deepEqual([one.heads, one.causal, one.kind], [4, false, 'multi']);
});

test('a copy of the edits is no other edits', () => {
  const edits = [{ stage: /** @type {const} */ ('mask'), head: 0, row: 0, column: 1, value: -Infinity }];
  const now = settingsWith({ edits });
  assert.equal(changesOf(now, { ...now, edits: edits.map((e) => ({ ...e })) }).edits, edits);
});

test('settings given as a whole with another kind mean that kind, given in part what they say', () => {
  const now = settingsWith({ kind: 'multi', heads: 3 });
  const set = (/** @type {Partial<Settings>} */ given) => withChanges(now, changesOf(now, given));
  assert.deepEqual(set({ ...now, kind: 'masked' }), settingsWith({ kind: 'masked' }));
  assert.deepEqual(set({ ...now, seed: 3 }), { ...now, seed: 3 });
  assert.equal(set({ ...now, heads: 1 }).kind, 'self');
  assert.equal(set({ kind: 'multi' }).heads, 2);
  assert.equal(set({ kind: 'cross', heads: 1 }).heads, 1);
});

test('one head of multi-head attention goes through W_o all the same', () => {
  assert.equal(settingsWith({ kind: 'multi', heads: 1 }).outputProjection, 'on');
  assert.equal(settingsWith({ heads: 1 }).outputProjection, 'auto');
});

test('a second sentence is used where one is given', () => {
  assert.equal(settingsWith({ context: 'Yes.' }).kind, 'cross');
  assert.equal(settingsWith({ context: 'Yes.', cross: false }).kind, 'self');
});

/** @param {keyof Settings} name @returns {unknown[]} */
function valuesOf(name) {
  const setting = SETTINGS[name];
  switch (setting.type) {
    case 'choice':
      return setting.choices;
    case 'flag':
      return [true, false];
    case 'whole':
      return [setting.min, setting.min + 1, setting.max];
    case 'number':
      return [0.3, 1.7];
    case 'text':
      return ['other words'];
    case 'lengths':
      return [];
    case 'comparison':
      return ['scaled=off'];
    default:
      return [[{ stage: 'scores', head: 0, row: 0, column: 0, value: 1 }]];
  }
}

/** @param {Settings} settings all that the engine is asked because of them */
const asked = (settings) =>
  JSON.stringify([
    traceRequest(settings, settings.sentence.split(' '), settings.context.split(' ')),
    settings.against,
  ]);

for (const kind of KINDS) {
  test(`${kind}: every setting changes what the engine is asked, or a notice says why not`, () => {
    const before = settingsWith({ kind });
    for (const name of NUMBER_NAMES) {
      for (const value of valuesOf(name)) {
        const after = withChanges(before, { [name]: value });
        if (after[name] === before[name]) continue;
        const same = asked(after) === asked(before);
        const notices = told(after).map(({ key, id }) => `${key} ${id}`);
        const isTold = notices.some((notice) => notice.includes(`${name}=`) || notice.includes(`${name} `));
        // As many key/value heads as there are heads is what holds.
        const holds = name === 'kvHeads' && value === after.heads;
        assert.ok(same ? isTold || holds : true, `${kind}, ${name}=${value} has no effect: ${notices}`);
        if (together(after).idle.has(name))
          assert.ok(same && isTold, `${kind}, ${name}=${value}: ${notices}`);
      }
    }
  });
}

test('every reason has its words', () => {
  const s = settingsWith({ kind: 'plain', headWidth: 3 });
  assert.equal(whyNot(s, 'headWidth'), 'projections');
  for (const reason of [
    'projections',
    'oneHead',
    'scaled',
    'causal',
    'linear',
    'lowRank',
    'evenWidth',
    'exact',
  ])
    assert.ok(hasText(`why.${reason}`), reason);
});

test('the other side of a comparison has its notices too', () => {
  const [notice] = told(settingsWith({ method: 'linear', against: 'method=lowRank&window=1' }));
  assert.equal(notice.key, 'notice.idle.there');
});

test('details of what is turned off by hand go with it, and undo brings them back', () => {
  const session = new Session();
  session.set({ method: 'lowRank' });
  session.set({ rank: 3 });
  session.set({ method: 'softmax' });
  assert.equal(session.settings.rank, 2);
  session.undo();
  assert.equal(session.settings.rank, 3);
});

test('a kind that is chosen again undoes what was changed of it', () => {
  const session = new Session();
  session.set({ kind: 'multi' });
  session.set({ causal: true });
  assert.equal(session.settings.kind, 'multi');
  session.set({ kind: 'multi' });
  assert.equal(session.settings.causal, false);
});

test('another change leaves alone what had no effect before', () => {
  const session = new Session(settingsWith({ rank: 9 }));
  session.set({ step: 'weights' });
  assert.equal(session.settings.rank, 9);
  assert.equal(session.canUndo, false);
});
