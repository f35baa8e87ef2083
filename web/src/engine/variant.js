/** Which build of the core this is. In the test build variant-test.js stands in for this file. */

/** Where the WASM lies. A function, so that bundles which never ask need no address. */
export function coreUrl() {
  return new URL('../../lib/softlook.wasm', import.meta.url);
}

/** Whether the core can be broken on purpose. */
export const testBuild = false;
