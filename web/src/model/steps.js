/**
 * The steps a reader walks through, read off a trace: the words, then the projections together, then every
 * computed stage by itself. A new kind of attention brings its steps along.
 */

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('softlook').Operation} Operation */

/**
 * @typedef {object} Step
 * @property {string} id `words`, `projections` or the id of its stage
 * @property {number} number from 1
 * @property {StageId[]} results the stages this step makes
 * @property {Operation} operation
 */

/** Stages that are made together, by the step they belong to. */
const TOGETHER = /** @type {Record<string, StageId[]>} */ ({
  words: ['embeddings', 'contextEmbeddings'],
  projections: ['queries', 'keys', 'values'],
});

/**
 * @param {AsyncTrace} trace
 * @returns {Step[]}
 */
export function stepsOf(trace) {
  /** @type {Map<string, Step>} */
  const steps = new Map();
  for (const stage of trace.stages) {
    const group = Object.keys(TOGETHER).find((id) => TOGETHER[id].includes(stage.id));
    if (!group && stage.operation === 'input') continue;
    const id = group ?? stage.id;
    const step = steps.get(id);
    if (!step) {
      steps.set(id, { id, number: steps.size + 1, results: [stage.id], operation: stage.operation });
    } else if (!step.results.includes(stage.id)) {
      step.results.push(stage.id);
    }
  }
  return [...steps.values()];
}
