/** The engine that all figures of a page share. */
import { AsyncEngine } from './async-engine.js';
import { blobWorker, fileWorker } from './channels.js';
import { compile } from './compile.js';
import { starterOf } from './starter.js';
import { coreUrl } from './variant.js';
import workerUrl from './worker.js?worker&url';

/** @typedef {{wasm?: import('softlook').EngineOptions['wasm'], mode?: 'main', patience?: number}} SharedOptions */

/** @type {Promise<AsyncEngine> | null} */
let shared = null;

/**
 * One engine a page, in a worker where that is possible. The first call decides how it is made.
 * @param {SharedOptions} [options] `wasm` as for createEngine; `mode: 'main'` does without a worker; `patience` is
 *   how long the smallest job may take before the worker counts as hung (ms)
 * @returns {Promise<AsyncEngine>} rejects where the core cannot run at all; calling again tries again
 */
export function sharedEngine(options = {}) {
  if (shared) return shared;
  const making = makeEngine(options).ready();
  shared = making;
  making.catch(() => {
    shared = null;
  });
  return making;
}

/** @param {SharedOptions} options */
function makeEngine({ wasm, mode, patience }) {
  // Vite's development server serves modules; what is built is a classic script.
  const type = import.meta.env.DEV ? 'module' : 'classic';
  const workers = [() => fileWorker(workerUrl, { type }), () => blobWorker(workerUrl)];
  const start = starterOf({
    module: compile(wasm ?? coreUrl()),
    workers: mode === 'main' ? [] : workers,
    main: async () => (await import('./main-channel.js')).mainChannel,
  });
  return new AsyncEngine(start, patience);
}
