/**
 * What the colours of each stage stand for. All heads of a stage share a domain, so that they compare; so do
 * a stage and what scaling, masking or copying makes of it, so that one sees what the step did.
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

/**
 * @param {Float32Array} data
 * @returns {number} the largest finite magnitude
 */
export function largest(data) {
  let most = 0;
  // By index: twice as quick as an iterator, for millions of numbers.
  for (let i = 0; i < data.length; i++) {
    const size = Math.abs(data[i]);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}

/**
 * Signed domains are symmetric about 0; attention weights go from 0 to 1.
 * @param {AsyncTrace} trace
 * @returns {Map<string, Domain>} by stage id
 */
export function domainsOf(trace) {
  /** @type {Map<string, string>} the stage whose domain a stage uses */
  const owner = new Map();
  /** @type {Map<string, number>} */
  const size = new Map();
  for (const stage of trace.stages) {
    // A quotient of two stages is of another size than either.
    const shares = SHARED.has(stage.operation) && !(stage.operation === 'divide' && stage.inputs.length > 1);
    const from = shares ? stage.inputs[0].id : stage.id;
    const own = owner.get(from) ?? from;
    owner.set(stage.id, own);
    size.set(own, Math.max(size.get(own) ?? 0, largest(stage.data)));
  }
  /** @type {Map<string, Domain>} */
  const domains = new Map();
  for (const stage of trace.stages) {
    const most = size.get(owner.get(stage.id) ?? stage.id) || 1;
    const weights = stage.operation === 'softmax' || stage.operation === 'normalize';
    domains.set(
      stage.id,
      weights ? { kind: 'weights', low: 0, high: 1 } : { kind: 'signed', low: -most, high: most },
    );
  }
  return domains;
}

/**
 * @param {AsyncTrace} trace with differences
 * @param {Stage} stage
 * @returns {Domain} of the differences of that stage over all heads
 */
export function differenceDomain(trace, stage) {
  let most = 0;
  for (const other of trace.stages) {
    if (other.id === stage.id && other.difference) most = Math.max(most, largest(other.difference));
  }
  return { kind: 'signed', low: -(most || 1), high: most || 1 };
}
