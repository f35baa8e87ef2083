/** Ways to break the page's engine on purpose, for the browser tests. They need the test build of the core. */

/** @typedef {import('./async-engine.js').AsyncEngine} AsyncEngine */
/** @typedef {import('./jobs.js').Breakage} Breakage */

/**
 * Each returns once the core has broken and its successor runs.
 * @param {AsyncEngine} engine
 */
export function testHooks(engine) {
  const breakCore = async (/** @type {Breakage} */ how, work = 0) => {
    await engine.jobs.submit({ type: 'break', how, work }, { attempts: 1 }).catch(() => {});
    await engine.ready();
  };
  return {
    /** An unreachable instruction is executed. */
    trap: () => breakCore('trap'),
    /** The memory is filled up to its ceiling. */
    exhaust: () => breakCore('exhaust', 2 ** 30),
    /** A call never returns; noticed by the watchdog. */
    hang: () => breakCore('hang'),
    /** The worker ends without a word, as when the system runs out of memory; noticed with the next request. */
    killWorker: async () => (await engine.jobs.channel()).close(),
  };
}
