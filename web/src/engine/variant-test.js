/** Stands in for variant.js in the test build. */

/** Where the WASM lies. */
export function coreUrl() {
  return new URL('../../lib/softlook-test.wasm', import.meta.url);
}

/** Whether the core can be broken on purpose. */
export const testBuild = true;
