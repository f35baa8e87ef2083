/** The German texts stand for the English ones, text for text; and no words are written anywhere but in the texts. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import embed from '../../web/src/view/text/en/embed.js';
import keys from '../../web/src/view/text/en/keys.js';
import figure from '../../web/src/view/text/en/register.js';
import page from '../../web/src/view/text/en/page.js';
import { addTexts, hasText, inLanguage, isSpoken, richText, text } from '../../web/src/view/text/text.js';

for (const texts of [keys, page, embed]) addTexts(texts);
/** @type {Record<string, string>} */
const en = { ...figure, ...keys, ...page, ...embed };
const before = isSpoken('de');
await import('../../web/src/view/text/de/register.js');
/** @type {Record<string, string>} */
const de = /** @type {any} */ (globalThis).softlookTexts.de;

/** @param {string} words @param {RegExp} pattern */
const all = (words, pattern) => [...words.matchAll(pattern)].map(([found]) => found).sort();

test('both languages have the same keys, file by file', () => {
  assert.deepEqual(Object.keys(de).sort(), Object.keys(en).sort());
  const folder = new URL('../../web/src/view/text/', import.meta.url);
  const written = readdirSync(new URL('de/', folder)).filter((name) => name !== 'register.js');
  for (const name of written) {
    const [english, german] = ['en', 'de'].map((language) => {
      const source = readFileSync(new URL(`${language}/${name}`, folder), 'utf8');
      return [...source.matchAll(/^ {2}'([\w.]+)':/gm)].map(([, key]) => key).sort();
    });
    assert.deepEqual(german, english, name);
  }
});

test('both have the same gaps, and the same words in the colours of query, key and value', () => {
  for (const [key, words] of Object.entries(en)) {
    // A text may name a gap more often in one language than in the other.
    const gaps = (/** @type {string} */ from) => [...new Set(all(from, /\{\w+\}/g))];
    assert.deepEqual(gaps(de[key]), gaps(words), key);
    assert.deepEqual(all(de[key], /\[[qkv]:/g), all(words, /\[[qkv]:/g), key);
    assert.equal(all(de[key], /\|/g).length, all(words, /\|/g).length, key);
    assert.equal(all(de[key], /\n/g).length, all(words, /\n/g).length, key);
  }
});

test('no German text is empty, shouts, has space at its ends, or English quotes and minus signs', () => {
  for (const [key, words] of Object.entries(de)) {
    assert.ok(words.length > 0 && words.trim() === words, key);
    assert.doesNotMatch(words, /!|"|”|(^|\s)-\d/, key);
    assert.equal(all(words, /„/g).length, all(words, /“/g).length, key);
  }
});

test('what the core says in English is marked as English in a German sentence', () => {
  const english = /** @type {const} */ (['notice.error', 'notice.failed', 'notice.restart']);
  for (const key of english) assert.match(de[key], /\[en:\{(message|reason)\}\]/, key);
  const parts = inLanguage('de', () =>
    richText('notice.failed', { message: 'heads is [1] {x}, expected 2' }),
  );
  assert.equal(parts[0], 'Die Berechnung ließ sich nicht starten: ');
  const marked = /** @type {import('../../web/node_modules/lit').TemplateResult} */ (parts[1]);
  assert.match(marked.strings.join(''), /<span lang="en">/);
  assert.deepEqual(marked.values, ['heads is [1] {x}, expected 2']);
});

test('German is spoken where it is asked for, and only while it is', () => {
  assert.equal(before, false);
  assert.equal(isSpoken('de'), true);
  assert.equal(
    inLanguage('de', () => text('steps.next')),
    'Weiter',
  );
  assert.equal(text('steps.next'), 'Next');
  assert.throws(() => inLanguage('de', () => assert.fail('while it is spoken')));
  assert.equal(text('steps.next'), 'Next');
  for (const language of ['constructor', '__proto__', 'fr', '']) {
    assert.equal(isSpoken(language), false, language);
    assert.equal(
      inLanguage(language, () => text('steps.next')),
      'Next',
    );
  }
});

test('a text that fills a gap is in the language of the whole', () => {
  const expected = { key: /** @type {const} */ ('expects.whole'), params: { min: 1, max: 8 } };
  const told = () => text('notice.link', { name: 'heads', value: '99', expected });
  assert.match(inLanguage('de', told), /„99“; erwartet wird: eine ganze Zahl von 1 bis 8\./);
  assert.match(told(), /“99”; expected a whole number from 1 to 8\./);
});

test('what a language lacks is said in English, and what nobody has is no reason to fail', () => {
  const { 'steps.back': back, ...rest } = de;
  Object.assign(globalThis, {
    softlookTexts: Object.assign(/** @type {any} */ (globalThis).softlookTexts, { de: rest }),
  });
  assert.equal(
    inLanguage('de', () => text('steps.back')),
    'Back',
  );
  Object.assign(/** @type {any} */ (globalThis).softlookTexts, { de: { ...rest, 'steps.back': back } });
  assert.equal(hasText('no.such.key'), false);
  assert.equal(text(/** @type {any} */ ('no.such.key')), 'no.such.key');
});

/**
 * @param {string} source
 * @param {number} at just after a backtick
 * @returns {string} the template without its expressions, each of which leaves a §
 */
function template(source, at) {
  let written = '';
  for (let i = at; i < source.length; i++) {
    if (source[i] === '`') return written;
    if (source.startsWith('${', i)) {
      written += '§';
      i = endOfExpression(source, i + 2);
    } else written += source[i];
  }
  return written;
}

/** @param {string} source @param {number} at @returns {number} where its closing brace is */
function endOfExpression(source, at) {
  for (let i = at, depth = 1; ; i++) {
    if (source[i] === '`') i += rawLength(source, i + 1);
    else if (source[i] === '{') depth++;
    else if (source[i] === '}' && --depth === 0) return i;
  }
}

/** @param {string} source @param {number} at @returns {number} of a template, with its last backtick */
function rawLength(source, at) {
  for (let i = at; ; i++) {
    if (source[i] === '`') return i - at + 1;
    if (source.startsWith('${', i)) i = endOfExpression(source, i + 2);
  }
}

/** @param {string} html @returns {string[]} words in it that a reader would see or hear */
function wordsIn(html) {
  const heard = [...html.matchAll(/\b(?:aria-label|aria-description|title|placeholder|alt)="([^"]*)"/g)];
  const seen = html.replace(/<[^>]*>/g, '\n').split('\n');
  return [...heard.map(([, words]) => words), ...seen].filter((words) => /\p{L}{2}/u.test(words));
}

test('no words are written in a template', () => {
  const sources = new URL('../../web/src/', import.meta.url);
  let found = 0;
  for (const name of /** @type {string[]} */ (readdirSync(sources, { recursive: true }))) {
    if (!/^(view|element|page).*\.js$/.test(name)) continue;
    const source = readFileSync(new URL(name, sources), 'utf8');
    for (const { index } of source.matchAll(/(?<![.\w])(?:html|svg)`/g)) {
      found++;
      assert.deepEqual(wordsIn(template(source, source.indexOf('`', index) + 1)), [], name);
    }
  }
  assert.ok(found > 60, `only ${found} templates were found`);
  assert.deepEqual(wordsIn('<p title="§">§ <b aria-label="Close">x</b> of § rows</p>'), [
    'Close',
    ' of § rows',
  ]);
});

test('the page has the English texts in it, and no words beside them', () => {
  const html = readFileSync(new URL('../../web/index.html', import.meta.url), 'utf8').replaceAll(
    '&#8239;',
    '\u202f',
  );
  const marked = [...html.matchAll(/<(\w+)[^>]* data-text="([\w.]+)"[^>]*>([^<]*)<\/\1>/g)];
  for (const [, , key, words] of marked) assert.equal(words.replace(/\s*\n\s+/g, ' ').trim(), en[key], key);
  const labelled = [
    ...html.matchAll(/<[^>]* aria-label="([^"]*)"[^>]* data-(?:text="[\w.]+" data-)?label="([\w.]+)"/g),
  ];
  for (const [, words, key] of labelled) assert.equal(words, en[key], key);
  assert.equal(/<title>(.*)<\/title>/.exec(html)?.[1], en['page.title']);
  const said = new Set([
    'page.title',
    ...marked.map(([, , key]) => key),
    ...labelled.map(([, , key]) => key),
  ]);
  // These are said later.
  const later = /^(page\.(copied|copyByHand)|notice\.|foot\.licences)/;
  assert.deepEqual(
    Object.keys(page).filter((key) => !later.test(key) && !said.has(key)),
    [],
  );
  let rest = html.replace(/<head>.*<\/head>|<noscript>.*?<\/noscript>|<h1>Softlook<\/h1>/gs, '');
  for (const [whole] of marked) rest = rest.replace(whole, '');
  assert.deepEqual(wordsIn(rest.replace(/ aria-label="[^"]*"(?=[^>]* data-label)/g, '')), []);
});
