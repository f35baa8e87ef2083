/**
 * The steps a reader walks through, read off a trace: the words, then the projections together, then every
 * stage that is made of others by itself. A new kind of attention brings its steps along.
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
  positionedEmbeddings: ['positionedEmbeddings', 'positionedContext'],
  projections: ['queries', 'keys', 'values'],
  rotatedQueries: ['rotatedQueries', 'rotatedKeys'],
  queryFeatures: ['queryFeatures', 'keyFeatures'],
  keyValueState: ['keyValueState', 'keySum'],
  numerators: ['numerators', 'denominators'],
  mixedKeys: ['mixedKeys', 'mixedValues'],
  concatenatedGradient: ['concatenatedGradient', 'outputWeightsGradient', 'outputBiasGradient'],
  weightsGradient: ['weightsGradient', 'valuesGradient'],
  localWeightsGradient: ['localWeightsGradient', 'valuesGradient'],
  lowRankWeightsGradient: ['lowRankWeightsGradient', 'mixedValuesGradient'],
  mixedKeysGradient: ['mixedKeysGradient', 'keyMixingGradient', 'valueMixingGradient'],
  numeratorsGradient: ['numeratorsGradient', 'denominatorsGradient'],
  keyValueStateGradient: ['keyValueStateGradient', 'keySumGradient'],
  queryFeaturesGradient: ['queryFeaturesGradient', 'keyFeaturesGradient'],
  rotatedQueriesGradient: ['rotatedQueriesGradient', 'rotatedKeysGradient'],
  queriesGradient: ['queriesGradient', 'keysGradient', 'valuesGradient'],
  queryWeightsGradient: [
    'queryWeightsGradient',
    'keyWeightsGradient',
    'valueWeightsGradient',
    'queryBiasGradient',
    'keyBiasGradient',
    'valueBiasGradient',
  ],
  embeddingsGradient: [
    'embeddingsGradient',
    'contextEmbeddingsGradient',
    'positionedEmbeddingsGradient',
    'positionedContextGradient',
  ],
});

/** The same with a cache, where queries are made of the new words only, and keys and values are put together. */
const TOGETHER_CACHED = /** @type {Record<string, StageId[]>} */ ({
  ...TOGETHER,
  projections: [],
  cachedKeys: ['cachedKeys', 'cachedValues'],
  newKeys: ['newKeys', 'newValues'],
  keys: ['keys', 'values'],
});

/**
 * @param {AsyncTrace} trace
 * @returns {Step[]}
 */
export function stepsOf(trace) {
  const together = trace.stages.some((s) => s.id === 'newEmbeddings') ? TOGETHER_CACHED : TOGETHER;
  /** @type {Map<string, Step>} */
  const steps = new Map();
  for (const stage of trace.stages) {
    const group = Object.keys(together).find(
      (id) => together[id].includes(stage.id) && trace.stages.some((s) => s.id === together[id][0]),
    );
    // What comes from nothing is seen where it is used.
    if (!group && stage.inputs.length === 0) continue;
    const id = group ?? stage.id;
    const step = steps.get(id);
    if (!step) {
      steps.set(id, { id, number: steps.size + 1, results: [stage.id], operation: stage.operation });
    } else if (!step.results.includes(stage.id)) {
      step.results.push(stage.id);
      // The stage that the step is called after comes first, whenever it was computed.
      step.results.sort((a, b) => Number(b === id) - Number(a === id));
    }
  }
  return [...steps.values()];
}

/**
 * The step of that id; where there is none, the one that comes closest, else the first.
 * @param {Step[]} steps at least one
 * @param {string} id
 */
export function stepOf(steps, id) {
  const close = CLOSE.get(id);
  return steps.find((s) => s.id === id) ?? steps.find((s) => s.id === close) ?? steps[0];
}

/** Where to look for a step that this kind of attention does not have. */
const CLOSE = new Map([
  ['positionedEmbeddings', 'words'],
  ['rotatedQueries', 'projections'],
  ['cappedScores', 'scaledScores'],
  ['biasedScores', 'scaledScores'],
  ['maskedScores', 'scaledScores'],
  ['temperedScores', 'weights'],
  ['newEmbeddings', 'words'],
  ['queries', 'projections'],
  ['cachedKeys', 'projections'],
  ['newKeys', 'projections'],
  ['keys', 'projections'],
  ['projections', 'queries'],
  ['decodeDifference', 'output'],
  ['headOutput', 'output'],
  ['concatenated', 'output'],
]);

/**
 * The step of another trace that does the same: the weighted sum stays the weighted sum, whether it is already the
 * output or one head's part of it.
 * @param {Step} step
 * @param {AsyncTrace} trace of that step
 * @param {Step[]} steps of the other trace
 * @param {AsyncTrace} other
 * @returns {Step}
 */
export function stepLike(step, trace, steps, other) {
  if (mixes(step, trace)) return steps.find((s) => mixes(s, other)) ?? stepOf(steps, step.id);
  return stepOf(steps, step.id);
}

/** @param {Step} step @param {AsyncTrace} trace @returns {boolean} whether the step is weights · values */
function mixes(step, trace) {
  return trace.stages.some((s) => s.id === step.results[0] && s.inputs[0]?.id === 'weights');
}
