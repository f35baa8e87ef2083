/**
 * The engine behind a worker: the queue, the watchdog, the replacement of a worker that broke. Node's worker threads
 * stand in for a browser's workers; how a browser starts one is tested in tests/browser.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { AsyncEngine, main, module, start, starterOf, threads, threadWorker } from './threads.js';

/** @typedef {import('node:worker_threads').Worker} Worker */
/** @typedef {import('../../web/src/engine/channels.js').WorkerLike} WorkerLike */

const HOW = { tokens: ['How', 'are', 'you'], numHeads: 2 };
const cell = /** @type {const} */ ({ stage: 'weights', head: 1, row: 2, column: 0 });
const direct = await createEngine();
const expected = direct.trace(HOW);

test('a worker gives the same traces and explanations as the engine beside it', async () => {
  const { engine, restarts } = await start();
  assert.equal(engine.mode, 'worker');
  const trace = await engine.trace(HOW);
  assert.deepEqual(trace.stages, expected.stages);
  assert.deepEqual(await trace.explain(cell), expected.explain(cell));
  const other = await engine.trace({ tokens: ['other'] });
  assert.deepEqual(await trace.explain(cell), expected.explain(cell));
  assert.equal((await other.explain({ stage: 'weights', row: 0, column: 0 })).result, 1);
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('a cell’s explanation comes along with its trace; another cell’s is asked for', async () => {
  const { engine } = await start();
  const trace = await engine.trace(HOW, { cell });
  const other = { ...cell, row: 1 };
  assert.deepEqual(await trace.explain(other), expected.explain(other));
  engine.dispose();
  // Nobody can be asked any more.
  assert.deepEqual(await trace.explain(cell), expected.explain(cell));
  await assert.rejects(trace.explain(other), /disposed/);
});

test('a cell that the trace does not have takes nothing from the trace', async () => {
  const { engine, restarts } = await start();
  for (const missing of [
    { ...cell, row: 3 },
    { ...cell, stage: 'concat' },
  ]) {
    const trace = await engine.trace(HOW, { cell: missing });
    assert.deepEqual(trace.stages, expected.stages);
    await assert.rejects(trace.explain(/** @type {any} */ (missing)), RangeError);
  }
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('errors keep their class, and the worker its life', async () => {
  const { engine, restarts } = await start();
  await assert.rejects(engine.trace(/** @type {any} */ ({ tokens: [7] })), {
    name: 'TypeError',
    message: 'tokens[0] is 7, expected a string',
  });
  await assert.rejects(engine.trace({ tokens: ['a'], embedDim: 513 }), {
    name: 'RangeError',
    message: /^embedDim is 513, expected 1 to 512/,
  });
  const functions = /** @type {any} */ ({ tokens: ['a'], mask: { causal: () => {} } });
  await assert.rejects(engine.trace(functions), {
    name: 'TypeError',
    message: /^mask\.causal is a function/,
  });
  const trace = await engine.trace(HOW);
  await assert.rejects(trace.explain({ ...cell, row: 3 }), {
    name: 'RangeError',
    message: /^row is 3, expected 0 to 2/,
  });
  await assert.rejects(trace.explain({ ...cell, head: 2 }), {
    name: 'RangeError',
    message: /^head is 2, expected 0 to 1/,
  });
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('the request is copied when it is made, not when its turn comes', async () => {
  const { engine } = await start();
  const request = { tokens: ['How', 'are', 'you'], numHeads: 2 };
  const first = engine.trace({ tokens: ['first'] });
  const trace = engine.trace(request);
  request.tokens.push('changed');
  request.numHeads = 1;
  await first;
  assert.deepEqual((await trace).stages, expected.stages);
  engine.dispose();
});

test('answers come in the order of the questions', async () => {
  const { engine } = await start();
  /** @type {number[]} */
  const order = [];
  const ask = async (/** @type {number} */ n) => {
    await engine.trace({ tokens: Array(n).fill('a') });
    order.push(n);
  };
  await Promise.all([200, 1, 100, 2].map(ask));
  assert.deepEqual(order, [200, 1, 100, 2]);
  engine.dispose();
});

test('abort: what waits is dropped, what runs is ignored, what comes after is answered', async () => {
  const { engine, restarts } = await start();
  const [running, waiting, before] = [new AbortController(), new AbortController(), new AbortController()];
  before.abort(new Error('before'));
  const traces = [running, waiting, before].map(({ signal }) =>
    engine.trace({ tokens: Array(300).fill('a') }, { signal }),
  );
  const rejected = Promise.all(
    traces.map((trace, i) => assert.rejects(trace, { message: ['running', 'waiting', 'before'][i] })),
  );
  running.abort(new Error('running'));
  waiting.abort(new Error('waiting'));
  await rejected;
  assert.deepEqual((await engine.trace(HOW)).stages, expected.stages);
  running.abort(new Error('too late'));
  assert.deepEqual(restarts, []);
  engine.dispose();
});

/** How it breaks, and the reason that is given. @type {[import('../../web/src/engine/jobs.js').Breakage, RegExp][]} */
const breakages = [
  ['trap', /^the core stopped: unreachable$/],
  ['exhaust', /^the core failed: out of memory$/],
  ['overflow', /^the core stopped: /],
  ['escape', /^the core stopped: /],
  ['hang', /^the worker did not answer within \d+\.\d s$/],
];
for (const [how, reason] of breakages) {
  test(`after ${how}: a new worker, and what was waiting is answered`, { timeout: 120_000 }, async () => {
    const { engine, restarts } = await start({ patience: how === 'hang' ? 1000 : 60_000 });
    const before = threads.length;
    const ended = new Promise((resolve) => threads[before - 1].on('exit', resolve));
    const trace = await engine.trace(HOW);
    // Filling the memory is work, and takes seconds where a device is busy.
    const work = how === 'exhaust' ? 2 ** 30 : 0;
    const broken = engine.jobs.submit({ type: 'break', how, work }, { attempts: 1 });
    const waiting = engine.trace(HOW);
    await assert.rejects(broken, {
      name: 'Error',
      message: /; the engine has been started anew for other requests$/,
    });
    assert.deepEqual((await waiting).stages, expected.stages);
    assert.deepEqual(await trace.explain(cell), expected.explain(cell));
    assert.equal(restarts.length, 1);
    assert.match(restarts[0], reason);
    assert.equal(threads.length, before + 1);
    await ended;
    assert.equal(engine.mode, 'worker');
    engine.dispose();
  });
}

test('a request whose worker was killed is sent once more, to its successor', async () => {
  const { engine, restarts, hooks } = await start({ patience: 1000 });
  await hooks.killWorker();
  assert.deepEqual((await engine.trace(HOW)).stages, expected.stages);
  assert.match(restarts.join(), /^the worker did not answer within \d+\.\d s$/);
  engine.dispose();
});

test('a request that breaks two workers is given up, and the next one is answered', async () => {
  const { engine, restarts } = await start();
  await assert.rejects(engine.jobs.submit({ type: 'break', how: 'trap' }), {
    name: 'Error',
    message:
      'the core stopped: unreachable, and did so again on a new start; the engine has been started anew for other requests',
  });
  assert.equal(restarts.length, 2);
  assert.deepEqual((await engine.trace(HOW)).stages, expected.stages);
  engine.dispose();
});

test('a worker that does not start is passed over, for the next way and at last for the page’s thread', async () => {
  const broken = () => threadWorker('./no-such-file.js');
  const forbidden = () => {
    throw new Error('workers are forbidden');
  };
  const second = await start({ workers: [forbidden, broken, threadWorker] });
  assert.equal(second.engine.mode, 'worker');
  const main = await start({ workers: [broken, forbidden] });
  assert.equal(main.engine.mode, 'main');
  for (const { engine, restarts } of [second, main]) {
    const trace = await engine.trace(HOW);
    assert.deepEqual(trace.stages, expected.stages);
    assert.deepEqual(await trace.explain(cell), expected.explain(cell));
    assert.deepEqual(restarts, []);
    engine.dispose();
  }
});

test('on the page’s thread a core that breaks is replaced too', async () => {
  const { engine, restarts, hooks } = await start({ workers: [] });
  const trace = await engine.trace(HOW);
  await hooks.trap();
  await hooks.exhaust();
  assert.deepEqual(restarts, ['the core stopped: unreachable', 'the core failed: out of memory']);
  assert.deepEqual((await engine.trace(HOW)).stages, expected.stages);
  assert.deepEqual(await trace.explain(cell), expected.explain(cell));
  assert.equal(engine.mode, 'main');
  engine.dispose();
});

test('where the WASM cannot be had the engine says so, and tries again with the next request', async () => {
  const sources = [Promise.reject(new Error('softlook.wasm could not be loaded')), module];
  const engine = new AsyncEngine(async () => {
    const source = /** @type {Promise<WebAssembly.Module>} */ (sources.shift());
    return starterOf({ module: () => source, workers: [threadWorker], main })();
  });
  await assert.rejects(engine.trace(HOW), /^Error: softlook\.wasm could not be loaded$/);
  assert.deepEqual((await engine.trace(HOW)).stages, expected.stages);
  engine.dispose();
});

test('dispose rejects what has not been answered and ends the worker; twice is harmless', async () => {
  const { engine } = await start();
  const thread = /** @type {Worker} */ (threads.at(-1));
  const exit = new Promise((resolve) => thread.on('exit', resolve));
  const pending = [1, 2].map(() => engine.trace({ tokens: Array(300).fill('a') }));
  const rejected = Promise.all(
    pending.map((trace) => assert.rejects(trace, { message: /^the engine has been disposed of/ })),
  );
  engine.dispose();
  engine.dispose();
  await rejected;
  await exit;
  await assert.rejects(engine.trace(HOW), { name: 'Error', message: /^the engine has been disposed of/ });
});
