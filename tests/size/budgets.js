/** What is sent at most, in bytes: held by size.test.js, told by the reference. */

/** @typedef {{bytes: number, what: string}} Budget */

/** As gzip -9 makes it. @satisfies {Record<string, Budget>} */
export const ZIPPED = {
  wasm: { bytes: 80_000, what: 'the core as WASM' },
  firstScreen: {
    bytes: 140_000,
    what: 'all that the first screen loads: page, styles, scripts, worker and WASM',
  },
  element: {
    bytes: 200_000,
    what: 'the figure as one file, with the WASM, all options and all texts inside',
  },
};

/** Not zipped: it is kept on a disk. @type {Budget} */
export const SINGLE_FILE = { bytes: 300_000, what: '`softlook.html`, as it lies on a disk' };
