/** The reader's way through the figure: from step to step, to another head, to a word. */

import { LONGEST } from '../state/settings.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** How long a step stays while the walk plays, in milliseconds. */
const PLAY_EVERY = 2600;

/** @param {Figure} figure */
function leaveCell(figure) {
  figure.pointed = null;
  figure.pinned = null;
}

/** @param {Figure} figure @param {string} id of a step */
export function go(figure, id) {
  leaveCell(figure);
  figure.current = figure.steps.find((s) => s.id === id) ?? null;
  figure.session.set({ step: id });
  figure.refreshSpot();
}

/** @param {Figure} figure @param {number} by */
export function move(figure, by) {
  const { stepShown: step, steps } = figure;
  const to = step && steps[steps.indexOf(step) + by];
  if (to) go(figure, to.id);
  else figure.pause();
}

/** @param {Figure} figure @param {number} head */
export function chooseHead(figure, head) {
  if (!figure.trace || head >= figure.trace.numHeads) return;
  leaveCell(figure);
  figure.session.set({ head });
  figure.refreshSpot();
}

/** @param {Figure} figure @param {number} index */
export function focusToken(figure, index) {
  figure.session.set({ focus: index === figure.focusedToken ? -1 : index });
  figure.pinned = null;
  figure.refreshSpot();
}

/** @param {Figure} figure @param {number} from @param {number} to */
export function moveToken(figure, from, to) {
  if (!figure.trace) return;
  const { tokens } = figure.trace;
  const order = tokens.map((_, i) => i);
  order.splice(to, 0, ...order.splice(from, 1));
  const sentence = order.map((i) => tokens[i]).join(' ');
  figure.pinned = null;
  enter(figure, 'sentence', sentence, { focus: order.indexOf(figure.focusedToken) });
}

/**
 * A sentence, typed or put together, where it is not longer than one may be.
 * @param {Figure} figure
 * @param {'sentence' | 'context'} which
 * @param {string} sentence
 * @param {Partial<import('../state/settings.js').Settings>} [more] set together with it
 */
export function enter(figure, which, sentence, more) {
  const count = sentence.length;
  if (count > LONGEST) figure.problem = { key: 'sentence.tooMany', params: { count, max: LONGEST } };
  else {
    if (figure.problem?.key === 'sentence.tooMany') figure.problem = null;
    figure.session.set({ [which]: sentence, ...more });
  }
}

/** @param {Figure} figure */
export function play(figure) {
  const { stepShown: step, steps } = figure;
  if (figure.playing || steps.length === 0 || !figure.inSight) return;
  if (step === steps.at(-1)) go(figure, steps[0].id);
  figure.playing = true;
  figure.timer = setInterval(() => figure.move(1), PLAY_EVERY);
}
