/** Settings to what the engine is asked, and what an edit means in its answer. */
import { headWidthOf, reduced, together } from './together.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('softlook').Stage} Stage */

/**
 * @param {Settings} settings
 * @param {string[]} tokens
 * @param {string[]} context used in cross-attention only
 * @returns {TraceRequest} of the settings that go together
 */
export function traceRequest(settings, tokens, context) {
  const { used } = together(settings);
  const keys = (used.cross ? context : tokens).length;
  Object.assign(used, reduced(used, tokens.length, keys));
  const { projections, heads, outputProjection, kvHeads, positions, softcap, temperature, cached, edits } =
    used;
  /** @type {TraceRequest} */
  const request = {
    tokens,
    projections,
    embedDim: used.width,
    numHeads: heads,
    scale: used.scaled ? used.factor || 'sqrt' : 'none',
    seed: used.seed,
  };
  if (used.cross) request.context = context;
  if (projections) request.headDim = headWidthOf(used);
  if (outputProjection !== 'auto') request.outputProjection = outputProjection === 'on';
  if (kvHeads > 0 && kvHeads < heads) request.numKvHeads = kvHeads;
  const mask = maskOf(used, tokens.length, keys);
  if (mask) request.mask = mask;
  if (positions !== 'none') request.positions = positions;
  if (softcap > 0) request.softcap = softcap;
  if (temperature !== 1) request.temperature = temperature;
  Object.assign(request, methodOf(used));
  if (cached >= 0) request.cachedTokens = cached;
  if (used.gradient) request.gradient = { row: used.lossToken, column: used.lossFeature };
  if (edits.length > 0) {
    request.edits = edits;
    request.differences = true;
  }
  return request;
}

/** @param {Settings} used @returns {Partial<TraceRequest>} */
function methodOf({ method, rank, reach, globals }) {
  if (method === 'softmax') return {};
  if (method === 'lowRank') return { method, rank };
  return method === 'localGlobal' ? { method, reach, globalTokens: globals } : { method };
}

/**
 * @param {Settings} used
 * @param {number} queries
 * @param {number} keys
 * @returns {TraceRequest['mask']} undefined where nothing is masked
 */
function maskOf({ causal, window, prefix, padding, drawn }, queries, keys) {
  /** @type {import('softlook').Mask} */
  const mask = {};
  if (causal) mask.causal = true;
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
