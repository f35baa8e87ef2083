import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_TOKENS, Tracer } from '../../web/src/element/tracing.js';
import { settingsWith } from '../../web/src/state/kinds.js';
import { defaultSettings } from '../../web/src/state/settings.js';
import { sampleTrace } from './sample.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('../../web/src/element/tracing.js').Outcome} Outcome */
/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').Edit} Edit */

/** An engine that answers with samples and writes down what it was asked, and the outcomes of asking it. */
function setup() {
  /** @type {TraceRequest[]} */
  const asked = [];
  /** @type {Outcome[]} */
  const outcomes = [];
  const engine = {
    /** Thrown by the next request. @type {Error | null} */
    breaks: null,
    /** @param {TraceRequest} request */
    async trace(request) {
      asked.push(request);
      await new Promise(setImmediate);
      if (engine.breaks) throw engine.breaks;
      const { tokens, context = null, mask } = request;
      return sampleTrace({ tokens, context, causal: mask?.causal ?? false });
    },
  };
  const tracer = new Tracer(Promise.resolve(engine), (outcome) => void outcomes.push(outcome));
  /** @param {Partial<Settings>} changes */
  const ask = (changes) => tracer.ask(settingsWith(changes));
  return { engine, asked, outcomes, ask, last: () => outcomes[outcomes.length - 1] };
}

/** @param {Outcome} outcome */
function traced(outcome) {
  assert.equal(outcome.kind, 'trace');
  return /** @type {Extract<Outcome, {kind: 'trace'}>} */ (outcome);
}

/** @type {Edit} */
const ON_ARE = { stage: 'embeddings', head: 0, row: 1, column: 0, value: 2 };

test('settings come back as a trace of their tokens', async () => {
  const { ask, last } = setup();
  await ask({ sentence: 'How are you?' });
  assert.deepEqual(traced(last()).trace.tokens, ['How', 'are', 'you', '?']);
});

test('a sentence without a word is not asked for', async () => {
  const { ask, asked, last } = setup();
  await ask({ sentence: '  ' });
  await ask({ kind: 'cross', context: '' });
  assert.deepEqual(last(), { kind: 'empty' });
  assert.equal(asked.length, 0);
});

test('a sentence of more tokens than a trace may have is not asked for, one of as many is', async () => {
  const { ask, asked, last } = setup();
  await ask({ sentence: 'a '.repeat(MAX_TOKENS + 1) });
  assert.deepEqual(last(), { kind: 'tooLong', count: MAX_TOKENS + 1 });
  assert.equal(asked.length, 0);
  await ask({ sentence: 'a '.repeat(MAX_TOKENS) });
  assert.equal(traced(last()).trace.tokens.length, MAX_TOKENS);
});

test('of what is asked while a request runs only the newest is answered', async () => {
  const { ask, asked, last } = setup();
  const first = ask({ sentence: 'one' });
  for (const sentence of ['two', 'three', 'four']) ask({ sentence });
  await first;
  assert.deepEqual(
    asked.map((r) => r.tokens[0]),
    ['one', 'four'],
  );
  assert.deepEqual(traced(last()).trace.tokens, ['four']);
});

test('an error is an outcome, and the next request is answered', async () => {
  const { engine, ask, last } = setup();
  engine.breaks = new RangeError('seed is −1');
  await ask({});
  assert.deepEqual(last(), { kind: 'error', error: engine.breaks });
  engine.breaks = null;
  await ask({});
  assert.equal(last().kind, 'trace');
});

test('an engine that could not be made is an error too', async () => {
  const failure = Promise.reject(new Error('no WebAssembly'));
  /** @type {Outcome[]} */
  const outcomes = [];
  await new Tracer(failure, (o) => void outcomes.push(o)).ask(defaultSettings());
  assert.equal(outcomes[0].kind, 'error');
});

test('edits go along as long as the words they were made for are there', async () => {
  const { ask, last, asked } = setup();
  const edits = [ON_ARE];
  await ask({ sentence: 'How are you', edits });
  await ask({ sentence: 'Where are they now', edits });
  assert.equal(traced(last()).setAside, 0);
  assert.deepEqual(asked[asked.length - 1].edits, edits);
});

test('an edit of a word that is gone is set aside, and comes back with its sentence', async () => {
  const { ask, last, asked } = setup();
  const edits = [ON_ARE];
  await ask({ sentence: 'How are you', edits });
  await ask({ sentence: 'I am fine', edits });
  assert.equal(traced(last()).setAside, 1);
  assert.deepEqual(traced(last()).settings.edits, []);
  assert.equal(asked[asked.length - 1].edits, undefined);
  await ask({ sentence: 'How are you', edits });
  assert.equal(traced(last()).setAside, 0);
  assert.deepEqual(asked[asked.length - 1].edits, edits);
});

test('edits of a link that is opened later belong to its sentence', async () => {
  const { ask, last, asked } = setup();
  await ask({ sentence: 'How are you' });
  await ask({ sentence: 'I am fine', edits: [{ ...ON_ARE }] });
  assert.equal(traced(last()).setAside, 0);
  assert.equal(asked[asked.length - 1].edits?.length, 1);
});

test('an edit that no trace of this shape can have is set aside, not sent', async () => {
  const { ask, last, asked } = setup();
  await ask({ sentence: 'How are you' });
  const edits = [ON_ARE, { ...ON_ARE, row: 99 }, { ...ON_ARE, stage: /** @type {any} */ ('nothing') }];
  await ask({ sentence: 'How are you', edits });
  assert.equal(traced(last()).setAside, 2);
  assert.deepEqual(asked[asked.length - 1].edits, [ON_ARE]);
});

test('edits that lose their place on the way to newer settings are not set aside', async () => {
  const { ask, outcomes } = setup();
  const edits = [ON_ARE];
  await ask({ sentence: 'How are you', edits });
  const typing = ask({ sentence: 'I am fine', edits });
  ask({ sentence: 'How are you', edits });
  await typing;
  assert.deepEqual(
    outcomes.map((o) => traced(o).setAside),
    [0, 0, 0],
  );
});
