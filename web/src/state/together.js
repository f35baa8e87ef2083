/**
 * What goes together. Some settings have no effect beside others, or the core cannot do both: this one table says which
 * gives way, and why. The request, the notices, the controls and the comparisons all go by it.
 */
import { DETAILS, SETTINGS } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').SettingName} SettingName */

/**
 * Why a setting has no effect, as the texts `why.<reason>` say it.
 * @typedef {'projections' | 'oneHead' | 'scaled' | 'causal' | 'linear' | 'lowRank' | 'evenWidth' | 'nothingHidden'
 *   | 'notLowRank' | 'notLocal' | 'exact' | 'noGradient' | 'notCausal' | 'cross' | 'gradient' | 'noEdits'
 *   | 'noHead'} Reason
 */

/** The masks beside the causal one. */
const MASKS = /** @type {SettingName[]} */ (['window', 'prefix', 'padding', 'drawn']);

/**
 * In this order: what gives way is left out for those that follow. What the settings bar shows gives way to nothing but
 * missing projections.
 * @type {[names: SettingName[], why: Reason, when: (settings: Settings) => boolean][]}
 */
const RULES = [
  [['heads', 'headWidth', 'kvHeads', 'outputProjection'], 'projections', (s) => !s.projections],
  [['kvHeads'], 'oneHead', (s) => s.heads === 1],
  [['factor'], 'scaled', (s) => !s.scaled],
  [['method'], 'causal', (s) => s.method === 'lowRank' && s.causal],
  [['rank'], 'notLowRank', (s) => s.method !== 'lowRank'],
  [['reach', 'globals'], 'notLocal', (s) => s.method !== 'localGlobal'],
  [MASKS, 'linear', (s) => s.method === 'linear'],
  [[...MASKS, 'softcap', 'temperature'], 'lowRank', (s) => s.method === 'lowRank'],
  [['prefix'], 'nothingHidden', (s) => !s.causal && s.window < 0],
  [['positions'], 'lowRank', (s) => s.positions === 'alibi' && s.method === 'lowRank'],
  [['positions'], 'evenWidth', (s) => s.positions === 'rope' && headWidthOf(s) % 2 === 1],
  [['lossToken', 'lossFeature'], 'noGradient', (s) => !s.gradient],
  [['cached'], 'notCausal', (s) => !s.causal],
  [['cached'], 'cross', (s) => s.cross],
  [['cached'], 'exact', (s) => s.method !== 'softmax'],
  [['cached'], 'gradient', (s) => s.gradient],
  [['changes'], 'noEdits', (s) => s.edits.length === 0],
  [['head'], 'noHead', (s) => s.head >= s.heads],
];

/**
 * @param {Settings} settings
 * @param {SettingName} [asked] is told of even where it has its default
 * @returns {{used: Settings, idle: Map<SettingName, Reason>}} `used`: the settings that go together, all others having
 *   their defaults; `idle`: those that have no effect, and why
 */
export function together(settings, asked) {
  const used = { ...settings };
  /** @type {Map<SettingName, Reason>} */
  const idle = new Map();
  for (const [names, why, when] of RULES) {
    if (!when(used)) continue;
    for (const name of names) {
      if (idle.has(name) || (used[name] === SETTINGS[name].default && name !== asked)) continue;
      idle.set(name, why);
      Object.assign(used, { [name]: SETTINGS[name].default });
    }
  }
  return { used, idle };
}

/**
 * @template {SettingName} Name
 * @param {Settings} settings
 * @param {Name} name
 * @param {Settings[Name]} [value]
 * @returns {Reason | undefined} why that value of the setting would have no effect; undefined where it has
 */
export function whyNot(settings, name, value = settings[name]) {
  return together({ ...settings, [name]: value }, name).idle.get(name);
}

/**
 * @param {Settings} before
 * @param {Settings} after a change by hand
 * @returns {Settings} without the details of what was turned off by it
 */
export function withoutLostDetails(before, after) {
  const [was, is] = [before, after].map((settings) => together(settings).idle);
  const lost = DETAILS.filter((name) => is.has(name) && !was.has(name));
  if (lost.length === 0) return after;
  return { ...after, ...Object.fromEntries(lost.map((name) => [name, SETTINGS[name].default])) };
}

/**
 * Settings that cannot be as large as they are set, among these words.
 * @param {Settings} used settings that go together
 * @param {number} queries
 * @param {number} keys
 * @returns {Partial<Settings>} as large as they can be
 */
export function reduced(used, queries, keys) {
  const most = {
    kvHeads: kvHeadsOf(used),
    rank: keys,
    cached: queries - 1,
    lossToken: queries - 1,
    lossFeature: outputWidthOf(used) - 1,
  };
  const names = /** @type {(keyof typeof most)[]} */ (Object.keys(most));
  return Object.fromEntries(
    names.filter((name) => used[name] > most[name]).map((name) => [name, most[name]]),
  );
}

/**
 * @param {Settings} used
 * @returns {number} numbers in a query of one head
 */
export function headWidthOf({ projections, width, heads, headWidth }) {
  if (!projections) return width;
  return headWidth || Math.max(1, Math.floor(width / heads));
}

/** @param {Settings} used @returns {number} numbers in a row of the output */
function outputWidthOf(used) {
  const { outputProjection, heads, width } = used;
  const projected = outputProjection === 'auto' ? heads > 1 : outputProjection === 'on';
  return projected ? width : heads * headWidthOf(used);
}

/**
 * @param {Settings} used
 * @returns {number} heads of keys and values: the most that share the heads evenly
 */
export function kvHeadsOf({ heads, kvHeads }) {
  const most = kvHeads || heads;
  return Math.max(...divisorsOf(heads).filter((count) => count <= most));
}

/**
 * @param {number} count
 * @returns {number[]} ascending
 */
export function divisorsOf(count) {
  return Array.from({ length: count }, (_, i) => i + 1).filter((n) => count % n === 0);
}
