/**
 * What the page's engine is made of, as files beside the page. In what is one file, sources-inline.js or
 * sources-file.js stands in for this file.
 */
import { coreBegun, takeWorker } from './begun.js';
import { blobWorker, fileWorker } from './channels.js';
import { coreUrl } from './variant.js';
import worker from './worker.js?worker&url';

/** @typedef {import('./compile.js').Source} Source */
/** @typedef {import('./starter.js').Ways} Ways */

/** @returns {Source | Promise<Source>} the WASM */
export const core = () => coreBegun(coreUrl);

// Vite's development server serves modules; what is built is a classic script.
const type = import.meta.env.DEV ? 'module' : 'classic';

/** @type {Ways['workers']} */
export const workers = [() => takeWorker() ?? fileWorker(worker, { type }), () => blobWorker(worker)];

/** @type {Ways['main']} */
export const main = async () => (await import('./main-channel.js')).mainChannel;
