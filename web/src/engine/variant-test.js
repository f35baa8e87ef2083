/** Stands in for variant.js in the test build. */

/** Where the whole core lies. */
export function coreUrl() {
  return new URL('../../lib/softlook-test.wasm', import.meta.url);
}

/** Where the small core lies. */
export function smallCoreUrl() {
  return new URL('../../lib/softlook-small-test.wasm', import.meta.url);
}

/** Whether the cores can be broken on purpose. */
export const testBuild = true;
