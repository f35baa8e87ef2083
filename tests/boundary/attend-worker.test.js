/** attend() behind a worker: the same answers, an abort that ends the work, a watchdog that knows how long it takes. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { tensor } from './attending.js';
import { start, threads } from './threads.js';

// After threads.js, so that it is the test build's, too.
const { attend } = await import('../../web/src/engine/attend-async.js');
const { readAttend } = await import('../../web/src/engine/attend.js');
const { deadlineOf } = await import('../../web/src/engine/watchdog.js');

const SMALL = {
  queries: tensor([1, 4, 3, 6]),
  keys: tensor([1, 2, 5, 6]),
  values: tensor([1, 2, 5, 7]),
  pastKeys: tensor([1, 2, 4, 6]),
  pastValues: tensor([1, 2, 4, 7]),
  mask: { shape: [1, 9], data: Uint8Array.of(1, 1, 0, 1, 1, 1, 1, 1, 1) },
  needWeights: true,
};
/** Some ten seconds of work. */
const large = tensor([1, 8, 8192, 64]);
const LARGE = { queries: large, keys: large, values: large };

const expected = (await createEngine()).attend(SMALL);

test('in a worker and on the page’s thread, attend answers as the engine beside it', async () => {
  for (const options of [{}, { workers: [] }]) {
    const { engine, restarts } = await start(options);
    assert.equal(engine.mode, 'workers' in options ? 'main' : 'worker');
    const answer = await attend(engine, SMALL);
    assert.deepEqual(answer, expected);
    for (const { data } of Object.values(answer)) assert.equal(data.buffer.byteLength, data.byteLength);
    assert.deepEqual(restarts, []);
    engine.dispose();
  }
});

test('errors keep their class, and reject instead of being thrown', async () => {
  const { engine, restarts } = await start();
  const wrong = /** @type {any} */ ({ ...SMALL, scale: 'sqrt' });
  await assert.rejects(attend(engine, wrong), {
    name: 'TypeError',
    message: 'scale is "sqrt", expected a number',
  });
  await assert.rejects(attend(engine, { ...SMALL, window: -1 }), {
    name: 'RangeError',
    message: 'window is -1, expected at least 0',
  });
  assert.deepEqual(await attend(engine, SMALL), expected);
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('the request is copied when it is made, and stays the caller’s', async () => {
  const { engine } = await start();
  const queries = tensor([1, 4, 3, 6]);
  const mask = { shape: [...SMALL.mask.shape], data: Uint8Array.from(SMALL.mask.data) };
  const answer = attend(engine, { ...SMALL, queries, mask });
  queries.data.fill(NaN);
  queries.shape.fill(0);
  mask.data.fill(9);
  assert.deepEqual(await answer, expected);
  engine.dispose();
});

test('an abort ends the work: the next request does not wait for it', async () => {
  const { engine, restarts } = await start();
  const before = threads.length;
  const ended = new Promise((resolve) => threads[before - 1].on('exit', resolve));
  const running = new AbortController();
  const waiting = new AbortController();
  const answers = [running, waiting].map(({ signal }) => attend(engine, LARGE, { signal }));
  const rejected = Promise.all([
    assert.rejects(answers[0], { message: 'running' }),
    assert.rejects(answers[1], { message: 'waiting' }),
  ]);
  // Long enough for the worker to have begun.
  await new Promise((resolve) => setTimeout(resolve, 300));
  waiting.abort(new Error('waiting'));
  running.abort(new Error('running'));
  await rejected;
  assert.deepEqual(await attend(engine, SMALL), expected);
  // The work has not come to its end: its worker was ended.
  await ended;
  assert.equal(threads.length, before + 1);
  // Nothing broke.
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('an abort after the answer changes nothing', async () => {
  const { engine } = await start();
  const before = threads.length;
  const late = new AbortController();
  assert.deepEqual(await attend(engine, SMALL, { signal: late.signal }), expected);
  late.abort();
  assert.deepEqual(await attend(engine, SMALL), expected);
  assert.equal(threads.length, before);
  engine.dispose();
});

test('the watchdog’s allowance grows with the work, and has no end', () => {
  const deadline = (/** @type {any} */ request) =>
    deadlineOf({ type: 'attend', request: readAttend(request, false) });
  assert.ok(deadline(SMALL) < 1001);
  // 8 · 8192² scores of 64 + 64 multiplications and an exponential; ten seconds here.
  assert.ok(deadline(LARGE) > 1_000_000);
  // Half the queries and twice the keys, half of them past ones.
  const queries = { shape: [1, 8, 4096, 64], data: new Float32Array(8) };
  const past = { pastKeys: large, pastValues: large };
  assert.equal(deadline({ ...LARGE, ...past, queries }), deadline(LARGE));
  for (const length of [-1, 0, 2 ** 31 - 1]) {
    const odd = { shape: [length, length, length, length], data: new Float32Array(1) };
    assert.ok(deadline({ queries: odd, keys: odd, values: odd }) >= 1000);
  }
});
