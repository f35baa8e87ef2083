/** Numbers as people type and paste them. */

/** Minus signs of typography, one of which people get by copying. */
const MINUSES = /[\u2011-\u2013\u2212\ufe63\uff0d]/g;

/** @param {string} typed @returns {string} as JavaScript writes it: −1,5 → -1.5 */
export const plainNumber = (typed) => typed.trim().replace(MINUSES, '-').replace(',', '.');

/**
 * A thousand, or a point with three digits: nobody but the one who typed it knows.
 * @param {string} typed
 * @returns {{typed: string, whole: string, point: string} | undefined} what may be meant, where there are two ways to read it
 */
export function twofold(typed) {
  const written = typed.trim();
  if (!/^\D?[1-9]\d{0,2},\d{3}(e|$)/i.test(written)) return undefined;
  return { typed: written, whole: written.replace(',', ''), point: written.replace(',', '.') };
}

/**
 * Reads what a person typed: 1.5, −1.5, 1,5, -inf.
 * @param {string} typed
 * @returns {number} NaN where it is not a number, or can be read in two ways
 */
export function parseNumber(typed) {
  const plain = plainNumber(typed).toLowerCase();
  if (/^-(∞|inf|infinity)$/.test(plain)) return Number.NEGATIVE_INFINITY;
  const isNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(plain);
  return isNumber && !twofold(typed) ? Number(plain) : Number.NaN;
}
