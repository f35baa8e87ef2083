/**
 * The settings as attributes of <self-attention>: the names and the rules of a link, so that an author may write what
 * the site's address says. A name of several words is also taken with hyphens (`head-width`); beside the settings there
 * are `mask` and `controls`.
 */
import { withChanges } from '../state/kinds.js';
import { expectation, readSetting as readText, refusal } from '../state/link.js';
import { SETTING_NAMES, SETTINGS } from '../state/settings.js';
import { primary } from './language.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {'all' | 'steps' | 'none'} Controls */

/** What stands around the picture: everything, the sentence and the steps, or nothing. */
export const CONTROLS = /** @type {Controls[]} */ (['all', 'steps', 'none']);
/** Another way to write `causal`. */
export const MASKS = ['none', 'causal'];
/** What a kind sets, and what counts with it: these attributes are read together, so that their order is no matter. */
const OF_KIND = /** @type {SettingName[]} */ ([
  'kind',
  'projections',
  'heads',
  'causal',
  'cross',
  'context',
  'contextWords',
  'outputProjection',
]);

/** @param {SettingName} name */
export const hyphenated = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** @type {Map<string, SettingName>} */
const SETTING_OF = new Map();
for (const name of SETTING_NAMES) {
  // Keys are the page's: a figure in another page has no say about them.
  if (name !== 'keys') SETTING_OF.set(name.toLowerCase(), name).set(hyphenated(name), name);
}

/** Names of attributes, as a page's HTML has them: without capitals. */
export const ATTRIBUTES = [...SETTING_OF.keys(), 'mask', 'controls'];

/** Which attribute a property writes. @type {Map<string, string>} */
export const ATTRIBUTE_OF = new Map([...SETTING_OF].map(([attribute, name]) => [name, attribute]));
for (const name of ['mask', 'controls']) ATTRIBUTE_OF.set(name, name);

/** What authors, and the frameworks they use, write for a flag. @type {Record<string, string>} */
const FLAGS = { '': 'on', true: 'on', false: 'off' };

/**
 * Takes over what an attribute says. A value that cannot be used is told in a notice and leaves the default.
 * @param {Figure} figure
 * @param {string} attribute one of ATTRIBUTES
 */
export function readAttribute(figure, attribute) {
  const name = SETTING_OF.get(attribute);
  figure.dismiss(`attribute ${attribute}`);
  if (attribute === 'controls') {
    chosen(figure, attribute, CONTROLS);
    figure.requestUpdate(attribute, null);
  } else if (attribute === 'mask' || (name && OF_KIND.includes(name)))
    figure.session.load(withKind(figure), false);
  else if (name) {
    const read = readSetting(figure, name, attribute) ?? SETTINGS[name].default;
    figure.session.load({ ...figure.session.settings, [name]: read }, false);
  }
}

/**
 * @param {Figure} figure
 * @param {SettingName} name
 * @param {string} attribute
 * @returns {unknown} undefined where it is absent or cannot be used, which is told
 */
function readSetting(figure, name, attribute) {
  const value = figure.getAttribute(attribute);
  if (value === null) return undefined;
  let written = SETTINGS[name].type === 'flag' ? (FLAGS[value] ?? value) : value;
  // Pages name languages with their region too: de-AT is German.
  if (name === 'lang') written = primary(written);
  const { value: read, bad } = readText(name, written);
  if (bad !== undefined) tellRefused(figure, attribute, bad, expectation(name));
  return read;
}

/** @param {Figure} figure @returns {Settings} with all that the attributes say about the kind */
function withKind(figure) {
  /** @type {Partial<Settings>} */
  const written = {};
  for (const [attribute, name] of SETTING_OF) {
    if (!OF_KIND.includes(name)) continue;
    const read = readSetting(figure, name, attribute);
    if (read !== undefined) Object.assign(written, { [name]: read });
  }
  const mask = chosen(figure, 'mask', MASKS);
  figure.dismiss('overruled mask');
  // A mask that cannot be used is none: that has been told.
  if (figure.getAttribute('mask') === mask) {
    const causal = mask === 'causal';
    if (causal !== (written.causal ?? causal))
      figure.note({ id: 'overruled mask', key: 'notice.mask', params: { value: mask } });
    written.causal ??= causal;
  }
  const usual = Object.fromEntries(OF_KIND.map((name) => [name, SETTINGS[name].default]));
  return withChanges({ ...figure.session.settings, ...usual }, written);
}

/**
 * @template {string} Choice
 * @param {Figure} figure
 * @param {string} attribute
 * @param {Choice[]} choices the first is the default
 * @returns {Choice}
 */
function chosen(figure, attribute, choices) {
  const value = figure.getAttribute(attribute);
  const found = choices.find((choice) => choice === value);
  if (value !== null && !found) {
    const params = { choices: choices.join(', ') };
    tellRefused(figure, attribute, value, { key: 'expects.choice', params });
  }
  return found ?? choices[0];
}

/**
 * @param {Figure} figure
 * @param {string} attribute
 * @param {string} value
 * @param {import('../state/link.js').Expectation} expected
 */
function tellRefused(figure, attribute, value, expected) {
  const params = { ...refusal(attribute, value, expected) };
  const key = attribute === 'edits' ? 'notice.edits' : 'notice.attribute';
  figure.note({ id: `attribute ${attribute}`, key, params });
}
