/**
 * Calls into the core, and what to do when one does not come back in an orderly way. After a trap, an abort or a
 * failed allocation an instance goes on answering, with wrong memory: it is dropped, and the next call gets another,
 * made from the same compiled module.
 */
import { borrowInstance, keepSpare, returnInstance, takeIdle } from './instance.js';
import { spellOmitted } from './request.js';

/** @typedef {import('../../lib/glue.js').Core} Core */
/** @typedef {import('./instance.js').Instance} Instance */
/**
 * @template Answer
 * @typedef {import('../../lib/glue.js').Outcome<Answer>} Outcome
 */

/** The core broke down in the middle of a call. Not the caller's doing; another call may succeed. */
export class CoreFailure extends Error {
  name = 'CoreFailure';

  /**
   * @param {string} reason
   * @param {unknown} [cause]
   */
  constructor(reason, cause) {
    super(`${reason}; it is started anew, and other requests will work`, { cause });
    this.reason = reason;
  }
}

export class Runner {
  #module;
  /** Missing between a breakdown and the start of its successor. @type {Instance | undefined} */
  #instance;
  /** @type {Promise<void> | undefined} */
  #starting;
  #isReleased = false;

  /**
   * @param {WebAssembly.Module} module
   * @param {Instance} instance
   */
  constructor(module, instance) {
    this.#module = module;
    this.#instance = instance;
  }

  /** @param {WebAssembly.Module} module */
  static async start(module) {
    return new Runner(module, await borrowInstance(module));
  }

  /**
   * @template Answer
   * @param {(core: Core) => Outcome<Answer>} ask
   * @returns {Answer & {ok: true} | {ok: false, kind: 'stale', message: string}}
   * @throws {RangeError} what the core says about the request
   * @throws {CoreFailure} the instance is gone
   */
  call(ask) {
    const outcome = this.#attempt(ask);
    if (outcome.ok) return outcome;
    if (outcome.kind === 'range') throw new RangeError(spellOmitted(outcome.message));
    if (outcome.kind === 'stale') return { ok: false, kind: 'stale', message: outcome.message };
    this.#replace();
    throw new CoreFailure(`the core failed: ${outcome.message}`);
  }

  /** Gives the instance back. Not to be called in the middle of a call. */
  release() {
    if (this.#instance) returnInstance(this.#module, this.#instance);
    this.#instance = undefined;
    this.#isReleased = true;
  }

  /**
   * @template Answer
   * @param {(core: Core) => Outcome<Answer>} ask
   * @returns {Outcome<Answer>}
   */
  #attempt(ask) {
    if (!this.#instance) {
      this.#replace();
      throw new CoreFailure('the core broke down a moment ago');
    }
    try {
      return ask(this.#instance.core);
    } catch (cause) {
      // Whatever it is: a trap, an overflow of the stack, an exception that C++ let through, which is no Error.
      this.#replace();
      const what = cause instanceof Error ? cause.message : 'an exception left it';
      throw new CoreFailure(`the core stopped: ${what}`, cause);
    }
  }

  /** Gives the instance up for an idle one, which is at hand at once, or for a new one, which takes a moment. */
  #replace() {
    this.#instance = takeIdle(this.#module);
    if (this.#instance) keepSpare(this.#module);
    else this.#starting ??= this.#startAnew();
  }

  async #startAnew() {
    // A failure is not the last word: the next call tries again.
    const instance = await borrowInstance(this.#module).catch(() => undefined);
    this.#starting = undefined;
    if (this.#isReleased && instance) returnInstance(this.#module, instance);
    else this.#instance = instance;
  }
}
