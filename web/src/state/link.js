/**
 * Settings to and from the part of the address after `#`. It never reaches a server.
 * Only what differs from its default is written.
 */
import { formatEdits, readEdits } from './edits.js';
import { kindOf, settingsWith } from './kinds.js';
import { COMPARED, SETTING_NAMES, SETTINGS } from './settings.js';
import { wellFormed, withLengths } from './tokenize.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Setting} Setting */
/** @typedef {import('./settings.js').SettingName} SettingName */

/** The most refusals that are told: a link may be made to have any number of them. */
const MAX_REFUSED = 8;

/** The longest comparison: every setting once. */
const MAX_COMPARISON = 1000;

/** @param {string} text @returns {boolean} whether it is a link of settings that two sides may differ in */
function isComparison(text) {
  if (text.length > MAX_COMPARISON) return false;
  const names = [...new URLSearchParams(text).keys()];
  const known = names.every((name) => ['kind', ...COMPARED].includes(name));
  return known && readLink(text).refused.length === 0;
}

/** A number as JavaScript prints it, or as people write it. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/**
 * @param {SettingName} name
 * @param {string} text
 * @returns {unknown} the value, or undefined where the text is not one
 */
export function parseSetting(name, text) {
  /** @type {Setting} */
  const setting = SETTINGS[name];
  switch (setting.type) {
    case 'text':
      return text.length <= setting.max && text.trim() !== '' ? wellFormed(text) : undefined;
    case 'whole': {
      // Adding 0 turns −0 into 0.
      const value = /^-?\d{1,10}$/.test(text) ? Number(text) + 0 : Number.NaN;
      return value >= setting.min && value <= setting.max ? value : undefined;
    }
    case 'number': {
      const value = NUMBER.test(text) ? Number(text) + 0 : Number.NaN;
      // What is too small for 32 bits would be 0 to the core.
      const kept = value === 0 || Math.fround(value) !== 0;
      return kept && value >= setting.min && value <= setting.max ? value : undefined;
    }
    case 'flag':
      return text === 'on' || text === 'off' ? text === 'on' : undefined;
    case 'choice':
      return setting.choices.includes(text) ? text : undefined;
    case 'word':
      return /^[a-zA-Z]{1,40}$/.test(text) ? text : undefined;
    case 'lengths':
      return text.length <= setting.max && /^(\d{1,4}(-\d{1,4})*)?$/.test(text) ? text : undefined;
    case 'comparison':
      return isComparison(text) ? text : undefined;
    case 'edits': {
      const { value, bad } = readEdits(text);
      return bad === undefined ? value : undefined;
    }
  }
}

/**
 * Where some edits cannot be used, the others can.
 * @param {SettingName} name
 * @param {string} text
 * @returns {{value: unknown, bad: string | undefined}} the value, undefined where there is none; what cannot be used
 */
export function readSetting(name, text) {
  if (name === 'edits') return readEdits(text);
  const value = parseSetting(name, text);
  return { value, bad: value === undefined ? text : undefined };
}

/**
 * What was expected, as a text of the catalogue.
 * @typedef {{key: `expects.${Setting['type'] | 'known'}`, params: Record<string, string | number>}} Expectation
 */

/**
 * What a setting accepts, for a message.
 * @param {SettingName} name
 * @returns {Expectation}
 */
export function expectation(name) {
  const { type, min = 0, max = 0, choices = [] } = /** @type {any} */ (SETTINGS[name]);
  return {
    key: `expects.${/** @type {Setting['type']} */ (type)}`,
    params: { min, max, choices: choices.join(', ') },
  };
}

/**
 * @typedef {object} Refusal something in a link that could not be used
 * @property {string} name
 * @property {string} value shortened
 * @property {Expectation} expected
 */

/**
 * @param {string} name
 * @param {string} text
 * @param {Expectation} expected
 * @returns {Refusal} with what is too long to be told cut off
 */
export function refusal(name, text, expected) {
  const value = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return { name: name.slice(0, 40), value, expected };
}

/**
 * @param {string} text `name=value` joined by `&`
 * @returns {{written: Partial<Settings>, refused: Refusal[]}} what it says, and what could not be used of it
 */
export function readLink(text) {
  /** @type {Partial<Settings>} */
  const written = {};
  /** @type {Refusal[]} */
  const refused = [];
  for (const [name, value] of new URLSearchParams(text)) {
    const known = Object.hasOwn(SETTINGS, name) && /** @type {SettingName} */ (name);
    const read = known ? readSetting(known, value) : { value: undefined, bad: value };
    if (known && read.value !== undefined) Object.assign(written, { [known]: read.value });
    if (read.bad !== undefined && refused.length < MAX_REFUSED) {
      refused.push(
        refusal(name, read.bad, known ? expectation(known) : { key: 'expects.known', params: {} }),
      );
    }
  }
  return { written, refused };
}

/** Kinds in which earlier versions passed a setting over. @type {Partial<Record<SettingName, string[]>>} */
const PASSED_OVER = {
  heads: ['self', 'masked'],
  causal: ['self'],
  context: ['self', 'masked', 'multi', 'plain'],
};

/**
 * Reads settings from the text after `#`. What is absent or refused has its default.
 * @param {string} hash with or without the leading `#`
 * @returns {{settings: Settings, refused: Refusal[], counted: SettingName[]}} `counted`: what the same link did not say
 *   in earlier versions
 */
export function parseLink(hash) {
  const { written, refused } = readLink(hash.replace(/^#/, ''));
  const settings = settingsWith(written);
  const usual = settingsWith({ kind: written.kind });
  const names = /** @type {SettingName[]} */ (Object.keys(PASSED_OVER));
  const counted = names.filter(
    (name) =>
      PASSED_OVER[name]?.includes(usual.kind) &&
      written[name] !== undefined &&
      written[name] !== usual[name] &&
      // Written by this version, which says so.
      !(name === 'context' && written.cross !== undefined),
  );
  return { settings, refused, counted };
}

/**
 * @param {SettingName} name
 * @param {unknown} value of that setting
 * @returns {string} as parseSetting() reads it
 */
export function formatSetting(name, value) {
  if (name === 'edits' && Array.isArray(value)) return formatEdits(value);
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : String(value);
}

/**
 * @param {Settings} given
 * @returns {[name: SettingName, value: string][]} what has to be written for them: their kind, and what it does not set
 */
export function writtenOf(given) {
  const settings = withLengths(given);
  const kind = kindOf(settings);
  const usual = settingsWith({ kind });
  const isWritten = (/** @type {SettingName} */ name) => {
    if (name === 'kind') return kind !== SETTINGS.kind.default;
    // Before there is a word again, a sentence is nothing to come back to.
    if (SETTINGS[name].type === 'text' && String(settings[name]).trim() === '') return false;
    // A second sentence that is kept for later would else be used.
    if (name === 'cross' && isWritten('context') && !settings.cross) return true;
    return name === 'edits' ? settings.edits.length > 0 : settings[name] !== usual[name];
  };
  return SETTING_NAMES.filter(isWritten).map((name) => [
    name,
    formatSetting(name, name === 'kind' ? kind : settings[name]),
  ]);
}

/** What chats and mail programs take for mark-up, or cut off where a link ends. */
const FRAGILE = /[*_]|\.(?![\w-])|-(?!\w)|\+$/g;

/**
 * @param {Iterable<[name: string, value: string]>} pairs
 * @returns {string} `name=value` joined by `&`, in characters that a link keeps wherever it is pasted
 */
export function asLink(pairs) {
  const encoded = (/** @type {string} */ sign) =>
    sign === '+' ? '%20' : `%${sign.charCodeAt(0).toString(16).toUpperCase()}`;
  return `${new URLSearchParams([...pairs])}`.replace(FRAGILE, encoded);
}

/**
 * @param {Settings} settings
 * @returns {string} the text after `#`; empty when all settings have their defaults
 */
export const formatLink = (settings) => asLink(writtenOf(settings));
