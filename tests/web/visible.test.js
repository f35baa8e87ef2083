import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tokenize } from '../../web/src/state/tokenize.js';
import { visible } from '../../web/src/view/visible.js';
import { fc } from './tools.js';

test('a token that nobody would see is shown by its number', () => {
  for (const [token, shown] of [
    ['\u200b', 'U+200B'],
    ['\u200e', 'U+200E'],
    ['\u202e', 'U+202E'],
    ['\0', 'U+0000'],
    ['\u0085', 'U+0085'],
    ['\u2060\ufe0f', 'U+2060 U+FE0F'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['\u200d', 'U+200D'],
    ['\u{e0041}', 'U+E0041'],
  ])
    assert.equal(visible(token), shown);
});

test('so is what hides in a word, or turns it round', () => {
  assert.equal(visible('ca\u00adt'), 'ca U+00AD t');
  assert.equal(visible('\u202ecat'), 'U+202E cat');
});

test('what is seen stays as it is, with what shapes it', () => {
  for (const token of [
    'cat',
    'naïve',
    '👩‍👩‍👧',
    '🏳️‍🌈',
    'می‌خواهم',
    '❤️',
    '🏴\u{e0067}\u{e0062}\u{e007f}',
    'क्‍ष',
    '–',
    '\ufffd',
  ])
    assert.equal(visible(token), token);
});

test('every token of any text has something to see, and nothing that turns round what stands beside it', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (sentence) => {
      for (const token of tokenize(`\u200b ${sentence} \u202e\0a`)) {
        const shown = visible(token);
        assert.notEqual(shown.replace(/[\p{Cc}\p{DI}\s]/gu, ''), '');
        assert.doesNotMatch(shown, /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
      }
    }),
    { numRuns: 1000 },
  );
});
