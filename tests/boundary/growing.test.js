/** An engine that starts with the small core: the whole one takes its place when something needs it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { module, startSmall, threads } from './threads.js';

// After threads.js, so that it is the test build's, too.
const { attend } = await import('../../web/src/engine/seldom.js');

const direct = await createEngine();
const HOW = { tokens: ['How', 'are', 'you'], numHeads: 2 };
const MORE = { ...HOW, softcap: 2 };
const expected = { how: direct.trace(HOW).stages, more: direct.trace(MORE).stages };
const cell = /** @type {const} */ ({ stage: 'weights', head: 1, row: 2, column: 0 });

test('an engine that starts with the small core answers everything, and the reader notices nothing', async () => {
  for (const options of [{}, { workers: [] }]) {
    let loads = 0;
    const load = () => {
      loads += 1;
      return module;
    };
    const { engine, restarts } = await startSmall({ ...options, load });
    const before = threads.length;
    const trace = await engine.trace(HOW);
    assert.deepEqual(trace.stages, expected.how);
    assert.equal(loads, 0);
    const [more, how] = await Promise.all([engine.trace(MORE), engine.trace(HOW)]);
    assert.deepEqual(more.stages, expected.more);
    assert.deepEqual(how.stages, expected.how);
    assert.deepEqual(await trace.explain(cell), direct.trace(HOW).explain(cell));
    assert.deepEqual(await more.explain(cell), direct.trace(MORE).explain(cell));
    const tensor = { shape: [1, 1, 1, 1], data: new Float32Array(1) };
    assert.equal((await attend(engine, { queries: tensor, keys: tensor, values: tensor })).output.data[0], 0);
    assert.deepEqual([loads, threads.length - before], [1, options.workers ? 0 : 1]);
    // What comes in the place of a core that broke is the whole one.
    await engine.jobs.submit({ type: 'break', how: 'trap' }, { attempts: 1 }).catch(() => {});
    assert.deepEqual((await engine.trace(MORE)).stages, expected.more);
    assert.deepEqual(restarts, ['the core stopped: unreachable']);
    assert.equal(loads, 1);
    engine.dispose();
  }
});

test('where the whole core cannot be had that request says so, the small one goes on, and the next one tries again', async () => {
  for (const options of [{}, { workers: [] }]) {
    let isThere = false;
    const load = () => (isThere ? module : Promise.reject(new Error('softlook.wasm could not be loaded')));
    const { engine, restarts } = await startSmall({ ...options, load });
    for (let times = 0; times < 2; times += 1) {
      await assert.rejects(engine.trace(MORE), /^Error: softlook\.wasm could not be loaded$/);
      assert.deepEqual((await engine.trace(HOW)).stages, expected.how);
    }
    isThere = true;
    assert.deepEqual((await engine.trace(MORE)).stages, expected.more);
    assert.deepEqual(restarts, []);
    engine.dispose();
  }
});

test('who does not wait for the whole core is answered by the small one meanwhile', async () => {
  /** @type {(given: WebAssembly.Module) => void} */
  let arrive = () => {};
  const load = () => new Promise((/** @type {typeof arrive} */ resolve) => (arrive = resolve));
  const { engine, restarts } = await startSmall({ load });
  const impatient = new AbortController();
  const aborted = assert.rejects(engine.trace(MORE, { signal: impatient.signal }), { message: 'never mind' });
  const behind = engine.trace(HOW);
  await new Promise((resolve) => setTimeout(resolve, 100));
  impatient.abort(new Error('never mind'));
  await aborted;
  assert.deepEqual((await behind).stages, expected.how);
  const more = engine.trace(MORE);
  await new Promise((resolve) => setTimeout(resolve, 100));
  arrive(await module);
  assert.deepEqual((await more).stages, expected.more);
  assert.deepEqual(restarts, []);
  engine.dispose();
});

test('an engine that is disposed of while the whole core comes ends both', async () => {
  const { engine } = await startSmall({ load: () => new Promise(() => {}) });
  const waiting = assert.rejects(engine.trace(MORE), /^Error: the engine has been disposed of/);
  await new Promise((resolve) => setTimeout(resolve, 100));
  engine.dispose();
  await waiting;
});
