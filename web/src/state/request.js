/** Settings to what the engine is asked, and what an edit means in its answer. */
import { applies, headsOf, isCausal, kvHeadsOf } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('softlook').Stage} Stage */

/**
 * @param {Settings} settings
 * @param {string[]} tokens
 * @param {string[]} context used in cross-attention only
 * @returns {TraceRequest}
 */
export function traceRequest(settings, tokens, context) {
  const heads = headsOf(settings);
  const projections = settings.kind !== 'plain';
  /** @type {TraceRequest} */
  const request = {
    tokens,
    projections,
    embedDim: settings.width,
    numHeads: heads,
    scale: scaleOf(settings),
    seed: settings.seed,
  };
  if (settings.kind === 'cross') request.context = context;
  if (projections) request.headDim = headWidthOf(settings);
  if (settings.kind === 'multi') request.outputProjection = true;
  if (kvHeadsOf(settings) !== heads) request.numKvHeads = kvHeadsOf(settings);
  const mask = maskOf(settings, tokens.length, (settings.kind === 'cross' ? context : tokens).length);
  if (mask) request.mask = mask;
  if (settings.positions !== 'none') request.positions = settings.positions;
  if (settings.softcap > 0) request.softcap = settings.softcap;
  if (settings.temperature !== 1) request.temperature = settings.temperature;
  Object.assign(request, methodOf(settings, tokens, context), cacheOf(settings, tokens));
  if (settings.gradient) request.gradient = lossOf(settings, tokens.length);
  if (settings.edits.length > 0) {
    request.edits = settings.edits;
    request.differences = true;
  }
  return request;
}

/**
 * @param {Settings} settings
 * @param {string[]} tokens
 * @param {string[]} context
 * @returns {Partial<TraceRequest>}
 */
function methodOf({ method, rank, reach, globals, kind }, tokens, context) {
  if (method === 'softmax') return {};
  if (method === 'lowRank') {
    return { method, rank: Math.min(rank, (kind === 'cross' ? context : tokens).length) };
  }
  return method === 'localGlobal' ? { method, reach, globalTokens: globals } : { method };
}

/** @param {Settings} settings @param {string[]} tokens @returns {Partial<TraceRequest>} */
function cacheOf(settings, tokens) {
  const { cached } = settings;
  return usesCache(settings) ? { cachedTokens: Math.min(cached, tokens.length - 1) } : {};
}

/**
 * @param {Settings} settings
 * @returns {boolean} whether keys and values come from a cache: where no word looks ahead, and nothing is approximated
 */
export function usesCache(settings) {
  const { cached, kind, method, gradient } = settings;
  return !gradient && cached >= 0 && applies('cached', kind) && isCausal(settings) && method === 'softmax';
}

/**
 * The cell of the output that is the loss.
 * @param {Settings} settings
 * @param {number} queries
 */
export function lossOf(settings, queries) {
  const { lossToken, lossFeature, kind, width } = settings;
  const projected = kind === 'multi' || (kind === 'cross' && headsOf(settings) > 1);
  const features = kind === 'plain' || projected ? width : headWidthOf(settings);
  return { row: Math.min(lossToken, queries - 1), column: Math.min(lossFeature, features - 1) };
}

/** @param {Settings} settings @returns {TraceRequest['scale']} */
function scaleOf({ scaled, factor }) {
  if (!scaled) return 'none';
  return factor > 0 ? factor : 'sqrt';
}

/**
 * @param {Settings} settings
 * @param {number} queries
 * @param {number} keys
 * @returns {TraceRequest['mask']} undefined where nothing is masked
 */
function maskOf(settings, queries, keys) {
  const { window, prefix, padding, drawn } = settings;
  /** @type {import('softlook').Mask} */
  const mask = {};
  if (isCausal(settings)) mask.causal = true;
  if (window >= 0) mask.window = window;
  if (prefix > 0) mask.prefix = prefix;
  if (padding > 0) mask.padding = Array.from({ length: keys }, (_, key) => key < keys - padding);
  // What is drawn are edits; these give them a mask to be drawn on.
  if (drawn === 'cells') mask.allowed = Array(queries * keys).fill(true);
  if (drawn === 'numbers') {
    mask.bias = { rows: queries, cols: keys, data: new Float32Array(queries * keys) };
  }
  return Object.keys(mask).length > 0 ? mask : undefined;
}

/**
 * @param {Settings} settings
 * @returns {number} numbers in a query of one head
 */
export function headWidthOf(settings) {
  if (applies('headWidth', settings.kind) && settings.headWidth > 0) return settings.headWidth;
  return Math.max(1, Math.floor(settings.width / headsOf(settings)));
}

/**
 * The stage of a trace, or undefined. Stages that all heads share are found under every head.
 * @param {AsyncTrace} trace
 * @param {string} id
 * @param {number} head
 * @returns {Stage | undefined}
 */
export function findStage(trace, id, head) {
  return trace.stages.find((s) => s.id === id && (s.head === head || s.head === -1));
}

/**
 * @param {AsyncTrace} trace
 * @param {import('softlook').Axis} axis
 * @param {number} index
 * @returns {string | undefined} the token there; undefined for an axis of features
 */
function tokenAt(trace, axis, index) {
  if (axis === 'queryToken') return trace.tokens[trace.firstQuery + index];
  if (axis === 'keyToken') return (trace.context ?? trace.tokens)[index];
  return undefined;
}

/**
 * The words a cell stands for: an edit of it means them, not a row and a column.
 * @param {Edit} edit
 * @param {AsyncTrace} trace
 * @returns {string | undefined} the same text for the same words; undefined where the trace has no such cell
 */
export function meaningOf({ stage: id, head = 0, row, column }, trace) {
  const stage = findStage(trace, id, head);
  if (!stage || row >= stage.rows || column >= stage.cols) return undefined;
  return JSON.stringify([tokenAt(trace, stage.rowAxis, row), tokenAt(trace, stage.colAxis, column)]);
}
