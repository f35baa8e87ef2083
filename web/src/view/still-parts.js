/** The parts of a still picture: SVG as text, in which words cannot become markup. */
import { wellFormed } from '../state/tokenize.js';
import { CELL_FONT } from './colors.js';
import { BEYOND, colorIndex } from './cells.js';
import { textWidth } from './measure.js';

/** @typedef {import('./cells.js').Painting} Painting */
/** @typedef {Record<string, string>} Colors by name, of one theme; `hatch` that of the lines over what is masked */
/** @typedef {{words: string, mark: string}} Part */

const ESCAPES = /** @type {Record<string, string>} */ ({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
});
/** What XML cannot hold, not even escaped. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

/** From line to line over a masked cell, in pixels. */
const HATCHING = 6;

/** @param {string} text @returns {string} for an element or an attribute in double quotes */
export function words(text) {
  return wellFormed(text)
    .replace(UNFIT, '\ufffd')
    .replace(/[&<>"]/g, (sign) => ESCAPES[sign]);
}

/** @param {number} value @returns {number} to a tenth of a pixel */
export const num = (value) => Math.round(value * 10) / 10;

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {string[]} children markup
 */
export function tag(name, attributes, ...children) {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${words(String(value))}"`);
  const inner = children.join('');
  return inner === '' ? `<${name}${written.join('')}/>` : `<${name}${written.join('')}>${inner}</${name}>`;
}

/**
 * A text at a place.
 * @param {number} x
 * @param {number} y of its baseline
 * @param {string | string[]} inner markup
 * @param {Record<string, string | number>} attributes
 */
export function put(x, y, inner, attributes) {
  return tag('text', { x: num(x), y: num(y), ...attributes }, ...[inner].flat());
}

/**
 * Breaks a text into lines.
 * @param {Part[]} parts
 * @param {number} width of a line
 * @param {number} size of the type
 * @returns {Part[][]}
 */
export function lines(parts, width, size) {
  const font = `${size}px ${CELL_FONT}`;
  /** @type {Part[][]} */
  const broken = [[]];
  let used = 0;
  for (const { words: run, mark } of parts) {
    for (const word of run.split(/(?<=\s)/)) {
      const wide = textWidth(word.trimEnd(), font);
      if (used > 0 && used + wide > width) {
        broken.push([]);
        used = 0;
      }
      const line = broken[broken.length - 1];
      const last = line[line.length - 1];
      if (last?.mark === mark) last.words += word;
      else line.push({ words: word, mark });
      used += textWidth(word, font);
    }
  }
  return broken;
}

/** @param {string} text @param {number} width @returns {string} with an ellipsis where it is wider */
export function fitting(text, width) {
  const font = `13px ${CELL_FONT}`;
  if (textWidth(text, font) <= width) return text;
  const letters = [...text];
  while (letters.length > 1 && textWidth(`${letters.join('')}…`, font) > width) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/**
 * What is masked has no place on the scale: it is hatched. Lines instead of a pattern, as the name of a pattern would have to be
 * the only one in a page that has several pictures.
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {string} stroke
 */
function hatch({ x, y, width, height }, stroke) {
  let d = '';
  // Along x + y = c, the same in all cells, so that the lines go on from one to the next.
  for (let c = HATCHING - ((x + y) % HATCHING); c < width + height; c += HATCHING) {
    const left = Math.max(0, c - height);
    const length = Math.min(c, width) - left;
    d += `M${num(x + left)} ${num(y + c - left)}l${num(length)} ${num(-length)}`;
  }
  return tag('path', { d, stroke });
}

/**
 * One cell with its number, from the corner of its matrix.
 * @param {Painting} p
 * @param {number} row
 * @param {number} column
 * @param {Colors} colors
 */
export function cell(p, row, column, colors) {
  const value = p.value(row, column);
  const index = colorIndex(value, p);
  const masked = p.masked(row, column);
  const ink = masked ? colors.muted : p.ramp.ink[index];
  const [x, y] = [column * p.cellW, row * p.cellH];
  const box = { x: num(x), y: num(y), width: num(p.cellW - 1), height: num(p.cellH - 1) };
  const fill = { rx: 3, fill: masked ? colors.page : p.ramp.background[index] };
  const parts = [tag('rect', { ...box, ...fill }), masked ? hatch(box, colors.hatch) : ''];
  if (p.print) {
    const middle = { 'text-anchor': 'middle', dy: '.35em', 'font-size': num(p.font), fill: ink };
    parts.push(put(x + (p.cellW - 1) / 2, y + (p.cellH - 1) / 2, words(p.print(value)), middle));
  }
  if (p.beyond(row, column))
    parts.push(tag('path', { d: `M${box.x} ${box.y}h${BEYOND}l${-BEYOND} ${BEYOND}z`, fill: ink }));
  if (p.edited(row, column))
    parts.push(tag('circle', { cx: num(x + p.cellW - 6), cy: num(y + 5), r: 2.5, fill: ink }));
  return parts.join('');
}
