/** The sentence with its examples, and the settings under it. */
import { html, nothing } from 'lit';
import { presetOf } from '../state/kinds.js';
import { DETAILS, OPTION_NAMES, SETTINGS } from '../state/settings.js';
import { together } from '../state/together.js';
import { tokensOf } from '../state/tokenize.js';
import { checkbox, kindChoice, stepper } from '../view/controls.js';
import { formatNumber } from '../view/number.js';
import { rampFor } from '../view/palette.js';
import { spellKind } from '../view/spell.js';
import { looksMost } from '../view/looks.js';
import { text } from '../view/text/text.js';
import { visible } from '../view/visible.js';
import { labelOf } from '../view/words.js';
import { weightsFor, weightsRow } from './spots.js';
import { MAX_TOKENS } from './tracing.js';
import { enter } from './walking.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** @param {Figure} figure */
export function topBar(figure) {
  const { trace } = figure;
  const { settings } = figure.session;
  const { cross } = settings;
  const weights =
    trace && figure.focusedRow >= 0 ? weightsRow(trace, figure.headShown, figure.focusedRow) : null;
  const view = {
    sentence: settings.sentence,
    tokens: (trace?.tokens ?? tokensOf(settings, 'sentence').slice(0, MAX_TOKENS)).map(visible),
    context: cross ? settings.context : null,
    contextTokens: cross
      ? (trace?.context ?? tokensOf(settings, 'context').slice(0, MAX_TOKENS)).map(visible)
      : [],
    // Before there are numbers too: the focused word is the widest.
    focus: trace ? figure.focusedToken : settings.focus,
    cached: trace?.firstQuery ?? 0,
    weights,
    weightTexts: weights ? Array.from(weights, (w) => formatNumber(w, settings.digits)) : [],
    ramp: rampFor('weights', settings.colors, figure.dark),
    problem: figure.problem ? text(figure.problem.key, figure.problem.params) : '',
  };
  return html`<div class="top" part="sentence">
    <softlook-sentence .view=${view}
      @sentence-input=${(/** @type {CustomEvent} */ e) => enter(figure, e.detail.which, e.detail.value)}
      @token-move=${(/** @type {CustomEvent} */ e) => figure.moveToken(e.detail.from, e.detail.to)}
      @token-focus=${(/** @type {CustomEvent} */ e) => figure.focusToken(e.detail.index)}></softlook-sentence>
  </div>
  <div class="around ${figure.settingsShown ? '' : 'folded'}">
    ${seen(figure)} ${figure.controls === 'all' ? settingsBar(figure) : nothing}
  </div>`;
}

/** In one line what the sentence shows, and what to do about it. @param {Figure} figure */
function seen({ trace, headShown: head, focusedRow, session: { settings } }) {
  if (!trace) return html`<div class="seen"></div>`;
  const { colAxis } = weightsFor(trace, head);
  const weights = focusedRow < 0 ? new Float32Array() : weightsRow(trace, head, focusedRow);
  const most = weights.indexOf(Math.max(...weights));
  return looksMost({
    token: focusedRow < 0 ? '' : labelOf(trace, 'queryToken', focusedRow),
    key: weights[most] > 0 ? labelOf(trace, colAxis, most) : '',
    print: formatNumber(weights[most] ?? 0, settings.digits),
    head: trace.numHeads > 1 ? head : -1,
  });
}

/** Sentences to begin with, each with the word that is worth following. */
const EXAMPLES = /** @type {const} */ (['example.ask', 'example.cat', 'example.dog']);

/** @param {Figure} figure @param {typeof EXAMPLES[number]} key */
function example(figure, key) {
  const [sentence, focus] = text(key).split('|');
  const use = async () => {
    figure.pinned = null;
    figure.session.set({ sentence, focus: Number(focus) });
    figure.refreshSpot();
    // What stands around the picture gives it its room; the keyboard stays where there is something.
    figure.settingsShown = false;
    await figure.updateComplete;
    const toggle = /** @type {HTMLElement} */ (figure.renderRoot.querySelector('.toggle'));
    if (toggle.checkVisibility()) toggle.focus();
  };
  return html`<button translate="no" title=${sentence} @click=${use}>${sentence}</button>`;
}

/**
 * Where there is little room all of it, but for the kinds where they fit, is behind one button.
 * @param {Figure} figure
 */
function settingsBar(figure) {
  const { session } = figure;
  const { settings } = session;
  const { used, idle } = together(settings);
  /** @type {import('../view/controls.js').Change} */
  const change = (name, value) => session.set({ [name]: value });
  // Heads are of projections: whoever sets them has those too.
  /** @type {import('../view/controls.js').Change} */
  const withHeads = (name, value) =>
    session.set({ projections: true, headWidth: used.headWidth, [name]: value });
  const preset = presetOf(settings);
  const another = html`<button @click=${() => change('seed', (settings.seed + 1) % 4294967296)} title=${text('control.newSeed')} aria-label=${text('control.newSeed')}>${text('control.newSeed.short')}</button>`;
  const options = OPTION_NAMES.filter((name) => !DETAILS.includes(name) && !idle.has(name));
  const set = options.filter((name) => settings[name] !== SETTINGS[name].default).length;
  return html`<div class="settings" part="controls">
    <button class="toggle" aria-expanded=${figure.settingsShown} @click=${() => {
      figure.settingsShown = !figure.settingsShown;
    }}>
      <svg width="20" height="20" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" aria-hidden="true">
        <path d="M2 6h9m4 0h3M2 14h3m4 0h9" /><circle cx="13" cy="6" r="2" /><circle cx="7" cy="14" r="2" /></svg>
      <span class="now">${preset ? text(`kind.${preset}`) : spellKind(settings)}</span> <span class="what">${text('control.settings')}</span>
    </button>
    <div class="examples"><span>${text('sentence.examples')}</span> ${EXAMPLES.map((key) => example(figure, key))}</div>
    ${kindChoice(settings, change)}
    <div class="steppers">
      ${stepper('heads', used, withHeads)}
      ${checkbox('projections', settings, change)}
      ${checkbox('causal', settings, change)}
      ${checkbox('cross', settings, change)}
      ${stepper('width', settings, change)}
      ${checkbox('scaled', settings, change)}
      ${stepper('seed', settings, change, { more: another })}
      <button class="options-toggle" aria-expanded=${figure.optionsShown} @click=${() => figure.toggleOptions()}>
        ${text('control.options')}${set > 0 ? html` <span class="badge">${set}</span>` : nothing}</button>
    </div>
    ${figure.optionsShown ? figure.parts.options?.optionsPanel(figure) : nothing}
  </div>`;
}
