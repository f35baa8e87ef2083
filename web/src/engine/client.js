/** The engine that all figures of a page share. */
import { AsyncEngine } from './async-engine.js';
import { compile } from './compile.js';
import { core, main, workers } from './sources.js';
import { starterOf } from './starter.js';

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
  const start = starterOf({
    module: Promise.resolve(wasm ?? core()).then(compile),
    workers: mode === 'main' ? [] : workers,
    main,
  });
  return new AsyncEngine(start, patience);
}
