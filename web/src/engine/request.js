/**
 * What a caller asks, checked and copied before anything is computed: the caller may change its own objects
 * afterwards, and a trace that has to be made again is made from the copy.
 */
import {
  boolean,
  fieldsOf,
  flags,
  list,
  MOST_CELLS,
  matrix,
  oneOf,
  optional,
  positive,
  single,
  text,
  wholeNumber,
  wrongValue,
} from './validate.js';

/** @typedef {import('softlook').Matrix} Matrix */
/** @typedef {{stage: string, head: number, row: number, column: number, value: number}} EditSnapshot */
/**
 * `padding` and `allowed` as bytes, 1 = true.
 * @typedef {{
 *   causal?: boolean,
 *   window?: number,
 *   prefix?: number,
 *   padding?: Uint8Array,
 *   allowed?: Uint8Array,
 *   bias?: Matrix,
 * }} MaskSnapshot
 */
/**
 * The normal form of a request, as cpp/wasm/from_js.cpp reads it. A field that was not given is undefined, but there: what
 * somebody has put into Object.prototype does not stand in for it.
 * @typedef {{
 *   tokens: string[],
 *   context?: string[],
 *   projections?: boolean,
 *   embedDim?: number,
 *   numHeads?: number,
 *   numKvHeads?: number,
 *   headDim?: number,
 *   valueDim?: number,
 *   embeddings?: Matrix,
 *   contextEmbeddings?: Matrix,
 *   weights: Record<string, Matrix | undefined>,
 *   outputProjection?: boolean,
 *   scale?: number,
 *   mask: MaskSnapshot,
 *   positions?: string,
 *   softcap?: number,
 *   temperature?: number,
 *   gradient?: {row?: number, column?: number, upstream?: Matrix},
 *   method?: string,
 *   rank?: number,
 *   reach?: number,
 *   globalTokens?: number,
 *   cachedTokens?: number,
 *   seed?: number,
 *   edits: EditSnapshot[],
 *   differences?: boolean,
 *   against?: Snapshot,
 * }} Snapshot
 */

// The most the core takes (cpp/softlook/request/request.h): more need not be copied into its memory to be turned away.
const MOST_TOKENS = 512;
// Nothing in the core depends on these; they keep one request from filling the memory.
const LONGEST_TOKEN = 4096;
const MOST_EDITS = 2 ** 16;
const LONGEST_STAGE = 64;

const LARGEST_SEED = 2 ** 32 - 1;

/** Stands for a head that was left out where a stage has several; no caller can give it (see wholeNumber). */
const OMITTED_HEAD = -(2 ** 31);

const FIELDS = [
  'tokens',
  'context',
  'projections',
  'embedDim',
  'numHeads',
  'numKvHeads',
  'headDim',
  'valueDim',
  'embeddings',
  'contextEmbeddings',
  'weights',
  'outputProjection',
  'scale',
  'mask',
  'positions',
  'softcap',
  'temperature',
  'gradient',
  'method',
  'rank',
  'reach',
  'globalTokens',
  'cachedTokens',
  'seed',
  'edits',
  'differences',
  'against',
];
const WEIGHTS = [
  'query',
  'key',
  'value',
  'output',
  'queryBias',
  'keyBias',
  'valueBias',
  'outputBias',
  'keyMixing',
  'valueMixing',
];
const MASK_FIELDS = ['causal', 'window', 'prefix', 'padding', 'allowed', 'bias'];
const POSITIONS = ['none', 'sinusoidal', 'rope', 'alibi'];
const GRADIENT_FIELDS = ['row', 'column', 'upstream'];
const METHODS = ['softmax', 'linear', 'lowRank', 'localGlobal'];
const EDIT_FIELDS = ['stage', 'head', 'row', 'column', 'value'];

/**
 * @param {unknown} value
 * @param {string} name
 */
function tokens(value, name) {
  const result = list(value, name, MOST_TOKENS, `at most ${MOST_TOKENS} tokens a trace`, (item, of) =>
    text(item, of, LONGEST_TOKEN),
  );
  if (result.length === 0) throw wrongValue(name, value, `1 to ${MOST_TOKENS} tokens`);
  return result;
}

/**
 * As a factor; undefined for 1/√D.
 * @param {unknown} value
 * @param {string} name
 */
function scale(value, name) {
  if (value === 'sqrt') return undefined;
  if (value === 'none') return 1;
  const expected = '"sqrt", "none" or a number';
  if (typeof value === 'string') throw wrongValue(name, value, expected);
  const factor = single(value, name, expected);
  if (factor !== 0 && Math.fround(factor) === 0)
    throw wrongValue(name, factor, 'a number that fits float32, 0 or at least 1.4e-45 from zero');
  return factor;
}

/**
 * Reads matrices until they hold more than a trace may: together they must fit into the core's memory.
 * @returns {(value: unknown, name: string) => Matrix}
 */
function matrixReader() {
  let left = MOST_CELLS;
  return (value, name) => {
    const read = matrix(value, name, left);
    left -= read.data.length;
    return read;
  };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(value: unknown, name: string) => Matrix} readMatrix
 */
function weights(value, name, readMatrix) {
  const given = fieldsOf(value, name, WEIGHTS);
  return Object.fromEntries(
    WEIGHTS.map((field) => [field, optional(given[field], `${name}.${field}`, readMatrix)]),
  );
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} numHeads
 * @returns {EditSnapshot}
 */
function edit(value, name, numHeads) {
  const given = fieldsOf(value, name, EDIT_FIELDS);
  return {
    stage: text(given.stage, `${name}.stage`, LONGEST_STAGE),
    head: optional(given.head, `${name}.head`, wholeNumber) ?? (numHeads === 1 ? 0 : OMITTED_HEAD),
    row: wholeNumber(given.row, `${name}.row`),
    column: wholeNumber(given.column, `${name}.column`),
    value: single(given.value, `${name}.value`),
  };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {number} numHeads
 */
function edits(value, name, numHeads) {
  return list(value, name, MOST_EDITS, `at most ${MOST_EDITS} edits a trace`, (item, of) =>
    edit(item, of, numHeads),
  );
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(value: unknown, name: string) => Matrix} readMatrix
 * @returns {MaskSnapshot}
 */
function mask(value, name, readMatrix) {
  const given = fieldsOf(value, name, MASK_FIELDS);
  return {
    causal: optional(given.causal, `${name}.causal`, boolean),
    window: optional(given.window, `${name}.window`, wholeNumber),
    prefix: optional(given.prefix, `${name}.prefix`, wholeNumber),
    padding: optional(given.padding, `${name}.padding`, (value, of) => flags(value, of, MOST_TOKENS)),
    allowed: optional(given.allowed, `${name}.allowed`, (value, of) => flags(value, of, MOST_TOKENS ** 2)),
    bias: optional(given.bias, `${name}.bias`, readMatrix),
  };
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(value: unknown, name: string) => Matrix} readMatrix
 * @returns {NonNullable<Snapshot['gradient']>}
 */
function gradient(value, name, readMatrix) {
  const { row, column, upstream } = fieldsOf(value, name, GRADIENT_FIELDS);
  if (upstream === undefined) {
    return { row: wholeNumber(row, `${name}.row`), column: wholeNumber(column, `${name}.column`), upstream };
  }
  for (const [field, given] of Object.entries({ row, column })) {
    if (given !== undefined) throw wrongValue(`${name}.${field}`, given, `none beside ${name}.upstream`);
  }
  return { row: undefined, column: undefined, upstream: readMatrix(upstream, `${name}.upstream`) };
}

/**
 * @param {unknown} request as the caller gave it
 * @returns {Snapshot} with no object of the caller's in it
 * @throws {TypeError | RangeError} naming the argument, its value and what was expected
 */
export function readRequest(request) {
  return snapshot(fieldsOf(request, 'request', FIELDS), '', matrixReader());
}

/**
 * @param {unknown} value
 * @param {string} name
 * @param {(value: unknown, name: string) => Matrix} readMatrix
 */
function against(value, name, readMatrix) {
  const given = fieldsOf(value, name, FIELDS);
  // Before it is read: it could lead back to where it stands.
  if (given.against !== undefined) {
    throw wrongValue(`${name}.against`, given.against, 'none; a trace is compared with one other');
  }
  return snapshot(given, `${name}.`, readMatrix);
}

/**
 * @param {Record<string, unknown>} given
 * @param {string} prefix what comes before a field's name in messages
 * @param {(value: unknown, name: string) => Matrix} readMatrix
 * @returns {Snapshot}
 */
function snapshot(given, prefix, readMatrix) {
  /** @type {<Result>(field: string, how: (value: unknown, name: string) => Result) => Result | undefined} */
  const read = (field, how) => optional(given[field], prefix + field, how);
  const { weights: givenWeights = {}, mask: givenMask = {} } = given;
  const numHeads = read('numHeads', wholeNumber);
  return {
    tokens: tokens(given.tokens, `${prefix}tokens`),
    context: read('context', tokens),
    projections: read('projections', boolean),
    embedDim: read('embedDim', wholeNumber),
    numHeads,
    numKvHeads: read('numKvHeads', wholeNumber),
    headDim: read('headDim', wholeNumber),
    valueDim: read('valueDim', wholeNumber),
    embeddings: read('embeddings', readMatrix),
    contextEmbeddings: read('contextEmbeddings', readMatrix),
    weights: weights(givenWeights, `${prefix}weights`, readMatrix),
    outputProjection: read('outputProjection', boolean),
    scale: read('scale', scale),
    mask: mask(givenMask, `${prefix}mask`, readMatrix),
    positions: read('positions', (value, name) => oneOf(value, name, POSITIONS)),
    softcap: read('softcap', positive),
    temperature: read('temperature', positive),
    gradient: read('gradient', (value, name) => gradient(value, name, readMatrix)),
    method: read('method', (value, name) => oneOf(value, name, METHODS)),
    rank: read('rank', wholeNumber),
    reach: read('reach', wholeNumber),
    globalTokens: read('globalTokens', wholeNumber),
    cachedTokens: read('cachedTokens', wholeNumber),
    seed: read('seed', (value, name) => wholeNumber(value, name, 0, LARGEST_SEED)),
    edits: read('edits', (value, name) => edits(value, name, numHeads ?? 1)) ?? [],
    differences: read('differences', boolean),
    against: read('against', (value, name) => against(value, name, readMatrix)),
  };
}

/**
 * The core's sentence in the caller's terms.
 * @param {string} message
 */
export function spellOmitted(message) {
  return message.replace(`head is ${OMITTED_HEAD}`, 'head is missing');
}
