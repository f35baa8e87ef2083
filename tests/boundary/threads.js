/** The engine with Node's worker threads in place of a browser's workers, and the cores that can be broken on purpose. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { after } from 'node:test';
import { Worker } from 'node:worker_threads';

// Before the engine's sources are loaded, so that they are those of the test build.
register('./test-build.js', import.meta.url);
export const { AsyncEngine } = await import('../../web/src/engine/async-engine.js');
const { mainChannel } = await import('../../web/src/engine/main-channel.js');
const { createCore } = await import('../../web/src/engine/core-test.js');
const smallGlue = await import('../../web/src/engine/core-small-test.js');
export const { starterOf } = await import('../../web/src/engine/starter.js');
const { testHooks } = await import('../../web/src/engine/test-hooks.js');

/** @typedef {import('../../web/src/engine/channels.js').WorkerLike} WorkerLike */
/** @typedef {{workers?: (() => WorkerLike)[], patience?: number}} Options */

/** @param {string} name */
const compiled = async (name) =>
  WebAssembly.compile(await readFile(new URL(`../../web/lib/${name}.wasm`, import.meta.url)));
/** The whole core. */
export const module = compiled('softlook-test');
const smallModule = compiled('softlook-small-test');
/** @type {import('../../web/src/engine/starter.js').Ways['main']} */
export const main = async () => (given) => mainChannel(given, createCore);

/** Threads that were started, in order. @type {Worker[]} */
export const threads = [];
after(() => Promise.all(threads.map((thread) => thread.terminate())));

/** @returns {any} a worker as the engine knows them */
export function threadWorker(file = './worker-thread.js') {
  const thread = new Worker(new URL(file, import.meta.url));
  threads.push(thread);
  const worker = /** @type {any} */ ({
    postMessage: (/** @type {any} */ message) => thread.postMessage(message),
    terminate: () => thread.terminate(),
  });
  thread.on('message', (data) => worker.onmessage({ data }));
  thread.on('error', ({ message }) => worker.onerror({ message }));
  return worker;
}

/** An engine that has the whole core only. @param {Options} [options] */
export async function start({ workers = [threadWorker], patience } = {}) {
  return begun(
    new AsyncEngine(starterOf({ module: () => module, workers, main, patience: 5000 }), { patience }),
  );
}

/**
 * An engine that starts with the small core.
 * @param {Options & {load?: () => Promise<WebAssembly.Module>}} [options] `workers` of the whole core, or none for
 *   either; `load` gives the whole core
 */
export async function startSmall({ workers = [threadWorker], load = () => module, patience } = {}) {
  const small = starterOf({
    module: () => smallModule,
    workers: workers.length > 0 ? [() => threadWorker('./worker-thread-small.js')] : [],
    main: async () => (given) => mainChannel(given, smallGlue.createCore),
  });
  const whole = starterOf({ module: load, workers, main, patience: 5000 });
  return begun(new AsyncEngine(small, { whole, patience }));
}

/** @param {InstanceType<typeof AsyncEngine>} engine */
async function begun(engine) {
  /** @type {string[]} */
  const restarts = [];
  engine.addEventListener('restart', (event) =>
    restarts.push(/** @type {CustomEvent} */ (event).detail.reason),
  );
  await engine.ready();
  return { engine, restarts, hooks: testHooks(engine) };
}
