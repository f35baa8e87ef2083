/** How long the watchdog waits: long enough for honest work on a slow device, not while the page itself stood still. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { JobQueue } from '../../web/src/engine/job-queue.js';
import { readRequest } from '../../web/src/engine/request.js';
import { deadlineOf, slownessAfter, within } from '../../web/src/engine/watchdog.js';

/** @param {import('softlook').TraceRequest} request */
const deadline = (request) => deadlineOf({ type: 'trace', serial: 1, request: readRequest(request) });
const tokens = (/** @type {number} */ count) => Array(count).fill('a');

test('the allowance grows with the work', () => {
  assert.ok(deadline({ tokens: tokens(5) }) < 1001);
  const usual = deadline({ tokens: tokens(64), embedDim: 64, numHeads: 8 });
  // 1.5 million multiply-adds: a millisecond here.
  assert.ok(usual > 1020 && usual < 1300, `${usual} ms`);
  const large = deadline({ tokens: tokens(512), embedDim: 512, numHeads: 8, differences: true });
  assert.ok(large > 20_000 && large < 120_000, `${large} ms`);
  const backward = deadline({
    tokens: tokens(64),
    embedDim: 64,
    numHeads: 8,
    gradient: { row: 0, column: 0 },
  });
  assert.ok(backward - 1000 >= 2.9 * (usual - 1000), `${backward} ms`);
  const decoding = deadline({ tokens: tokens(64), embedDim: 64, numHeads: 8, cachedTokens: 63 });
  assert.ok(decoding - 1000 >= 1.9 * (usual - 1000), `${decoding} ms`);
  const two = deadline({ tokens: ['a'], against: { tokens: tokens(512), embedDim: 512, numHeads: 8 } });
  assert.ok(two > large / 4 && two < large, `${two} ms`);
});

test('sizes that the core will turn away still give a deadline', () => {
  for (const size of [-(2 ** 31) + 1, -1, 0, 2 ** 31 - 1]) {
    for (const field of ['embedDim', 'numHeads', 'headDim', 'valueDim']) {
      const given = deadline({ tokens: ['a'], [field]: size });
      assert.ok(given >= 1000 && given <= 301_000, `${field} ${size}: ${given} ms`);
    }
  }
});

test('on a device that is slower than a laptop the allowance is longer, for as long as it is slow', () => {
  // A twentieth of the allowance is what a laptop may take at most.
  assert.equal(slownessAfter(1, 1000, 1), 1);
  assert.equal(slownessAfter(50, 1000, 1), 1);
  assert.equal(slownessAfter(200, 1000, 1), 4);
  assert.equal(slownessAfter(1, 1000, 4), 2);
  assert.equal(slownessAfter(3_600_000, 1000, 1), 30);
});

test('a slow device is not taken for a hung one', async () => {
  /** How long every answer takes (ms). */
  let delay = 0;
  const ask = () => new Promise((resolve) => setTimeout(resolve, delay, { ok: true, value: delay }));
  /** @type {string[]} */
  const restarts = [];
  const start = async () => ({ mode: /** @type {const} */ ('worker'), ask, close: () => {} });
  const jobs = new JobQueue(start, (reason) => restarts.push(reason), 2000);
  const request = readRequest({ tokens: ['a'] });
  for (delay of [300, 3000]) assert.equal(await jobs.submit({ type: 'trace', serial: 1, request }), delay);
  assert.deepEqual(restarts, []);
});

test('an answer in time is handed on, one that never comes is not waited for', async () => {
  assert.equal(await within(Promise.resolve(7), 1000), 7);
  const before = performance.now();
  assert.equal(await within(new Promise(() => {}), 200), undefined);
  const waited = performance.now() - before;
  assert.ok(waited >= 190, `${waited} ms`);
});

test('time in which the page stood still does not count', async () => {
  const answer = new Promise((resolve) => setTimeout(resolve, 250, 'late'));
  const waiting = within(answer, 200);
  // As after a laptop's sleep: the timers come due together, the answer behind them.
  const awake = performance.now() + 300;
  while (performance.now() < awake);
  assert.equal(await waiting, 'late');
});
