/** The figure as a whole: the bars, the list of steps, the picture, the arithmetic. */
import { html, nothing } from 'lit';
import { spellKind } from '../view/spell.js';
import { stepList, stepWords } from '../view/steps.js';
import { text } from '../view/text/text.js';
import { topBar } from './bars.js';
import { notices } from './notices.js';
import { panel } from './panel.js';
import { paper } from './paper.js';
import { picture } from './picture.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** @param {Figure} figure */
export function whole(figure) {
  const { trace, stepShown: step, controls } = figure;
  // Figures that nobody has seen cost nothing.
  if (!figure.tracer && !trace) return html`<div class="whole"><slot></slot></div>`;
  // Until there are numbers, what the author put between the tags stands in the place of the figure.
  const fallback = !trace && figure.hasChildNodes();
  return html`<div class="whole">${fallback ? notices(figure) : nothing}<slot name=${trace ? 'unused' : nothing} lang=${figure.language}>
    ${controls === 'none' ? nothing : topBar(figure)} ${fallback ? nothing : notices(figure)}
    <p class="hidden" role="status">${trace && step ? text('steps.now', { number: step.number, count: figure.steps.length, title: stepWords(step, trace).title }) : nothing}</p>
    <div class="body with-${controls}" role="group" aria-label=${text('figure.label', { kind: spellKind(figure.session.settings) })}>
      ${controls === 'none' ? nothing : steps(figure)}
      <section class="picture" part="picture">${trace && step ? picture(figure, trace, step) : figure.problem ? nothing : html`<p class="loading" role="status">${text('figure.loading')}</p>`}</section>
      ${controls === 'none' ? nothing : figure.explained ? panel(figure, figure.explained) : html`<div class="panel"></div>`}
    </div>
    ${figure.printing && trace ? paper(figure, trace) : nothing}
  </slot></div>`;
}

/** @param {Figure} figure */
function steps(figure) {
  const { trace, stepShown: step } = figure;
  if (!trace || !step) return html`<div class="steps"></div>`;
  // The rest has no sense before there are numbers.
  const { headShown: head, look, playing } = figure;
  return stepList(
    { trace, steps: figure.steps, current: step.id, head, look, playing },
    { go: (id) => figure.go(id), move: (by) => figure.move(by), play: () => figure.togglePlaying() },
  );
}
