/**
 * Comparing: the same sentence under other settings. What differs is kept as the text of a link, so that everything
 * else follows the figure.
 */
import { formatSetting, parseLink } from './link.js';
import { COMPARED, headsOf, isCausal, kvHeadsOf } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').SettingName} SettingName */

/**
 * @param {Settings} settings
 * @returns {Settings | null} those of the other side; null where nothing is compared
 */
export function otherSettings(settings) {
  if (settings.against === '') return null;
  const { settings: read } = parseLink(settings.against);
  const given = new URLSearchParams(settings.against);
  const changes = COMPARED.filter((name) => given.has(name)).map((name) => [name, read[name]]);
  return { ...settings, ...Object.fromEntries(changes), edits: [], against: '' };
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
 * @returns {SettingName[]} in which the two sides differ
 */
export function differing(settings) {
  const other = otherSettings(settings);
  return other ? COMPARED.filter((name) => other[name] !== settings[name]) : [];
}

/**
 * Comparisons worth a look, as they apply to these settings.
 * @param {Settings} settings
 * @returns {{id: 'causal' | 'scaled' | 'kvHeads' | 'linear' | 'positions', changes: Partial<Settings>}[]}
 */
export function presets(settings) {
  const { kind } = settings;
  const causal = isCausal(settings);
  const alone = kind === 'self' || kind === 'masked';
  /** @type {ReturnType<typeof presets>} */
  const found = [
    { id: 'causal', changes: alone ? { kind: causal ? 'self' : 'masked' } : { causal: !causal } },
    { id: 'scaled', changes: { scaled: !settings.scaled } },
  ];
  const heads = headsOf(settings);
  if (heads > 1) {
    const kvHeads = kvHeadsOf(settings) < heads ? 0 : Math.max(1, Math.floor(heads / 4));
    found.push({ id: 'kvHeads', changes: { kvHeads } });
  }
  found.push({
    id: 'positions',
    changes: { positions: settings.positions === 'none' ? 'sinusoidal' : 'none' },
  });
  found.push({ id: 'linear', changes: { method: settings.method === 'softmax' ? 'linear' : 'softmax' } });
  return found;
}
