/**
 * The one table of everything a reader can set. It drives the controls, the URL, validation and the docs.
 *
 * `numbers: true` marks what the numbers depend on; undo steps through those.
 * `kinds` lists the kinds of attention a setting applies to (all where absent); elsewhere it keeps its value.
 */

/** @typedef {'plain' | 'self' | 'masked' | 'multi' | 'cross'} Kind */
/** @typedef {import('softlook').Edit} Edit */

/**
 * @typedef {object} Settings
 * @property {string} sentence
 * @property {string} context the sentence that keys and values come from in cross-attention
 * @property {Kind} kind
 * @property {number} heads
 * @property {number} width embedDim
 * @property {number} headWidth headDim; 0 = width / heads
 * @property {boolean} causal
 * @property {boolean} scaled
 * @property {number} seed
 * @property {Edit[]} edits
 * @property {string} step id of the step shown, see steps.js
 * @property {number} head the head shown, from 0
 * @property {number} focus index of the focused token; -1 = none
 * @property {boolean} changes whether cells show their change by the edits instead of their value
 * @property {number} digits
 * @property {'signed' | 'cividis'} colors
 * @property {'system' | 'light' | 'dark'} theme
 * @property {boolean} keys whether keys without Ctrl work everywhere on the page
 */

/** @typedef {{numbers?: boolean, kinds?: Kind[], hint: string}} Common */
/** @typedef {Common & {type: 'text', default: string, max: number}} TextSetting */
/** @typedef {Common & {type: 'whole', default: number, min: number, max: number}} WholeSetting */
/** @typedef {Common & {type: 'flag', default: boolean}} FlagSetting */
/** @typedef {Common & {type: 'choice', default: string, choices: string[]}} ChoiceSetting */
/** @typedef {Common & {type: 'word', default: string}} WordSetting */
/** @typedef {Common & {type: 'edits', default: Edit[]}} EditsSetting */
/** @typedef {TextSetting | WholeSetting | FlagSetting | ChoiceSetting | WordSetting | EditsSetting} Setting */

export const KINDS = /** @type {Kind[]} */ (['plain', 'self', 'masked', 'multi', 'cross']);

/** @type {{[name in keyof Settings]: Setting}} */
export const SETTINGS = {
  sentence: {
    type: 'text',
    default: 'How are you doing?',
    max: 4000,
    numbers: true,
    hint: 'the sentence; queries, and in self-attention keys and values, come from it',
  },
  context: {
    type: 'text',
    default: 'I am doing fine, thank you.',
    max: 4000,
    numbers: true,
    kinds: ['cross'],
    hint: 'the second sentence of cross-attention; keys and values come from it',
  },
  kind: { type: 'choice', default: 'self', choices: KINDS, numbers: true, hint: 'the kind of attention' },
  heads: {
    type: 'whole',
    default: 2,
    min: 1,
    max: 8,
    numbers: true,
    kinds: ['multi', 'cross'],
    hint: 'number of heads',
  },
  width: { type: 'whole', default: 4, min: 1, max: 64, numbers: true, hint: 'numbers in an embedding' },
  headWidth: {
    type: 'whole',
    default: 0,
    min: 0,
    max: 64,
    numbers: true,
    kinds: ['self', 'masked', 'multi', 'cross'],
    hint: 'numbers in a query, key or value of one head; 0 = width ÷ heads',
  },
  causal: {
    type: 'flag',
    default: false,
    numbers: true,
    kinds: ['plain', 'multi', 'cross'],
    hint: 'hide later words from earlier ones',
  },
  scaled: { type: 'flag', default: true, numbers: true, hint: 'divide the scores by √(head width)' },
  seed: {
    type: 'whole',
    default: 7,
    min: 0,
    max: 4294967295,
    numbers: true,
    hint: 'of the toy embeddings and weights',
  },
  edits: { type: 'edits', default: [], numbers: true, hint: 'numbers put in by hand' },
  step: { type: 'word', default: 'words', hint: 'the step shown' },
  head: { type: 'whole', default: 0, min: 0, max: 7, hint: 'the head shown, from 0' },
  focus: { type: 'whole', default: 2, min: -1, max: 511, hint: 'the focused word, from 0; -1 = none' },
  changes: { type: 'flag', default: false, hint: 'show what the edits changed' },
  digits: { type: 'whole', default: 2, min: 0, max: 4, hint: 'digits after the point' },
  colors: { type: 'choice', default: 'signed', choices: ['signed', 'cividis'], hint: 'the colour scale' },
  keys: { type: 'flag', default: true, hint: 'keys without Ctrl work everywhere on the page' },
  theme: { type: 'choice', default: 'system', choices: ['system', 'light', 'dark'], hint: 'light or dark' },
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

/**
 * @param {Settings} a
 * @param {Settings} b
 * @returns {boolean} whether both give the same numbers
 */
export function sameNumbers(a, b) {
  return NUMBER_NAMES.every((name) => a[name] === b[name]);
}

/**
 * Whether a setting has an effect in this kind of attention.
 * @param {SettingName} name
 * @param {Kind} kind
 */
export function applies(name, kind) {
  return SETTINGS[name].kinds?.includes(kind) ?? true;
}

/**
 * @param {Settings} settings
 * @returns {number} heads in use
 */
export function headsOf(settings) {
  return applies('heads', settings.kind) ? settings.heads : 1;
}

/**
 * @param {Settings} settings
 * @returns {boolean} whether later words are hidden from earlier ones
 */
export function isCausal(settings) {
  return settings.kind === 'masked' || (applies('causal', settings.kind) && settings.causal);
}
