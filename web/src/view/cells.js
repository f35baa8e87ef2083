/**
 * Two ways to paint a matrix into a grid element: cells with numbers as elements, and one canvas where there
 * are too many for that. Both touch only what changed.
 */
import { rampIndex } from './palette.js';

/** @typedef {import('./palette.js').Ramp} Ramp */
/** @typedef {import('./palette.js').Domain} Domain */

/**
 * What is painted, in the order it is drawn (a transposed matrix is already turned round).
 * @typedef {object} Painting
 * @property {number} rows
 * @property {number} cols
 * @property {(row: number, column: number) => number} value
 * @property {((value: number) => string) | null} print null where numbers do not fit
 * @property {number} font size of the numbers in pixels
 * @property {Domain} domain
 * @property {Ramp} ramp
 * @property {(row: number, column: number) => boolean} masked
 * @property {(row: number, column: number) => boolean} beyond whether the number is beyond the scale of the colours
 * @property {(row: number, column: number) => boolean} edited
 * @property {number} cellW
 * @property {number} cellH
 */

/** More cells than this are painted as one canvas. */
export const MOST_ELEMENTS = 1600;
/** So are more rows than this: a step of many heads has many such matrices. */
export const MOST_ROWS = 128;
/** Larger maps than this, in square pixels, have no marks: a canvas of that size would keep the page waiting. */
const MOST_MARKED = 4e6;
/** More pixels than this along a side no thumbnail shows: of larger matrices they have every other cell, or fewer. */
const THUMBNAIL = 192;
/** The mark in the corner of a cell whose number is beyond the scale, in pixels; half of that where cells have no numbers. */
export const BEYOND = 7;
/** Cells at least this wide have gaps between them. */
const GRID_FROM = 8;

/** @param {number} value @param {Painting} painting @returns {number} of the colours of its ramp */
export function colorIndex(value, painting) {
  return Number.isFinite(value) ? rampIndex(value, painting.domain) : 64;
}

/** @param {Painting} p @param {number} row @param {number} column */
const inkAt = (p, row, column) => p.ramp.ink[colorIndex(p.value(row, column), p)];

/** Cells as elements: `role=row` > `role=gridcell`. */
export class ElementCells {
  /** @type {HTMLElement[][]} */
  #cells = [];
  /** @type {string[]} what each cell shows now, row by row */
  #shown = [];
  /** @type {Painting | null} */
  #before = null;

  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.grid = grid;
    grid.classList.remove('map');
  }

  /** @param {number} row @param {number} column */
  cell(row, column) {
    return this.#cells[row]?.[column];
  }

  /** @param {Painting} p */
  paint(p) {
    const anew = this.#cells.length !== p.rows || this.#cells[0]?.length !== p.cols;
    if (anew) this.#build(p.rows, p.cols);
    const old = this.#before;
    // The lower end of a domain follows from the upper one and the ramp.
    const alike = !anew && old?.print === p.print && old.ramp === p.ramp && old.domain.high === p.domain.high;
    for (let i = 0; i < p.rows; i++) {
      for (let j = 0; j < p.cols; j++) {
        // Few numbers change with a letter typed: setting the others in type takes longer than to compare them.
        const same =
          alike &&
          Object.is(old.value(i, j), p.value(i, j)) &&
          old.masked(i, j) === p.masked(i, j) &&
          old.edited(i, j) === p.edited(i, j);
        if (!same) this.#paintCell(this.#cells[i][j], i * p.cols + j, p, i, j);
      }
    }
    this.#before = p;
  }

  /**
   * @param {HTMLElement} cell
   * @param {number} at
   * @param {Painting} p
   * @param {number} i
   * @param {number} j
   */
  #paintCell(cell, at, p, i, j) {
    const value = p.value(i, j);
    const print = p.print ? p.print(value) : '';
    const index = colorIndex(value, p);
    const masked = p.masked(i, j);
    const state = `${masked ? ' masked' : ''}${p.beyond(i, j) ? ' beyond' : ''}${p.edited(i, j) ? ' edited' : ''}`;
    const shown = `${print}|${p.ramp.background[index]}|${state}`;
    if (this.#shown[at] === shown) return;
    this.#shown[at] = shown;
    const letters = /** @type {Text} */ (cell.firstChild);
    if (letters.data !== print) letters.data = print;
    const name = `cell${state}`;
    if (cell.className !== name) cell.className = name;
    // What is masked has no place on the scale: it is hatched on the colour of the page.
    cell.style.backgroundColor = masked ? '' : p.ramp.background[index];
    cell.style.color = masked ? '' : p.ramp.ink[index];
  }

  /** @param {(row: number, column: number) => string} speak what is said of a cell */
  label(speak) {
    for (const [i, row] of this.#cells.entries()) {
      for (const [j, cell] of row.entries()) {
        const spoken = speak(i, j);
        if (cell.getAttribute('aria-label') !== spoken) cell.setAttribute('aria-label', spoken);
      }
    }
  }

  /** @param {number} rows @param {number} cols */
  #build(rows, cols) {
    this.#shown = [];
    this.#cells = [];
    const lines = [];
    for (let i = 0; i < rows; i++) {
      const line = document.createElement('div');
      line.className = 'row';
      line.setAttribute('role', 'row');
      line.ariaRowIndex = String(i + 1);
      const cells = [];
      for (let j = 0; j < cols; j++) {
        const cell = document.createElement('div');
        cell.className = 'cell';
        cell.setAttribute('role', 'gridcell');
        cell.ariaColIndex = String(j + 1);
        cell.tabIndex = -1;
        cell.append('');
        cells.push(cell);
      }
      line.append(...cells);
      this.#cells.push(cells);
      lines.push(line);
    }
    this.grid.replaceChildren(...lines);
  }
}

/**
 * One canvas of a pixel a cell, which the browser enlarges, and one cell element that moves to where the reader is. What
 * is masked is left out of it and shows the hatching behind; the gaps are the style's (`matrix-styles.js`).
 */
export class CanvasCells {
  /** @param {HTMLElement} grid */
  constructor(grid) {
    this.grid = grid;
    grid.classList.add('map');
    /** @type {HTMLCanvasElement | null} */
    this.marks = null;
    this.canvas = document.createElement('canvas');
    this.canvas.setAttribute('aria-hidden', 'true');
    const line = document.createElement('div');
    line.className = 'row';
    line.setAttribute('role', 'row');
    this.line = line;
    this.only = document.createElement('div');
    this.only.className = 'cell virtual';
    this.only.setAttribute('role', 'gridcell');
    this.only.tabIndex = 0;
    line.append(this.only);
    grid.replaceChildren(this.canvas, line);
    /** @type {Painting | null} */
    this.painting = null;
  }

  /** @param {number} row @param {number} column */
  cell(row, column) {
    const p = this.painting;
    if (!p) return undefined;
    this.line.ariaRowIndex = String(row + 1);
    this.only.ariaColIndex = String(column + 1);
    this.only.style.left = `${column * p.cellW}px`;
    this.only.style.top = `${row * p.cellH}px`;
    return this.only;
  }

  /** @param {Painting} p */
  paint(p) {
    this.painting = p;
    paintPixels(this.canvas, p, 1, NOTHING);
    this.grid.style.setProperty('--gap', p.cellW < GRID_FROM ? '0px' : '1px');
    this.#mark(p);
  }

  /**
   * The marks of edited numbers and of those beyond the scale, in a canvas of their own, which most pictures do without.
   * @param {Painting} p
   */
  #mark(p) {
    this.marks?.remove();
    this.marks = null;
    const [width, height] = [p.cols * p.cellW, p.rows * p.cellH];
    if (width * height > MOST_MARKED) return;
    for (let i = 0; i < p.rows; i++) {
      for (let j = 0; j < p.cols; j++) {
        if (!p.edited(i, j) && !p.beyond(i, j)) continue;
        this.marks ??= this.#marksOf(width, height);
        const context = this.marks.getContext('2d');
        if (!context) return;
        context.fillStyle = inkAt(p, i, j);
        if (p.edited(i, j)) dot(context, j * p.cellW, i * p.cellH);
        if (p.beyond(i, j)) corner(context, j * p.cellW, i * p.cellH);
      }
    }
  }

  /** @param {number} width in pixels of CSS @param {number} height */
  #marksOf(width, height) {
    const canvas = document.createElement('canvas');
    const density = Math.min(2, window.devicePixelRatio || 1);
    Object.assign(canvas, { width: Math.round(width * density), height: Math.round(height * density) });
    canvas.setAttribute('aria-hidden', 'true');
    canvas.getContext('2d')?.scale(density, density);
    this.canvas.after(canvas);
    return canvas;
  }
}

/** Where something behind is to be seen: red, green, blue, opacity of 255. */
const NOTHING = [0, 0, 0, 0];
/** What stands for hatching where a cell is one pixel: red, green, blue, opacity of 255. */
const HATCHED = [136, 136, 136, 110];

/** @param {number[]} bytes red, green, blue and opacity of some colours @returns {Uint32Array} as pixels are stored */
const asPixels = (bytes) => new Uint32Array(Uint8Array.from(bytes).buffer);

/**
 * One pixel a cell: large matrices are painted as quickly as small ones.
 * @param {HTMLCanvasElement} canvas
 * @param {Painting} p
 * @param {number} every of so many rows and columns one is painted
 * @param {number[]} masked colour of what is masked: red, green, blue, opacity of 255
 */
function paintPixels(canvas, p, every, masked) {
  const width = Math.ceil(p.cols / every);
  const height = Math.ceil(p.rows / every);
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  const image = new ImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  const colors = asPixels(p.ramp.rgb.flatMap((rgb) => [...rgb, 255]));
  const [hidden] = asPixels(masked);
  let at = 0;
  for (let i = 0; i < p.rows; i += every) {
    for (let j = 0; j < p.cols; j += every) {
      pixels[at++] = p.masked(i, j) ? hidden : colors[colorIndex(p.value(i, j), p)];
    }
  }
  canvas.getContext('2d')?.putImageData(image, 0, 0);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function dot(context, x, y) {
  context.beginPath();
  context.arc(x + 3, y + 3, 1.5, 0, 7);
  context.fill();
}

/**
 * The mark of a number beyond the scale.
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 */
function corner(context, x, y) {
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + BEYOND / 2, y);
  context.lineTo(x, y + BEYOND / 2);
  context.fill();
}

/**
 * Small pictures of whole matrices, enlarged by CSS.
 * @param {HTMLCanvasElement} canvas
 * @param {Painting} p
 */
export function paintThumbnail(canvas, p) {
  paintPixels(canvas, p, Math.ceil(Math.max(p.rows, p.cols) / THUMBNAIL), HATCHED);
}
