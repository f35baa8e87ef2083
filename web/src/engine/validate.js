/**
 * The checks that stand between a caller and Embind, which turns 2.7 into 2, NaN into 0 and a lone surrogate into
 * something else without a word. Each returns the value it was given, or throws a TypeError (another type) or a
 * RangeError (a value that cannot be) that names the argument, its value and what was expected.
 *
 * What the core checks itself (how sizes go together, which stages there are) is not checked a second time here.
 */
import { describe } from './describe.js';
import { ownView, typedArrayName } from './typed-arrays.js';

/** @typedef {import('softlook').Matrix} Matrix */

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} expected
 */
export function wrongType(name, value, expected) {
  return new TypeError(`${name} is ${describe(value)}, expected ${expected}`);
}

/**
 * @param {string} name
 * @param {unknown} value
 * @param {string} expected
 */
export function wrongValue(name, value, expected) {
  return new RangeError(`${name} is ${describe(value)}, expected ${expected}`);
}

/**
 * The fields of an object literal, each read once; undefined where it has none of its own. Other objects (a Map, a
 * Number, an instance of a class) keep elsewhere what they hold, which would be passed over in silence.
 * @template {string} Field
 * @param {unknown} value
 * @param {string} name
 * @param {readonly Field[]} fields
 * @param {string} expected
 * @returns {Record<Field, unknown>}
 */
export function ownFields(value, name, fields, expected) {
  if (typeof value !== 'object' || value === null || !isPlain(value)) throw wrongType(name, value, expected);
  const own = (/** @type {Field} */ field) =>
    Object.hasOwn(value, field) ? /** @type {Record<Field, unknown>} */ (value)[field] : undefined;
  const read = Object.fromEntries(fields.map((field) => [field, own(field)]));
  return /** @type {Record<Field, unknown>} */ (read);
}

/** Without a prototype, or with the Object.prototype of any frame. @param {object} value */
function isPlain(value) {
  if (Array.isArray(value)) return false;
  const prototype = Object.getPrototypeOf(value);
  if (prototype === null) return true;
  return Object.getPrototypeOf(prototype) === null && Object.hasOwn(prototype, 'isPrototypeOf');
}

/**
 * The same of an object with no other fields than those known: a misspelt one would be passed over in silence.
 * @template {string} Field
 * @param {unknown} value
 * @param {string} name
 * @param {readonly Field[]} known
 */
export function fieldsOf(value, name, known) {
  const read = ownFields(value, name, known, 'an object with fields of its own');
  const stranger = Object.keys(/** @type {object} */ (value)).find(
    (field) => !known.includes(/** @type {Field} */ (field)),
  );
  if (stranger === undefined) return read;
  throw new TypeError(`${name} has an unknown field ${describe(stranger)}, expected ${known.join(', ')}`);
}

/**
 * `undefined` as it is, everything else as `read` has it.
 * @template Result
 * @param {unknown} value
 * @param {string} name
 * @param {(value: unknown, name: string) => Result} read
 * @returns {Result | undefined}
 */
export function optional(value, name, read) {
  return value === undefined ? undefined : read(value, name);
}

/**
 * @param {unknown} value
 * @param {string} name
 */
export function boolean(value, name) {
  if (typeof value !== 'boolean') throw wrongType(name, value, 'true or false');
  return value;
}

/**
 * One of several words.
 * @param {unknown} value
 * @param {string} name
 * @param {string[]} words
 */
export function oneOf(value, name, words) {
  const expected = `one of ${words.map((word) => `"${word}"`).join(', ')}`;
  if (typeof value !== 'string') throw wrongType(name, value, expected);
  if (!words.includes(value)) throw wrongValue(name, value, expected);
  return value;
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function number(value, name, expected = 'a number') {
  if (typeof value !== 'number') throw wrongType(name, value, expected);
  return value;
}

/** The largest number that C++ takes where it expects an int. */
const LARGEST_INT = 2 ** 31 - 1;

/**
 * A whole number. Unless a range is given, one that fits an int: the core knows the range and names it.
 * @param {unknown} value
 * @param {string} name
 * @param {number} [from]
 * @param {number} [to]
 */
export function wholeNumber(value, name, from = -LARGEST_INT, to = LARGEST_INT) {
  const whole = number(value, name, 'a whole number');
  if (Number.isInteger(whole) && whole >= from && whole <= to) return whole;
  const range =
    from >= 0 ? ` from ${from} to ${to}` : Number.isInteger(whole) ? ` between ±${LARGEST_INT}` : '';
  throw wrongValue(name, whole, `a whole number${range}`);
}

/**
 * A number that stays what it is as float32, give or take rounding: a finite one does not become infinite. Whether
 * an infinite one or NaN is allowed, the core says.
 * @param {unknown} value
 * @param {string} name
 */
export function single(value, name, expected = 'a number') {
  const given = number(value, name, expected);
  if (Number.isFinite(given) && !Number.isFinite(Math.fround(given))) {
    throw wrongValue(name, given, 'a number that fits float32, at most 3.4e38 from zero');
  }
  return given;
}

/**
 * A float32 above 0.
 * @param {unknown} value
 * @param {string} name
 */
export function positive(value, name) {
  const given = single(value, name, 'a number above 0');
  if (Math.fround(given) > 0 && Number.isFinite(given)) return given;
  throw wrongValue(name, given, 'a finite number above 0');
}

/**
 * Well-formed text of at least one character.
 * @param {unknown} value
 * @param {string} name
 * @param {number} longest in UTF-16 code units
 */
export function text(value, name, longest) {
  if (typeof value !== 'string') throw wrongType(name, value, 'a string');
  if (value === '') throw wrongValue(name, value, 'at least one character');
  if (value.length > longest) {
    throw new RangeError(
      `${name} is ${describe(value)} with ${value.length} characters, expected at most ${longest}`,
    );
  }
  const lone = value.search(/\p{Surrogate}/u);
  if (lone >= 0) throw wrongValue(name, value, `well-formed text; at ${lone} stands half a character`);
  return value;
}

/**
 * A list of its own, each element checked and copied by `read`.
 * @template Item
 * @param {unknown} value
 * @param {string} name
 * @param {number} longest
 * @param {string} limit how the limit is put, as in "at most 512 tokens a trace"
 * @param {(item: unknown, name: string) => Item} read
 * @returns {Item[]}
 */
export function list(value, name, longest, limit, read) {
  if (!Array.isArray(value)) throw wrongType(name, value, 'an array');
  const length = wholeNumber(value.length, `${name}.length`);
  if (length > longest) throw new RangeError(`${name} has ${length} elements, expected ${limit}`);
  // Not map, which passes over holes and builds what a subclass of Array wants.
  return Array.from({ length }, (_, i) => read(ownItem(value, i), `${name}[${i}]`));
}

/**
 * An element that is not inherited.
 * @param {unknown[]} array
 * @param {number} index
 */
export function ownItem(array, index) {
  return Object.hasOwn(array, index) ? array[index] : undefined;
}

/**
 * A list of true and false, as bytes.
 * @param {unknown} value
 * @param {string} name
 * @param {number} longest
 */
export function flags(value, name, longest) {
  const read = list(value, name, longest, `at most ${longest}`, boolean);
  return Uint8Array.from(read, Number);
}

/** The most numbers that one request may bring, in all its matrices: as many as a trace may hold. */
export const MOST_CELLS = 2 ** 24;

/**
 * A matrix with numbers of its own. Fields beside rows, cols and data are no mistake: a stage is a matrix too.
 * @param {unknown} value
 * @param {string} name
 * @param {number} left how many numbers it may have, after those of other matrices
 * @returns {Matrix}
 */
export function matrix(value, name, left) {
  const given = ownFields(value, name, ['rows', 'cols', 'data'], 'a matrix { rows, cols, data }');
  const rows = wholeNumber(given.rows, `${name}.rows`, 1, MOST_CELLS);
  const cols = wholeNumber(given.cols, `${name}.cols`, 1, MOST_CELLS);
  const { data } = given;
  if (typeof data !== 'object' || data === null || typedArrayName(data) !== 'Float32Array') {
    throw wrongType(`${name}.data`, data, 'a Float32Array');
  }
  const numbers = ownView(data, Float32Array);
  const { length } = numbers;
  if (length !== rows * cols) {
    throw new RangeError(`${name}.data has ${length} numbers, expected ${rows * cols} (${rows} by ${cols})`);
  }
  if (length > left) {
    const limit = `at most ${left} (${MOST_CELLS} in all matrices together)`;
    throw new RangeError(`${name}.data has ${length} numbers, expected ${limit}`);
  }
  return { rows, cols, data: new Float32Array(numbers) };
}
