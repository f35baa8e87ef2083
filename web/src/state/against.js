/**
 * Comparing: the same sentence under other settings. What differs is kept as the text of a link, so that everything
 * else follows the figure.
 */
import { withChanges } from './kinds.js';
import { formatSetting, readLink } from './link.js';
import { COMPARED } from './settings.js';
import { kvHeadsOf, together } from './together.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').SettingName} SettingName */

/**
 * @param {Settings} settings
 * @returns {Settings | null} those of the other side; null where nothing is compared
 */
export function otherSettings(settings) {
  if (settings.against === '') return null;
  return { ...withChanges(settings, changesIn(settings.against)), edits: [], against: '' };
}

/**
 * Earlier versions wrote all settings of a side with its kind, which then passed some of them over.
 * @param {string} text
 * @returns {Partial<Settings>}
 */
function changesIn(text) {
  const { written } = readLink(text);
  const { kind, heads, causal, ...rest } = written;
  const ofBefore = kind && heads && causal !== undefined && rest.seed && rest.projections === undefined;
  if (!ofBefore) return written;
  return {
    ...rest,
    kind,
    ...(kind === 'multi' || kind === 'cross' ? { heads } : {}),
    ...(kind === 'self' || kind === 'masked' ? {} : { causal }),
  };
}

/**
 * @param {Partial<Settings>} changes
 * @returns {string} for the setting `against`
 */
export function formatAgainst(changes) {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(changes)) {
    params.set(name, formatSetting(/** @type {import('./settings.js').SettingName} */ (name), value));
  }
  return params.toString();
}

/**
 * @param {Settings} settings
 * @returns {Partial<Settings>} all that may be compared, as it is now
 */
export function asItIs(settings) {
  return Object.fromEntries(COMPARED.map((name) => [name, settings[name]]));
}

/**
 * @param {Settings} settings
 * @returns {SettingName[]} in which the two sides differ, as far as it has an effect
 */
export function differing(settings) {
  const other = otherSettings(settings);
  if (!other) return [];
  const [here, there] = [settings, other].map((side) => together(side).used);
  return COMPARED.filter((name) => there[name] !== here[name]);
}

/**
 * Comparisons worth a look, as they apply to these settings.
 * @param {Settings} settings
 * @returns {{id: 'causal' | 'scaled' | 'kvHeads' | 'linear' | 'positions', changes: Partial<Settings>}[]}
 */
export function presets(settings) {
  const { heads, causal, scaled, positions, method } = settings;
  const shared = kvHeadsOf(settings) < heads ? 0 : Math.max(1, Math.floor(heads / 4));
  /** @type {ReturnType<typeof presets>} */
  const all = [
    { id: 'causal', changes: { causal: !causal } },
    { id: 'scaled', changes: { scaled: !scaled } },
    { id: 'kvHeads', changes: { kvHeads: shared } },
    { id: 'positions', changes: { positions: positions === 'none' ? 'sinusoidal' : 'none' } },
    { id: 'linear', changes: { method: method === 'softmax' ? 'linear' : 'softmax' } },
  ];
  // Only what makes a difference, and nothing that would turn off what is on.
  const idle = together(settings).idle.size;
  return all.filter(({ changes }) => {
    const against = formatAgainst(changes);
    const other = { ...settings, ...changes };
    return differing({ ...settings, against }).length > 0 && together(other).idle.size <= idle;
  });
}
