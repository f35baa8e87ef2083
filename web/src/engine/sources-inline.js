/**
 * What the engine is made of where everything is in one file: the WASM as text, the worker as a function whose source
 * becomes its script. So it also starts from another origin, in a sandboxed frame and from a disk.
 */
import { base64, size } from 'softlook:wasm';
import runWorker from 'softlook:worker';
import { textWorker } from './channels.js';
import { unpackLzma } from './lzma.js';

/** @typedef {import('./channels.js').Answer} Answer */

/** @typedef {import('./starter.js').Ways} Ways */

/** @type {Ways['workers']} */
export const workers = [() => textWorker(`"use strict";(${runWorker})(globalThis)`)];

/** The same function beside the page, where workers are forbidden. @type {Ways['main']} */
export const main = async () => startBeside;

/** @returns {Promise<Uint8Array<ArrayBuffer>>} the WASM */
export async function core() {
  // Unpacking takes some 30 ms: a task of its own, so that the page around the figure is not kept busy for longer.
  await new Promise((resolve) => setTimeout(resolve));
  const packed = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  return unpackLzma(packed, size);
}

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
