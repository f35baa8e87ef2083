/** The rows of tables. @typedef {<Item>(items: Item[], row: (item: Item, index: number) => unknown) => unknown} RowsOf */

/** Rows of a long table that scrolls: those in sight are there, the others are the empty space that they would take. */
import { html, nothing } from 'lit';
import { AsyncDirective, directive } from 'lit/async-directive.js';

/** Up to this many rows are all there. */
const FEW = 64;
/** Otherwise so many: what is in sight, and some before it and after it. */
const THERE = 40;
const BEFORE = 12;

class Rows extends AsyncDirective {
  /** The first row that is there. */
  from = 0;
  /** Of a row, in pixels; a guess until the first time it is scrolled. */
  height = 22;
  /** @type {HTMLElement | null} what scrolls */
  frame = null;
  onScroll = () => this.#scrolled();

  /**
   * @template Item
   * @param {Item[]} items
   * @param {(item: Item, index: number) => unknown} row
   */
  render(items, row) {
    if (items.length <= FEW) return items.map(row);
    const from = Math.max(0, Math.min(this.from, items.length - THERE));
    const to = Math.min(items.length, from + THERE);
    return [
      this.#space(from),
      items.slice(from, to).map((item, i) => row(item, from + i)),
      this.#space(items.length - to),
    ];
  }

  /**
   * @template Item
   * @param {import('lit').ChildPart} part
   * @param {[Item[], (item: Item, index: number) => unknown]} values
   * @override
   */
  update(part, values) {
    this.values = values;
    this.body = /** @type {HTMLElement} */ (part.parentNode);
    // It is in its frame once all of it has been drawn, and asking where that stands then costs no layout of its own.
    if (!this.frame) requestAnimationFrame(() => this.isConnected && this.#watch());
    return this.render(...values);
  }

  #watch() {
    this.frame ??= this.body?.closest('[tabindex]') ?? null;
    this.frame?.addEventListener('scroll', this.onScroll, { passive: true });
    this.#scrolled();
  }

  disconnected() {
    this.frame?.removeEventListener('scroll', this.onScroll);
    this.frame = null;
  }

  reconnected() {
    this.#watch();
  }

  #scrolled() {
    const { frame, body, values } = this;
    if (!frame || !body || !values || values[0].length <= FEW) return;
    this.height = body.querySelector('[aria-rowindex]')?.getBoundingClientRect().height || this.height;
    const from = Math.max(0, Math.floor(frame.scrollTop / this.height) - BEFORE);
    if (from === this.from) return;
    this.from = from;
    this.setValue(this.render(...values));
  }

  /** @param {number} count of rows that are not there */
  #space(count) {
    return count > 0
      ? html`<tr aria-hidden="true" .style=${`height:${count * this.height}px`}></tr>`
      : nothing;
  }
}

/**
 * For the body of a table in a frame that scrolls, which has a tab stop; the rows say their `aria-rowindex`.
 * @type {RowsOf}
 */
export const rowsInSight = /** @type {any} */ (directive(Rows));
