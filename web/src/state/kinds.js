/** Kinds of attention. A kind is a preset of settings; which one it is, is read off what is set. */
import { defaultSettings, sameEdits } from './settings.js';
import { WORDS_OF } from './tokenize.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Kind} Kind */

/** What a kind sets. @type {Record<Kind, Pick<Settings, 'projections' | 'heads' | 'causal' | 'cross'>>} */
export const PRESETS = {
  plain: { projections: false, heads: 1, causal: false, cross: false },
  self: { projections: true, heads: 1, causal: false, cross: false },
  masked: { projections: true, heads: 1, causal: true, cross: false },
  multi: { projections: true, heads: 2, causal: false, cross: false },
  cross: { projections: true, heads: 2, causal: false, cross: true },
};

/** @typedef {'masked' | 'plain' | 'multi' | 'cross'} Trait what is said of attention that is more than self-attention */

/**
 * @param {Settings} settings
 * @returns {Trait[]} in the order of its name, as in "masked multi-head cross-attention"; none for self-attention
 */
function traitsOf({ projections, heads, causal, cross }) {
  /** @type {[Trait, boolean][]} */
  const traits = [
    ['masked', causal],
    ['plain', !projections],
    ['multi', projections && heads > 1],
    ['cross', cross],
  ];
  return traits.filter(([, has]) => has).map(([trait]) => trait);
}

/** @param {Settings} settings @returns {string} `self`, or its traits joined by dots: what it is called goes by that */
export const nameOf = (settings) => traitsOf(settings).join('.') || 'self';

/** @param {Settings} settings @returns {Kind} the kind it belongs to, whatever else it is */
export function kindOf(settings) {
  const traits = traitsOf(settings);
  return (
    /** @type {const} */ (['plain', 'cross', 'multi', 'masked']).find((kind) => traits.includes(kind)) ??
    'self'
  );
}

/**
 * @param {Settings} settings
 * @returns {Kind | undefined} the kind that is just this, with any number of heads; undefined where it is several at once
 */
export function presetOf(settings) {
  const name = nameOf(settings);
  // Cross-attention comes with several heads.
  return name === 'multi.cross'
    ? 'cross'
    : /** @type {Kind[]} */ (Object.keys(PRESETS)).find((k) => k === name);
}

/**
 * Settings with changes, which may name a kind: that is applied first, so what is written out beside it wins.
 * @param {Settings} settings
 * @param {Partial<Settings>} changes
 * @returns {Settings}
 */
export function withChanges(settings, changes) {
  const { kind, ...written } = changes;
  const next = { ...settings, ...(kind && PRESETS[kind]), ...written };
  // Another sentence is split in another way.
  for (const which of /** @type {const} */ (['sentence', 'context'])) {
    const name = WORDS_OF[which];
    if (next[which] !== settings[which] && next[name] === settings[name]) next[name] = '';
  }
  // A second sentence is given to be used.
  if (written.context !== undefined && written.cross === undefined) next.cross = true;
  // Multi-head attention mixes its heads by W_o, be it one.
  if (kind === 'multi' && written.heads === 1 && written.outputProjection === undefined)
    next.outputProjection = 'on';
  return { ...next, kind: kindOf(next) };
}

/** @param {Partial<Settings>} changes @returns {Settings} the default settings with these changes */
export const settingsWith = (changes) => withChanges(defaultSettings(), changes);

/**
 * What is changed where settings are given as a whole: `{ ...settings, kind }` means that kind, not what it was copied
 * from, and a copy of the edits is no other edits.
 * @param {Settings} settings as they are
 * @param {Partial<Settings>} given
 * @returns {Partial<Settings>}
 */
export function changesOf(settings, { kind, ...given }) {
  if (given.edits && sameEdits(given.edits, settings.edits)) given.edits = settings.edits;
  const copied = /** @type {const} */ (['projections', 'heads', 'causal', 'cross']).every(
    (name) => given[name] === settings[name],
  );
  if (!copied) return kind ? { ...given, kind } : given;
  return kind && kind !== settings.kind ? { ...given, ...PRESETS[kind] } : given;
}
