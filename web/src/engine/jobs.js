/** What can be asked of a core, as plain data: the same in a worker and beside it. */
import { CoreFailure } from './runner.js';
import { unpackStages } from './unpack.js';
import { testBuild } from './variant.js';

/** @typedef {import('./runner.js').Runner} Runner */
/** @typedef {import('./request.js').Snapshot} Snapshot */
/** @typedef {import('./trace.js').Cell} Cell */
/** @typedef {import('./attend.js').AttendSnapshot} AttendSnapshot */
/** @typedef {import('./saturation.js').SaturationSnapshot} SaturationSnapshot */
/** @typedef {import('../../lib/glue.js').PackedTrace} PackedTrace */
/** @typedef {import('../../lib/glue.js').PackedExplanation} PackedExplanation */
/** @typedef {import('../../lib/glue.js').PackedAttention} PackedAttention */
/** @typedef {import('../../lib/glue.js').PackedSaturation} PackedSaturation */
/** @typedef {Omit<PackedTrace, 'names' | 'layout' | 'numbers'> & {stages: import('softlook').Stage[]}} TraceAnswer */
/** @typedef {'trap' | 'exhaust' | 'hang' | 'overflow' | 'throwNumber' | 'escape' | 'stackPointer'} Breakage */
/**
 * `serial` is the trace's number, never used twice. Where the core keeps another trace it makes the one asked about
 * again, from `request`.
 * @typedef {{type: 'trace', serial: number, request: Snapshot, cell?: Cell}} TraceJob with a `cell`, its explanation comes along
 * @typedef {{type: 'explain', serial: number, request: Snapshot, cell: Cell}} ExplainJob
 * @typedef {{type: 'attend', request: AttendSnapshot}} AttendJob
 * @typedef {{type: 'saturation', request: SaturationSnapshot}} SaturationJob
 * @typedef {{type: 'break', how: Breakage, work?: number}} BreakJob in the test build only; `work` in multiply-adds
 * @typedef {TraceJob | ExplainJob | AttendJob | SaturationJob | BreakJob} Job
 */
/**
 * An outcome as data, since errors lose their class on the way out of a worker. `range` is the caller's doing;
 * after `fatal` the core that answered should be given up.
 * @typedef {{ok: true, value: any} | {ok: false, kind: 'range' | 'fatal', message: string}} Answer
 */

/**
 * Unpacked here, where the core is: millions of numbers would keep the page's thread waiting.
 * @param {Runner} runner
 * @param {TraceJob} job
 * @returns {TraceAnswer}
 */
export function runTrace(runner, { serial, request }) {
  const outcome = runner.call((core) => core.trace(request, serial));
  if (!outcome.ok) throw new Error(outcome.message);
  const { names, layout, numbers, ...answer } = outcome;
  return { ...answer, stages: unpackStages({ names, layout, numbers }) };
}

/**
 * @param {Runner} runner
 * @param {ExplainJob} job
 * @returns {PackedExplanation}
 */
export function runExplain(runner, { serial, request, cell }) {
  const ask = () => runner.call((core) => core.explain(serial, cell.stage, cell.head, cell.row, cell.column));
  let outcome = ask();
  if (!outcome.ok) {
    runTrace(runner, { type: 'trace', serial, request });
    outcome = ask();
  }
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}

/**
 * @param {Runner} runner
 * @param {TraceJob} job
 * @returns {TraceAnswer & {explanation?: PackedExplanation}} without one where the trace has no such cell
 */
function runTraceJob(runner, job) {
  const packed = runTrace(runner, job);
  const { cell } = job;
  if (!cell) return packed;
  try {
    return { ...packed, explanation: runExplain(runner, { ...job, type: 'explain', cell }) };
  } catch (error) {
    if (error instanceof RangeError) return packed;
    throw error;
  }
}

/**
 * @param {Runner} runner
 * @param {AttendJob} job
 * @returns {PackedAttention}
 */
export function runAttend(runner, { request }) {
  const outcome = runner.call((core) => core.attend(request));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}

/**
 * @param {Runner} runner
 * @param {SaturationJob} job
 * @returns {PackedSaturation}
 */
export function runSaturation(runner, { request }) {
  const outcome = runner.call((core) => core.saturation(request));
  if (!outcome.ok) throw new Error(outcome.message);
  return outcome;
}

/**
 * @param {Runner} runner
 * @param {Breakage} how
 */
export function runBreak(runner, how) {
  return runner.call((core) => /** @type {any} */ (core)[how]() ?? { ok: true });
}

/**
 * @param {Runner} runner
 * @param {Job} job
 * @returns {TraceAnswer | PackedExplanation | PackedAttention | PackedSaturation | undefined}
 */
function runJob(runner, job) {
  if (job.type === 'trace') return runTraceJob(runner, job);
  if (job.type === 'explain') return runExplain(runner, job);
  if (job.type === 'attend') return runAttend(runner, job);
  if (job.type === 'saturation') return runSaturation(runner, job);
  if (testBuild) runBreak(runner, job.how);
  return undefined;
}

/**
 * @param {Runner} runner
 * @param {Job} job
 * @returns {Answer}
 */
export function answerJob(runner, job) {
  try {
    return { ok: true, value: runJob(runner, job) };
  } catch (error) {
    if (error instanceof RangeError) return { ok: false, kind: 'range', message: error.message };
    return failureOf(error);
  }
}

/**
 * @param {unknown} error
 * @returns {Answer}
 */
export function failureOf(error) {
  const message =
    error instanceof CoreFailure ? error.reason : error instanceof Error ? error.message : String(error);
  return { ok: false, kind: 'fatal', message };
}
