/** The events of <self-attention>. All bubble and leave shadow roots; none can be cancelled. */
import { copyOf } from '../state/settings.js';
import { tokensOf } from '../state/tokenize.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {{settings: Settings}} ChangeDetail of `softlook-change`: all settings, after some of them changed */
/** @typedef {{step: string, number: number, count: number}} StepDetail of `softlook-step`: the step now shown, from 1 */
/** @typedef {{index: number, token: string | null}} FocusDetail of `softlook-focus`: the focused word; -1 and null: none */

/** @param {Figure} figure @param {string} type @param {ChangeDetail | StepDetail | FocusDetail} detail */
function fire(figure, type, detail) {
  figure.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }));
}

/** The settings changed, and perhaps the focused word. @param {Figure} figure @param {Settings} before */
export function tellChange(figure, before) {
  const { settings } = figure.session;
  fire(figure, 'softlook-change', { settings: copyOf(settings) });
  if (before.focus === settings.focus) return;
  fire(figure, 'softlook-focus', {
    index: settings.focus,
    // Not of the trace, which is that of the sentence before where both change together.
    token: tokensOf(settings, 'sentence')[settings.focus] ?? null,
  });
}

/** Another step is shown. @param {Figure} figure */
export function tellStep(figure) {
  const { stepShown: step, steps } = figure;
  if (step) fire(figure, 'softlook-step', { step: step.id, number: step.number, count: steps.length });
}
