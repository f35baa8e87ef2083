/**
 * The one table of everything a reader can set. It drives the controls, the URL and validation; what each is for stands
 * in setting-hints.js, which the page does not load.
 *
 * `numbers: true` marks what the numbers depend on; undo steps through those. Every setting means what its name says;
 * what goes together with what stands in together.js. `kind` alone is no state of its own: set, it is a preset of
 * others, and read, their name (kinds.js).
 */

/** @typedef {'plain' | 'self' | 'masked' | 'multi' | 'cross'} Kind */
/** @typedef {import('softlook').Edit} Edit */

/**
 * @typedef {object} Settings
 * @property {string} sentence
 * @property {string} context the sentence that keys and values come from in cross-attention
 * @property {string} words how the sentence is split: how many characters each token has, joined by -; '' = as words are found
 * @property {string} contextWords the same of the context
 * @property {Kind} kind
 * @property {boolean} projections whether queries, keys and values are X by learned weights; else they are X
 * @property {number} heads
 * @property {number} width embedDim
 * @property {number} headWidth headDim; 0 = width / heads
 * @property {boolean} causal
 * @property {boolean} cross whether keys and values come from the context
 * @property {'auto' | 'on' | 'off'} outputProjection W_o; auto: with several heads
 * @property {boolean} scaled
 * @property {number} factor what scores are multiplied with; 0 = 1 / √headDim
 * @property {number} kvHeads numKvHeads; 0 = as many as heads
 * @property {number} window keys at most so many positions back; -1 = all
 * @property {number} prefix the first so many keys are seen by all
 * @property {number} padding the last so many keys are padding
 * @property {'none' | 'cells' | 'numbers'} drawn a mask of the reader's own: keys hidden and shown, or numbers added
 * @property {import('softlook').Positions} positions
 * @property {number} softcap 0 = none
 * @property {number} temperature
 * @property {import('softlook').Method} method
 * @property {number} rank of low-rank attention
 * @property {number} reach of local attention: keys at most so many positions away
 * @property {number} globals the first so many words look everywhere and are seen by all, in local attention
 * @property {number} cached words whose keys and values come from the cache; -1 = no cache
 * @property {boolean} gradient whether the backward pass follows
 * @property {number} lossToken the output whose gradient is taken: its word, from 0
 * @property {number} lossFeature and its feature, from 0
 * @property {string} against what differs on the other side of a comparison, as a link; '' = no comparison
 * @property {number} seed
 * @property {Edit[]} edits
 * @property {string} step id of the step shown, see steps.js
 * @property {number} head the head shown, from 0
 * @property {number} focus index of the focused token; -1 = none
 * @property {boolean} changes whether cells show their change by the edits instead of their value
 * @property {number} digits
 * @property {'signed' | 'cividis'} colors
 * @property {'system' | 'light' | 'dark'} theme
 * @property {'auto' | 'en' | 'de'} lang of the texts; auto: see element/language.js
 * @property {boolean} keys whether keys without Ctrl work everywhere on the page
 */

/** @typedef {{numbers?: boolean}} Common */
/** @typedef {Common & {type: 'text', default: string, max: number}} TextSetting */
/** @typedef {Common & {type: 'whole', default: number, min: number, max: number}} WholeSetting */
/** @typedef {Common & {type: 'number', default: number, min: number, max: number}} NumberSetting */
/** @typedef {Common & {type: 'flag', default: boolean}} FlagSetting */
/** @typedef {Common & {type: 'choice', default: string, choices: string[]}} ChoiceSetting */
/** @typedef {Common & {type: 'word', default: string}} WordSetting */
/** @typedef {Common & {type: 'lengths', default: string, max: number}} LengthsSetting */
/** @typedef {Common & {type: 'comparison', default: string}} ComparisonSetting */
/** @typedef {Common & {type: 'edits', default: Edit[], max: number}} EditsSetting */
/** @typedef {TextSetting | WholeSetting | NumberSetting | FlagSetting | ChoiceSetting | WordSetting | LengthsSetting | ComparisonSetting | EditsSetting} Setting */

export const KINDS = /** @type {Kind[]} */ (['plain', 'self', 'masked', 'multi', 'cross']);

/** Characters of a sentence. */
export const LONGEST = 4000;
export const MOST_EDITS = 2000;

/** @type {{[name in keyof Settings]: Setting}} */
export const SETTINGS = {
  sentence: { type: 'text', default: 'How are you doing?', max: LONGEST, numbers: true },
  context: { type: 'text', default: 'I am doing fine, thank you.', max: LONGEST, numbers: true },
  words: { type: 'lengths', default: '', max: 2 * LONGEST, numbers: true },
  contextWords: { type: 'lengths', default: '', max: 2 * LONGEST, numbers: true },
  kind: { type: 'choice', default: 'self', choices: KINDS },
  projections: { type: 'flag', default: true, numbers: true },
  heads: { type: 'whole', default: 1, min: 1, max: 8, numbers: true },
  width: { type: 'whole', default: 4, min: 1, max: 64, numbers: true },
  headWidth: { type: 'whole', default: 0, min: 0, max: 64, numbers: true },
  causal: { type: 'flag', default: false, numbers: true },
  cross: { type: 'flag', default: false, numbers: true },
  outputProjection: { type: 'choice', default: 'auto', choices: ['auto', 'on', 'off'], numbers: true },
  scaled: { type: 'flag', default: true, numbers: true },
  factor: { type: 'number', default: 0, min: 0, max: 100, numbers: true },
  kvHeads: { type: 'whole', default: 0, min: 0, max: 8, numbers: true },
  window: { type: 'whole', default: -1, min: -1, max: 511, numbers: true },
  prefix: { type: 'whole', default: 0, min: 0, max: 512, numbers: true },
  padding: { type: 'whole', default: 0, min: 0, max: 511, numbers: true },
  drawn: { type: 'choice', default: 'none', choices: ['none', 'cells', 'numbers'], numbers: true },
  positions: {
    type: 'choice',
    default: 'none',
    choices: ['none', 'sinusoidal', 'rope', 'alibi'],
    numbers: true,
  },
  softcap: { type: 'number', default: 0, min: 0, max: 1000, numbers: true },
  temperature: { type: 'number', default: 1, min: 0.01, max: 100, numbers: true },
  method: {
    type: 'choice',
    default: 'softmax',
    choices: ['softmax', 'linear', 'lowRank', 'localGlobal'],
    numbers: true,
  },
  rank: { type: 'whole', default: 2, min: 1, max: 64, numbers: true },
  reach: { type: 'whole', default: 1, min: 0, max: 511, numbers: true },
  globals: { type: 'whole', default: 1, min: 0, max: 512, numbers: true },
  cached: { type: 'whole', default: -1, min: -1, max: 511, numbers: true },
  gradient: { type: 'flag', default: false, numbers: true },
  lossToken: { type: 'whole', default: 0, min: 0, max: 511, numbers: true },
  lossFeature: { type: 'whole', default: 0, min: 0, max: 511, numbers: true },
  against: { type: 'comparison', default: '', numbers: true },
  seed: { type: 'whole', default: 7, min: 0, max: 4294967295, numbers: true },
  edits: { type: 'edits', default: [], max: MOST_EDITS, numbers: true },
  step: { type: 'word', default: 'words' },
  head: { type: 'whole', default: 0, min: 0, max: 7 },
  focus: { type: 'whole', default: 2, min: -1, max: 511 },
  changes: { type: 'flag', default: false },
  digits: { type: 'whole', default: 2, min: 0, max: 4 },
  colors: { type: 'choice', default: 'signed', choices: ['signed', 'cividis'] },
  keys: { type: 'flag', default: true },
  theme: { type: 'choice', default: 'system', choices: ['system', 'light', 'dark'] },
  lang: { type: 'choice', default: 'auto', choices: ['auto', 'en', 'de'] },
};

/** @typedef {keyof Settings} SettingName */

export const SETTING_NAMES = /** @type {SettingName[]} */ (Object.keys(SETTINGS));

/** @returns {Settings} */
export function defaultSettings() {
  const entries = SETTING_NAMES.map((name) => [name, SETTINGS[name].default]);
  return { ...Object.fromEntries(entries), edits: [] };
}

/** What the numbers depend on. */
export const NUMBER_NAMES = SETTING_NAMES.filter((name) => SETTINGS[name].numbers);

/** What stands under Options, in its order there. */
export const OPTION_NAMES = /** @type {SettingName[]} */ ([
  'window',
  'prefix',
  'padding',
  'drawn',
  'positions',
  'factor',
  'softcap',
  'temperature',
  'headWidth',
  'kvHeads',
  'outputProjection',
  'method',
  'rank',
  'reach',
  'globals',
  'cached',
  'gradient',
  'lossToken',
  'lossFeature',
  'against',
]);

/** Details of another setting, without an effect of their own: with that they go. */
export const DETAILS = /** @type {SettingName[]} */ ([
  'rank',
  'reach',
  'globals',
  'lossToken',
  'lossFeature',
  'changes',
  'head',
]);

/** The input is the same for two sides that are compared, and numbers put in by hand belong to one. */
const SAME = ['sentence', 'context', 'words', 'contextWords', 'edits', 'against'];

/** Settings that two sides may differ in. */
export const COMPARED = NUMBER_NAMES.filter((name) => !SAME.includes(name));

/** @param {Settings} settings @returns {Settings} what may be changed without changing these */
export const copyOf = (settings) => ({ ...settings, edits: settings.edits.map((edit) => ({ ...edit })) });

/** @param {import('softlook').CellRef} a @param {import('softlook').CellRef} b */
export const sameCell = (a, b) =>
  a.stage === b.stage && (a.head ?? 0) === (b.head ?? 0) && a.row === b.row && a.column === b.column;

/** @param {Edit[]} a @param {Edit[]} b @returns {boolean} whether both put the same numbers into the same cells */
export const sameEdits = (a, b) =>
  a === b ||
  (a.length === b.length && a.every((edit, i) => sameCell(edit, b[i]) && edit.value === b[i].value));

/**
 * @param {Settings} a
 * @param {Settings} b
 * @returns {boolean} whether both give the same numbers
 */
export function sameNumbers(a, b) {
  return NUMBER_NAMES.every((name) => a[name] === b[name]);
}
