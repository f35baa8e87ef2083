/**
 * Starts a channel: the first way that works, from a worker of the page's own to the page's thread. A way that failed
 * is not tried again, unless all have.
 */
import { LOADING, WorkerChannel } from './channels.js';
import { within } from './watchdog.js';

/** @typedef {import('./channels.js').Channel} Channel */
/** @typedef {import('./channels.js').WorkerLike} WorkerLike */
/**
 * @typedef {{
 *   module: () => Promise<WebAssembly.Module>,
 *   workers: (() => WorkerLike)[],
 *   main: () => Promise<(module: WebAssembly.Module) => Promise<Channel>>,
 *   patience?: number,
 * }} Ways `module` is asked until it is there once; `workers` in the order in which they are tried; `patience` is how
 *   long a worker's script may load (ms)
 */

/**
 * @param {Ways} ways
 * @returns {() => Promise<Channel>} rejects only where the WASM cannot be had or not even the page can run it
 */
export function starterOf({ module, workers, main, patience = LOADING }) {
  let left = [...workers];
  /** @type {Promise<WebAssembly.Module> | undefined} */
  let known;
  const load = () => {
    known ??= module();
    known.catch(() => {
      known = undefined;
    });
    return known;
  };
  return async () => {
    while (left.length > 0) {
      const channel = await startWorker(left[0], load(), patience);
      if (channel) return channel;
      left.shift();
    }
    const [start, compiled] = await Promise.all([main(), load()]).catch((error) => {
      left = [...workers];
      throw error;
    });
    return start(compiled);
  };
}

/**
 * @param {() => WorkerLike} create
 * @param {Promise<WebAssembly.Module>} module
 * @param {number} patience
 * @returns {Promise<Channel | undefined>}
 */
async function startWorker(create, module, patience) {
  // Its script loads while the module compiles.
  const channel = attempt(create);
  const compiled = await module.catch((error) => {
    channel?.close();
    throw error;
  });
  if (!channel) return undefined;
  const answer = await within(channel.start(compiled), patience);
  if (answer?.ok) return channel;
  channel.close();
  return undefined;
}

/** @param {() => WorkerLike} create */
function attempt(create) {
  try {
    return new WorkerChannel(create());
  } catch {
    // Another origin, or workers are forbidden here.
    return undefined;
  }
}
