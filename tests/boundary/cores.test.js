/**
 * The two cores: whatever the small one answers is what the whole one answers, to the last bit; what it does not
 * answer it says so.
 */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { runAttend, runExplain, runSaturation, runTrace } from '../../web/src/engine/jobs.js';
import { readRequest } from '../../web/src/engine/request.js';
import { Beyond, Runner } from '../../web/src/engine/runner.js';
import { versionOf } from '../../web/src/engine/version.js';
import { formatLink } from '../../web/src/state/link.js';
import { traceRequest } from '../../web/src/state/request.js';
import { defaultSettings, NUMBER_NAMES } from '../../web/src/state/settings.js';
import { expectsMore } from '../../web/src/page/expects.js';
import { fc, matrix } from './tools.js';

/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('../../web/src/engine/runner.js').Runner} CoreRunner */

/** @param {string} core @param {string} glue */
async function runnerOf(core, glue) {
  const bytes = await readFile(new URL(`../../web/lib/${core}.wasm`, import.meta.url));
  const { default: createCore } = await import(`../../web/lib/${glue}.js`);
  return Runner.start(await WebAssembly.compile(bytes), createCore);
}
const whole = await runnerOf('softlook', 'glue');
const small = await runnerOf('softlook-small', 'glue-small');

/** @typedef {{ok: true, value: unknown} | {ok: false, message: string, isBeyond: boolean}} Outcome */
/** @param {() => unknown} ask @returns {Outcome} */
function outcomeOf(ask) {
  try {
    return { ok: true, value: ask() };
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    return { ok: false, message, isBeyond: error instanceof Beyond };
  }
}

let serial = 0;
/** @param {CoreRunner} runner @param {TraceRequest} request */
function traced(runner, request) {
  serial += 1;
  return outcomeOf(() => runTrace(runner, { type: 'trace', serial, request: readRequest(request) }));
}

/** Every field that the small core does not know, each with a value. */
const BEYOND = /** @type {Record<string, (request: TraceRequest) => Partial<TraceRequest>>} */ ({
  embeddings: ({ tokens, embedDim = 8 }) => ({ embeddings: matrix(tokens.length, embedDim) }),
  contextEmbeddings: ({ embedDim = 8 }) => ({ context: ['a'], contextEmbeddings: matrix(1, embedDim) }),
  ...Object.fromEntries(
    [
      'query',
      'key',
      'value',
      'output',
      'queryBias',
      'keyBias',
      'valueBias',
      'outputBias',
      'keyMixing',
      'valueMixing',
    ].map((name) => [`weights.${name}`, () => ({ weights: { [name]: matrix(1, 1) } })]),
  ),
  'mask.padding': ({ tokens, context }) => ({
    mask: { padding: Array((context ?? tokens).length).fill(true) },
  }),
  'mask.allowed': ({ tokens, context }) => ({
    mask: { allowed: Array(tokens.length * (context ?? tokens).length).fill(true) },
  }),
  'mask.bias': ({ tokens, context }) => ({
    mask: { bias: matrix(tokens.length, (context ?? tokens).length) },
  }),
  positions: () => ({ positions: 'sinusoidal' }),
  softcap: () => ({ softcap: 2 }),
  temperature: () => ({ temperature: 2 }),
  gradient: () => ({ gradient: { row: 0, column: 0 } }),
  method: () => ({ method: 'localGlobal' }),
  rank: () => ({ rank: 1 }),
  reach: () => ({ reach: 0 }),
  globalTokens: () => ({ globalTokens: 0 }),
  cachedTokens: () => ({ cachedTokens: 0 }),
  against: () => ({ against: { tokens: ['a'] } }),
});

const word = fc.constantFrom('How', 'are', 'you', 'être', '猫');
const count = fc.constantFrom(1, 2, 2, 2, 4, 4, 0, 3);
/** Requests without such a field, right ones and wrong ones. */
const asked = fc.record(
  {
    tokens: fc.array(word, { minLength: 1, maxLength: 6 }),
    context: fc.array(word, { minLength: 1, maxLength: 4 }),
    projections: fc.boolean(),
    embedDim: count,
    numHeads: count,
    numKvHeads: count,
    headDim: count,
    valueDim: count,
    outputProjection: fc.boolean(),
    scale: fc.constantFrom('sqrt', 'none', 0.25, 3e38),
    mask: fc.record({ causal: fc.boolean(), window: count, prefix: count }, { requiredKeys: [] }),
    seed: fc.nat(),
    differences: fc.boolean(),
    edits: fc.array(
      fc.record({
        stage: fc.constantFrom(
          'embeddings',
          'queries',
          'keys',
          'scores',
          'weights',
          'output',
          'cachedKeys',
          'no',
        ),
        head: fc.constantFrom(0, 0, 0, 1),
        row: fc.constantFrom(0, 0, 0, 2),
        column: fc.constantFrom(0, 0, 0, 2),
        value: fc.constantFrom(0, -1.5, 3e38, Number.NEGATIVE_INFINITY),
      }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['tokens'] },
);

/** @param {TraceRequest} request @param {CoreRunner} runner the cells of its last trace, explained */
function explained(request, runner) {
  const { stages } = direct.trace(request);
  return stages.map(({ id, head, rows, cols }) =>
    runExplain(runner, {
      type: 'explain',
      serial,
      request: readRequest(request),
      cell: { stage: id, head, row: rows - 1, column: cols - 1 },
    }),
  );
}
const direct = await createEngine();

test('whatever the small core answers, and every complaint of it, is the whole core’s to the last bit', () => {
  let answered = 0;
  fc.assert(
    fc.property(asked, (given) => {
      const request = /** @type {TraceRequest} */ (given);
      const other = traced(whole, request);
      const own = traced(small, request);
      assert.deepEqual(own, other);
      if (!own.ok) return;
      answered += 1;
      assert.deepEqual(explained(request, small), explained(request, whole));
    }),
    { numRuns: 3000 },
  );
  assert.ok(answered > 100, `${answered} requests had an answer`);
});

test('what it does not know it turns away by name, whatever else is asked, and stays as it was', () => {
  const simple = /** @type {TraceRequest} */ ({ tokens: ['a', 'b'] });
  const before = traced(whole, simple);
  const names = fc.shuffledSubarray(Object.keys(BEYOND), { minLength: 1, maxLength: 3 });
  const sound = asked.filter((request) => traced(whole, /** @type {TraceRequest} */ (request)).ok);
  fc.assert(
    fc.property(names, sound, (fields, given) => {
      const request = { .../** @type {TraceRequest} */ (given) };
      for (const name of fields) Object.assign(request, BEYOND[name](request));
      const own = traced(small, request);
      assert.ok(!own.ok && own.isBeyond, JSON.stringify(own));
      assert.match(own.message, /^[\w.]+ is given, expected none in the small core; ask the whole one$/);
      assert.ok(Object.hasOwn(BEYOND, own.message.split(' ')[0]), own.message);
      assert.deepEqual(traced(small, simple), before);
    }),
    { numRuns: 500 },
  );
});

test('each of these fields is the whole core’s affair alone, and there are no others', () => {
  for (const [name, add] of Object.entries(BEYOND)) {
    const own = traced(small, { tokens: ['a', 'b'], ...add({ tokens: ['a', 'b'] }) });
    assert.ok(!own.ok && own.message.startsWith(`${name} is given`), name);
  }
  // All fields that a request can have: those above, and those that were asked of both.
  const fields = Object.keys(readRequest({ tokens: ['a'] }));
  const known = [
    'tokens',
    'context',
    'projections',
    'embedDim',
    'numHeads',
    'numKvHeads',
    'headDim',
    'valueDim',
  ];
  known.push('outputProjection', 'scale', 'mask', 'seed', 'edits', 'differences', 'weights');
  assert.deepEqual(
    new Set([...known, ...Object.keys(BEYOND).filter((name) => !name.includes('.'))]),
    new Set(fields),
  );
});

test('attend and saturation are not in it', () => {
  const tensor = { shape: [1, 1, 1, 1], data: new Float32Array(1) };
  const request = { queries: tensor, keys: tensor, values: tensor };
  for (const ask of [
    () => runAttend(small, { type: 'attend', request }),
    () => runSaturation(small, { type: 'saturation', request: { widths: Int32Array.of(1) } }),
  ]) {
    assert.throws(ask, Beyond);
  }
  assert.ok(traced(small, { tokens: ['a'] }).ok);
});

/** Values of each setting that differ from its default. @type {Partial<import('../../web/src/state/settings.js').Settings>[]} */
const SETTINGS = [
  {},
  ...['plain', 'masked', 'multi', 'cross'].map((kind) => /** @type {any} */ ({ kind })),
  { causal: true },
  { scaled: false },
  { factor: 2 },
  { width: 7 },
  { headWidth: 3 },
  { kind: 'multi', heads: 4, width: 8, kvHeads: 2 },
  { kind: 'cross', heads: 2, context: 'I am' },
  { window: 1 },
  { prefix: 2 },
  { padding: 1 },
  { drawn: 'cells' },
  { drawn: 'numbers' },
  { positions: 'sinusoidal' },
  { positions: 'rope' },
  { positions: 'alibi' },
  { softcap: 2 },
  { temperature: 2 },
  { method: 'linear' },
  { method: 'lowRank', rank: 3 },
  { method: 'localGlobal', reach: 2, globals: 0 },
  { kind: 'masked', cached: 2 },
  { gradient: true, lossToken: 1, lossFeature: 1 },
  { seed: 8 },
  { edits: [{ stage: 'scores', head: 0, row: 0, column: 1, value: 3 }] },
];

test('every setting has an answer in the core that its link begins with', () => {
  const tried = new Set(SETTINGS.flatMap((some) => Object.keys(some)));
  // The sentence and the comparison are told apart below.
  for (const name of NUMBER_NAMES)
    assert.ok(tried.has(name) || name === 'sentence' || name === 'against', name);
  for (const some of SETTINGS) {
    const settings = { ...defaultSettings(), ...some };
    const request = traceRequest(settings, ['How', 'are', 'you'], ['I', 'am']);
    const own = traced(small, request);
    assert.equal(
      own.ok,
      !expectsMore(`#${formatLink(settings)}`),
      `${JSON.stringify(some)}: ${JSON.stringify(own).slice(0, 200)}`,
    );
    if (!own.ok) assert.ok(own.isBeyond && traced(whole, request).ok);
  }
  assert.ok(
    expectsMore('#against=kind%3Dmulti') && !expectsMore('') && !expectsMore('#sentence=softcap%3D1'),
  );
});

test('both say where they come from', async () => {
  const [own, other] = await Promise.all(
    ['softlook-small', 'softlook'].map(async (name) => {
      const bytes = await readFile(new URL(`../../web/lib/${name}.wasm`, import.meta.url));
      return versionOf(await WebAssembly.compile(bytes));
    }),
  );
  assert.deepEqual(own, other);
  assert.notEqual(own.commit, 'unknown');
});
