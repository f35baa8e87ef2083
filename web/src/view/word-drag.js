/**
 * Moving a word by dragging it: past the middle of another word it takes that word's place. Pointer events, so
 * mouse, pen and touch alike; a press that does not move stays a click.
 */

/** A press becomes a drag when it has moved this far, in pixels. */
const SLACK = 6;

export class WordDrag {
  /** @type {{from: number, x: number, y: number, moving: boolean} | null} */
  #press = null;

  /**
   * @param {() => HTMLElement[]} words in their order
   * @param {(from: number, to: number) => void} move
   * @param {() => void} changed what is dragged or where it would go has changed
   */
  constructor(words, move, changed) {
    this.words = words;
    this.move = move;
    this.changed = changed;
    /** Where the word would go; -1 while none is dragged. */
    this.target = -1;
  }

  /** The word being dragged; -1 while none is. */
  get dragged() {
    return this.#press?.moving ? this.#press.from : -1;
  }

  /** @param {PointerEvent} event @param {number} index */
  down(event, index) {
    if (event.button === 0) this.#press = { from: index, x: event.clientX, y: event.clientY, moving: false };
  }

  /** @param {PointerEvent} event */
  drag(event) {
    const press = this.#press;
    if (!press) return;
    if (!press.moving && Math.hypot(event.clientX - press.x, event.clientY - press.y) < SLACK) return;
    if (!press.moving) {
      press.moving = true;
      /** @type {HTMLElement} */ (event.currentTarget).setPointerCapture(event.pointerId);
    }
    const target = this.words().findIndex((word) => {
      const box = word.getBoundingClientRect();
      return (
        event.clientX >= box.left &&
        event.clientX <= box.right &&
        event.clientY >= box.top &&
        event.clientY <= box.bottom
      );
    });
    if (target >= 0 && target !== this.target) this.target = target;
    this.changed();
  }

  /** @returns {boolean} whether this ended a drag; the click that follows is then not meant */
  up() {
    const press = this.#press;
    const { target } = this;
    this.cancel();
    if (!press?.moving) return false;
    if (target >= 0 && target !== press.from) this.move(press.from, target);
    return true;
  }

  cancel() {
    this.#press = null;
    this.target = -1;
    this.changed();
  }
}
