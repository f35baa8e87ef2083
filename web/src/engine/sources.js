/**
 * What the page's engine is made of, as files beside the page. In a script that is one file, sources-inline.js stands in
 * for this file.
 */
import { blobWorker, fileWorker } from './channels.js';
import { coreUrl } from './variant.js';
import workerUrl from './worker.js?worker&url';

/** @typedef {import('./starter.js').Ways} Ways */

// Vite's development server serves modules; what is built is a classic script.
const type = import.meta.env.DEV ? 'module' : 'classic';

/** @returns {import('./compile.js').Source | Promise<import('./compile.js').Source>} */
export const core = () => coreUrl();

/** @type {Ways['workers']} */
export const workers = [() => fileWorker(workerUrl, { type }), () => blobWorker(workerUrl)];

/** @type {Ways['main']} */
export const main = async () => (await import('./main-channel.js')).mainChannel;
