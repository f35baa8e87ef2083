/** The list of steps, each with a small picture of its own matrix, and the buttons that walk through it. */
import { css, html, nothing } from 'lit';
import { hasText, richText, text, textParts } from './text/text.js';
import { stageFor } from './layout.js';
import { short } from './number.js';
import { thumbnail } from './thumbnails.js';
import { isUsualScale } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('./painting.js').Look} Look */
/** @typedef {import('./text/text.js').TextKey} TextKey */

export const stepsStyles = css`
  .steps ol {
    position: relative; list-style: none; margin: 0; padding: 0; display: flex; flex-direction: column; gap: 4px; }
  .steps li button {
    width: 100%; display: grid; grid-template-columns: 40px 1fr; gap: 0 10px; align-items: center; text-align: left;
    padding: 5px 8px; border-color: transparent; background: none; border-radius: 10px; min-height: 52px;
  }
  .steps li button[aria-current] { background: var(--raised); border-color: var(--strong-line); }
  .steps li button:hover { background: var(--raised); }
  .steps canvas { position: relative; z-index: 1; grid-row: span 2; width: 40px; height: 40px; image-rendering: pixelated; border-radius: 4px; background: var(--line); }
  .steps .title { font-size: 15px; line-height: 19px; align-self: end; }
  .steps [aria-current] .title { font-weight: 650; }
  .steps .note { font-size: 12px; line-height: 15px; color: var(--muted); align-self: start; }
  .walk { display: flex; flex-wrap: wrap; gap: 6px; margin-bottom: 10px; }
  .walk button { flex: 1 1 auto; padding: 5px 2px; font-size: 13.5px; white-space: nowrap; }
  .walk .next { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 600; }
  .walk .next[aria-disabled='true'] { background: var(--raised); color: var(--muted); border-color: var(--line); font-weight: 400; }
`;

/**
 * What a step is called, what it is made of and what it asks, that also in parts.
 * @param {Step} step
 * @param {AsyncTrace} trace
 */
export function stepWords(step, trace) {
  const named = `step.${nameOf(step)}`;
  const base = hasText(`${named}.title`) ? named : 'step.other';
  const projected =
    step.id === 'output' && step.operation === 'product' && trace.stages.some((s) => s.id === 'concatenated');
  // The step may begin with the values.
  const made = trace.stages.find((s) => s.id === step.id)?.operation;
  const back = made === 'rotateBack' ? '.turned' : made === 'featuresGradient' ? '.features' : '';
  const variants = {
    words: trace.context ? '.cross' : '',
    projections: step.operation === 'copy' ? '.plain' : trace.numKvHeads < trace.numHeads ? '.shared' : '',
    maskedScores: step.id === 'maskedScores' ? maskVariant(trace) : '',
    weights: trace.stages.some((s) => s.emptyRows.length > 0) ? '.empty' : '',
    headOutput: step.operation === 'divide' ? '.linear' : '',
    keyValueState: step.operation === 'runningStates' ? '.running' : '',
    output: step.operation === 'copy' ? '.copied' : '',
    queriesGradient: back,
    rotatedQueriesGradient: back,
    scaledScores: trace.scale === 1 && trace.headDim !== 1 ? '.off' : isUsualScale(trace) ? '' : '.number',
  };
  const variant = projected ? '.projected' : (variants[/** @type {keyof typeof variants} */ (step.id)] ?? '');
  const key = (/** @type {string} */ part) =>
    /** @type {TextKey} */ (
      hasText(`${base}.${part}${variant}`) ? `${base}.${part}${variant}` : `${base}.${part}`
    );
  const operationKey = `operation.${step.operation}`;
  const params = {
    d: trace.headDim,
    share: trace.numHeads / trace.numKvHeads,
    scale: isUsualScale(trace) && trace.scale !== 1 ? `1/√${trace.headDim}` : short(trace.scale),
    softcap: short(trace.softcap),
    temperature: short(trace.temperature),
    id: step.id,
    operation: hasText(operationKey) ? text(operationKey) : step.operation,
  };
  return {
    title: text(key('title'), params),
    note: text(key('note'), params),
    ask: richText(key('ask'), params),
    asks: textParts(key('ask'), params),
  };
}

/**
 * What the way back through the scores is called, whose stages are as many as those of the way there.
 * @type {Record<string, string>}
 */
const BACKWARD = {
  copy: 'passedGradient',
  scale: 'scaledGradient',
  divide: 'dividedGradient',
  softcapGradient: 'softcapGradient',
  softmaxGradient: 'softmaxGradient',
};

/** @param {Step} step @returns {string} the name that its words go by */
function nameOf({ id, operation }) {
  if (id === 'localWeightsGradient') return 'weightsGradient';
  return (/[sS]coresGradient$/.test(id) && BACKWARD[operation]) || id;
}

/** @param {AsyncTrace} trace @returns {string} how the mask is spoken of: as edited, as causal, or as something else */
function maskVariant(trace) {
  const mask = trace.stages.find((s) => s.id === 'mask');
  if (!mask) return '';
  if (mask.edited.length > 0) return '.edited';
  const { data, rows, cols } = mask;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < cols; column++) {
      const causal = column > row ? Number.NEGATIVE_INFINITY : 0;
      if (data[row * cols + column] !== causal) return '.other';
    }
  }
  return '';
}

/**
 * @param {{trace: AsyncTrace, steps: Step[], current: string, head: number, look: Look, playing: boolean}} view
 * @param {{go: (id: string) => void, move: (by: number) => void, play: () => void}} actions
 */
export function stepList(view, actions) {
  const { trace, steps, current, playing, head, look } = view;
  const at = steps.findIndex((s) => s.id === current);
  return html`<nav class="steps" part="steps" aria-label=${text('steps.label')}>
    <div class="walk">
      <button aria-label=${text('steps.back')} aria-disabled=${at <= 0} @click=${() => actions.move(-1)}>‹<span class="word"> ${text('steps.back')}</span></button>
      <button aria-label=${text(playing ? 'steps.pause' : 'steps.play')} @click=${actions.play}>${playing ? '❚❚' : '▶'}<span class="word"> ${text(playing ? 'steps.pause' : 'steps.play')}</span></button>
      <button class="next" aria-label=${text('steps.next')} aria-disabled=${at >= steps.length - 1} @click=${() => actions.move(1)}><span class="word">${text('steps.next')} </span>›</button>
    </div>
    <ol>${steps.map((step) => {
      const { title, note } = stepWords(step, trace);
      return html`<li><button aria-current=${step.id === current ? 'step' : nothing} data-step=${step.id} @click=${() => actions.go(step.id)}>
        ${thumbnail(trace, stageFor(trace, step.results[0], head), look)}
        <span class="title">${step.number} · ${title}</span><span class="note">${note}</span>
      </button></li>`;
    })}</ol>
  </nav>`;
}

/** On narrow screens the list of steps scrolls sideways: the current one is kept in sight. @param {ParentNode} root */
export function keepInSight(root) {
  const current = /** @type {HTMLElement | null} */ (root.querySelector('[aria-current=step]'));
  const list = current?.closest('ol');
  if (current && list) list.scrollLeft = current.offsetLeft - (list.clientWidth - current.offsetWidth) / 2;
}
