/**
 * What there is to know of <self-attention>, from where the program has it: the table of settings and the element's types. Both
 * custom-elements.json (docs.mjs) and the site's reference (tables.mjs) are made of it.
 */
import { CONTROLS, hyphenated, MASKS } from '../web/src/element/attributes.js';
import { expectation, formatSetting } from '../web/src/state/link.js';
import { HINTS } from '../web/src/state/setting-hints.js';
import { SETTING_NAMES, SETTINGS } from '../web/src/state/settings.js';
import { COLORS } from '../web/src/view/colors.js';
import { text } from '../web/src/view/text/text.js';
import { declarationsOf } from './declarations.mjs';

const types = declarationsOf('self-attention.d.ts');

/** @param {string} name @returns {import('./declarations.mjs').Declaration} */
function declared(name) {
  const found = types.get(name);
  if (!found) throw new Error(`self-attention.d.ts does not declare ${name}`);
  return found;
}

/** @param {string[]} choices the first is the default */
const choice = (choices) => ({
  expects: text('expects.choice', { choices: choices.join(', ') }),
  default: choices[0],
});

/** In the order of the table. `default`: as it is written in an attribute. */
export const ATTRIBUTES = [
  // Keys are the site's.
  ...SETTING_NAMES.filter((name) => name !== 'keys').map((name) => ({
    name: hyphenated(name),
    description: HINTS[name],
    expects: text(expectation(name).key, expectation(name).params),
    default: formatSetting(name, SETTINGS[name].default),
  })),
  { name: 'mask', description: 'another way to write causal', ...choice(MASKS) },
  { name: 'controls', description: 'what stands around the picture', ...choice(CONTROLS) },
];

const own = declared('SelfAttention').members.filter((m) => !m.static && m.kind !== 'set');
const isMethod = (/** @type {import('./declarations.mjs').Member} */ m) =>
  m.type.startsWith('(') && m.kind !== 'get';

/** `type` is that of a property, of a method's brackets and what it returns, or of an event. */
export const PROPERTIES = own
  .filter((m) => !isMethod(m))
  .map((m) => ({ ...m, type: m.type.replace('(): ', '') }));
export const METHODS = own.filter(isMethod);
export const EVENTS = declared('HTMLElementEventMap').members.map((event) => {
  const detail = declared(/CustomEvent<(\w+)>/.exec(event.type)?.[1] ?? '');
  return { ...event, comment: detail.comment, detail: detail.members.map(({ name }) => name) };
});

/** For looks. */
export const PARTS = ['sentence', 'controls', 'steps', 'picture', 'panel'];
export const CUSTOM_PROPERTIES = ['font', ...Object.keys(COLORS)].map((name) => `--softlook-${name}`);
