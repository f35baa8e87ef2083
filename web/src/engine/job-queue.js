/**
 * Jobs in order, one at a time, for a core that may hang or break. A core that does so is replaced and the job tried
 * once more; a job that breaks two cores is given up with an error that says what happened.
 */
import { deadlineOf, slownessAfter, within } from './watchdog.js';

/** @typedef {import('./channels.js').Channel} Channel */
/** @typedef {import('./jobs.js').Job} Job */
/** @typedef {import('./jobs.js').Answer} Answer */
/**
 * @typedef {{
 *   job: Job,
 *   attempts: number,
 *   isOver: boolean,
 *   ended: Promise<Answer>,
 *   resolve: (value: any) => void,
 *   reject: (error: unknown) => void,
 * }} Entry
 */

/** Stands for the answer of a core that was ended because nobody waits for it. @type {Answer} */
const UNWANTED = { ok: false, kind: 'fatal', message: 'the request was aborted' };

function disposed() {
  return new Error('the engine has been disposed of; nothing more can be asked of it');
}

/**
 * @param {string} reason
 * @param {number} attempts
 */
function givenUp(reason, attempts) {
  const again = attempts > 1 ? ', and did so again on a new start' : '';
  return new Error(`${reason}${again}; the engine has been started anew for other requests`);
}

export class JobQueue {
  /** @type {Entry[]} */
  #waiting = [];
  /** @type {Entry | undefined} */
  #served;
  /** @type {Promise<Channel> | null} */
  #channel = null;
  #isClosed = false;
  #start;
  #onRestart;
  #patience;
  /** Of this device, see slownessAfter. */
  #slowness = 1;

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
      if (this.#isClosed) throw disposed();
      signal?.throwIfAborted();
      /** @type {(answer: Answer) => void} */
      let end = () => {};
      const ended = new Promise((fulfil) => {
        end = fulfil;
      });
      const onAbort = () => {
        settle(() => reject(signal?.reason));
        end(UNWANTED);
      };
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
        ended,
        resolve: (value) => settle(() => resolve(value)),
        reject: (error) => settle(() => reject(error)),
      };
      signal?.addEventListener('abort', onAbort);
      this.#waiting.push(entry);
      this.#work();
    });
  }

  /** Rejects what has not been answered and ends the core. */
  close() {
    this.#isClosed = true;
    for (const entry of [this.#served, ...this.#waiting.splice(0)]) entry?.reject(disposed());
    this.#channel?.then((open) => open.close()).catch(() => {});
    this.#channel = null;
  }

  async #work() {
    if (this.#served) return;
    for (this.#served = this.#waiting.shift(); this.#served; this.#served = this.#waiting.shift()) {
      await this.#serve(this.#served).catch(this.#served.reject);
    }
  }

  /** @param {Entry} entry */
  async #serve(entry) {
    for (let attempt = 1; !entry.isOver; attempt += 1) {
      const channel = await this.channel();
      if (entry.isOver) return;
      const answer = await this.#ask(channel, entry);
      if (this.#isClosed) return;
      if (answer.ok) return entry.resolve(answer.value);
      if (answer.kind === 'range') throw new RangeError(answer.message);
      this.#replace(channel);
      if (answer === UNWANTED) return;
      this.#onRestart(answer.message);
      if (attempt === entry.attempts) throw givenUp(answer.message, attempt);
    }
  }

  /**
   * @param {Channel} channel
   * @param {Entry} entry
   * @returns {Promise<Answer>}
   */
  async #ask(channel, { job, ended }) {
    const allowance = deadlineOf(job, this.#patience);
    const grace = channel.grace ?? 0;
    const deadline = allowance * this.#slowness + grace;
    const sent = performance.now();
    const asked = channel.ask(job);
    // What may take minutes is not waited for when nobody wants it any more.
    const answer = await within(job.type === 'attend' ? Promise.race([asked, ended]) : asked, deadline);
    // Where the worker was still on its way, the time says nothing of the device.
    if (answer && grace === 0 && answer !== UNWANTED)
      this.#slowness = slownessAfter(performance.now() - sent, allowance, this.#slowness);
    if (answer) return answer;
    const seconds = (deadline / 1000).toFixed(1);
    return { ok: false, kind: 'fatal', message: `the worker did not answer within ${seconds} s` };
  }

  /** @param {Channel} channel */
  #replace(channel) {
    channel.close();
    this.#channel = null;
    // At once, not with the next job: the reader will go on typing.
    this.channel().catch(() => {});
  }
}
