/** Which cell the arithmetic is about: the one pointed at, else the pinned one, else a telling one of the step. */
import { stageFor } from '../view/layout.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('../model/steps.js').Step} Step */

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
 * The cell a step begins with: the focused token's row, and the key it looks at most.
 * @param {AsyncTrace} trace
 * @param {Step} step
 * @param {number} head
 * @param {number} focus query token; -1 = none
 * @returns {Spot}
 */
export function restingSpot(trace, step, head, focus) {
  const stage = stageFor(trace, step.results[0], head);
  const row = stage.rowAxis === 'queryToken' && focus >= 0 ? Math.min(focus, stage.rows - 1) : 0;
  let column = 0;
  if (stage.colAxis === 'keyToken') {
    const weights = weightsRow(trace, head, row);
    for (let j = 1; j < weights.length; j++) if (weights[j] > weights[column]) column = j;
  }
  return { stage: stage.id, head: stage.head, row, column };
}

/**
 * @param {AsyncTrace} trace
 * @param {number} head
 * @param {number} row query token
 * @returns {Float32Array} its attention weights
 */
export function weightsRow(trace, head, row) {
  const stage = stageFor(trace, 'weights', head);
  return stage.data.subarray(row * stage.cols, (row + 1) * stage.cols);
}
