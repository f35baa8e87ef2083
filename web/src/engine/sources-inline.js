/**
 * What the engine is made of where everything is in one file: the WASM as text, the worker as a function whose source
 * becomes its script. So it also starts from another origin, in a sandboxed frame and from a disk.
 */
import { base64 } from 'softlook:wasm';
import runWorker from 'softlook:worker';
import { textWorker } from './channels.js';
import { inflate } from './inflate.js';

/** @typedef {import('./channels.js').Answer} Answer */

/** @typedef {import('./starter.js').Ways} Ways */

/** @type {Ways['workers']} */
export const workers = [() => textWorker(`"use strict";(${runWorker})(globalThis)`)];

/** The same function beside the page, where workers are forbidden. @type {Ways['main']} */
export const main = async () => startBeside;

/** @returns {Promise<Uint8Array<ArrayBuffer>>} the WASM */
export const core = () => inflate(base64);

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<import('./channels.js').Channel>}
 */
async function startBeside(module) {
  /** @type {(answer: Answer) => void} */
  let settle = () => {};
  const scope = {
    postMessage: (/** @type {Answer} */ answer) => settle(answer),
    onmessage: (/** @type {{data: unknown}} */ _message) => {},
  };
  runWorker(scope);
  const ask = (/** @type {import('./worker.js').Message} */ data) =>
    new Promise((/** @type {(answer: Answer) => void} */ resolve) => {
      settle = resolve;
      scope.onmessage({ data });
    });
  const answer = await ask({ type: 'start', module });
  if (!answer.ok) throw new Error(answer.message);
  return { mode: 'main', ask, close: () => {} };
}
