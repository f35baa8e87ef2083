/**
 * How long a worker may take before it counts as hung.
 *
 * Ending a job that would have come to an end is worse than waiting: the reader gets an error instead of a picture.
 * So the allowance supposes a device some twenty times slower than a laptop, grows on one that is slower still, and only
 * time counts in which the page itself ran: after a laptop's sleep, or while the page was frozen or busy, the worker did not run either or its
 * answer is waiting behind the timer.
 */

/** @typedef {import('./jobs.js').Job} Job */
/** @typedef {import('./request.js').Snapshot} Snapshot */
/** @typedef {import('./attend.js').AttendSnapshot} AttendSnapshot */
/** @typedef {import('./saturation.js').SaturationSnapshot} SaturationSnapshot */

/** For a worker's first compilation, a slow device's scheduling, a garbage collection (ms). */
const BASE = 1000;
/** Multiply-adds a millisecond on a slow device; a laptop does a million. */
const PACE = 50_000;
/** What making and keeping one number costs, in multiply-adds: exponentials, toy numbers, copies. */
const CELL = 20;
/** The most that the work can add (ms): beyond the largest trace there is. */
const LONGEST = 300_000;
/** A job takes so much less than its allowance on a laptop, at the least. */
const MARGIN = 20;
/** No device is so many times slower: whatever took as long was not its doing, but a laptop's sleep. */
const SLOWEST = 30;

/**
 * Multiply-adds of a trace, roughly; never less than they are.
 * @param {Snapshot} request
 * @returns {number}
 */
function workOf(request) {
  const { embedDim = 8, numHeads = 1, differences = false, gradient, cachedTokens } = request;
  const queries = request.tokens.length;
  const keys = request.context?.length ?? queries;
  const headDim = request.headDim ?? Math.ceil(embedDim / numHeads);
  const valueDim = request.valueDim ?? headDim;
  const width = numHeads * (headDim + valueDim);
  const products = (queries + 2 * keys) * embedDim * width + queries * keys * width;
  const cells =
    3 * embedDim * width + (queries + keys) * (embedDim + 2 * width) + 5 * numHeads * queries * keys;
  // The backward pass has two products for each of the forward pass, and decoding is held to a whole one.
  const passes = gradient ? 3 : cachedTokens === undefined ? 1 : 2;
  const own = (products + CELL * cells) * (differences ? 3 : 1) * passes;
  return request.against ? 2 * own + workOf(request.against) : own;
}

/**
 * The same of attend(), which may take as long as it takes.
 * @param {AttendSnapshot} request
 */
function attendWorkOf({ queries, keys, values, pastKeys }) {
  const [batch, heads, count, width] = queries.shape;
  const scores = batch * heads * count * (keys.shape[2] + (pastKeys?.shape[2] ?? 0));
  return Math.max(0, scores) * (width + values.shape[3] + CELL);
}

/**
 * The same of saturation(): products, and two softmaxes a width.
 * @param {SaturationSnapshot} request
 */
function saturationWorkOf({ widths, keys = 16 }) {
  const rows = 256;
  return Math.max(0, rows * keys * (Math.max(0, ...widths) + 4 * CELL * widths.length));
}

/**
 * @param {Job} job
 * @param {number} [base]
 * @returns {number} milliseconds
 */
export function deadlineOf(job, base = BASE) {
  if (job.type === 'break') return base + (job.work ?? 0) / PACE;
  if (job.type === 'attend') return base + attendWorkOf(job.request) / PACE;
  if (job.type === 'saturation') return base + Math.min(saturationWorkOf(job.request) / PACE, LONGEST);
  // An explanation may have to make its trace again. Sizes that make no sense are turned away by the core, soon.
  const work = workOf(job.request);
  return base + (work > 0 ? Math.min(work / PACE, LONGEST) : 0);
}

/**
 * How many times slower than a laptop a device is, by what it took for its last job. What was thought before is forgotten
 * by halves, since a device may only have been busy.
 * @param {number} took milliseconds
 * @param {number} allowance of that job, as deadlineOf() gives it
 * @param {number} before
 */
export function slownessAfter(took, allowance, before) {
  return Math.min(SLOWEST, Math.max(1, (MARGIN * took) / allowance, before / 2));
}

/**
 * @template Result
 * @param {Promise<Result>} answer
 * @param {number} deadline milliseconds
 * @returns {Promise<Result | undefined>} undefined when there was no answer in time
 */
export function within(answer, deadline) {
  return new Promise((resolve) => {
    const step = Math.min(250, deadline / 4);
    let waited = 0;
    let before = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      waited += Math.min(now - before, 2 * step);
      before = now;
      if (waited >= deadline) finish(undefined);
    }, step);
    const finish = (/** @type {Result | undefined} */ result) => {
      clearInterval(timer);
      resolve(result);
    };
    answer.then(finish);
  });
}
