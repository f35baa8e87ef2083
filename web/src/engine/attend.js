/** What attend() is asked, checked before anything is computed; and its answer as callers see it. */
import { ownView, typedArrayName } from './typed-arrays.js';
import {
  boolean,
  fieldsOf,
  list,
  oneOf,
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
 * The normal form of a request, as cpp/wasm/attend.cpp reads it: shapes have four lengths, those of `packed` tensors too,
 * a mask is `allowed` or `bias`, `weightsAre` counts the steps. A field that was not given is undefined, but there.
 * @typedef {{
 *   queries: TensorSnapshot,
 *   keys: TensorSnapshot,
 *   values: TensorSnapshot,
 *   pastKeys?: TensorSnapshot,
 *   pastValues?: TensorSnapshot,
 *   allowed?: {shape: number[], data: Uint8Array},
 *   bias?: TensorSnapshot,
 *   packed: boolean,
 *   isCausal?: boolean,
 *   window?: number,
 *   rightWindow?: number,
 *   keyLengths?: number[],
 *   scale?: number,
 *   softcap?: number,
 *   needWeights?: boolean,
 *   weightsAre?: number,
 * }} AttendSnapshot
 */

/** The most the core takes (cpp/softlook/attend/attend.h): more need not be copied into its memory to be turned away. */
const MOST_BYTES = 192 * 2 ** 20;

const FIELDS = [
  'queries',
  'keys',
  'values',
  'numHeads',
  'numKvHeads',
  'isCausal',
  'mask',
  'scale',
  'softcap',
  'window',
  'rightWindow',
  'keyLengths',
  'pastKeys',
  'pastValues',
  'needWeights',
  'weightsAre',
];
/** Each made from the one before it; cpp/softlook/attend/attend.h counts them in this order. */
const STEPS = ['scores', 'scaled', 'capped', 'masked', 'weights'];
const FOUR = 'four lengths: batch, heads, tokens, width';
const THREE = 'three lengths: batch, tokens, heads · width';
/** More sequences than fit the memory. */
const MOST_LENGTHS = 2 ** 26;

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number[]} counts how many lengths there may be
 * @param {string} expected
 * @returns {number[]}
 */
function shapeOf(value, name, counts, expected) {
  if (!Array.isArray(value)) throw wrongType(name, value, expected);
  const length = wholeNumber(value.length, `${name}.length`);
  if (!counts.includes(length)) throw wrongValue(name, value, expected);
  return Array.from({ length }, (_, axis) => wholeNumber(ownItem(value, axis), `${name}[${axis}]`));
}

/**
 * A tensor whose shape has been read, its numbers not yet: reading the rest of the request may run code of the
 * caller's, which can take their memory away.
 * @typedef {{name: string, shape: number[], data: object, Type: Float32ArrayConstructor | Uint8ArrayConstructor}} Opened
 */

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number[]} counts
 * @param {string} expected of its shape
 * @returns {Opened}
 */
function openTensor(value, name, counts = [4], expected = FOUR) {
  const { shape, data } = ownFields(value, name, ['shape', 'data'], 'a tensor { shape, data }');
  const lengths = shapeOf(shape, `${name}.shape`, counts, expected);
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
  const lengths = shapeOf(shape, `${name}.shape`, [1, 2, 3, 4], 'one to four lengths, the last one keys');
  const type = typeOf(data);
  const Type = type === 'Uint8Array' ? Uint8Array : type === 'Float32Array' ? Float32Array : undefined;
  if (!Type) {
    throw wrongType(`${name}.data`, data, 'a Uint8Array (1: may look, 0: may not) or a Float32Array (added)');
  }
  // Those left out before the first are 1.
  const whole = [...Array(4 - lengths.length).fill(1), ...lengths];
  return { name, shape: whole, data: /** @type {object} */ (data), Type };
}

/**
 * Heads side by side in the rows of a tensor, (B, N, H·D), in four lengths: (B, H, N, D).
 * @param {Opened} opened
 * @param {number} heads
 * @param {string} counted what the heads are called
 */
function unpacked({ shape: [batch, tokens, width], ...opened }, heads, counted) {
  if (heads < 1 || width % heads !== 0) {
    throw wrongValue(`${opened.name}.shape[2]`, width, `a multiple of ${counted} (${heads})`);
  }
  return { ...opened, shape: [batch, heads, tokens, width / heads] };
}

/**
 * Queries, keys and values: all of four lengths, or all of three with the heads counted beside them.
 * @param {Record<string, unknown>} given
 */
function openMain(given) {
  const queries = openTensor(given.queries, 'queries', [4, 3], `${FOUR}; or ${THREE}`);
  const packed = queries.shape.length === 3;
  /** @type {[number[], string]} */
  const like = packed ? [[3], `${THREE}, as queries have`] : [[4], FOUR];
  const keys = openTensor(given.keys, 'keys', ...like);
  const values = openTensor(given.values, 'values', ...like);
  if (!packed) {
    for (const field of ['numHeads', 'numKvHeads']) {
      if (given[field] !== undefined)
        throw wrongValue(field, given[field], 'none beside queries of four lengths');
    }
    return { queries, keys, values, packed };
  }
  const heads = wholeNumber(given.numHeads, 'numHeads', 1);
  const kvHeads = optional(given.numKvHeads, 'numKvHeads', (value, name) => wholeNumber(value, name, 1));
  const counted = kvHeads === undefined ? 'numHeads' : 'numKvHeads';
  return {
    queries: unpacked(queries, heads, 'numHeads'),
    keys: unpacked(keys, kvHeads ?? heads, counted),
    values: unpacked(values, kvHeads ?? heads, counted),
    packed,
  };
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
 * @param {unknown} value
 * @param {string} name
 */
function stepNamed(value, name) {
  return STEPS.indexOf(oneOf(value, name, STEPS));
}

/**
 * @param {unknown} request as the caller gave it
 * @param {boolean} copies whether the numbers are copied, so that the caller may change them afterwards
 * @returns {AttendSnapshot}
 * @throws {TypeError | RangeError} naming the argument, its value and what was expected
 */
export function readAttend(request, copies) {
  const given = fieldsOf(request, 'request', FIELDS);
  const { packed, ...main } = openMain(given);
  const opened = {
    ...main,
    pastKeys: optional(given.pastKeys, 'pastKeys', openTensor),
    pastValues: optional(given.pastValues, 'pastValues', openTensor),
    mask: optional(given.mask, 'mask', openMask),
  };
  const options = {
    packed,
    isCausal: optional(given.isCausal, 'isCausal', boolean),
    window: optional(given.window, 'window', wholeNumber),
    rightWindow: optional(given.rightWindow, 'rightWindow', wholeNumber),
    keyLengths: optional(given.keyLengths, 'keyLengths', (value, name) =>
      list(value, name, MOST_LENGTHS, `at most ${MOST_LENGTHS}`, wholeNumber),
    ),
    scale: optional(given.scale, 'scale', single),
    softcap: optional(given.softcap, 'softcap', aboveZero),
    needWeights: optional(given.needWeights, 'needWeights', boolean),
    weightsAre: optional(given.weightsAre, 'weightsAre', stepNamed),
  };
  if (options.weightsAre !== undefined && !options.needWeights) {
    throw wrongValue('weightsAre', given.weightsAre, 'none without weights; set needWeights to true');
  }
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
  const shape = asked.packed ? [batch, queries, heads * valueWidth] : [batch, heads, queries, valueWidth];
  /** @type {AttendResult} */
  const result = {
    output: { shape, data: output },
    logSumExp: { shape: [batch, heads, queries], data: logSumExp },
  };
  if (weights) result.weights = { shape: [batch, heads, queries, count], data: weights };
  if (keys) result.keys = { shape: [batch, kvHeads, count, width], data: keys };
  if (values) result.values = { shape: [batch, kvHeads, count, valueWidth], data: values };
  return result;
}
