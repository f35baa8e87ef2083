/** Stands in for variant.js in the test build. */

export const coreUrl = new URL('../../lib/softlook-test.wasm', import.meta.url);

export const testBuild = true;
