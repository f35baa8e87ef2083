/**
 * The tables of the reference, as Markdown, from what drives the program: settings, types, texts, and traces themselves.
 * A page asks for one by a line `<!-- table: name -->`.
 */
import { SINGLE_FILE, ZIPPED } from '../tests/size/budgets.js';
import { createEngine } from '../web/lib/softlook.js';
import { parseLink } from '../web/src/state/link.js';
import { traceRequest } from '../web/src/state/request.js';
import { stepsOf } from '../web/src/state/steps.js';
import { tokenize } from '../web/src/state/tokenize.js';
import '../web/src/view/text/en/register.js';
import { text } from '../web/src/view/text/text.js';
import { stageWords } from '../web/src/view/words.js';
import { declarationsOf } from './declarations.mjs';
import { ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES } from './element-docs.mjs';

const types = declarationsOf('softlook.d.ts');
const engine = await createEngine();

/** @param {string} link what stands after # in the site's address, or attributes as names and values */
export function settingsOf(link) {
  const { settings, refused } = parseLink(link);
  if (refused.length > 0) throw new Error(`a page has ${refused[0].name}="${refused[0].value}"`);
  return settings;
}

/**
 * @param {import('../web/src/state/settings.js').Settings} settings
 * @returns {import('softlook').AsyncTrace} of which nothing is explained here
 */
export function traceOf(settings) {
  const request = traceRequest(settings, tokenize(settings.sentence), tokenize(settings.context));
  return /** @type {any} */ (engine.trace(request));
}

/** @param {string[]} heads @param {string[][]} rows of Markdown */
const table = (heads, rows) =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** @param {string} words @returns {string} in a cell: one line, and nothing that would end it */
const cell = (words) => words.replace(/\n\n/g, '<br>').replaceAll('\n', ' ').replaceAll('|', '\\|');
/** @param {string} code */
const code = (code) => (code === '' ? '' : `\`${cell(code)}\``);

/** These two have a table of their own. @param {string} name */
const anchorOf = (name) => ({ StageId: 'stages', Operation: 'operations' })[name] ?? name;

/** @param {string} type @returns {string} as code, each type that is declared here with a link to it */
function linked(type) {
  const escaped = type.replace(/[&<>|]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const names = escaped.replace(/\b[A-Z]\w+\b/g, (name) =>
    types.has(name) ? `<a href="#${anchorOf(name)}">${name}</a>` : name,
  );
  return `<code>${names}</code>`;
}

/** What is declared under that name: its comment, then what it has. @param {string} name */
function typeOf(name) {
  const type = types.get(name);
  if (!type) throw new Error(`softlook.d.ts does not declare ${name}`);
  const { comment, members, parents, kind } = type;
  const parts = [`### ${name}`, comment];
  const isList = kind === 'TSTypeAliasDeclaration';
  if (isList) parts.push(linked(type.text.replace(/^type \w+ =\s*\|?\s*|;$/g, '').replace(/\s*\n\s*/g, ' ')));
  if (kind === 'TSDeclareFunction') parts.push(linked(type.text.replace(/^function |;$/g, '')));
  const inherited = parents.map((parent) => `all of ${linked(parent)}`);
  if (inherited.length > 0) parts.push(`Has ${inherited.join(', ')}${members.length > 0 ? ', and' : '.'}`);
  if (members.length > 0) {
    const rows = members.map((m) => [
      code(m.name) + (m.optional ? '?' : ''),
      linked(m.type),
      cell(m.comment),
    ]);
    parts.push(table(['name', 'type', ''], rows));
  }
  return parts.filter(Boolean).join('\n\n');
}

/** Every step, under the settings that bring it along. @type {[string, string][]} */
const WALKS = [
  ['always', ''],
  ['with a mask', 'causal=on&kind=masked'],
  ['with several heads', 'kind=multi'],
  ['`positions="sinusoidal"`', 'positions=sinusoidal'],
  ['`positions="rope"`', 'positions=rope'],
  ['`positions="alibi"`', 'positions=alibi'],
  ['with a `softcap`', 'softcap=2'],
  ['with a `temperature`', 'temperature=2'],
  ['`method="linear"`', 'method=linear'],
  ['`method="lowRank"`', 'method=lowRank'],
  ['`method="localGlobal"`', 'method=localGlobal'],
  ['with a cache (`cached`)', 'kind=masked&causal=on&cached=2'],
  [
    'with `gradient`, those that are there',
    'kind=multi&causal=on&positions=rope&softcap=2&temperature=2&gradient=on',
  ],
];

function steps() {
  const seen = new Set();
  return WALKS.flatMap(([when, link]) =>
    stepsOf(traceOf(settingsOf(link))).flatMap(({ id, results }) => {
      if (seen.has(id)) return [];
      seen.add(id);
      const makes = results.map((stage) => stageWords(stage).name).join(', ');
      return [[code(id), cell(makes), when]];
    }),
  );
}

/** The names in a union of texts. @param {string} name */
const namesIn = (name) => [...(types.get(name)?.text.matchAll(/'(\w+)'/g) ?? [])].map(([, found]) => found);

/** @type {Record<string, () => string>} */
const TABLES = {
  attributes: () =>
    table(
      ['attribute', 'what it is', 'expects', 'default'],
      ATTRIBUTES.map((a) => [code(a.name), cell(a.description), cell(a.expects), code(a.default)]),
    ),
  properties: () =>
    table(
      ['property', 'type', ''],
      PROPERTIES.map((p) => [code(p.name), code(p.type), cell(p.comment)]),
    ),
  methods: () =>
    table(
      ['method', ''],
      METHODS.map((m) => [
        code(m.name + m.type.replace(/: \w+\)/, ')').replace(/: void$/, '')),
        cell(m.comment),
      ]),
    ),
  events: () =>
    table(
      ['event', 'detail', ''],
      EVENTS.map((e) => [code(e.name), code(`{ ${e.detail.join(', ')} }`), cell(e.comment)]),
    ),
  looks: () => [...PARTS.map((name) => `\`::part(${name})\``), ...CUSTOM_PROPERTIES.map(code)].join(', '),
  budgets: () =>
    table(
      ['what', 'at most'],
      [
        ...Object.values(ZIPPED).map(({ bytes, what }) => [what, `${bytes / 1000} KB, gzipped`]),
        [SINGLE_FILE.what, `${SINGLE_FILE.bytes / 1000} KB`],
      ],
    ),
  steps: () => table(['step', 'what it makes', 'is there'], steps()),
  stages: () =>
    table(
      ['stage', 'written', 'what it holds'],
      namesIn('StageId').map((id) => [code(id), cell(stageWords(id).symbol), cell(stageWords(id).name)]),
    ),
  operations: () =>
    table(
      ['operation', 'how its cells come about'],
      namesIn('Operation').map((id) => [code(id), cell(text(/** @type {any} */ (`operation.${id}`)))]),
    ),
  types: () => {
    const own = [...types.keys()].filter((name) => !['StageId', 'Operation'].includes(name));
    return [own.map(linked).join(' '), ...own.map(typeOf)].join('\n\n');
  },
};

/** @param {string} name @returns {string} Markdown */
export function tableOf(name) {
  if (!Object.hasOwn(TABLES, name))
    throw new Error(`a page asks for a table ${name}; there are ${Object.keys(TABLES)}`);
  return TABLES[name]();
}
