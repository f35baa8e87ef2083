/** What the page's first script (page/start.js) has begun for the engine: one worker, and the WASM that it was given. */

/** @typedef {import('./channels.js').WorkerLike} WorkerLike */
/** @typedef {import('./compile.js').Source} Source */
/** @typedef {{module: Promise<WebAssembly.Module>, worker?: WorkerLike}} Begun */

/** Missing where the page has no such script. @type {Begun | undefined} */
const begun = /** @type {any} */ (globalThis).softlookBegun;

/**
 * @param {() => URL} address where the WASM is to be had otherwise
 * @returns {Source | Promise<Source>}
 */
export function coreBegun(address) {
  return begun ? begun.module.catch(address) : address();
}

/**
 * The worker, once: whoever asks again has to start another.
 * @returns {WorkerLike | undefined}
 */
export function takeWorker() {
  const worker = begun?.worker;
  if (begun) begun.worker = undefined;
  return worker;
}
