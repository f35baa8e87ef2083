/**
 * From settings to numbers: one request at a time, the newest always last. What was asked for in between is
 * passed over, so that typing never queues up work.
 */
import { otherSettings } from '../state/against.js';
import { meaningOf, traceRequest } from '../state/request.js';
import { tokensOf } from '../state/tokenize.js';

/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {{trace(request: TraceRequest, options?: {cell?: Spot}): Promise<AsyncTrace>}} Tracing */

/** As many tokens as the core takes in one trace. */
export const MAX_TOKENS = 512;

/**
 * `other`: the trace of the other side, where two are compared.
 * `setAside`: how many edits have no place in the trace; 0 while newer settings wait, whose trace will tell.
 * @typedef {{kind: 'trace', trace: AsyncTrace, other: AsyncTrace | null, settings: Settings, setAside: number}
 *   | {kind: 'empty'} | {kind: 'tooLong', count: number} | {kind: 'error', error: Error}} Outcome
 */

export class Tracer {
  /** @type {Settings | null} */
  #wanted = null;
  /** @type {Spot | undefined} */
  #cell;
  #busy = false;
  /** @type {AsyncTrace | null} */
  #last = null;
  #lastShape = '';
  /** What each edit meant when it was made. @type {WeakMap<Edit, string | undefined>} */
  #meanings = new WeakMap();

  /**
   * @param {Promise<Tracing>} engine
   * @param {(outcome: Outcome) => void | Promise<void>} done
   */
  constructor(engine, done) {
    this.engine = engine;
    this.done = done;
  }

  /**
   * @param {Settings} settings
   * @param {Spot} [cell] whose explanation is likely to be asked for
   */
  async ask(settings, cell) {
    this.#wanted = settings;
    this.#cell = cell;
    if (this.#busy) return;
    this.#busy = true;
    try {
      while (this.#wanted) {
        const next = this.#wanted;
        this.#wanted = null;
        const outcome = await this.#answer(next).catch(
          (error) => /** @type {Outcome} */ ({ kind: 'error', error }),
        );
        // A trace that is already out of date is still shown: typing then stays smooth.
        await this.done(outcome);
      }
    } finally {
      this.#busy = false;
    }
  }

  /**
   * @param {Settings} settings
   * @returns {Promise<Outcome>}
   */
  async #answer(settings) {
    const tokens = tokensOf(settings, 'sentence');
    const otherSide = otherSettings(settings);
    const crosses = settings.cross || Boolean(otherSide?.cross);
    const context = crosses ? tokensOf(settings, 'context') : [];
    if (tokens.length === 0 || (crosses && context.length === 0)) return { kind: 'empty' };
    const count = Math.max(tokens.length, context.length);
    if (count > MAX_TOKENS) return { kind: 'tooLong', count };
    const engine = await this.engine;
    const request = traceRequest(settings, tokens, context);
    const against = otherSide ? traceRequest(otherSide, tokens, context) : undefined;
    const { edits = [], differences, ...plain } = request;
    const shape = JSON.stringify([
      plain.tokens,
      plain.context,
      plain.numHeads,
      plain.headDim,
      plain.embedDim,
      plain.projections,
      plain.outputProjection,
      plain.mask,
    ]);
    let kept = edits;
    if (edits.length > 0) {
      const alike = shape === this.#lastShape && this.#last ? this.#last : await engine.trace(plain);
      kept = this.#fitting(edits, alike);
    }
    const changed = kept.length > 0 ? { ...plain, edits: kept, differences: differences && !against } : plain;
    const other = against ? await engine.trace(against) : null;
    const trace = await engine.trace(against ? { ...changed, against } : changed, { cell: this.#cell });
    this.#last = trace;
    this.#lastShape = shape;
    const setAside = this.#wanted ? 0 : edits.length - kept.length;
    return { kind: 'trace', trace, other, settings: { ...settings, edits: kept }, setAside };
  }

  /**
   * The edits that mean in this trace what they meant when they were made. Those of a link or of the past are
   * made for the sentence that came with them.
   * @param {Edit[]} edits
   * @param {AsyncTrace} trace
   */
  #fitting(edits, trace) {
    return edits.filter((edit) => {
      const now = meaningOf(edit, trace);
      if (now !== undefined && !this.#meanings.has(edit)) this.#meanings.set(edit, now);
      return now !== undefined && now === this.#meanings.get(edit);
    });
  }
}
