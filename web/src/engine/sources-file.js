/** What the engine of softlook.html is made of: what its loader has unpacked, see scripts/single-file.mjs. */
import { blobWorker, fileWorker } from './channels.js';

/** @type {{core: Uint8Array<ArrayBuffer>, worker: string}} */
const parts = /** @type {any} */ (globalThis).softlookParts;

/** @type {import('./sources.js').CoreSource | undefined} */
export const small = undefined;

/** @type {import('./sources.js').CoreSource} */
export const whole = {
  core: () => parts.core,
  workers: [() => fileWorker(parts.worker), () => blobWorker(parts.worker)],
  async main() {
    const [{ mainChannel }, { createCore }] = await Promise.all([
      import('./main-channel.js'),
      import('./core.js'),
    ]);
    return (module) => mainChannel(module, createCore);
  },
};
