/** Settings to what the engine is asked, and what an edit means in its answer. */
import { applies, headsOf, isCausal } from './settings.js';

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
    scale: settings.scaled ? 'sqrt' : 'none',
    seed: settings.seed,
  };
  if (settings.kind === 'cross') request.context = context;
  if (projections) request.headDim = headWidthOf(settings);
  if (settings.kind === 'multi') request.outputProjection = true;
  if (isCausal(settings)) request.mask = { causal: true };
  if (settings.edits.length > 0) {
    request.edits = settings.edits;
    request.differences = true;
  }
  return request;
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
  if (axis === 'queryToken') return trace.tokens[index];
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
