/** Where a WASM comes from. */

/** @typedef {import('softlook').Version} Version */

/** The section of the file that the build writes. */
const SECTION = 'softlook';

/**
 * @param {WebAssembly.Module} module
 * @returns {Readonly<Version>} every field `unknown` where the file does not say
 */
export function versionOf(module) {
  const [section] = WebAssembly.Module.customSections(module, SECTION);
  const unknown = {
    softlook: 'unknown',
    commit: 'unknown',
    compiler: 'unknown',
    flags: 'unknown',
    linkFlags: 'unknown',
  };
  return Object.freeze(section ? JSON.parse(new TextDecoder().decode(section)) : unknown);
}
