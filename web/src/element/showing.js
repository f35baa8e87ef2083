/** From the core's answers to what the figure shows: the trace, its steps, and the arithmetic of one cell. */
import { OPTION_NAMES, SETTINGS } from '../state/settings.js';
import { stepLike, stepOf, stepsOf } from '../state/steps.js';
import { anotherTask } from '../view/another-task.js';
import { sizeOf } from '../view/domain.js';
import { hasText } from '../view/text/text.js';
import { bring } from './parts.js';
import { fitFor } from './picture.js';
import { restingSpot, stageOfSpot } from './spots.js';
import { MAX_TOKENS } from './tracing.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('./tracing.js').Outcome} Outcome */
/** @typedef {{trace: AsyncTrace, stage: Stage, spot: Spot, explanation: Explanation}} Explained */

/** The terms of so many keys are more than a list shows. */
const LONG = 64;
const A_MILLION = 1e6;

/**
 * @param {AsyncTrace | null} trace
 * @param {number} token -1 = none
 * @returns {number} its row among the queries; -1 = none
 */
export function rowOf(trace, token) {
  return Math.max(-1, token - (trace?.firstQuery ?? 0));
}

/**
 * @param {AsyncTrace | null} trace
 * @param {import('../state/settings.js').Settings} settings
 * @returns {number} the focused token, the last where the sentence is shorter; -1 = none
 */
export function focusIn(trace, { focus }) {
  return trace ? Math.min(focus, trace.tokens.length - 1) : -1;
}

/**
 * Takes over the answer to what was asked, or tells what is wrong with that.
 * @param {Figure} figure
 * @param {Outcome} outcome
 */
export async function takeOver(figure, outcome) {
  figure.requestUpdate();
  figure.problem = null;
  if (outcome.kind === 'empty') figure.problem = { key: 'sentence.empty' };
  else if (outcome.kind === 'tooLong')
    figure.problem = { key: 'sentence.tooLong', params: { count: outcome.count, max: MAX_TOKENS } };
  else if (outcome.kind === 'error') {
    const { message } = outcome.error;
    const part = await bring(figure, 'refusals');
    figure.note({
      id: 'error',
      ...(part?.refusalOf(message) ?? { key: 'notice.error', params: { message } }),
      action: figure.session.canUndo ? { key: 'edits.undo', do: () => figure.session.undo() } : undefined,
    });
  } else {
    figure.dismiss('error');
    if (outcome.setAside > 0) setAside(figure, outcome);
    await show(figure, outcome.trace, outcome.other);
  }
}

/** Some edits have no place in the trace. @param {Figure} figure @param {Outcome & {kind: 'trace'}} outcome */
function setAside(figure, { settings: { edits }, setAside: count }) {
  figure.asked = { ...figure.session.settings, edits };
  figure.session.keepEdits(edits);
  figure.note({ id: 'setAside', key: 'edits.setAside', params: { count }, quiet: true });
}

/**
 * A new trace is drawn together with the arithmetic of its cell; only the first picture does not wait for that.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {AsyncTrace | null} other
 */
async function show(figure, trace, other) {
  const unknown = trace.stages.some((stage) => !hasText(`stage.${stage.id}`));
  const keys = (trace.context ?? trace.tokens).length;
  const options = OPTION_NAMES.some((name) => figure.session.settings[name] !== SETTINGS[name].default);
  if (unknown || options)
    await Promise.all([bring(figure, 'words'), bring(figure, 'tellings'), bring(figure, 'costs')]);
  if (trace.stages.some(({ rows, cols }) => Math.max(rows, cols) > LONG)) await bring(figure, 'rows');
  if (trace.numHeads > 1) await bring(figure, 'heads');
  if (other) await bring(figure, 'compare');
  const { current, trace: before, session } = figure;
  const { settings } = session;
  const steps = stepsOf(trace);
  // Another kind of attention: the reader stays at what they were looking at, unless a link says otherwise.
  const stays = current && before && current.id === settings.step;
  const step = stays ? stepLike(current, before, steps, trace) : stepOf(steps, settings.step);
  figure.current = step;
  if (stays) figure.session.set({ step: step.id });
  if (figure.pinned && !stageOfSpot(trace, figure.pinned)) figure.pinned = null;
  const explained = before ? await explain(figure, trace, steps) : null;
  // Where numbers come before a frame has told the room there is: a second drawing would move everything.
  if (!figure.room.width) {
    await figure.updateComplete;
    figure.measure();
  }
  // A second sentence takes from the picture's room.
  if (before && !before.context !== !trace.context) figure.measure();
  if (keys > LONG) {
    // Looking through a million numbers, choosing the size of their cells and drawing them are a task each.
    let count = 0;
    for (const { data } of trace.stages) {
      sizeOf(data);
      count += data.length;
      if (count < A_MILLION) continue;
      count = 0;
      await anotherTask();
    }
    fitFor(figure, trace, steps);
    await anotherTask();
  }
  Object.assign(figure, { steps, trace, other, explained });
  if (!before) requestAnimationFrame(() => figure.refreshSpot());
}

/**
/**
 * The arithmetic of the cell pointed at, pinned, or else a telling one.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Step[]} steps of that trace
 * @returns {Promise<Explained | null>}
 */
export async function explain({ session: { settings }, pointed, pinned }, trace, steps) {
  const step = stepOf(steps, settings.step);
  const head = Math.min(settings.head, trace.numHeads - 1);
  const focus = rowOf(trace, focusIn(trace, settings));
  const wanted = [pointed, pinned].find((spot) => spot && stageOfSpot(trace, spot));
  const spot = wanted ?? restingSpot(trace, step, { head, focus, changes: settings.changes });
  const stage = stageOfSpot(trace, spot);
  if (!stage) return null;
  const cell = { stage: stage.id, head: Math.max(0, stage.head), row: spot.row, column: spot.column };
  const explanation = await trace.explain(cell);
  return { trace, stage, spot, explanation };
}
