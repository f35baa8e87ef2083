/** The options of a figure: masks, positions, what happens to scores, shared heads. Each group is a fieldset. */
import { css, html, nothing } from 'lit';
import { asItIs, formatAgainst, presets } from '../state/against.js';
import { parseSetting } from '../state/link.js';
import { OPTION_NAMES, SETTINGS } from '../state/settings.js';
import { divisorsOf, headWidthOf, kvHeadsOf, reduced, together, whyNot } from '../state/together.js';
import { checkbox, choice, stepper } from '../view/controls.js';
import { plainNumber, twofold } from '../view/typed-number.js';
import '../view/text/en/register.js';
import { text } from '../view/text/text.js';
import { visible } from '../view/visible.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {import('../view/controls.js').Change} Change */
/** @typedef {import('../view/text/text.js').TextKey} TextKey */

export const styles = css`
  .options {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 14px 28px; align-items: start; padding: 12px 16px; margin: 0 0 14px;
    border: 1px solid var(--line); border-radius: 10px; background: var(--raised);
  }
  .options fieldset { border: 0; margin: 0; padding: 0; min-width: 0; max-width: 520px; }
  .options legend { padding: 0; font-size: 13px; font-weight: 650; margin-bottom: 4px; }
  .options .group { display: flex; flex-wrap: wrap; gap: 6px 14px; }
  .options p { margin: 4px 0 0; font-size: 12.5px; color: var(--muted); max-width: 60ch; }
  .options .stepper input { width: 54px; }
  .options .number {
    font: inherit; font-variant-numeric: tabular-nums; width: 64px; min-height: 34px; box-sizing: border-box; padding: 2px 8px;
    border: 1px solid var(--line); border-radius: 8px; color: var(--ink); background: var(--page);
  }
  .options .reset { justify-self: start; align-self: end; font-size: 13px; }
  .options .control { white-space: normal; flex-wrap: wrap; }
  .options select { max-width: 100%; }
  @media (pointer: coarse), (max-width: 640px) {
    .options .number, .options .reset { min-height: 44px; }
    .options .stepper button { min-height: 44px; width: 44px; }
  }
`;

/** @param {Figure} figure */
export function optionsPanel(figure) {
  const { session } = figure;
  const { settings } = session;
  /** @type {Change} */
  const change = (name, value) => session.set({ [name]: value });
  const whole = (/** @type {'window' | 'prefix' | 'padding'} */ name) =>
    stepper(name, settings, change, {
      none: text(`control.${name}.none`),
      help: text(`control.${name}.help`),
      off: Boolean(whyNot(settings, name)),
    });
  return html`<section class="options" aria-label=${text('options.title')}>
    ${group(settings, 'mask', [whole('window'), whole('prefix'), whole('padding'), choice('drawn', settings, change)], text('control.drawn.help'))}
    ${group(settings, 'positions', [choice('positions', settings, change)], text(`control.positions.help.${settings.positions}`))}
    ${group(settings, 'scores', [
      number('factor', settings, change, text('control.factor.none')),
      number('softcap', settings, change, text('control.softcap.none')),
      number('temperature', settings, change),
    ])}
    ${group(settings, 'heads', [headWidth(settings, change), kvHeads(settings, change), choice('outputProjection', settings, change)], text('control.kvHeads.help'))}
    ${group(settings, 'method', [choice('method', settings, change), details(settings, change)], text(`control.method.help.${settings.method}`))}
    ${group(settings, 'cache', cache(figure, change), text('control.cached.help'))}
    ${group(settings, 'gradient', gradient(figure, change), text('control.gradient.help'))}
    ${group(settings, 'against', [against(settings, change)], text('control.against.help'))}
    <button class="reset" @click=${() => session.set(withoutOptions())}>${text('options.reset')}</button>
  </section>`;
}

/** @returns {Partial<Settings>} */
function withoutOptions() {
  return Object.fromEntries(OPTION_NAMES.map((name) => [name, SETTINGS[name].default]));
}

/** The settings of each group; of a choice, every value. @type {Record<string, SettingName[]>} */
const GROUPS = {
  mask: ['window', 'prefix', 'padding', 'drawn'],
  positions: ['positions'],
  scores: ['factor', 'softcap', 'temperature'],
  heads: ['headWidth', 'kvHeads', 'outputProjection'],
  method: ['method'],
  cache: ['cached'],
  gradient: ['gradient'],
};

/** @param {Settings} settings @param {string} id of a group @returns {string[]} why something in it cannot be used */
function reasons(settings, id) {
  const why = (GROUPS[id] ?? []).flatMap((name) => {
    const setting = SETTINGS[name];
    const values = setting.type === 'choice' ? setting.choices : [settings[name]];
    return values.map((value) => whyNot(settings, name, /** @type {never} */ (value)));
  });
  return [...new Set(why)].flatMap((reason) => (reason ? [text(`why.${reason}`)] : []));
}

/**
 * @param {Settings} settings
 * @param {string} id
 * @param {unknown[]} controls
 * @param {string} [help]
 */
function group(settings, id, controls, help = '') {
  const why = reasons(settings, id);
  return html`<fieldset aria-describedby=${why.length > 0 ? `why-${id}` : nothing}><legend>${text(/** @type {TextKey} */ (`options.${id}`))}</legend>
    <div class="group">${controls}</div>${why.length > 0 ? html`<p class="why" id="why-${id}">${why.join(' ')}</p>` : nothing}
    ${help ? html`<p>${help}</p>` : nothing}</fieldset>`;
}

/**
 * A field for a number with digits after the point.
 * @param {'factor' | 'softcap' | 'temperature'} name
 * @param {Settings} settings
 * @param {Change} change
 * @param {string} [none] what the default is called, which is then no number of its own
 */
function number(name, settings, change, none) {
  const setting = SETTINGS[name];
  if (setting.type !== 'number') return nothing;
  const { min, max } = setting;
  const value = settings[name];
  const range = text('control.number', { min, max });
  const written = none !== undefined && value === setting.default ? '' : String(value);
  const typed = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    const entered = plainNumber(input.value);
    const ways = twofold(input.value);
    const read = entered === '' ? setting.default : parseSetting(name, entered);
    const given = ways ? undefined : read;
    const why = ways ? text('number.twofold', ways) : range;
    input.setCustomValidity(given === undefined ? why : '');
    if (given === undefined) input.reportValidity();
    else change(name, Number(given));
  };
  const left = (/** @type {Event} */ event) => {
    const input = /** @type {HTMLInputElement} */ (event.target);
    input.setCustomValidity('');
    input.value = written;
  };
  return html`<label class="control" title=${text(`control.${name}.help`)}>${text(`control.${name}`)}
    <input class="number" type="text" name=${name} ?disabled=${Boolean(whyNot(settings, name))} inputmode="decimal" autocomplete="off" placeholder=${none ?? nothing} .value=${written}
      @change=${typed} @blur=${left} @input=${(/** @type {Event} */ e) => /** @type {HTMLInputElement} */ (e.target).setCustomValidity('')} /></label>`;
}

/**
 * What the chosen method has to be told.
 * @param {Settings} settings
 * @param {Change} change
 */
function details(settings, change) {
  if (settings.method === 'lowRank') return stepper('rank', settings, change);
  if (settings.method !== 'localGlobal') return nothing;
  return [stepper('reach', settings, change), stepper('globals', settings, change)];
}

/**
 * @param {Figure} figure
 * @param {Change} change
 */
function cache(figure, change) {
  const { session, trace } = figure;
  const { settings } = session;
  const off = Boolean(whyNot(settings, 'cached'));
  const last = (trace?.tokens.length ?? 1) - 1;
  // Pressed again before the numbers are there, it goes on from what was asked for last.
  const next = () => change('cached', Math.min(figure.session.settings.cached + 1, last));
  return [
    stepper('cached', settings, change, { none: text('control.cached.none'), off }),
    html`<button ?disabled=${off} aria-disabled=${settings.cached >= last} @click=${next}>${text('control.cached.next')}</button>`,
  ];
}

/**
 * @param {Figure} figure
 * @param {Change} change
 */
function gradient({ session, trace }, change) {
  const { settings } = session;
  // The word in focus is the one to ask about.
  const ask = (/** @type {boolean} */ on) =>
    session.set(on ? { gradient: on, lossToken: Math.max(0, settings.focus) } : { gradient: on });
  const off = Boolean(whyNot(settings, 'gradient'));
  const on = checkbox('gradient', settings, (_, value) => ask(Boolean(value)), off);
  if (!settings.gradient || off || !trace) return [on];
  const { used } = together(settings);
  const loss = { ...used, ...reduced(used, trace.tokens.length, (trace.context ?? trace.tokens).length) };
  const word = html`<label class="control">${text('control.lossToken')}
    <select name="lossToken" @change=${(/** @type {Event} */ e) => change('lossToken', Number(/** @type {HTMLSelectElement} */ (e.target).value))}>
      ${trace.tokens.map(visible).map((token, i) => html`<option value=${i} .selected=${i === loss.lossToken}>${token}</option>`)}
    </select></label>`;
  const features = trace.stage('output').cols;
  const feature = html`<label class="control">${text('control.lossFeature')}
    <select name="lossFeature" @change=${(/** @type {Event} */ e) => change('lossFeature', Number(/** @type {HTMLSelectElement} */ (e.target).value))}>
      ${Array.from({ length: features }, (_, i) => html`<option value=${i} .selected=${i === loss.lossFeature}>${i + 1}</option>`)}
    </select></label>`;
  return [on, word, feature];
}

/**
 * @param {Settings} settings
 * @param {Change} change
 */
function against(settings, change) {
  const offered = presets(settings).map(({ id, changes }) => {
    const turnsOn = Object.values(changes).some(
      (value) => value !== false && value !== 0 && !OFF.includes(String(value)),
    );
    return { value: formatAgainst(changes), label: text(`control.against.${id}.${turnsOn ? 'on' : 'off'}`) };
  });
  const now = formatAgainst(asItIs(settings));
  const known = ['', now, ...offered.map((o) => o.value)].includes(settings.against);
  const option = (/** @type {string} */ value, /** @type {string} */ label) =>
    html`<option value=${value} .selected=${settings.against === value}>${label}</option>`;
  return html`<label class="control">${text('control.against')}
    <select name="against" @change=${(/** @type {Event} */ e) => change('against', /** @type {HTMLSelectElement} */ (e.target).value)}>
      ${option('', text('control.against.none'))} ${offered.map((o) => option(o.value, o.label))}
      ${option(now, text('control.against.now'))}
      ${known ? nothing : option(settings.against, text('control.against.other'))}
    </select></label>`;
}

/** Values that say that something is not done. */
const OFF = ['self', 'none', 'softmax'];

/**
 * @param {Settings} settings
 * @param {Change} change
 */
function headWidth(settings, change) {
  const { used } = together(settings);
  const effective = headWidthOf(used);
  const none = text('control.headWidth.auto', { width: effective });
  const off = Boolean(whyNot(settings, 'headWidth'));
  return stepper('headWidth', used, change, { none, effective, off });
}

/**
 * @param {Settings} settings
 * @param {Change} change
 */
function kvHeads(settings, change) {
  const off = Boolean(whyNot(settings, 'kvHeads'));
  const { used } = together(settings);
  const { heads } = used;
  const now = kvHeadsOf(used);
  const called = (/** @type {number} */ count) => {
    if (count === heads) return text('control.kvHeads.all', { count });
    if (count === 1) return text('control.kvHeads.one');
    return text('control.kvHeads.group', { count, share: heads / count });
  };
  return html`<label class="control">${text('control.kvHeads')}
    <select name="kvHeads" ?disabled=${off} @change=${(/** @type {Event} */ e) => change('kvHeads', Number(/** @type {HTMLSelectElement} */ (e.target).value))}>
      ${divisorsOf(heads).map((count) => html`<option value=${count === heads ? 0 : count} .selected=${count === now}>${called(count)}</option>`)}
    </select></label>`;
}
