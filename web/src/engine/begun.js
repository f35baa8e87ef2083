/** What the page's first script (page/start.js) has begun for the engine: one worker, and the WASM that it was given. */

/** @typedef {import('./channels.js').WorkerLike} WorkerLike */
/** @typedef {import('./compile.js').Source} Source */
/** @typedef {{whole: boolean, module: Promise<WebAssembly.Module>, worker?: WorkerLike}} Begun `whole`: which core */

/** Missing where the page has no such script. @type {Begun | undefined} */
const begun = /** @type {any} */ (globalThis).softlookBegun;

/**
 * @param {boolean} whole which core
 * @param {() => URL} address where it is to be had otherwise
 * @returns {Source | Promise<Source>}
 */
export function coreBegun(whole, address) {
  return begun?.whole === whole ? begun.module.catch(address) : address();
}

/**
 * The worker, once: whoever asks again has to start another.
 * @param {boolean} whole which core
 * @returns {WorkerLike | undefined}
 */
export function takeWorker(whole) {
  if (begun?.whole !== whole) return undefined;
  const { worker } = begun;
  begun.worker = undefined;
  return worker;
}
