/** The engine that all figures of a page share. */
import { AsyncEngine } from './async-engine.js';
import { compile } from './compile.js';
import { core, main, workers } from './sources.js';
import { starterOf } from './starter.js';

/** @type {Promise<AsyncEngine> | null} */
let shared = null;

/**
 * One engine a page, in a worker where that is possible.
 * @returns {Promise<AsyncEngine>} rejects where the core cannot run at all; calling again tries again
 */
export function sharedEngine() {
  if (shared) return shared;
  const module = async () => compile(await core());
  const making = new AsyncEngine(starterOf({ module, workers, main })).ready();
  shared = making;
  making.catch(() => {
    shared = null;
  });
  return making;
}
