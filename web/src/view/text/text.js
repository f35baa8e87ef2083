/** Looks up what is said, in the language of the figure that is being drawn. */
import { html } from 'lit';
import expects from './en/expects.js';
import figure from './en/figure.js';
import heads from './en/heads.js';
import numbers from './en/numbers.js';
import steps from './en/steps.js';

/**
 * @typedef {keyof typeof import('./en/register.js').default | keyof typeof import('./en/keys.js').default
 *   | keyof typeof import('./en/page.js').default | keyof typeof import('./en/embed.js').default} TextKey
 */
/** @typedef {{key: TextKey, params?: Params}} Said a text and what fills its gaps */
/** @typedef {{[name: string]: string | number | Said}} Params what fills the gaps of a text; texts among it are looked up too */

/** What a figure says from the beginning; en/register.js has the rest. @type {Record<string, string>} */
let english = { ...figure, ...steps, ...numbers, ...heads, ...expects };

const scope = /** @type {any} */ (globalThis);

/**
 * Texts in other languages, by the language's code. They belong to the page, not to this module: a script of its own
 * brings a language along, before this one or after it (de/register.js). What one does not have is said in English.
 * @type {Record<string, Record<string, string>>}
 */
scope.softlookTexts ??= {};
const others = scope.softlookTexts;

let language = 'en';

/**
 * Adds English texts of what comes later.
 * @param {Record<string, string>} more
 */
export function addTexts(more) {
  english = { ...english, ...more };
}

/** @param {string} code of a language @returns {boolean} whether its texts are there */
export function isSpoken(code) {
  return code === 'en' || Object.hasOwn(others, code);
}

/**
 * Does what says something, in a language. Drawing is synchronous, so figures of several languages do not meet; what is
 * said later, by a listener or once something has come, asks for its language itself.
 * @template Result
 * @param {string} code
 * @param {() => Result} work
 */
export function inLanguage(code, work) {
  const before = language;
  language = code;
  try {
    return work();
  } finally {
    language = before;
  }
}

/** @param {TextKey} key @returns {string} */
const written = (key) => others[language]?.[key] ?? english[key] ?? key;

/** @param {string} words @param {Params} params @returns {string} */
function fill(words, params) {
  return words.replace(/\{(\w+)\}/g, (whole, name) => {
    const given = params[name] ?? whole;
    return typeof given === 'object' ? text(given.key, given.params) : String(given);
  });
}

/**
 * @param {TextKey} key
 * @param {Params} [params]
 * @returns {string}
 */
export function text(key, params = {}) {
  return fill(written(key), params);
}

/**
 * @param {string} key
 * @returns {key is TextKey} whether it is there by now, in English as the other languages go by it
 */
export function hasText(key) {
  return Object.hasOwn(english, key);
}

/**
 * A text whose `[q:…]`, `[k:…]` and `[v:…]` parts have a role and whose `[en:…]` parts are English, in its parts.
 * @param {TextKey} key
 * @param {Params} [params]
 * @returns {{words: string, mark: string}[]} `mark`: q, k, v, en or nothing
 */
export function textParts(key, params = {}) {
  const pieces = written(key).split(/\[(\w+):([^\]]*)\]/);
  const parts = [];
  for (let i = 0; i < pieces.length; i++) {
    // Two of three are a mark and its words; the others stand between them.
    const marked = i % 3 === 1;
    if (pieces[i])
      parts.push({ words: fill(pieces[marked ? i + 1 : i], params), mark: marked ? pieces[i] : '' });
    if (marked) i++;
  }
  return parts;
}

/**
 * The same as a template, each role in its colour.
 * @param {TextKey} key
 * @param {Params} [params]
 */
export function richText(key, params = {}) {
  return textParts(key, params).map(({ words, mark }) => {
    if (mark === '') return words;
    return mark === 'en'
      ? html`<span lang="en">${words}</span>`
      : html`<b class="role-${mark}" translate="no">${words}</b>`;
  });
}
