/**
 * <softlook-matrix>: one matrix as a heatmap with its numbers, one tab stop, an ARIA grid.
 * Plain data in; `cell-point`, `cell-leave`, `cell-pin`, `cell-release`, `cell-edit`,
 * `cell-value`, `cell-toggle` and `cell-draw` out.
 */
import { html, nothing } from 'lit';
import { anotherTask } from './another-task.js';
import { CanvasCells, ElementCells, MOST_ELEMENTS, MOST_ROWS } from './cells.js';
import { placeAfter } from './grid-keys.js';
import { matrixStyles } from './matrix-styles.js';
import { SpokenElement } from './text/spoken.js';
import { text } from './text/text.js';

/** @typedef {import('./cells.js').Painting} Painting */
/** @typedef {typeof import('./cell-editor.js')} Editor */

/** @typedef {{row: number, column: number}} Place row and column as drawn */
/** @typedef {{row: number, column: number, rows: number, columns: number, role: string}} Ring */

/**
 * @typedef {object} MatrixView
 * @property {string} label said before the cells are
 * @property {Painting} painting
 * @property {Ring[]} rings
 * @property {Place | null} active the cell the arithmetic is about
 * @property {boolean} pinned
 * @property {boolean} toggles whether editing a cell flips it (a mask) instead of asking for a number
 * @property {boolean} hides whether −∞ may be put in
 * @property {Editor} [editor] the field for a number, once `cell-edit` has had it brought
 * @property {(row: number, column: number) => string} speak
 * @property {(row: number, column: number) => string} exact the number as the editor begins with it
 */

export class SoftlookMatrix extends SpokenElement {
  static properties = {
    view: { attribute: false },
    editing: { state: true },
    refused: { state: true },
  };

  static styles = matrixStyles;

  constructor() {
    super();
    /** @type {MatrixView | null} */
    this.view = null;
    /** @type {Place | null} */
    this.editing = null;
    /** @type {HTMLInputElement | null} in which a number is changed */
    this.field = null;
    /** What was typed and is no number. @type {string | null} */
    this.refused = null;
    /** @type {ElementCells | CanvasCells | null} */
    this.painter = null;
    /** @type {Painting | null} what is painted now */
    this.painted = null;
    /** @type {Place} where the keyboard is */
    this.cursor = { row: 0, column: 0 };
    this.focused = false;
    /** Whether the words for the cells are about to be made. */
    this.labelling = false;
    /** @type {Place | null} where a drag over a mask began */
    this.pressed = null;
    /** @type {Place | null} the cell it has reached */
    this.drawn = null;
    /** @type {HTMLElement | undefined} */
    this.tabStop = undefined;
  }

  /** @override Large matrices are drawn in a task each: together, many of them would keep the page waiting. */
  async scheduleUpdate() {
    const p = this.view?.painting;
    if (p && isLarge(p)) await anotherTask();
    super.scheduleUpdate();
  }

  /** @returns {HTMLElement | null} */
  get grid() {
    return this.renderRoot.querySelector('.grid');
  }

  render() {
    const { view } = this;
    if (!view) return nothing;
    const { painting: p } = view;
    return html`
      <div
        class="grid" role="grid" translate="no" aria-label=${view.label} aria-description=${text('matrix.help')} aria-rowcount=${p.rows} aria-colcount=${p.cols}
        @pointerdown=${this.#press}
        @pointerup=${this.#release}
        @pointermove=${this.#point} @pointerleave=${() => this.#emit('cell-leave')}
        @click=${this.#click} @dblclick=${this.#doubleClick} @keydown=${this.#key}
        @focusin=${this.#focusIn} @focusout=${this.#focusOut}
      ></div>
      ${view.rings.map((ring) => html`<div class="ring ${ring.role}" .style=${boxStyle(ring, p)}></div>`)}
      ${this.focused && !(this.editing && view.editor) ? html`<div class="cursor" .style=${boxStyle({ ...this.cursor, rows: 1, columns: 1 }, p)}></div>` : nothing}
      ${this.editing ? this.#editor(this.editing) : nothing}
    `;
  }

  /** @param {Place} at */
  #editor(at) {
    const { view } = this;
    if (!view?.editor) return nothing;
    const { painting: p } = view;
    return view.editor.cellEditor(
      {
        x: at.column * p.cellW,
        y: at.row * p.cellH,
        height: p.cellH,
        limit: p.cols * p.cellW,
        label: text('cell.edit', { cell: view.speak(at.row, at.column) }),
        value: view.exact(at.row, at.column),
        refused: this.refused,
      },
      { key: (event) => this.#editorKey(event), blur: () => this.#commit(false) },
    );
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    const { view, grid } = this;
    if (!view || !grid) return;
    const { painting: p } = view;
    if (changed.has('view')) {
      const wanted = isLarge(p) || !p.print ? CanvasCells : ElementCells;
      const painter = this.painter instanceof wanted ? this.painter : new wanted(grid);
      this.style.width = `${p.cols * p.cellW}px`;
      this.style.height = `${p.rows * p.cellH}px`;
      this.style.setProperty('--cell-w', `${p.cellW}px`);
      this.style.setProperty('--cell-h', `${p.cellH}px`);
      this.style.setProperty('--cell-font', `${p.font}px`);
      if (this.painted !== p || this.painter !== painter) painter.paint(p);
      this.painted = p;
      this.painter = painter;
      this.#moveTabStop();
      this.#labelWhenIdle();
    }
    const field = this.renderRoot.querySelector('input');
    if (this.field === field) return;
    this.field = field;
    field?.focus();
    field?.select();
  }

  /** Exactly one cell can be reached with Tab: the one the keyboard was on last. */
  #moveTabStop() {
    const { view } = this;
    if (!view || !this.painter) return;
    const { rows, cols } = view.painting;
    this.cursor = {
      row: Math.min(this.cursor.row, rows - 1),
      column: Math.min(this.cursor.column, cols - 1),
    };
    const cell = this.painter.cell(this.cursor.row, this.cursor.column);
    if (this.tabStop !== cell) {
      this.tabStop?.setAttribute('tabindex', '-1');
      this.tabStop = cell;
    }
    cell?.setAttribute('tabindex', '0');
    cell?.setAttribute('aria-label', view.speak(this.cursor.row, this.cursor.column));
    return cell;
  }

  /** Every cell says what it is, but the words are made when there is nothing else to do. */
  #labelWhenIdle() {
    if (!(this.painter instanceof ElementCells) || this.labelling) return;
    this.labelling = true;
    const later = window.requestIdleCallback ?? ((/** @type {() => void} */ work) => setTimeout(work, 200));
    later(() => {
      this.labelling = false;
      const { view, painter } = this;
      if (view && painter instanceof ElementCells) painter.label(view.speak);
    });
  }

  /** @param {Place} to */
  moveTo(to) {
    this.cursor = to;
    this.#moveTabStop()?.focus({ preventScroll: false });
    this.#emit('cell-point', to);
    this.requestUpdate();
  }

  /** Opens the editor at a cell, or flips it where cells can only be flipped. @param {Place} at */
  edit(at) {
    this.cursor = at;
    if (this.view?.toggles) {
      this.#emit('cell-toggle', at);
      return;
    }
    this.refused = null;
    this.editing = at;
    this.#emit('cell-edit', at);
  }

  /** @param {KeyboardEvent} event */
  #editorKey(event) {
    event.stopPropagation();
    if (event.key === 'Enter') this.#commit(true);
    else if (event.key === 'Escape') this.#closeEditor(true);
  }

  /** What is refused keeps the editor open. @param {boolean} asked by Enter: the cell gets the focus back */
  #commit(asked) {
    const { editing, view } = this;
    if (!editing || !view?.editor) return;
    const typed = this.field?.value ?? '';
    const changed = typed !== view.exact(editing.row, editing.column) && (asked || typed.trim() !== '');
    const value = view.editor.numberTyped(typed, view.hides);
    if (changed && Number.isNaN(value)) {
      this.refused = typed;
      return;
    }
    this.#closeEditor(asked);
    if (changed) this.#emit('cell-value', { ...editing, value });
  }

  /** @param {boolean} refocus whether the cell gets the focus back: not when the reader went elsewhere */
  #closeEditor(refocus) {
    const at = this.editing;
    this.editing = null;
    this.refused = null;
    if (at && refocus) this.updateComplete.then(() => this.moveTo(at));
  }

  /** @param {PointerEvent | MouseEvent} event @returns {Place | null} where that is in the matrix */
  #placeOf(event) {
    const place = this.view && this.#placeFor(event);
    return place && this.#has(place) ? place : null;
  }

  /** @param {PointerEvent | MouseEvent} event @returns {Place} perhaps outside */
  #placeFor({ clientX, clientY }) {
    const { rows, cols } = /** @type {MatrixView} */ (this.view).painting;
    const box = this.getBoundingClientRect();
    return {
      row: Math.floor((clientY - box.top) / (box.height / rows)),
      column: Math.floor((clientX - box.left) / (box.width / cols)),
    };
  }

  /** @param {Place} place */
  #has({ row, column }) {
    const { rows, cols } = /** @type {MatrixView} */ (this.view).painting;
    return row >= 0 && column >= 0 && row < rows && column < cols;
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const place = this.#placeOf(event);
    this.drawn = null;
    if (!this.view?.toggles || !place || event.button !== 0 || event.pointerType === 'touch') return;
    this.pressed = place;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    if (!this.view || event.pointerType === 'touch') return;
    const { pressed } = this;
    if (pressed && event.buttons === 1) {
      // One event stands for all moves of a frame.
      const moves = event.getCoalescedEvents?.() ?? [];
      for (const move of [...moves, event]) this.#draw(pressed, this.#placeFor(move), event);
      return;
    }
    const place = this.#placeOf(event);
    if (place) this.#emit('cell-point', place);
  }

  /**
   * Drags over a mask: the first cell is flipped, and the others become as it is.
   * @param {Place} pressed
   * @param {Place} place
   * @param {PointerEvent} event
   */
  #draw(pressed, place, event) {
    const from = this.drawn ?? pressed;
    const [down, right] = [place.row - from.row, place.column - from.column];
    const count = Math.max(Math.abs(down), Math.abs(right));
    if (count === 0) return;
    if (!this.drawn) {
      // It goes on outside, from where it may come back.
      this.grid?.setPointerCapture(event.pointerId);
      this.#emit('cell-draw', { ...pressed, first: true });
    }
    // Quick strokes leave out cells, which are on a line.
    for (let i = 1; i <= count; i++) {
      const at = {
        row: from.row + Math.round((down * i) / count),
        column: from.column + Math.round((right * i) / count),
      };
      if (this.#has(at)) this.#emit('cell-draw', { ...at, first: false });
    }
    this.drawn = place;
  }

  #release() {
    this.pressed = null;
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const place = this.#placeOf(event);
    const { drawn } = this;
    this.drawn = null;
    if (!place || event.detail > 1 || drawn) return;
    this.cursor = place;
    this.#moveTabStop();
    this.#emit('cell-pin', place);
  }

  /** @param {MouseEvent} event */
  #doubleClick(event) {
    const place = this.#placeOf(event);
    if (place) this.edit(place);
  }

  #focusIn() {
    // The frame round the cell is for those who came by keyboard.
    this.focused = Boolean(this.tabStop?.matches(':focus-visible'));
    if (this.focused) this.#emit('cell-point', this.cursor);
    this.requestUpdate();
  }

  #focusOut() {
    // The field over the cell belongs to the cell: the arithmetic stays with it.
    if (this.field) return;
    if (this.focused) this.#emit('cell-leave');
    this.focused = false;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const p = this.view?.painting;
    if (!p || event.altKey || event.metaKey) return;
    const to = placeAfter(event, this.cursor, p.rows, p.cols);
    if (to) {
      event.preventDefault();
      event.stopPropagation();
      this.moveTo(to);
      return;
    }
    this.#act(event);
  }

  /** @param {KeyboardEvent} event */
  #act(event) {
    if (event.key === 'Enter') this.#emit('cell-pin', this.cursor);
    else if (event.key === 'F2') this.edit(this.cursor);
    else if (event.key === 'Escape') this.#emit('cell-release');
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {string} name @param {object} [detail] */
  #emit(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}

/** @param {Painting} p */
const isLarge = (p) => p.rows * p.cols > MOST_ELEMENTS || p.rows > MOST_ROWS;

/**
 * @param {{row: number, column: number, rows: number, columns: number}} box
 * @param {Painting} p
 */
function boxStyle(box, p) {
  const left = box.column * p.cellW - 1.5;
  const top = box.row * p.cellH - 1.5;
  return `left:${left}px;top:${top}px;width:${box.columns * p.cellW + 2}px;height:${box.rows * p.cellH + 2}px`;
}
