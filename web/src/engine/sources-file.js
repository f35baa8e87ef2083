/** What the engine of softlook.html is made of: what its loader has unpacked, see scripts/single-file.mjs. */
import { blobWorker, fileWorker } from './channels.js';

/** @typedef {import('./starter.js').Ways} Ways */

/** @type {{core: Uint8Array<ArrayBuffer>, worker: string}} */
const parts = /** @type {any} */ (globalThis).softlookParts;

/** @returns {import('./compile.js').Source} the WASM */
export const core = () => parts.core;

/** @type {Ways['workers']} */
export const workers = [() => fileWorker(parts.worker), () => blobWorker(parts.worker)];

/** @type {Ways['main']} */
export const main = async () => (await import('./main-channel.js')).mainChannel;
