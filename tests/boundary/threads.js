/** The engine with Node's worker threads in place of a browser's workers, and the core that can be broken on purpose. */
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { after } from 'node:test';
import { Worker } from 'node:worker_threads';

// Before the engine's sources are loaded, so that they are those of the test build.
register('./test-build.js', import.meta.url);
export const { AsyncEngine } = await import('../../web/src/engine/async-engine.js');
const { mainChannel } = await import('../../web/src/engine/main-channel.js');
export const { starterOf } = await import('../../web/src/engine/starter.js');
const { testHooks } = await import('../../web/src/engine/test-hooks.js');

/** @typedef {import('../../web/src/engine/channels.js').WorkerLike} WorkerLike */
/** @typedef {{workers?: (() => WorkerLike)[], patience?: number}} Options */

export const module = readFile(new URL('../../web/lib/softlook-test.wasm', import.meta.url)).then((bytes) =>
  WebAssembly.compile(bytes),
);
/** @type {import('../../web/src/engine/starter.js').Ways['main']} */
export const main = async () => mainChannel;

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

/** @param {Options} [options] */
export async function start({ workers = [threadWorker], patience } = {}) {
  const engine = new AsyncEngine(
    starterOf({ module: () => module, workers, main, patience: 60_000 }),
    patience,
  );
  /** @type {string[]} */
  const restarts = [];
  engine.addEventListener('restart', (event) =>
    restarts.push(/** @type {CustomEvent} */ (event).detail.reason),
  );
  await engine.ready();
  return { engine, restarts, hooks: testHooks(engine) };
}
