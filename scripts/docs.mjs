/**
 * Writes what is documented of <self-attention> from the table of settings and the lists below: web/custom-elements.json,
 * and the tables in the README, each between its two marks. `--check` writes nothing and fails where either is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { expectation, formatSetting } from '../web/src/state/link.js';
import { HINTS } from '../web/src/state/setting-hints.js';
import { SETTING_NAMES, SETTINGS } from '../web/src/state/settings.js';
import { COLORS } from '../web/src/view/colors.js';
import { text } from '../web/src/view/text/text.js';

/** @param {string} name of a table @returns {[string, string]} what it stands between */
const marks = (name) => [`<!-- ${name} -->`, `<!-- /${name} -->`];

/** @param {string} name */
const hyphenated = (name) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const attributes = [
  ...SETTING_NAMES.map((name) => ({
    name: hyphenated(name),
    description: HINTS[name],
    expects: text(expectation(name).key, expectation(name).params),
    default: formatSetting(name, SETTINGS[name].default),
  })),
  {
    name: 'mask',
    description: 'causal: hide later words, whatever the kind',
    expects: 'one of none, causal',
    default: 'none',
  },
  {
    name: 'controls',
    description: 'what stands around the picture',
    expects: 'one of all, steps, none',
    default: 'all',
  },
];

const EVENTS = [
  ['softlook-change', 'Settings changed; detail: { settings }.', 'ChangeDetail'],
  ['softlook-step', 'Another step is shown; detail: { step, number, count }.', 'StepDetail'],
  ['softlook-focus', 'Another word is focused, or none; detail: { index, token }.', 'FocusDetail'],
];
const FIELDS = [
  ['settings', 'All settings; what is set may be some of them, a RangeError names a bad one.', 'Settings'],
  ['controls', 'What stands around the picture, as the attribute.', "'all' | 'steps' | 'none'"],
];
const METHODS = [
  ['next', 'Shows the next step.'],
  ['back', 'Shows the step before.'],
  ['play', 'Shows one step after the other.'],
  ['pause', 'Stops that.'],
  ['goTo', 'Shows the step of that id; a RangeError where there is none.'],
];
const PARTS = ['sentence', 'controls', 'steps', 'picture', 'panel'];
const manifest = {
  schemaVersion: '2.1.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'lib/self-attention.js',
      declarations: [
        {
          kind: 'class',
          name: 'SelfAttention',
          tagName: 'self-attention',
          customElement: true,
          description: 'Self-attention, step by step, with every number.',
          attributes: attributes.map((a) => ({
            name: a.name,
            description: `${a.description} (${a.expects})`,
            default: a.default,
            type: { text: 'string' },
          })),
          members: [
            ...FIELDS.map(([name, description, type]) => ({
              kind: 'field',
              name,
              type: { text: type },
              description,
            })),
            ...METHODS.map(([name, description]) => ({ kind: 'method', name, description })),
          ],
          events: EVENTS.map(([name, description, detail]) => ({
            name,
            description,
            type: { text: `CustomEvent<${detail}>` },
          })),
          slots: [{ name: '', description: 'Shown until there are numbers, and where there is no script.' }],
          cssParts: PARTS.map((name) => ({ name })),
          cssProperties: ['font', ...Object.keys(COLORS)].map((name) => ({ name: `--softlook-${name}` })),
        },
      ],
      exports: [
        { kind: 'custom-element-definition', name: 'self-attention', declaration: { name: 'SelfAttention' } },
      ],
    },
  ],
};

const rows = attributes.map(
  (a) =>
    `| \`${a.name}\` | ${a.description} | ${a.expects} | ${a.default === '' ? '' : `\`${a.default}\``} |`,
);
/** @param {string} kind @param {string[][]} list @param {(name: string) => string} [written] */
const members = (kind, list, written = (name) => name) =>
  list.map(([name, description]) => `| ${kind} | \`${written(name)}\` | ${description} |`);
/** @type {Record<string, string[]>} */
const TABLES = {
  attributes: ['| attribute | | expects | default |', '|---|---|---|---|', ...rows],
  members: [
    '| | | |',
    '|---|---|---|',
    ...members('property', FIELDS),
    ...members('method', METHODS, (name) => `${name}(${name === 'goTo' ? 'step' : ''})`),
    ...members('event', EVENTS),
  ],
};

/** @param {string} readme */
function withTables(readme) {
  let written = readme;
  for (const [name, table] of Object.entries(TABLES)) {
    const [start, end] = marks(name).map((mark) => written.indexOf(mark));
    if (start < 0 || end < start) throw new Error(`the README has no ${marks(name).join(' … ')}`);
    const from = start + marks(name)[0].length;
    written = `${written.slice(0, from)}\n\n${table.join('\n')}\n\n${written.slice(end)}`;
  }
  return written;
}

const file = (/** @type {string} */ name) => new URL(`../${name}`, import.meta.url);
const readme = readFileSync(file('README.md'), 'utf8');
const made = {
  'README.md': withTables(readme),
  'web/custom-elements.json': `${JSON.stringify(manifest, null, 2)}\n`,
};
for (const [name, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(file(name), text);
  else if (readFileSync(file(name), 'utf8') !== text) {
    console.error(`${name} is out of date: node scripts/docs.mjs writes it anew`);
    process.exitCode = 1;
  }
}
