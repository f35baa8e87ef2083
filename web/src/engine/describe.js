/** Values as error messages show them: on one line, printable, not too long. */
import { lengthOf, typedArrayName } from './typed-arrays.js';

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
  if (type !== undefined) return `${type} of ${lengthOf(value)}`;
  return instance(value);
}

/** @param {object} value */
function instance(value) {
  try {
    const { name } = Object.getPrototypeOf(value).constructor;
    if (name !== 'Object' && /^[\w$]{1,40}$/.test(name)) return `an instance of ${name}`;
  } catch {
    // Without a prototype, or with one that does not like to be asked.
  }
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
