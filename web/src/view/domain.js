/**
 * What the colours of each stage stand for. All heads of a stage share a domain, so that they compare; so do
 * a stage and what scaling, masking or copying makes of it, so that one sees what the step did.
 *
 * Numbers are to colours as to a ruler, so that twice the number is twice as far from 0. A few large ones would leave
 * the rest without a difference to be seen: then the scale ends before them. They have the colour of its end and a mark,
 * and the legend says so.
 */

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('./palette.js').Domain} Domain */

const SHARED = new Set([
  'hide',
  'stack',
  'scale',
  'mask',
  'copy',
  'concatenate',
  'add',
  'rotate',
  'softcap',
  'divide',
]);

/** Scales and the size of cells both ask for them. @type {WeakMap<Float32Array, number>} */
const magnitudes = new WeakMap();

/**
 * @param {Float32Array} data of a trace, which nobody writes to
 * @returns {number} the largest finite magnitude
 */
export function largest(data) {
  let most = magnitudes.get(data);
  if (most === undefined) {
    most = largestIn(data);
    magnitudes.set(data, most);
  }
  return most;
}

/** @param {Float32Array} data */
function largestIn(data) {
  let most = 0;
  // By index: twice as quick as an iterator, for millions of numbers.
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}

/** So much of the numbers a scale shows twice over, before it leaves out what is larger. */
const BULK = 0.9;
const ROOM = 2;
/** So many numbers of a large stage, evenly spread, stand for all of it. */
const SAMPLE = 1024;

/**
 * @param {Float32Array} data
 * @param {number} most the largest finite magnitude
 * @returns {number} the magnitude that is as far as a scale should go: `most`, or less where few numbers are so large
 */
function reach(data, most) {
  const every = Math.ceil(data.length / SAMPLE);
  const sizes = new Float32Array(Math.ceil(data.length / every));
  let count = 0;
  for (let i = 0; i < data.length; i += every) {
    const size = Math.abs(data[i]);
    // Zeros are what was never set, or has not changed.
    if (size > 0 && size < Number.POSITIVE_INFINITY) sizes[count++] = size;
  }
  if (count === 0) return most;
  const bulk = sizes.subarray(0, count).sort()[Math.floor(BULK * count)];
  return Math.min(most, roundedUp(ROOM * bulk));
}

/** To the digits that a legend shows. @param {number} size */
function roundedUp(size) {
  const unit = 10 ** (Math.floor(Math.log10(size)) - 1);
  return Number((Math.ceil(size / unit) * unit).toPrecision(2));
}

/**
 * @param {number} high
 * @param {number} most
 * @returns {Domain} symmetric about 0
 */
const signed = (high, most) => ({ kind: 'signed', low: -(high || 1), high: high || 1, most });

/** @type {WeakMap<Float32Array, {high: number, most: number}>} */
const looked = new WeakMap();

/**
 * Looks through the numbers of a stage, once.
 * @param {Float32Array} data
 * @returns {{high: number, most: number}} how far its scale should go, and its largest finite magnitude
 */
export function sizeOf(data) {
  const known = looked.get(data);
  if (known) return known;
  const most = largest(data);
  const size = { high: reach(data, most), most };
  looked.set(data, size);
  return size;
}

/**
 * Signed domains are symmetric about 0; attention weights go from 0 to 1.
 * @param {AsyncTrace} trace
 * @returns {Map<string, Domain>} by stage id
 */
export function domainsOf(trace) {
  /** @type {Map<string, string>} the stage whose domain a stage uses */
  const owner = new Map();
  /** @type {Map<string, {high: number, most: number}>} */
  const sizes = new Map();
  for (const stage of trace.stages) {
    // A quotient of two stages is of another size than either.
    const shares = SHARED.has(stage.operation) && !(stage.operation === 'divide' && stage.inputs.length > 1);
    const from = shares ? stage.inputs[0].id : stage.id;
    const own = owner.get(from) ?? from;
    owner.set(stage.id, own);
    const { high, most } = sizeOf(stage.data);
    const size = sizes.get(own) ?? { high: 0, most: 0 };
    sizes.set(own, { high: Math.max(size.high, high), most: Math.max(size.most, most) });
  }
  /** @type {Map<string, Domain>} */
  const domains = new Map();
  for (const { id, operation } of trace.stages) {
    const { high, most } = sizes.get(owner.get(id) ?? id) ?? { high: 0, most: 0 };
    const weights = operation === 'softmax' || operation === 'normalize';
    domains.set(id, weights ? { kind: 'weights', low: 0, high: 1, most } : signed(high, most));
  }
  return domains;
}

/**
 * One scale for two matrices that are compared: the same colour is the same number.
 * @param {Domain} a
 * @param {Domain} b
 * @returns {[Domain, Domain]} those given, where one is of weights and the other is not
 */
export function together(a, b) {
  if (a.kind !== b.kind) return [a, b];
  const wider = a.high > b.high ? a : b;
  const both = { ...wider, most: Math.max(a.most, b.most) };
  return [both, both];
}

/**
 * @param {AsyncTrace} trace with differences
 * @param {Stage} stage
 * @returns {Domain} of the differences of that stage over all heads
 */
export function differenceDomain(trace, stage) {
  let high = 0;
  let most = 0;
  for (const { id, difference } of trace.stages) {
    if (id !== stage.id || !difference) continue;
    const size = largest(difference);
    most = Math.max(most, size);
    high = Math.max(high, reach(difference, size));
  }
  return signed(high, most);
}
