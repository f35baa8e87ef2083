/** The core on the page's own thread, where workers are forbidden. Loaded only then. */
import { answerJob } from './jobs.js';
import { Runner } from './runner.js';

/**
 * @param {WebAssembly.Module} module
 * @returns {import('./channels.js').Channel}
 */
export function mainChannel(module) {
  const runner = new Runner(module);
  return {
    mode: 'main',
    ask: async (job) => answerJob(runner, job),
    close: () => runner.release(),
  };
}
