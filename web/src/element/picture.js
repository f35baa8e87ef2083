/** The current step: what it asks, its picture, the heads, the edits, the table. */
import { html, nothing } from 'lit';
import { sameCell } from '../engine/trace.js';
import { choice, stepper } from '../view/controls.js';
import { differenceDomain, domainsOf } from '../view/domain.js';
import { fit, tallest } from '../view/fit.js';
import { layoutStep } from '../view/layout.js';
import { stepWords } from '../view/steps.js';
import { text } from '../view/text/text.js';
import { bring, load } from './parts.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('../view/painting.js').Look} Look */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** @type {WeakMap<AsyncTrace, Map<string, import('../view/palette.js').Domain>>} */
const domains = new WeakMap();

/** Looks through all numbers of a trace, once; those of long sentences are millions. @param {AsyncTrace} trace */
function domainsFor(trace) {
  let found = domains.get(trace);
  if (!found) {
    found = domainsOf(trace);
    domains.set(trace, found);
  }
  return found;
}

/** @type {WeakMap<AsyncTrace, {key: string, fitted: import('../view/fit.js').Fit, height: number, tallest: number}>} */
const fits = new WeakMap();

/** What the frame of a picture adds to its height. */
const FRAME = 8;

/**
 * The cell size, chosen once for a trace and the room it has, the height of the tallest picture, and the height that keeps
 * what is below the picture in its place from step to step.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Step[]} [steps] of that trace
 */
export function fitFor(figure, trace, steps = figure.steps) {
  const { headShown: head, session, room } = figure;
  const key = [head, session.settings.digits, room.width, room.height].join();
  let found = fits.get(trace);
  if (found?.key !== key) {
    const fitted = fit(trace, steps, head, session.settings.digits, room, true);
    const highest = tallest(trace, steps, head, fitted);
    found = { key, fitted, height: FRAME + Math.min(room.height, highest), tallest: FRAME + highest };
    fits.set(trace, found);
  }
  return found;
}

/**
 * How numbers are shown at the moment.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {{font: number, readable: number, least: number}} fitted
 * @returns {Look}
 */
export function lookOf(figure, trace, fitted) {
  const { digits, colors } = figure.session.settings;
  const changes = figure.session.settings.changes && !figure.other && trace.stages.some((s) => s.difference);
  const known = domainsFor(trace);
  return {
    digits,
    colors,
    dark: figure.dark,
    changes,
    font: fitted.font,
    readable: fitted.readable,
    least: fitted.least,
    domain: (stage) =>
      changes
        ? differenceDomain(trace, stage)
        : (known.get(stage.id) ?? { kind: 'signed', low: -1, high: 1, most: 0 }),
  };
}

/**
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Step} step
 */
export function picture(figure, trace, step) {
  const { session, headShown: head, focusedRow: focus, explained } = figure;
  const { settings } = session;
  const { fitted, height } = fitFor(figure, trace);
  const drawn = layoutStep(step, trace, head, fitted);
  const { title, ask } = stepWords(step, trace);
  /** @type {import('../view/controls.js').Change} */
  const change = (name, value) => figure.session.set({ [name]: value });
  const current = explained?.trace === trace ? explained : null;
  const view = {
    trace,
    step: step.id,
    picture: drawn,
    look: lookOf(figure, trace, fitted),
    spot: current?.spot ?? null,
    explanation: current?.explanation ?? null,
    pinned: Boolean(figure.pinned),
    focus,
    numbersInMask: settings.drawn === 'numbers',
    editor: figure.parts.editing?.editor,
  };
  return html`
    <div class="head"><h2>${step.number} · ${title}</h2>${trace.numHeads > 1 ? headTabs(figure, trace) : nothing}${edits(figure, trace)}</div>
    <p class="ask">${ask}</p>
    <div class="step" .style=${`min-height:${height}px`}>
    <softlook-equation .view=${view}
      role="group" aria-label=${text('figure.picture', { number: step.number, title })}
      @spot-point=${(/** @type {CustomEvent} */ e) => point(figure, e.detail)}
      @spot-leave=${() => point(figure, null)}
      @spot-pin=${(/** @type {CustomEvent} */ e) => pin(figure, e.detail)}
      @spot-release=${() => release(figure)}
      @spot-edit=${() => bring(figure, 'editing')}
      @spot-value=${(/** @type {CustomEvent} */ e) => editing(figure, (part) => part.put(figure, e.detail, e.detail.value))}
      @spot-toggle=${(/** @type {CustomEvent} */ e) => editing(figure, (part) => part.toggleMask(figure, e.detail))}
      @spot-draw=${(/** @type {CustomEvent} */ e) => editing(figure, (part) => part.drawMask(figure, e.detail, e.detail.first))}
      @token-focus=${(/** @type {CustomEvent} */ e) => figure.focusRow(e.detail.index)}></softlook-equation>
    ${figure.parts.costs?.costs(trace, step.id, settings.method) ?? nothing}
    ${figure.other ? figure.parts.compare?.comparison(figure, trace, figure.other, { step, look: view.look, fitted }) : nothing}
    ${step.id === 'weights' && trace.numHeads > 1 ? figure.parts.heads?.headGrid({ trace, head, look: view.look }, (h) => figure.chooseHead(h)) : nothing}
    </div>
    <div class="below">
      <button aria-expanded=${figure.tableShown} @click=${() => figure.toggleTable()}>${text(figure.tableShown ? 'table.hide' : 'table.show')}</button>
      ${step.id === 'scaledScores' ? html`<button aria-expanded=${figure.whyShown} @click=${() => figure.toggleWhy()}>${text('control.why')}</button>` : nothing}
      <span class="right">${stepper('digits', settings, change)} ${choice('colors', settings, change)}</span>
    </div>
    <p class="hint">${text('arithmetic.hint')}</p>
    ${step.id === 'scaledScores' && figure.whyShown ? figure.parts.saturation?.saturation(figure, figure.points) : nothing}
    ${figure.tableShown ? figure.parts.table?.tables(trace, [...new Set(drawn.matrices.map((m) => m.stage))], settings.digits, focus) : nothing}
  `;
}

/**
 * They stay where all heads share a step: the words above are shaded by the chosen head. Heads that share their keys
 * and values stand together.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 */
function headTabs(figure, { numHeads, numKvHeads }) {
  const share = numHeads / numKvHeads;
  const tab = (/** @type {number} */ h) =>
    html`<button aria-pressed=${h === figure.headShown} aria-label=${text('heads.one', { number: h + 1 })} @click=${() => figure.chooseHead(h)}>${h + 1}</button>`;
  const group = (/** @type {number} */ g) => Array.from({ length: share }, (_, i) => tab(g * share + i));
  const groups = Array.from({ length: numKvHeads }, (_, g) =>
    share === 1
      ? group(g)
      : html`<span class="kv" title=${text('heads.shared.title')}>${group(g)}<small>${text('heads.shared', { number: g + 1 })}</small></span>`,
  );
  return html`<div class="head-tabs" role="group" aria-label=${text('heads.label')}><span>${text('heads.label')}</span>${groups}</div>`;
}

/** @param {Figure} figure @param {AsyncTrace} trace */
function edits(figure, trace) {
  const { session } = figure;
  const { settings } = session;
  const count = settings.edits.length;
  if (count === 0 && !session.canUndo && !session.canRedo) return nothing;
  const show = (/** @type {boolean} */ changes) => () => {
    session.set({ changes });
    figure.refreshSpot();
  };
  return html`<div class="tools" role="group" aria-label=${text('edits.view')}>
    ${count > 0 ? html`<span class="count">${count === 1 ? text('edits.one') : text('edits.many', { count })}</span>` : nothing}
    ${
      count > 0 && !figure.other && trace.stages.some((s) => s.difference)
        ? html`<span class="segment">
      <button aria-pressed=${!settings.changes} @click=${show(false)}>${text('edits.values')}</button>
      <button aria-pressed=${settings.changes} @click=${show(true)}>${text('edits.changes')}</button></span>`
        : nothing
    }
    <button aria-disabled=${!session.canUndo} @click=${() => session.undo()}>${text('edits.undo')}</button>
    <button aria-disabled=${!session.canRedo} @click=${() => session.redo()}>${text('edits.redo')}</button>
    <button title=${text('edits.reset')} aria-disabled=${count === 0} @click=${() => session.resetEdits()}>${text('edits.reset.short')}</button>
  </div>`;
}

/** @param {Figure} figure @param {Spot | null} spot */
export function point(figure, spot) {
  figure.pointed = spot;
  // Who points at a number may be about to change it.
  load('editing').catch(() => {});
  // A pinned number stays until it is let go.
  if (!figure.pinned) figure.refreshSpot();
}

/** @param {Figure} figure @param {Spot} spot */
export function pin(figure, spot) {
  figure.pinned = sameCell(spot, figure.pinned)
    ? null
    : { stage: spot.stage, head: spot.head, row: spot.row, column: spot.column };
  figure.pointed = figure.pinned;
  figure.refreshSpot();
}

/** @param {Figure} figure */
export function release(figure) {
  figure.pinned = null;
  figure.pointed = null;
  figure.refreshSpot();
}

/**
 * What edits a figure comes with the first edit.
 * @param {Figure} figure
 * @param {(part: typeof import('./editing.js')) => void} act
 */
export async function editing(figure, act) {
  const part = await bring(figure, 'editing');
  if (part) act(part);
}
