/**
 * The worker, a classic script: one core, one job at a time. Nothing until it is spoken to, and then it starts the core
 * synchronously; WebKit has workers that hang when they instantiate by themselves, asynchronously.
 */
import { answerJob, failureOf } from './jobs.js';
import { Runner } from './runner.js';
import { scope } from './scope.js';

/** @typedef {import('./jobs.js').Job} Job */
/** @typedef {import('./jobs.js').Answer} Answer */
/** @typedef {{type: 'start', module: WebAssembly.Module} | Job} Message */

/** @type {Runner | undefined} */
let runner;

/**
 * @param {Message} message
 * @returns {Promise<Answer>}
 */
async function answer(message) {
  if (message.type !== 'start') {
    return runner ? answerJob(runner, message) : failureOf(new Error('the worker has not been started'));
  }
  try {
    runner = await Runner.start(message.module);
    return { ok: true, value: undefined };
  } catch (error) {
    return failureOf(error);
  }
}

scope.onmessage = async (/** @type {MessageEvent<Message>} */ { data }) => {
  const answered = await answer(data);
  const value = (answered.ok && answered.value) || {};
  const parts = [value, ...(value.stages ?? [])].flatMap((part) => Object.values(part));
  // Handed over, not copied.
  const transfer = parts.filter((part) => ArrayBuffer.isView(part)).map((view) => view.buffer);
  scope.postMessage(answered, transfer);
};
