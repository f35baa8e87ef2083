/** The engine that all figures of a page share. */
import { AsyncEngine } from './async-engine.js';
import { compile } from './compile.js';
import { small, whole } from './sources.js';
import { starterOf } from './starter.js';

/** @typedef {import('./sources.js').CoreSource} CoreSource */
/**
 * @typedef {{
 *   wasm?: import('softlook').EngineOptions['wasm'],
 *   mode?: 'main',
 *   patience?: number,
 *   expectsMore?: boolean,
 * }} SharedOptions
 */

/** @type {Promise<AsyncEngine> | null} */
let shared = null;

/**
 * One engine a page, in a worker where that is possible. The first call decides how it is made.
 * @param {SharedOptions} [options] `wasm` as for createEngine; `mode: 'main'` does without a worker; `patience` is
 *   how long the smallest job may take before the worker counts as hung (ms); `expectsMore` starts with the whole core,
 *   which would only come later where it is known to be needed
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
function makeEngine({ wasm, mode, patience, expectsMore }) {
  const starter = (/** @type {CoreSource} */ { core, workers, main }) =>
    starterOf({
      module: async () => compile(wasm ?? (await core())),
      workers: mode === 'main' ? [] : workers,
      main,
    });
  if (!small || wasm || expectsMore) return new AsyncEngine(starter(whole), { patience });
  return new AsyncEngine(starter(small), { whole: starter(whole), patience });
}
