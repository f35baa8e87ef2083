/**
 * <softlook-matrix>: one matrix as a heatmap with its numbers, one tab stop, an ARIA grid.
 * Plain data in; `cell-point`, `cell-leave`, `cell-pin`, `cell-release`, `cell-value` and `cell-toggle` out.
 */
import { css, html, LitElement, nothing } from 'lit';
import { CanvasCells, ElementCells, MOST_ELEMENTS } from './cells.js';
import { parseNumber } from './number.js';
import { text } from './text/text.js';

/** @typedef {import('./cells.js').Painting} Painting */

/** @typedef {{row: number, column: number}} Place row and column as drawn */
/** @typedef {{row: number, column: number, rows: number, columns: number, role: string}} Ring */

/**
 * @typedef {object} MatrixView
 * @property {string} label said before the cells are
 * @property {Painting} painting
 * @property {number} font size of the numbers in pixels
 * @property {Ring[]} rings
 * @property {Place | null} active the cell the arithmetic is about
 * @property {boolean} pinned
 * @property {boolean} toggles whether editing a cell flips it (a mask) instead of asking for a number
 * @property {(row: number, column: number) => string} speak
 * @property {(row: number, column: number) => string} exact the number as the editor begins with it
 */

export class SoftlookMatrix extends LitElement {
  static properties = {
    view: { attribute: false },
    editing: { state: true },
    refused: { state: true },
  };

  static styles = css`
    :host { display: block; position: relative; }
    .grid { position: absolute; inset: 0; outline: none; touch-action: manipulation; cursor: pointer; }
    .row { display: flex; height: var(--cell-h); }
    .cell {
      box-sizing: border-box; width: var(--cell-w); height: var(--cell-h); flex: none; position: relative;
      border: 0 solid transparent; border-width: 0 1px 1px 0; background-clip: padding-box; border-radius: 4px;
      display: flex; align-items: center; justify-content: center; overflow: hidden; white-space: nowrap;
      font: 400 var(--cell-font) / 1 var(--cell-family); font-variant-numeric: tabular-nums;
      forced-color-adjust: none; outline: none; user-select: none;
    }
    .cell.masked {
      color: var(--muted); background-color: var(--page);
      background-image: repeating-linear-gradient(-45deg, transparent 0 4px, var(--hatch) 4px 5px);
    }
    .cell.edited::after {
      content: ''; position: absolute; top: 2px; right: 2px; width: 5px; height: 5px; border-radius: 50%;
      background: currentcolor;
    }
    .cell.virtual { position: absolute; background: none; }
    canvas { position: absolute; inset: 0; forced-color-adjust: none; }
    .ring {
      position: absolute; box-sizing: border-box; pointer-events: none; border-radius: 6px;
      border: 2px solid var(--ring, var(--ink)); box-shadow: 0 0 0 1px var(--page);
    }
    .ring.q { --ring: var(--query); }
    .ring.k { --ring: var(--key); }
    .ring.v { --ring: var(--value); }
    .ring.active { --ring: var(--ink); }
    .ring.focus { --ring: var(--query); border-width: 1px; border-style: dashed; box-shadow: none; }
    .cursor {
      position: absolute; box-sizing: border-box; pointer-events: none; border-radius: 6px;
      outline: 3px solid var(--accent); outline-offset: 1px;
    }
    input {
      position: absolute; box-sizing: border-box; width: 96px; height: 30px; padding: 0 6px; z-index: 4;
      font: 500 13px var(--cell-family); font-variant-numeric: tabular-nums; color: var(--ink);
      background: var(--page); border: 2px solid var(--accent); border-radius: 6px;
    }
    .refused {
      position: absolute; z-index: 4; padding: 4px 8px; font-size: 12px; white-space: nowrap;
      color: var(--page); background: var(--danger); border-radius: 6px;
    }
  `;

  constructor() {
    super();
    /** @type {MatrixView | null} */
    this.view = null;
    /** @type {Place | null} */
    this.editing = null;
    this.refused = false;
    /** @type {ElementCells | CanvasCells | null} */
    this.painter = null;
    /** @type {Painting | null} what is painted now */
    this.painted = null;
    /** @type {Place} where the keyboard is */
    this.cursor = { row: 0, column: 0 };
    this.focused = false;
    /** @type {HTMLElement | undefined} */
    this.tabStop = undefined;
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
        class="grid" role="grid" aria-label=${view.label} aria-description=${text('matrix.help')} aria-rowcount=${p.rows} aria-colcount=${p.cols}
        @pointermove=${this.#point} @pointerleave=${() => this.#emit('cell-leave')}
        @click=${this.#click} @dblclick=${this.#doubleClick} @keydown=${this.#key}
        @focusin=${this.#focusIn} @focusout=${this.#focusOut}
      ></div>
      ${view.rings.map((ring) => html`<div class="ring ${ring.role}" .style=${boxStyle(ring, p)}></div>`)}
      ${this.focused && !this.editing ? html`<div class="cursor" .style=${boxStyle({ ...this.cursor, rows: 1, columns: 1 }, p)}></div>` : nothing}
      ${this.editing ? this.#editor(this.editing) : nothing}
    `;
  }

  /** @param {Place} at */
  #editor(at) {
    const { view } = this;
    if (!view) return nothing;
    const { painting: p } = view;
    const top = at.row * p.cellH + p.cellH / 2 - 15;
    const left = Math.max(0, Math.min(at.column * p.cellW, p.cols * p.cellW - 96));
    return html`
      <input
        type="text" inputmode="text" autocomplete="off" maxlength="24" .style=${`left:${left}px;top:${top}px`}
        aria-label=${text('cell.edit', { cell: view.speak(at.row, at.column) })}
        aria-invalid=${this.refused} .value=${view.exact(at.row, at.column)}
        @keydown=${this.#editorKey} @blur=${() => this.#commit(false)}
      />
      ${this.refused ? html`<div class="refused" role="alert" .style=${`left:${left}px;top:${top + 34}px`}>${text('cell.edit.bad')}</div>` : nothing}
    `;
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    const { view, grid } = this;
    if (!view || !grid) return;
    const { painting: p } = view;
    if (changed.has('view')) {
      const wanted = p.rows * p.cols > MOST_ELEMENTS || !p.print ? CanvasCells : ElementCells;
      const painter = this.painter instanceof wanted ? this.painter : new wanted(grid);
      this.style.width = `${p.cols * p.cellW}px`;
      this.style.height = `${p.rows * p.cellH}px`;
      this.style.setProperty('--cell-w', `${p.cellW}px`);
      this.style.setProperty('--cell-h', `${p.cellH}px`);
      this.style.setProperty('--cell-font', `${view.font}px`);
      if (this.painted !== p || this.painter !== painter) painter.paint(p);
      this.painted = p;
      this.painter = painter;
      this.#moveTabStop();
    }
    if (changed.has('editing') && this.editing) {
      const input = this.renderRoot.querySelector('input');
      input?.focus();
      input?.select();
    }
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

  /** @param {Place} to */
  moveTo(to) {
    this.tabStop?.removeAttribute('aria-label');
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
    this.refused = false;
    this.editing = at;
  }

  /** @param {KeyboardEvent} event */
  #editorKey(event) {
    event.stopPropagation();
    if (event.key === 'Enter') this.#commit(true);
    else if (event.key === 'Escape') this.#closeEditor();
  }

  /** @param {boolean} insist whether a refused text keeps the editor open */
  #commit(insist) {
    const { editing, view } = this;
    if (!editing || !view) return;
    const typed = this.renderRoot.querySelector('input')?.value ?? '';
    const value = parseNumber(typed);
    if (!Number.isFinite(Math.fround(value))) {
      if (insist) this.refused = true;
      else this.#closeEditor();
      return;
    }
    const changed = typed !== view.exact(editing.row, editing.column);
    this.#closeEditor();
    if (changed) this.#emit('cell-value', { ...editing, value });
  }

  #closeEditor() {
    const at = this.editing;
    this.editing = null;
    this.refused = false;
    if (at) this.updateComplete.then(() => this.moveTo(at));
  }

  /** @param {PointerEvent | MouseEvent} event @returns {Place | null} */
  #placeOf(event) {
    const p = this.view?.painting;
    if (!p) return null;
    const box = this.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / (box.height / p.rows));
    const column = Math.floor((event.clientX - box.left) / (box.width / p.cols));
    return row >= 0 && column >= 0 && row < p.rows && column < p.cols ? { row, column } : null;
  }

  /** @param {PointerEvent} event */
  #point(event) {
    const place = this.#placeOf(event);
    if (place && event.pointerType !== 'touch') this.#emit('cell-point', place);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const place = this.#placeOf(event);
    if (!place || event.detail > 1) return;
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
    if (this.focused) this.#emit('cell-leave');
    this.focused = false;
    this.requestUpdate();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const p = this.view?.painting;
    if (!p || event.altKey || event.metaKey) return;
    const { row, column } = this.cursor;
    const page = 5;
    /** @type {Record<string, Place>} */
    const moves = {
      ArrowLeft: { row, column: column - 1 },
      ArrowRight: { row, column: column + 1 },
      ArrowUp: { row: row - 1, column },
      ArrowDown: { row: row + 1, column },
      Home: { row: event.ctrlKey ? 0 : row, column: 0 },
      End: { row: event.ctrlKey ? p.rows - 1 : row, column: p.cols - 1 },
      PageUp: { row: Math.max(0, row - page), column },
      PageDown: { row: Math.min(p.rows - 1, row + page), column },
    };
    const to = moves[event.key];
    if (to) {
      event.preventDefault();
      event.stopPropagation();
      const inside = to.row >= 0 && to.column >= 0 && to.row < p.rows && to.column < p.cols;
      if (inside) this.moveTo(to);
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

/**
 * @param {{row: number, column: number, rows: number, columns: number}} box
 * @param {Painting} p
 */
function boxStyle(box, p) {
  const left = box.column * p.cellW - 1.5;
  const top = box.row * p.cellH - 1.5;
  return `left:${left}px;top:${top}px;width:${box.columns * p.cellW + 2}px;height:${box.rows * p.cellH + 2}px`;
}
