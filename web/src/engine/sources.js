/**
 * What the page's engine is made of, as files beside the page: the small core, which the first screen loads, and the
 * whole one. In what is one file, sources-inline.js or sources-file.js stands in for this file, with the whole core
 * only.
 */
import { coreBegun, takeWorker } from './begun.js';
import { blobWorker, fileWorker } from './channels.js';
import { coreUrl, smallCoreUrl } from './variant.js';
import wholeWorker from './worker.js?worker&url';
import smallWorker from './worker-small.js?worker&url';

/** @typedef {import('./compile.js').Source} Source */
/** @typedef {import('./starter.js').Ways} Ways */
/**
 * A core and the ways to run it.
 * @typedef {{core: () => Source | Promise<Source>} & Pick<Ways, 'workers' | 'main'>} CoreSource
 */

// Vite's development server serves modules; what is built is a classic script.
const type = import.meta.env.DEV ? 'module' : 'classic';

/** @param {string} url @param {boolean} whole which core */
const workersFrom = (url, whole) => [
  () => takeWorker(whole) ?? fileWorker(url, { type }),
  () => blobWorker(url),
];

/**
 * @param {() => Promise<{createCore: import('./instance.js').CreateCore}>} glue
 * @returns {Ways['main']}
 */
const besideThePage = (glue) => async () => {
  const [{ mainChannel }, { createCore }] = await Promise.all([import('./main-channel.js'), glue()]);
  return (module) => mainChannel(module, createCore);
};

/** @type {CoreSource | undefined} */
export const small = {
  core: () => coreBegun(false, smallCoreUrl),
  workers: workersFrom(smallWorker, false),
  main: besideThePage(() => import('./core-small.js')),
};

/** @type {CoreSource} */
export const whole = {
  core: () => coreBegun(true, coreUrl),
  workers: workersFrom(wholeWorker, true),
  main: besideThePage(() => import('./core.js')),
};
