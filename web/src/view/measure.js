/** Widths of text, measured once each. */

/** @type {CanvasRenderingContext2D | null} */
let context = null;
/** @type {Map<string, number>} */
const widths = new Map();
/** Sentences change; what was measured long ago is measured again. */
const MOST_KEPT = 2000;

/**
 * @param {string} text
 * @param {string} font as in CSS
 * @returns {number} in CSS pixels
 */
export function textWidth(text, font) {
  const key = `${font}\n${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context ??= document.createElement('canvas').getContext('2d');
    if (!context) return text.length * 7;
    context.font = font;
    width = context.measureText(text).width;
    if (widths.size >= MOST_KEPT) widths.clear();
    widths.set(key, width);
  }
  return width;
}
