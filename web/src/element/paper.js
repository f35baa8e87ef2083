/** The figure on paper: the step that is shown, or all steps one below the other. */
import { html } from 'lit';
import { fit } from '../view/fit.js';
import { layoutStep } from '../view/layout.js';
import { stepWords } from '../view/steps.js';
import { lookOf } from './picture.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** What fits on A4 and on US letter between ordinary margins, in CSS pixels. */
const PAPER = { width: 620, height: 860 };

/**
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 */
export function paper(figure, trace) {
  const { headShown: head, steps, session, focusedRow } = figure;
  const fitted = fit(trace, steps, head, session.settings.digits, PAPER);
  const look = { ...lookOf(figure, trace, fitted), dark: false };
  const printed = steps.filter((step) => figure.isPage || step === figure.stepShown);
  return html`<div class="paper">${printed.map((step) => {
    const { title, ask } = stepWords(step, trace);
    const view = {
      trace,
      step: step.id,
      picture: layoutStep(step, trace, head, fitted),
      look,
      spot: null,
      explanation: null,
      pinned: false,
      focus: focusedRow,
    };
    return html`<section><h2>${step.number} · ${title}</h2><p class="ask">${ask}</p><softlook-equation .view=${view}></softlook-equation></section>`;
  })}</div>`;
}
