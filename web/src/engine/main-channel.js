/** The core on the page's own thread, where workers are forbidden. Loaded only then. */
import { answerJob } from './jobs.js';
import { Runner } from './runner.js';

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<import('./channels.js').Channel>}
 */
export async function mainChannel(module) {
  const runner = await Runner.start(module);
  return {
    mode: 'main',
    ask: async (job) => answerJob(runner, job),
    close: () => runner.release(),
  };
}
