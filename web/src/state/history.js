/**
 * Undo and redo over snapshots of what the numbers depend on. Changes of the same name in quick succession
 * (typing) are one step.
 */

/** Changes of one name closer together than this are one step, in milliseconds. */
const TOGETHER = 1000;
const MAX_STEPS = 200;

/** @template T */
export class History {
  /** @type {T[]} */
  #past = [];
  /** @type {T[]} */
  #future = [];
  #lastName = '';
  #lastTime = Number.NEGATIVE_INFINITY;

  /**
   * Remembers the state before a change.
   * @param {T} before
   * @param {string} name what is being changed; '' makes every change a step of its own
   * @param {number} time in milliseconds
   */
  record(before, name, time) {
    const recent = time - this.#lastTime < TOGETHER && this.#past.length > 0;
    const together = name !== '' && name === this.#lastName && recent;
    if (!together) {
      this.#past.push(before);
      if (this.#past.length > MAX_STEPS) this.#past.shift();
    }
    this.#future = [];
    this.#lastName = name;
    this.#lastTime = time;
  }

  get canUndo() {
    return this.#past.length > 0;
  }

  get canRedo() {
    return this.#future.length > 0;
  }

  /**
   * @param {T} now
   * @returns {T | undefined} the state to go back to
   */
  undo(now) {
    const before = this.#past.pop();
    if (before !== undefined) this.#future.push(now);
    this.#lastName = '';
    return before;
  }

  /**
   * @param {T} now
   * @returns {T | undefined} the state to go forward to
   */
  redo(now) {
    const after = this.#future.pop();
    if (after !== undefined) this.#past.push(now);
    this.#lastName = '';
    return after;
  }
}
