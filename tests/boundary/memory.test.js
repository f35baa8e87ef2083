/** Memory stays where it was: over engines that come and go, over traces, over calls that are turned away. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { createEngine as createTestEngine } from '../../web/lib/softlook-test.js';
import { heapInUse, watchInstances } from './tools.js';

const HOW = { tokens: ['How', 'are', 'you', 'doing', '?'], numHeads: 2, mask: { causal: true } };
/** Embeddings, mask, concatenated, output and its weights once; eleven stages for each of two heads. */
const STAGES = 27;
const TWO = { tokens: ['a', 'b'] };

/**
 * How much the heap grew over so many rounds, the least of up to ten such blocks: a leak shows in every one of them,
 * what compilers and caches put there (some hundred kilobytes a time) only in the first few.
 * @param {number} rounds
 * @param {number} enough below which the answer is good
 * @param {(i: number) => unknown} round
 */
async function heapGrowth(rounds, enough, round) {
  let least = Infinity;
  for (let block = 0; block < 10 && least >= enough; block += 1) {
    const before = heapInUse();
    for (let i = 0; i < rounds; i += 1) await round(i);
    least = Math.min(least, heapInUse() - before);
  }
  return least;
}

/**
 * The instances made, by the size of their memory (MB).
 * @param {{memories: WebAssembly.Memory[]}} watched
 */
function sizesOf({ memories }) {
  return memories.map((memory) => memory.buffer.byteLength / 2 ** 20);
}

/** Bytes a thousand rounds may leave: a trace kept by mistake is 5 KB, an engine's closures 1 KB, both a round. */
const PER_THOUSAND = 100_000;

/** Bytes a hundred thousand calls may leave: one handle or string a call, eight bytes at the least, would be 800 KB. */
const PER_HUNDRED_THOUSAND = 200_000;

test('a thousand rounds of create, trace, explain, dispose leave memory where it was', async () => {
  const watched = watchInstances();
  const growth = await heapGrowth(1000, PER_THOUSAND, async () => {
    const engine = await createEngine();
    engine.trace(HOW).explain({ stage: 'weights', head: 1, row: 2, column: 1 });
    engine.dispose();
  });
  watched.restore();
  // One instance serves them all in turn, with a spare beside it, and neither has grown.
  assert.deepEqual(sizesOf(watched), [4, 4]);
  assert.ok(growth < PER_THOUSAND, `the heap grew by ${growth} bytes`);
});

test('an instance that has grown is not kept for the next engine', async () => {
  const wasm = new URL('../../web/lib/softlook.wasm?grown', import.meta.url);
  const watched = watchInstances();
  const first = await createEngine({ wasm });
  first.trace({ tokens: Array.from({ length: 512 }, (_, i) => `t${i}`), numHeads: 8 });
  first.dispose();
  const second = await createEngine({ wasm });
  watched.restore();
  const [grown, spare, next] = sizesOf(watched);
  assert.ok(grown > 16, `the first has ${grown} MB`);
  assert.deepEqual([spare, next], [4, 4]);
  second.dispose();
});

test('a thousand different traces in one engine leave its memory where it was', async () => {
  const watched = watchInstances();
  // An address of its own gives a module of its own, hence an instance that no other test has used.
  const engine = await createEngine({ wasm: new URL('../../web/lib/softlook.wasm?traces', import.meta.url) });
  const trace = (/** @type {number} */ i) =>
    engine.trace({
      tokens: Array.from({ length: 1 + (i % 40) }, (_, k) => `t${k}`),
      embedDim: 8 * (1 + (i % 4)),
      numHeads: 1 + (i % 2),
      differences: i % 3 === 0,
    });
  for (let i = 0; i < 120; i += 1) trace(i);
  const settled = sizesOf(watched);
  const growth = await heapGrowth(1000, PER_THOUSAND, trace);
  watched.restore();
  assert.deepEqual(sizesOf(watched), settled);
  assert.ok(settled[0] <= 8, `memories of ${settled} MB`);
  assert.ok(growth < PER_THOUSAND, `the heap grew by ${growth} bytes`);
});

/** Calls that are turned away, by JavaScript or by the core (where a C++ exception is thrown and caught). */
const rejected = /** @type {[string, object][]} */ ([
  ['before the core', { tokens: ['a', '\ud800'] }],
  ['by the core', { ...TWO, embedDim: 513 }],
  [
    'by the core, with what it has read so far',
    { ...TWO, edits: [{ stage: 'score', row: 0, column: 0, value: 1 }] },
  ],
]);

for (const [where, request] of rejected) {
  test(`a hundred thousand calls turned away ${where} leave memory where it was`, async () => {
    const watched = watchInstances();
    const engine = await createEngine({
      wasm: new URL(`../../web/lib/softlook.wasm?${where}`, import.meta.url),
    });
    const ask = () => {
      try {
        engine.trace(/** @type {any} */ (request));
      } catch {
        return;
      }
      throw new Error('the call was not turned away');
    };
    const growth = await heapGrowth(100_000, PER_HUNDRED_THOUSAND, ask);
    watched.restore();
    // Still the first instance and its spare, as large as at first: an exception that leaked its frames would have
    // killed it after some twenty thousand calls.
    assert.deepEqual(sizesOf(watched), [4, 4]);
    assert.ok(growth < PER_HUNDRED_THOUSAND, `the heap grew by ${growth} bytes`);
    assert.equal(engine.trace(HOW).stages.length, STAGES);
    engine.dispose();
  });
}

test('errors thrown inside C++ leave the shadow stack where it was', async () => {
  const engine = await createTestEngine();
  const stack = () => engine.breakDown('stackPointer').address;
  const before = stack();
  for (let i = 0; i < 1000; i += 1) {
    assert.throws(() => engine.trace({ ...TWO, embedDim: 513 }), RangeError);
    assert.throws(
      () =>
        engine.trace({ ...TWO, edits: [{ stage: /** @type {any} */ ('no'), row: 0, column: 0, value: 1 }] }),
      RangeError,
    );
  }
  assert.equal(stack(), before);
  engine.dispose();
});

test('the largest trace fits, with its differences, and again after it', async () => {
  const watched = watchInstances();
  const engine = await createEngine({
    wasm: new URL('../../web/lib/softlook.wasm?largest', import.meta.url),
  });
  const request = {
    tokens: Array.from({ length: 512 }, (_, i) => `t${i}`),
    embedDim: 256,
    numHeads: 8,
    headDim: 64,
    differences: true,
    edits: [{ stage: /** @type {const} */ ('embeddings'), row: 0, column: 0, value: 1 }],
  };
  for (let i = 0; i < 3; i += 1) {
    const { stages } = engine.trace(request);
    const numbers = stages.reduce((sum, { data }) => sum + 2 * data.length, 0);
    // Of the 16.8 million that the core takes (cpp/softlook/request/request.h).
    assert.ok(numbers > 16_000_000, `${numbers} numbers`);
  }
  watched.restore();
  const [size] = sizesOf(watched);
  assert.ok(size > 60 && size <= 256, `memories of ${sizesOf(watched)} MB`);
});
