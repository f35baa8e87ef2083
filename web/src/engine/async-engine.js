/** The engine behind a queue: the same interface whether the core is in a worker or on the page's thread. */
import { JobQueue } from './job-queue.js';
import { nextSerial } from './serial.js';
import { readRequest } from './request.js';
import { readSaturation, saturationPoints } from './saturation.js';
import { sameCell, TraceView } from './trace.js';
import { unpackExplanation } from './unpack.js';

/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('./channels.js').Channel} Channel */
/** @typedef {import('./trace.js').Cell} Cell */

/** @extends {TraceView<Promise<import('softlook').Explanation>>} */
class WaitingTrace extends TraceView {
  /**
   * Errors about the cell reject too: whoever waits for an answer looks for them there.
   * @param {import('softlook').CellRef} cell
   */
  async explain(cell) {
    return super.explain(cell);
  }
}

/**
 * Tells of a core that broke and was replaced by a `restart` event: a CustomEvent whose `detail.reason` says in
 * lower case what happened, as in "the worker did not answer within 1.0 s".
 */
export class AsyncEngine extends EventTarget {
  /** Where the core runs: `main` is the page's own thread. @type {'worker' | 'main'} */
  mode = 'worker';

  /**
   * @param {() => Promise<Channel>} start
   * @param {number} [patience] how long the smallest job may take before the worker counts as hung (ms)
   */
  constructor(start, patience) {
    super();
    /** Not for users of the engine. */
    this.jobs = new JobQueue(
      async () => {
        const channel = await start();
        this.mode = channel.mode;
        return channel;
      },
      (reason) => this.dispatchEvent(new CustomEvent('restart', { detail: { reason } })),
      patience,
    );
  }

  /** Fulfils once the core runs. Rejects where it cannot. */
  async ready() {
    await this.jobs.channel();
    return this;
  }

  /**
   * @param {TraceRequest} request copied before this returns
   * @param {{signal?: AbortSignal, cell?: Cell}} [options] after an abort the promise rejects with the signal's reason;
   *   the explanation of `cell` (head -1 in what all heads share) comes along, and explain() need not ask for it
   * @returns {Promise<AsyncTrace>} rejects with a TypeError or RangeError that names the argument, its value and what
   *   was expected; with an Error when two cores broke over the request
   */
  async trace(request, { signal, cell: ahead } = {}) {
    const job = {
      type: /** @type {const} */ ('trace'),
      serial: nextSerial(),
      request: readRequest(request),
      cell: ahead,
    };
    const packed = await this.jobs.submit(job, { signal });
    return new WaitingTrace(packed, job.request, async (cell) =>
      unpackExplanation(
        packed.explanation && sameCell(cell, ahead)
          ? packed.explanation
          : await this.jobs.submit({ ...job, type: 'explain', cell }),
      ),
    );
  }

  /**
   * @param {import('softlook').SaturationRequest} asked copied before this returns
   * @param {{signal?: AbortSignal}} [options] after an abort the promise rejects with the signal's reason
   * @returns {Promise<import('softlook').SaturationPoint[]>} rejects as trace() does
   */
  async saturation(asked, { signal } = {}) {
    const request = readSaturation(asked);
    return saturationPoints(await this.jobs.submit({ type: 'saturation', request }, { signal }), request);
  }

  /** Ends the worker. What has not been answered is rejected; twice is harmless. */
  dispose() {
    this.jobs.close();
  }
}
