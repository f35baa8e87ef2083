/** The controls of a figure, made from the table of settings. */
import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { nameOf, presetOf } from '../state/kinds.js';
import { KINDS, SETTINGS } from '../state/settings.js';
import { whyNot } from '../state/together.js';
import { spellKind } from './spell.js';
import { text } from './text/text.js';

/** @typedef {import('./text/text.js').TextKey} TextKey */

/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {(name: SettingName, value: string | number | boolean) => void} Change */

export const controlsStyles = css`
  .kinds { display: flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; margin: 0; padding: 0; background: var(--raised); }
  .kinds label { position: relative; padding: 0 9px; min-height: 34px; display: flex; align-items: center; cursor: pointer; white-space: nowrap; }
  .kinds label + label { border-inline-start: 1px solid var(--line); }
  .kinds input { position: absolute; opacity: 0; inset: 0; margin: 0; cursor: pointer; }
  .kinds label:has(:checked) { background: var(--accent); color: var(--on-accent); font-weight: 600; }
  .kinds label:has(:focus-visible) { outline: 3px solid var(--accent); outline-offset: -3px; box-shadow: inset 0 0 0 5px var(--page); }
  .kinds output { padding: 0 9px; display: flex; align-items: center; font-weight: 600; border-inline-start: 1px solid var(--line); }
  .control { display: flex; align-items: center; gap: 6px; color: var(--muted); font-size: 14px; white-space: nowrap; }
  .stepper { display: flex; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); overflow: hidden; }
  .stepper button { border: 0; border-radius: 0; padding: 0; width: 26px; background: none; min-height: 32px; }
  .stepper input {
    width: 34px; border: 0; padding: 0; text-align: center; font: inherit; color: var(--ink); background: none;
    font-variant-numeric: tabular-nums; -moz-appearance: textfield; appearance: textfield;
  }
  .stepper.seed input { width: 56px; }
  .stepper input::-webkit-inner-spin-button, .stepper input::-webkit-outer-spin-button { appearance: none; margin: 0; }
  .check { cursor: pointer; min-height: 34px; }
  .check input { width: 18px; height: 18px; accent-color: var(--accent); margin: 0; }
  .control:has(input:disabled, select:disabled) { opacity: .55; cursor: default; }
  select { font: inherit; color: var(--ink); background: var(--raised); border: 1px solid var(--line); border-radius: 8px; padding: 4px 8px; min-height: 34px; }
  @media (pointer: coarse), (max-width: 640px) {
    .kinds label, .check, select { min-height: 44px; }
    .stepper button { min-height: 44px; width: 44px; }
  }
`;

/**
 * The kinds of attention, one of which is chosen; or several at once, by their name beside them.
 * @param {Settings} settings
 * @param {Change} change
 */
export function kindChoice(settings, change) {
  const chosen = presetOf(settings);
  const named = nameOf(settings) === chosen;
  return html`<fieldset class="kinds"><legend class="hidden">${text('kind.label')}</legend>
    ${KINDS.map(
      (kind) => html`<label><input type="radio" name="kind" value=${kind} .checked=${live(chosen === kind)}
      @change=${() => change('kind', kind)} />${text(`kind.${kind}`)}</label>`,
    )}
    ${named ? nothing : html`<output>${spellKind(settings)}</output>`}
  </fieldset>`;
}

/**
 * @param {SettingName} name
 * @param {Settings} settings
 * @param {Change} change
 * @param {{none?: string, effective?: number, help?: string, off?: boolean, more?: unknown}} [options] `none`: what the
 *   default is called, which is then no number of its own; `effective`: what it stands for, from where the buttons count;
 *   `off`: whether it cannot be used
 */
export function stepper(name, settings, change, options = {}) {
  const setting = SETTINGS[name];
  if (setting.type !== 'whole') return nothing;
  const { min, max } = setting;
  const value = Number(settings[name]);
  const isNone = options.none !== undefined && value === setting.default;
  const shown = isNone ? (options.effective ?? value) : value;
  const label = text(/** @type {TextKey} */ (`control.${name}`));
  const set = (/** @type {number} */ to) => {
    if (Number.isInteger(to) && to >= min && to <= max) change(name, to);
  };
  const written = isNone ? '' : String(value);
  const range = text('control.range', { min, max });
  // Leaving the field shows what holds, whatever was typed.
  const left = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    input.setCustomValidity('');
    input.value = written;
  };
  const typed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const entered = input.value.trim();
    // A field of numbers is also empty where what was typed is none.
    const empties = entered === '' && options.none !== undefined && !input.validity.badInput;
    const number = empties ? setting.default : Number(entered);
    const fits = (entered !== '' || empties) && Number.isInteger(number) && number >= min && number <= max;
    input.setCustomValidity(fits ? '' : range);
    if (fits) set(number);
    else input.reportValidity();
  };
  return html`<div class="control" title=${options.help ?? nothing}><label for="c-${name}">${label}</label>
    <span class="stepper ${name}">
      <button aria-label=${text('control.less', { name: label })} ?disabled=${options.off} aria-disabled=${shown <= min} @click=${() => set(shown - 1)}>−</button>
      <input id="c-${name}" type="number" ?disabled=${options.off} min=${min} max=${max} step="1" inputmode="numeric"
        placeholder=${options.none ?? nothing} .value=${written} @change=${typed} @blur=${left}
        @input=${(/** @type {Event} */ e) => /** @type {HTMLInputElement} */ (e.target).setCustomValidity('')} />
      <button aria-label=${text('control.more', { name: label })} ?disabled=${options.off} aria-disabled=${shown >= max} @click=${() => set(shown + 1)}>+</button>
    </span>${options.more ?? nothing}</div>`;
}

/**
 * @param {SettingName} name
 * @param {Settings} settings
 * @param {Change} change
 * @param {boolean} [off] whether it cannot be used
 */
export function checkbox(name, settings, change, off = false) {
  const label = text(/** @type {TextKey} */ (`control.${name}`));
  return html`<label class="control check"><input type="checkbox" name=${name} ?disabled=${off} .checked=${live(Boolean(settings[name]))}
    @change=${(/** @type {Event} */ e) => change(name, /** @type {HTMLInputElement} */ (e.target).checked)} />${label}</label>`;
}

/**
 * What goes with nothing else that is set cannot be chosen.
 * @param {'colors' | 'drawn' | 'positions' | 'method' | 'outputProjection'} name
 * @param {Settings} settings
 * @param {Change} change
 */
export function choice(name, settings, change) {
  const setting = SETTINGS[name];
  if (setting.type !== 'choice') return nothing;
  const off = (/** @type {string} */ value) => Boolean(whyNot(settings, name, /** @type {never} */ (value)));
  return html`<label class="control">${text(`control.${name}`)}
    <select name=${name} ?disabled=${setting.choices.every(off)} @change=${(/** @type {Event} */ e) => change(name, /** @type {HTMLSelectElement} */ (e.target).value)}>
      ${setting.choices.map((c) => html`<option value=${c} ?selected=${settings[name] === c} ?disabled=${off(c)}>${text(/** @type {TextKey} */ (`control.${name}.${c}`))}</option>`)}
    </select></label>`;
}
