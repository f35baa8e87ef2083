/**
 * Attributes and settings as properties, for the code of pages and the frameworks they use: `figure.heads = 4` writes the
 * attribute `heads="4"`, and reads as a number. What was set before the script came counts as if it were set then.
 */
import { changesOf, withChanges } from '../state/kinds.js';
import { expectation, formatSetting, parseSetting, refusal } from '../state/link.js';
import { copyOf, SETTINGS } from '../state/settings.js';
import { inLanguage, text } from '../view/text/text.js';
import { ATTRIBUTE_OF, readAttribute } from './attributes.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */

/** What the element has anyway reads as always; setting it sets the attribute. */
const READ_ELSEWHERE = ['focus', 'lang', 'controls'];

/** @param {object} prototype @param {string} name @returns {PropertyDescriptor} of whichever prototype has it */
const descriptorOf = (prototype, name) =>
  Object.getOwnPropertyDescriptor(prototype, name) ?? descriptorOf(Object.getPrototypeOf(prototype), name);

/** @param {Figure} figure @param {string} name */
function read(figure, name) {
  const settings = copyOf(figure.session.settings);
  return name === 'mask'
    ? settings.causal
      ? 'causal'
      : 'none'
    : settings[/** @type {SettingName} */ (name)];
}

/**
 * @param {Figure} figure
 * @param {string} attribute
 * @param {string} name
 * @param {unknown} value null and undefined take the attribute away
 */
function write(figure, attribute, name, value) {
  const before = figure.getAttribute(attribute);
  if (value === null || value === undefined) figure.removeAttribute(attribute);
  else figure.setAttribute(attribute, formatSetting(/** @type {SettingName} */ (name), value));
  // What the attribute says already, a reader may have changed since.
  if (figure.getAttribute(attribute) === before) readAttribute(figure, attribute);
}

/** @param {Figure} prototype */
export function takeAsProperties(prototype) {
  for (const [name, attribute] of ATTRIBUTE_OF) {
    const { get, value } = READ_ELSEWHERE.includes(name) ? descriptorOf(prototype, name) : {};
    Object.defineProperty(prototype, name, {
      configurable: true,
      enumerable: true,
      /** @this {Figure} */
      get() {
        return READ_ELSEWHERE.includes(name) ? (get ? get.call(this) : value) : read(this, name);
      },
      /** @this {Figure} @param {unknown} set */
      set(set) {
        write(this, attribute, name, set);
      },
    });
  }
}

/**
 * Takes away what hides the properties of an element whose class has just come.
 * @param {Figure} figure
 * @returns {[name: string, value: unknown][]} in the order in which they were set
 */
export function takeEarly(figure) {
  const early = Object.entries(figure).filter(([name]) => name === 'settings' || ATTRIBUTE_OF.has(name));
  for (const [name] of early) delete (/** @type {any} */ (figure)[name]);
  return early;
}

/**
 * What is absent keeps its value; a kind sets what is not written beside it.
 * @param {Figure} figure
 * @param {unknown} changes null and undefined change nothing
 * @throws {TypeError} where they are no object
 * @throws {RangeError} names the setting, its value and what was expected
 */
export function change({ session }, changes) {
  if (typeof (changes ?? {}) !== 'object')
    throw new TypeError(`settings is ${typeof changes}, expected an object of settings`);
  const given = changesOf(session.settings, checkSettings(changes ?? {}));
  session.load(withChanges(session.settings, given), false);
}

/**
 * @param {object} changes
 * @returns {Partial<Settings>} the same, of the right types
 */
function checkSettings(changes) {
  const checked = Object.entries(changes).map(([name, value]) => {
    if (!Object.hasOwn(SETTINGS, name))
      throw new RangeError(`settings has ${name}, expected a setting of this version`);
    const known = /** @type {SettingName} */ (name);
    const written = formatSetting(known, value);
    const parsed = parseSetting(known, written);
    if (parsed === undefined) {
      const { value: told, expected } = refusal(name, written, expectation(known));
      const said = inLanguage('en', () => text(expected.key, expected.params));
      throw new RangeError(`settings.${name} is "${told}", expected ${said}`);
    }
    return [name, parsed];
  });
  return Object.fromEntries(checked);
}
