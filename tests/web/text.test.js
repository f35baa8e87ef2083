import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { KINDS, SETTING_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import embed from '../../web/src/view/text/en/embed.js';
import keys from '../../web/src/view/text/en/keys.js';
import figure from '../../web/src/view/text/en/register.js';
import page from '../../web/src/view/text/en/page.js';
import { addTexts, hasText, richText, text } from '../../web/src/view/text/text.js';
import { stageWords } from '../../web/src/view/words.js';

for (const texts of [keys, page, embed]) addTexts(texts);
const en = { ...figure, ...keys, ...page, ...embed };

const SOURCES = new URL('../../web/src/', import.meta.url);

/** What the stages, operations and origins of softlook.d.ts are called there: the list that everything follows. */
const TYPES = readFileSync(new URL('../../web/lib/softlook.d.ts', import.meta.url), 'utf8');

/** @param {string} type @returns {string[]} the strings of a union type of softlook.d.ts */
function members(type) {
  const found = new RegExp(`export type ${type} =([^;]+);`).exec(TYPES);
  assert.ok(found, `softlook.d.ts has no type ${type}`);
  return [...found[1].matchAll(/'(\w+)'/g)].map(([, name]) => name);
}

/** Every line of the page's code that is no comment. */
const LINES = /** @type {string[]} */ (readdirSync(SOURCES, { recursive: true }))
  .filter((name) => name.endsWith('.js') && !name.includes('engine') && !/text.(en|de)\b/.test(name))
  .flatMap((name) => readFileSync(new URL(name, SOURCES), 'utf8').split('\n'))
  .filter((line) => !/^\s*(\/\/|\/?\*)/.test(line));

test('every key that the code names is in the catalogue', () => {
  const named = LINES.flatMap((line) => [...line.matchAll(/\b(?:text|richText)\(([^`]*?)\)/g)]).flatMap(
    ([, inner]) => [...inner.matchAll(/'([a-z]+(?:\.[\w.]+)+)'/gi)].map(([, key]) => key),
  );
  assert.ok(named.length > 60, `only ${named.length} keys were found in the code`);
  for (const key of named) assert.ok(hasText(key), `${key} is in no catalogue`);
});

test('every stage has a symbol, a name and a word for one of its cells', () => {
  for (const id of members('StageId')) {
    assert.ok(hasText(`stage.${id}`), `stage.${id} is missing`);
    const { symbol, name, short } = stageWords(id);
    for (const word of [symbol, name, short]) assert.ok(word && !word.includes('|'), `stage.${id}: ${word}`);
  }
});

test('every origin, operation and kind has its words', () => {
  for (const origin of members('Origin')) {
    assert.ok(hasText(`origin.${origin}`) && hasText(`origin.${origin}.title`), origin);
  }
  for (const operation of members('Operation')) assert.ok(hasText(`operation.${operation}`), operation);
  for (const kind of KINDS) assert.ok(hasText(`kind.${kind}`), kind);
});

test('every step the page knows has its title, its note and its question', () => {
  for (const id of [
    'words',
    'projections',
    'scores',
    'scaledScores',
    'maskedScores',
    'weights',
    'headOutput',
    'concatenated',
    'output',
    'other',
  ]) {
    for (const part of ['title', 'note', 'ask'])
      assert.ok(hasText(`step.${id}.${part}`), `step.${id}.${part}`);
  }
});

test('no key is in two files', () => {
  const folder = new URL('view/text/en/', SOURCES);
  const files = readdirSync(folder).filter((name) => name !== 'register.js');
  const written = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));
  const all = written.flatMap((source) => [...source.matchAll(/^ {2}'([\w.]+)':/gm)].map(([, key]) => key));
  assert.deepEqual(all.sort(), Object.keys(en).sort());
});

test('every control of the settings table has a name', () => {
  for (const name of SETTING_NAMES) {
    const { type } = SETTINGS[name];
    const controlled = !['text', 'lengths', 'word', 'edits'].includes(type);
    if (controlled && !['kind', 'head', 'focus', 'changes', 'keys', 'theme', 'lang'].includes(name))
      assert.ok(hasText(`control.${name}`), name);
  }
});

test('no text is empty, shouts, or has space at its ends', () => {
  for (const [key, words] of Object.entries(en)) {
    assert.ok(words.length > 0 && words.trim() === words, key);
    assert.doesNotMatch(words, /!/, key);
  }
});

test('numbers have a true minus sign', () => {
  for (const [key, words] of Object.entries(en)) assert.doesNotMatch(words, /(^|\s)-\d/, key);
});

test('gaps are filled with what is given, and a text with markup in it stays a text', () => {
  assert.equal(text('edits.many', { count: 3 }), '3 edits');
  assert.equal(text('sentence.focus', { token: '<b>{count}</b>' }), 'What does <b>{count}</b> look at?');
  assert.equal(text('sentence.focus', { token: '$& $1' }), 'What does $& $1 look at?');
});

test('what is inherited by every object is no key', () => {
  for (const key of ['constructor', 'toString', '__proto__']) assert.equal(hasText(key), false);
});

test('a rich text has its marked words apart, in their order', () => {
  const parts = richText('sentence.context.note');
  assert.equal(parts.filter((part) => typeof part === 'object').length, 2);
  assert.doesNotMatch(parts.filter((part) => typeof part === 'string').join(''), /[[\]]/);
});
