/** Numbers as a reader sees them: a true minus sign, −∞ spelled ∞, digits after the point as set. */

const MINUS = '\u2212';

/**
 * @param {number} value
 * @param {number} digits after the point
 */
export function formatNumber(value, digits) {
  if (value === Number.NEGATIVE_INFINITY) return `${MINUS}∞`;
  if (value === Number.POSITIVE_INFINITY) return '∞';
  const text = Math.abs(value) >= 1e6 ? value.toExponential(digits) : value.toFixed(digits);
  if (!text.startsWith('-')) return text;
  // A negative number that rounds to zero is shown as zero.
  return /[1-9]/.test(text) ? MINUS + text.slice(1) : text.slice(1);
}

/**
 * With a sign in front, for differences; 0 has none.
 * @param {number} value
 * @param {number} digits
 */
export function formatSigned(value, digits) {
  if (value === 0) return '0';
  const text = formatNumber(value, digits);
  return value > 0 ? `+${text}` : text;
}

/**
 * In brackets where it is negative, for use inside a sum of products.
 * @param {number} value
 * @param {number} digits
 */
export function formatFactor(value, digits) {
  const text = formatNumber(value, digits);
  return text.startsWith(MINUS) ? `(${text})` : text;
}

/**
 * A given number, without more digits than it needs.
 * @param {number} value
 */
export function short(value) {
  return String(Number(value.toPrecision(6))).replace('-', MINUS);
}
