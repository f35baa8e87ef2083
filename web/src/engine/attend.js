/** What attend() is asked, checked before anything is computed; and its answer as callers see it. */
import { ownView, typedArrayName } from './typed-arrays.js';
import {
  boolean,
  fieldsOf,
  optional,
  ownFields,
  ownItem,
  single,
  wholeNumber,
  wrongType,
  wrongValue,
} from './validate.js';

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

/** The most the core takes (cpp/softlook/attend/attend.h): more need not be copied into its memory to be turned away. */
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

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} fewest
 * @param {string} expected
 * @returns {number[]} four lengths, 1 for the ones left out before the first
 */
function shapeOf(value, name, fewest, expected) {
  if (!Array.isArray(value)) throw wrongType(name, value, expected);
  const length = wholeNumber(value.length, `${name}.length`);
  if (length < fewest || length > 4) throw wrongValue(name, value, expected);
  const lengths = Array.from({ length }, (_, axis) => wholeNumber(ownItem(value, axis), `${name}[${axis}]`));
  return [...Array(4 - length).fill(1), ...lengths];
}

/**
 * A tensor whose shape has been read, its numbers not yet: reading the rest of the request may run code of the
 * caller's, which can take their memory away.
 * @typedef {{name: string, shape: number[], data: object, Type: Float32ArrayConstructor | Uint8ArrayConstructor}} Opened
 */

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Opened}
 */
function openTensor(value, name) {
  const { shape, data } = ownFields(value, name, ['shape', 'data'], 'a tensor { shape, data }');
  const lengths = shapeOf(shape, `${name}.shape`, 4, 'four lengths: batch, heads, tokens, width');
  if (typeOf(data) !== 'Float32Array') throw wrongType(`${name}.data`, data, 'a Float32Array');
  return { name, shape: lengths, data: /** @type {object} */ (data), Type: Float32Array };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @returns {Opened}
 */
function openMask(value, name) {
  const { shape, data } = ownFields(value, name, ['shape', 'data'], 'a tensor { shape, data }');
  const lengths = shapeOf(shape, `${name}.shape`, 2, 'two to four lengths, the last ones queries and keys');
  const type = typeOf(data);
  const Type = type === 'Uint8Array' ? Uint8Array : type === 'Float32Array' ? Float32Array : undefined;
  if (!Type) {
    throw wrongType(`${name}.data`, data, 'a Uint8Array (1: may look, 0: may not) or a Float32Array (added)');
  }
  return { name, shape: lengths, data: /** @type {object} */ (data), Type };
}

/** @param {unknown} data */
function typeOf(data) {
  return typeof data === 'object' && data !== null ? typedArrayName(data) : undefined;
}

/**
 * Takes the numbers of tensors until they are more than the core takes.
 * @param {boolean} copies whether they are copied now, or only when the core is called
 */
function taker(copies) {
  let left = MOST_BYTES;
  /** @param {Opened} opened */
  return ({ name, shape, data, Type }) => {
    const view = ownView(data, Type);
    if (view.byteLength > left) {
      const limit = `at most ${left} (${MOST_BYTES / 2 ** 20} MiB in all tensors together)`;
      throw new RangeError(`${name}.data has ${view.byteLength} bytes, expected ${limit}`);
    }
    left -= view.byteLength;
    return { shape, data: /** @type {any} */ (copies ? new Type(view) : view) };
  };
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
  const opened = {
    queries: openTensor(given.queries, 'queries'),
    keys: openTensor(given.keys, 'keys'),
    values: openTensor(given.values, 'values'),
    pastKeys: optional(given.pastKeys, 'pastKeys', openTensor),
    pastValues: optional(given.pastValues, 'pastValues', openTensor),
    mask: optional(given.mask, 'mask', openMask),
  };
  const options = {
    isCausal: optional(given.isCausal, 'isCausal', boolean),
    window: optional(given.window, 'window', wholeNumber),
    scale: optional(given.scale, 'scale', single),
    softcap: optional(given.softcap, 'softcap', aboveZero),
    needWeights: optional(given.needWeights, 'needWeights', boolean),
  };
  // From here on nothing of the caller's is run until the core has the numbers.
  const take = taker(copies);
  const mask = opened.mask && take(opened.mask);
  return {
    queries: take(opened.queries),
    keys: take(opened.keys),
    values: take(opened.values),
    pastKeys: opened.pastKeys && take(opened.pastKeys),
    pastValues: opened.pastValues && take(opened.pastValues),
    allowed: opened.mask?.Type === Uint8Array ? mask : undefined,
    bias: opened.mask?.Type === Float32Array ? mask : undefined,
    ...options,
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
