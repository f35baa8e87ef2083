/** What attend() is asked, checked before anything is computed; and its answer as callers see it. */
import { typedArrayName } from './describe.js';
import { boolean, fieldsOf, optional, single, wholeNumber, wrongType, wrongValue } from './validate.js';

/** @typedef {import('softlook').AttendResult} AttendResult */
/** @typedef {import('../../lib/glue.js').PackedAttention} PackedAttention */
/** @typedef {{shape: number[], data: Float32Array}} TensorSnapshot */
/**
 * The normal form of a request, as cpp/wasm/attend.cpp reads it: shapes have four lengths, a mask is `allowed` or
 * `bias`. A field that was not given is undefined.
 * @typedef {{
 *   queries: TensorSnapshot,
 *   keys: TensorSnapshot,
 *   values: TensorSnapshot,
 *   pastKeys?: TensorSnapshot,
 *   pastValues?: TensorSnapshot,
 *   allowed?: {shape: number[], data: Uint8Array},
 *   bias?: TensorSnapshot,
 *   isCausal?: boolean,
 *   window?: number,
 *   scale?: number,
 *   softcap?: number,
 *   needWeights?: boolean,
 * }} AttendSnapshot
 */

/** The most the core takes (cpp/softlook/attend.h): more need not be copied into its memory to be turned away. */
const MOST_BYTES = 192 * 2 ** 20;

const FIELDS = [
  'queries',
  'keys',
  'values',
  'isCausal',
  'mask',
  'scale',
  'softcap',
  'window',
  'pastKeys',
  'pastValues',
  'needWeights',
];

const typedArray = Object.getPrototypeOf(Float32Array.prototype);
/** @param {string} name */
const slot = (name) => /** @type {{get(): any}} */ (Object.getOwnPropertyDescriptor(typedArray, name)).get;
const bufferOf = slot('buffer');
const offsetOf = slot('byteOffset');
const lengthOf = slot('length');

/**
 * The same numbers under a view of our own: its length stays, whatever becomes of a buffer that can grow, and no
 * getter or method of the caller's is called.
 * @param {object} array a typed array
 * @param {Float32ArrayConstructor | Uint8ArrayConstructor} Type
 */
function ownView(array, Type) {
  const length = lengthOf.call(array);
  // A buffer that has been transferred away allows no view at all.
  return length === 0 ? new Type(0) : new Type(bufferOf.call(array), offsetOf.call(array), length);
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} fewest
 * @param {string} expected
 * @returns {number[]} four lengths, 1 for the ones left out before the first
 */
function shapeOf(value, name, fewest, expected) {
  if (!Array.isArray(value)) throw wrongType(name, value, expected);
  const { length } = value;
  if (length < fewest || length > 4) throw wrongValue(name, value, expected);
  const lengths = Array.from({ length }, (_, axis) => wholeNumber(value[axis], `${name}[${axis}]`));
  return [...Array(4 - length).fill(1), ...lengths];
}

/**
 * Reads tensors until they hold more than the core takes.
 * @param {boolean} copies whether the numbers are copied now, or only when the core is called
 */
function tensorReader(copies) {
  let left = MOST_BYTES;
  /**
   * @param {unknown} value
   * @param {string} name
   * @param {string} whole what was expected of the whole
   */
  const open = (value, name, whole) => {
    if (typeof value !== 'object' || value === null) throw wrongType(name, value, whole);
    const { shape, data } = /** @type {Record<string, unknown>} */ (value);
    return { shape, data };
  };
  /**
   * @template {Float32ArrayConstructor | Uint8ArrayConstructor} Type
   * @param {object} data
   * @param {string} name
   * @param {Type} Type
   */
  const take = (data, name, Type) => {
    const view = ownView(data, Type);
    if (view.byteLength > left) {
      const limit = `at most ${left} (${MOST_BYTES / 2 ** 20} MiB in all tensors together)`;
      throw new RangeError(`${name}.data has ${view.byteLength} bytes, expected ${limit}`);
    }
    left -= view.byteLength;
    return /** @type {InstanceType<Type>} */ (copies ? new Type(view) : view);
  };
  return {
    /**
     * @param {unknown} value
     * @param {string} name
     * @returns {TensorSnapshot}
     */
    tensor(value, name) {
      const { shape, data } = open(value, name, 'a tensor { shape, data }');
      const lengths = shapeOf(shape, `${name}.shape`, 4, 'four lengths: batch, heads, tokens, width');
      if (typeOf(data) !== 'Float32Array') throw wrongType(`${name}.data`, data, 'a Float32Array');
      return { shape: lengths, data: take(/** @type {object} */ (data), name, Float32Array) };
    },
    /**
     * @param {unknown} value
     * @returns {Pick<AttendSnapshot, 'allowed' | 'bias'>}
     */
    mask(value) {
      if (value === undefined) return {};
      const { shape, data } = open(value, 'mask', 'a tensor { shape, data }');
      const lengths = shapeOf(shape, 'mask.shape', 2, 'two to four lengths, the last ones queries and keys');
      const numbers = /** @type {object} */ (data);
      if (typeOf(data) === 'Uint8Array')
        return { allowed: { shape: lengths, data: take(numbers, 'mask', Uint8Array) } };
      if (typeOf(data) === 'Float32Array')
        return { bias: { shape: lengths, data: take(numbers, 'mask', Float32Array) } };
      throw wrongType('mask.data', data, 'a Uint8Array (1: may look, 0: may not) or a Float32Array (added)');
    },
  };
}

/** @param {unknown} data */
function typeOf(data) {
  return typeof data === 'object' && data !== null ? typedArrayName(data) : undefined;
}

/**
 * @param {unknown} value
 * @param {string} name
 */
function aboveZero(value, name) {
  const given = single(value, name);
  if (given <= 0) throw wrongValue(name, given, 'a finite number above 0');
  return given;
}

/**
 * @param {unknown} request as the caller gave it
 * @param {boolean} copies whether the numbers are copied, so that the caller may change them afterwards
 * @returns {AttendSnapshot}
 * @throws {TypeError | RangeError} naming the argument, its value and what was expected
 */
export function readAttend(request, copies) {
  const given = fieldsOf(request, 'request', FIELDS);
  const { tensor, mask } = tensorReader(copies);
  return {
    queries: tensor(given.queries, 'queries'),
    keys: tensor(given.keys, 'keys'),
    values: tensor(given.values, 'values'),
    pastKeys: optional(given.pastKeys, 'pastKeys', tensor),
    pastValues: optional(given.pastValues, 'pastValues', tensor),
    ...mask(given.mask),
    isCausal: optional(given.isCausal, 'isCausal', boolean),
    window: optional(given.window, 'window', wholeNumber),
    scale: optional(given.scale, 'scale', single),
    softcap: optional(given.softcap, 'softcap', aboveZero),
    needWeights: optional(given.needWeights, 'needWeights', boolean),
  };
}

/**
 * @param {PackedAttention} packed
 * @param {AttendSnapshot} asked
 * @returns {AttendResult}
 */
export function attendResult({ output, logSumExp, weights, keys, values }, asked) {
  const [batch, heads, queries] = asked.queries.shape;
  const [, kvHeads, added, width] = asked.keys.shape;
  const count = (asked.pastKeys?.shape[2] ?? 0) + added;
  const valueWidth = asked.values.shape[3];
  /** @type {AttendResult} */
  const result = {
    output: { shape: [batch, heads, queries, valueWidth], data: output },
    logSumExp: { shape: [batch, heads, queries], data: logSumExp },
  };
  if (weights) result.weights = { shape: [batch, heads, queries, count], data: weights };
  if (keys) result.keys = { shape: [batch, kvHeads, count, width], data: keys };
  if (values) result.values = { shape: [batch, kvHeads, count, valueWidth], data: values };
  return result;
}
