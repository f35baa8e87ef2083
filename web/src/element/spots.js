/** Which cell the arithmetic is about: the one pointed at, else the pinned one, else a telling one of the step. */
import { stageFor } from '../view/layout.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('../state/steps.js').Step} Step */

/**
 * @param {AsyncTrace} trace
 * @param {Spot} spot
 * @returns {Stage | undefined} its stage, where the trace has that cell
 */
export function stageOfSpot(trace, spot) {
  const stage = trace.stages.find((s) => s.id === spot.stage && s.head === spot.head);
  return stage && spot.row < stage.rows && spot.column < stage.cols ? stage : undefined;
}

/**
 * The cell a step begins with: what changed most where changes are shown; else the focused token's row and the
 * key it looks at most, or the first number that the chosen head gave.
 * @param {AsyncTrace} trace
 * @param {Step} step
 * @param {{head: number, focus: number, changes: boolean}} chosen `focus`: query token; -1 = none
 * @returns {Spot}
 */
export function restingSpot(trace, step, { head, focus, changes }) {
  const stage = stageFor(trace, step.results[0], head);
  const at = changes && stage.difference ? indexOfLargest(stage.difference, Math.abs) : -1;
  if (at >= 0 && stage.difference?.[at] !== 0) {
    return { stage: stage.id, head: stage.head, row: Math.floor(at / stage.cols), column: at % stage.cols };
  }
  const row = stage.rowAxis === 'queryToken' && focus >= 0 ? Math.min(focus, stage.rows - 1) : 0;
  let column = 0;
  if (stage.colAxis === 'keyToken') column = indexOfLargest(weightsRow(trace, head, row), (w) => w);
  if (stage.operation === 'concatenate') column = head * trace.valueDim;
  return { stage: stage.id, head: stage.head, row, column };
}

/** @param {Float32Array} values @param {(value: number) => number} size */
function indexOfLargest(values, size) {
  let most = 0;
  for (let i = 1; i < values.length; i++) if (size(values[i]) > size(values[most])) most = i;
  return most;
}

/** Weights of queries for keys; those of a method, where there are any, are what its output is made with. */
const WEIGHTS = /** @type {const} */ (['linearWeights', 'localWeights', 'weights']);

/** @param {AsyncTrace} trace @param {number} head @returns {Stage} the weights that tell what a word looks at */
export function weightsFor(trace, head) {
  const id = WEIGHTS.find((known) => trace.stages.some((stage) => stage.id === known));
  return stageFor(trace, id ?? 'weights', head);
}

/**
 * @param {AsyncTrace} trace
 * @param {number} head
 * @param {number} row query token
 * @returns {Float32Array} its attention weights
 */
export function weightsRow(trace, head, row) {
  const stage = weightsFor(trace, head);
  return stage.data.subarray(row * stage.cols, (row + 1) * stage.cols);
}
