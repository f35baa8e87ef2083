/** Which build of the cores this is. In the test build variant-test.js stands in for this file. */

/** Where the whole core lies. A function, so that bundles which never ask need no address. */
export function coreUrl() {
  return new URL('../../lib/softlook.wasm', import.meta.url);
}

/** Where the small core lies. */
export function smallCoreUrl() {
  return new URL('../../lib/softlook-small.wasm', import.meta.url);
}

/** Whether the cores can be broken on purpose. */
export const testBuild = false;
