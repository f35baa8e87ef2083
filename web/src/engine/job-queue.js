/**
 * Jobs in order, one at a time, for a core that may hang or break. A core that does so is replaced and the job tried
 * once more; a job that breaks two cores is given up with an error that says what happened.
 */
import { deadlineOf, within } from './watchdog.js';

/** @typedef {import('./channels.js').Channel} Channel */
/** @typedef {import('./jobs.js').Job} Job */
/** @typedef {import('./jobs.js').Answer} Answer */
/**
 * @typedef {{
 *   job: Job,
 *   attempts: number,
 *   isOver: boolean,
 *   resolve: (value: any) => void,
 *   reject: (error: unknown) => void,
 * }} Entry
 */

export class JobQueue {
  /** @type {Entry[]} */
  #waiting = [];
  #isWorking = false;
  /** @type {Promise<Channel> | null} */
  #channel = null;
  #isClosed = false;
  #start;
  #onRestart;
  #patience;

  /**
   * @param {() => Promise<Channel>} start makes a channel; called again whenever one has been given up
   * @param {(reason: string) => void} onRestart
   * @param {number} [patience] see deadlineOf (ms)
   */
  constructor(start, onRestart, patience) {
    this.#start = start;
    this.#onRestart = onRestart;
    this.#patience = patience;
  }

  /** The channel in use, started if need be. A failure to start is not kept: the next job tries again. */
  channel() {
    if (this.#channel) return this.#channel;
    const starting = this.#start();
    this.#channel = starting;
    starting.catch(() => {
      if (this.#channel === starting) this.#channel = null;
    });
    return starting;
  }

  /**
   * @param {Job} job
   * @param {{signal?: AbortSignal, attempts?: number}} [options]
   * @returns {Promise<any>} the answer's value; rejects with a RangeError for what the core says about the request,
   *   an Error for a core that broke, the signal's reason after an abort
   */
  submit(job, { signal, attempts = 2 } = {}) {
    return new Promise((resolve, reject) => {
      if (this.#isClosed) throw new Error('the engine has been disposed of');
      signal?.throwIfAborted();
      const onAbort = () => settle(() => reject(signal?.reason));
      const settle = (/** @type {() => void} */ act) => {
        if (entry.isOver) return;
        entry.isOver = true;
        signal?.removeEventListener('abort', onAbort);
        act();
      };
      /** @type {Entry} */
      const entry = {
        job,
        attempts,
        isOver: false,
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      };
      signal?.addEventListener('abort', onAbort);
      this.#waiting.push(entry);
      this.#work();
    });
  }

  /** Rejects what is waiting and ends the core. */
  close() {
    this.#isClosed = true;
    for (const entry of this.#waiting.splice(0)) entry.reject(new Error('the engine has been disposed of'));
    this.#channel?.then((channel) => channel.close()).catch(() => {});
    this.#channel = null;
  }

  async #work() {
    if (this.#isWorking) return;
    this.#isWorking = true;
    for (let entry = this.#waiting.shift(); entry; entry = this.#waiting.shift()) {
      await this.#serve(entry).catch(entry.reject);
    }
    this.#isWorking = false;
  }

  /** @param {Entry} entry */
  async #serve(entry) {
    for (let attempt = 1; !entry.isOver; attempt += 1) {
      const channel = await this.channel();
      if (entry.isOver) return;
      const answer = await this.#ask(channel, entry.job);
      if (this.#isClosed) throw new Error('the engine has been disposed of');
      if (answer.ok) return entry.resolve(answer.value);
      if (answer.kind === 'range') throw new RangeError(answer.message);
      this.#replace(channel, answer.message);
      if (attempt >= entry.attempts) {
        const again = attempt > 1 ? ', again on a new start' : '';
        throw new Error(`${answer.message}${again}; the engine was started anew, other requests will work`);
      }
    }
  }

  /**
   * @param {Channel} channel
   * @param {Job} job
   * @returns {Promise<Answer>}
   */
  async #ask(channel, job) {
    const deadline = deadlineOf(job, this.#patience);
    const answer = await within(channel.ask(job), deadline);
    if (answer) return answer;
    const seconds = (deadline / 1000).toFixed(1);
    return { ok: false, kind: 'fatal', message: `the worker did not answer within ${seconds} s` };
  }

  /**
   * @param {Channel} channel
   * @param {string} reason
   */
  #replace(channel, reason) {
    channel.close();
    this.#channel = null;
    // At once, not with the next job: the reader will go on typing.
    this.channel().catch(() => {});
    this.#onRestart(reason);
  }
}
