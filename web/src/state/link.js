/**
 * Settings to and from the part of the address after `#`. It never reaches a server.
 * Only what differs from its default is written.
 */
import { COMPARED, defaultSettings, SETTING_NAMES, SETTINGS } from './settings.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').Setting} Setting */
/** @typedef {import('./settings.js').SettingName} SettingName */
/** @typedef {import('./settings.js').Edit} Edit */

/** The most edits a link may carry. */
const MAX_EDITS = 2000;
/** Stages in which −∞ may stand. */
const MASKED = ['mask', 'maskedScores', 'temperedScores', 'pattern', 'localScores'];
/** The most refusals that are told: a link may be made to have any number of them. */
const MAX_REFUSED = 8;

/**
 * @param {Edit[]} edits
 * @returns {string} `stage.head.row.column.value` joined by `~`; −∞ is `-Infinity`
 */
function formatEdits(edits) {
  return edits.map((e) => `${e.stage}.${e.head ?? 0}.${e.row}.${e.column}.${e.value}`).join('~');
}

/**
 * @param {string} text
 * @returns {Edit[] | null} null where the text is not a list of edits
 */
function parseEdits(text) {
  if (text === '') return [];
  const parts = text.split('~');
  if (parts.length > MAX_EDITS) return null;
  const edits = [];
  for (const part of parts) {
    const match = /^([a-zA-Z]+)\.(-?\d{1,3})\.(\d{1,4})\.(\d{1,5})\.(-?[\d.]+(?:e[+-]?\d+)?|-Infinity)$/.exec(
      part,
    );
    if (!match) return null;
    const [, stage, head, row, column, value] = match;
    const number = Number(value);
    // The core holds numbers of 32 bits; only in masks may one be −∞.
    const hides = number === Number.NEGATIVE_INFINITY && MASKED.includes(stage);
    if (!Number.isFinite(Math.fround(number)) && !hides) return null;
    edits.push(/** @type {Edit} */ ({ stage, head: +head, row: +row, column: +column, value: number }));
  }
  return edits;
}

/** The longest comparison: every setting once. */
const MAX_COMPARISON = 1000;

/** @param {string} text @returns {boolean} whether it is a link of settings that two sides may differ in */
function isComparison(text) {
  if (text.length > MAX_COMPARISON) return false;
  const names = [...new URLSearchParams(text).keys()];
  const known = names.every((name) => COMPARED.includes(/** @type {SettingName} */ (name)));
  return known && parseLink(text).refused.length === 0;
}

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
      return text.length <= setting.max && text.trim() !== '' ? text.toWellFormed() : undefined;
    case 'whole': {
      // Adding 0 turns −0 into 0.
      const value = /^-?\d{1,10}$/.test(text) ? Number(text) + 0 : Number.NaN;
      return value >= setting.min && value <= setting.max ? value : undefined;
    }
    case 'number': {
      const value = /^\d{1,6}(\.\d{1,8})?$/.test(text) ? Number(text) : Number.NaN;
      return value >= setting.min && value <= setting.max ? value : undefined;
    }
    case 'flag':
      return text === 'on' || text === 'off' ? text === 'on' : undefined;
    case 'choice':
      return setting.choices.includes(text) ? text : undefined;
    case 'word':
      return /^[a-zA-Z]{1,40}$/.test(text) ? text : undefined;
    case 'comparison':
      return isComparison(text) ? text : undefined;
    case 'edits':
      return parseEdits(text) ?? undefined;
  }
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
 * Reads settings from the text after `#`. What is absent or refused has its default.
 * @param {string} hash with or without the leading `#`
 * @returns {{settings: Settings, refused: Refusal[]}}
 */
export function parseLink(hash) {
  const settings = defaultSettings();
  /** @type {Refusal[]} */
  const refused = [];
  for (const [name, text] of new URLSearchParams(hash.replace(/^#/, ''))) {
    if (!Object.hasOwn(SETTINGS, name)) {
      refused.push(refusal(name, text, { key: 'expects.known', params: {} }));
      continue;
    }
    const known = /** @type {SettingName} */ (name);
    const value = parseSetting(known, text);
    if (value === undefined) refused.push(refusal(name, text, expectation(known)));
    else Object.assign(settings, { [known]: value });
  }
  return { settings, refused: refused.slice(0, MAX_REFUSED) };
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
 * @param {Settings} settings
 * @returns {string} the text after `#`; empty when all settings have their defaults
 */
export function formatLink(settings) {
  const params = new URLSearchParams();
  for (const name of SETTING_NAMES) {
    const value = settings[name];
    // Before there is a word again, a sentence is nothing to come back to.
    const usual =
      (name === 'edits' ? settings.edits.length === 0 : value === SETTINGS[name].default) ||
      (SETTINGS[name].type === 'text' && String(value).trim() === '');
    if (!usual) params.set(name, formatSetting(name, value));
  }
  return params.toString();
}
