/** Ways to reach a core: in a worker, or beside the page on its own thread. */

/** @typedef {import('./jobs.js').Job} Job */
/** @typedef {import('./jobs.js').Answer} Answer */
/** @typedef {import('./worker.js').Message} Message */
/**
 * A core that takes one job at a time. `ask` always fulfils, but may never settle in a worker that hangs. `grace` is what
 * the first answer may take longer (ms), because the worker is still on its way.
 * @typedef {{mode: 'worker' | 'main', grace?: number, ask(job: Job): Promise<Answer>, close(): void}} Channel
 */
/**
 * What is used of a Worker. `isStarted`: it was sent its start, so it can be asked at once.
 * @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'> & {isStarted?: boolean}} WorkerLike
 */

/** Long enough for some ten kilobytes over a bad line (ms). */
export const LOADING = 10_000;

/** @implements {Channel} */
export class WorkerChannel {
  #worker;
  /** @type {(answer: Answer) => void} */
  #settle = () => {};
  /** @type {'worker'} */
  mode = 'worker';
  /** Set when the worker broke before it was asked. @type {Answer | null} */
  #broken = null;

  /** @param {WorkerLike} worker */
  constructor(worker) {
    this.#worker = worker;
    this.grace = worker.isStarted ? LOADING : 0;
    worker.onmessage = ({ data }) => {
      this.grace = 0;
      this.#settle(data);
    };
    worker.onerror = (event) => {
      // No script error of the page's own: it is dealt with here.
      event.preventDefault?.();
      const message = `the worker failed: ${event.message || 'its script could not be loaded'}`;
      this.#broken = { ok: false, kind: 'fatal', message };
      this.#settle(this.#broken);
    };
  }

  /**
   * @param {Message} message
   * @returns {Promise<Answer>}
   */
  #send(message) {
    return new Promise((resolve) => {
      this.#settle = resolve;
      if (this.#broken) resolve(this.#broken);
      else this.#worker.postMessage(message);
    });
  }

  /**
   * @param {WebAssembly.Module} module
   * @returns {Promise<Answer>}
   */
  async start(module) {
    if (this.#worker.isStarted) return this.#broken ?? { ok: true, value: undefined };
    return this.#send({ type: 'start', module });
  }

  /** @param {Job} job */
  ask(job) {
    return this.#send(job);
  }

  close() {
    this.#worker.terminate();
  }
}

/**
 * A worker from a file of the page's own origin.
 * @param {string | URL} url
 * @param {WorkerOptions} [options]
 */
export function fileWorker(url, options) {
  return new Worker(url, options);
}

/**
 * A worker from a file of another origin, or of a page without one (a sandboxed frame): the script that the worker
 * starts with is the page's own and fetches the file.
 * @param {string | URL} url
 */
export function blobWorker(url) {
  return textWorker(`importScripts(${JSON.stringify(new URL(url, document.baseURI).href)})`);
}

/**
 * A worker from its source.
 * @param {string} script
 */
export function textWorker(script) {
  const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  const worker = new Worker(address);
  // The worker has its address once it has begun to load; a minute is ample even when the page is busy.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return worker;
}
