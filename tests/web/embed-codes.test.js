/** What an author copies from the embed builder. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { parseLink } from '../../web/src/state/link.js';
import {
  attributesOf,
  elementCode,
  frameCode,
  linkOf,
  markdownCode,
  pictureCode,
} from '../../web/src/page/embed/codes.js';
import { withLengths } from '../../web/src/state/tokenize.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/page/embed/codes.js').Choice} Choice */

/** @type {Choice} */
const CHOICE = { form: 'element', controls: 'all', theme: 'system', own: false };

/** @param {Partial<import('../../web/src/state/settings.js').Settings>} changes */
function figure(changes = {}) {
  return {
    settings: settingsWith(changes),
    language: 'en',
    base: 'https://example.org/softlook/',
    title: 'A title',
    invitation: 'Look',
    height: 700,
  };
}

/** @param {string} text @returns {string} as a browser reads an attribute */
const unescaped = (text) =>
  text.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** @param {string} code @returns {Map<string, string>} attributes of its first self-attention */
function attributesIn(code) {
  const tag = /<self-attention\s([^>]*)>/.exec(code)?.[1] ?? '';
  return new Map(
    [...tag.matchAll(/([a-z-]+)="([^"]*)"/g)].map(([, name, value]) => [name, unescaped(value)]),
  );
}

test('the element has the sentence and what differs from the defaults', () => {
  const code = elementCode(figure({ kind: 'masked', step: 'weights' }), { ...CHOICE, controls: 'steps' });
  const attributes = attributesIn(code);
  assert.equal(attributes.get('sentence'), 'How are you doing?');
  assert.equal(attributes.get('kind'), 'masked');
  assert.equal(attributes.get('step'), 'weights');
  assert.equal(attributes.get('controls'), 'steps');
  assert.equal(attributes.has('seed'), false);
  assert.match(
    code,
    /<script src="https:\/\/example\.org\/softlook\/self-attention\.classic\.js" defer><\/script>/,
  );
});

test('a name of several words has hyphens, and what belongs to the reader is left out', () => {
  const names = attributesOf(figure({ headWidth: 3, keys: false, theme: 'dark' }), CHOICE).map(
    ([name]) => name,
  );
  assert.deepEqual(names, ['sentence', 'head-width']);
});

test('whoever keeps the script beside the page gets its name only', () => {
  assert.match(
    elementCode(figure(), { ...CHOICE, own: true }),
    /<script src="self-attention\.classic\.js" defer>/,
  );
});

test('a figure that speaks German brings its texts along, and says so', () => {
  const code = elementCode({ ...figure(), language: 'de' }, CHOICE);
  assert.match(
    code,
    /^<script src="[^"]*\/self-attention\.de\.js" defer><\/script>\n<script src="[^"]*classic\.js"/,
  );
  assert.equal(attributesIn(code).get('lang'), 'de');
});

test('every setting comes back from the attributes as it was', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const link = new URLSearchParams(
        attributesOf(figure(settings), CHOICE).filter(([name]) => name !== 'theme'),
      );
      const named = new URLSearchParams(
        [...link].map(([name, value]) => [name.replace(/-([a-z])/g, (_, c) => c.toUpperCase()), value]),
      );
      const { settings: back, refused } = parseLink(named.toString());
      assert.deepEqual(refused, []);
      assert.deepEqual(back, {
        ...withLengths(settings),
        keys: back.keys,
        theme: back.theme,
        lang: back.lang,
      });
    }),
  );
});

test('what a reader typed stays text: it closes no attribute, no element and no picture', () => {
  const hostile = '"><img src=x onerror=alert(1)>\'</self-attention><script>&amp;';
  const it = { ...figure({ sentence: hostile }), title: hostile, invitation: hostile };
  for (const code of [elementCode(it, CHOICE), frameCode(it, CHOICE)]) {
    assert.doesNotMatch(code, /<img/);
    assert.equal(code.match(/<script/g)?.length ?? 0, code.startsWith('<iframe') ? 0 : 1);
  }
  assert.equal(attributesIn(elementCode(it, CHOICE)).get('sentence'), hostile);
});

test('a frame holds the figure alone, in a sandbox, and is loaded when it comes into view', () => {
  const code = frameCode(figure({ sentence: 'a & b' }), { ...CHOICE, controls: 'none', theme: 'dark' });
  const source = unescaped(/src="([^"]*)"/.exec(code)?.[1] ?? '');
  const link = new URLSearchParams(new URL(source).hash.slice(1));
  assert.equal(link.get('sentence'), 'a & b');
  assert.equal(link.get('controls'), 'none');
  assert.equal(link.get('theme'), 'dark');
  for (const part of ['sandbox="allow-scripts"', 'loading="lazy"', 'title="A title"', 'height="700"'])
    assert.ok(code.includes(part), part);
});

test('a picture links to the live figure', () => {
  const code = pictureCode(figure({ step: 'scores' }), '<svg></svg>');
  assert.equal(code, '<a href="https://example.org/softlook/#step=scores"><svg></svg></a>');
  assert.equal(linkOf(figure()), 'https://example.org/softlook/');
});

test('brackets in a sentence do not end the Markdown', () => {
  const code = markdownCode({ ...figure({ sentence: 'f(x) [y]' }), title: 'On f(x) [y] \\' });
  assert.match(code, /^\[!\[On f\(x\) \\\[y\\\] \\\\\]\(self-attention\.svg\)\]\([^()\s]*\)$/);
});
