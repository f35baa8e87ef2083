/** Values as error messages show them: on one line, printable, not too long. */

const LONGEST = 60;

/**
 * @param {unknown} value
 * @returns {string}
 */
export function describe(value) {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'bigint') return 'a bigint';
  if (typeof value === 'symbol') return 'a symbol';
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const type = typedArrayName(value);
  if (type !== undefined) return `${type} of ${/** @type {Float32Array} */ (value).length}`;
  return 'an object';
}

/**
 * In quotes, shortened; what cannot be printed (a lone surrogate, a control character) as an escape.
 * @param {string} text
 */
export function quote(text) {
  if (text.length <= LONGEST) return JSON.stringify(text);
  // Not between the two halves of a character.
  return `${JSON.stringify(text.slice(0, LONGEST).replace(/[\ud800-\udbff]$/, ''))}…`;
}

const typedArrayTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Float32Array.prototype),
  Symbol.toStringTag,
);

/**
 * 'Float32Array' and so on; undefined for what is no typed array. Cannot be deceived by a tag of the object's own,
 * and works for arrays that come from another frame.
 * @param {object} value
 * @returns {string | undefined}
 */
export function typedArrayName(value) {
  return typedArrayTag?.get?.call(value);
}
