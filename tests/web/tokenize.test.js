import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { lengthsOf, splitWrongly, tokenize } from '../../web/src/state/tokenize.js';
import { fc } from './tools.js';

test('"How are you doing?" is four words and a question mark', () => {
  assert.deepEqual(tokenize('How are you doing?'), ['How', 'are', 'you', 'doing', '?']);
});

test('in many scripts a sentence has the tokens that the command line gives it too', () => {
  // tests/core/cli_test.cpp holds the command line to the same file.
  const words = JSON.parse(readFileSync(new URL('../golden/words.json', import.meta.url), 'utf8'));
  for (const { script, sentence, tokens } of words) assert.deepEqual(tokenize(sentence), tokens, script);
});

test('a contraction stays one word', () => {
  assert.deepEqual(tokenize("I don't know; it’s late"), ['I', "don't", 'know', ';', 'it’s', 'late']);
});

test('a number with its point and a word with its accents stay whole', () => {
  assert.deepEqual(tokenize('π is 3.14, naïve café'), ['π', 'is', '3.14', ',', 'naïve', 'café']);
});

test('a full stop or a colon between letters stands alone, also where the browser would join it', () => {
  assert.deepEqual(tokenize('e.g. a:b'), ['e', '.', 'g', '.', 'a', ':', 'b']);
  assert.deepEqual(tokenize('at 3.14 or 12:30'), ['at', '3.14', 'or', '12', ':', '30']);
});

test('an emoji joined from several characters is one token', () => {
  assert.deepEqual(tokenize('a 👩‍👩‍👧 and 🏳️‍🌈'), ['a', '👩‍👩‍👧', 'and', '🏳️‍🌈']);
});

test('a text written from right to left keeps its reading order', () => {
  assert.deepEqual(tokenize('שלום עולם'), ['שלום', 'עולם']);
});

test('a text without spaces between its words is still split into words', () => {
  assert.ok(tokenize('今日はいい天気です').length > 1);
});

test('white space of any kind makes no token', () => {
  assert.deepEqual(tokenize(' \t\n \u00a0\u2003 '), []);
  assert.deepEqual(tokenize(''), []);
});

test('a lone surrogate becomes the replacement character', () => {
  assert.deepEqual(tokenize('a \ud800 b'), ['a', '\ufffd', 'b']);
});

test('letters, spaces and sentence marks are split as by a segmenter', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
  const letters = fc.constantFrom(..."aeRT  .,!?'1");
  fc.assert(
    fc.property(fc.string({ unit: letters, maxLength: 30 }), (sentence) => {
      const parts = [...segmenter.segment(sentence)].flatMap(({ segment }) =>
        segment.split(/(?<=[a-z])(\.)(?=[a-z])/i),
      );
      assert.deepEqual(
        tokenize(sentence),
        parts.filter((part) => part.trim() !== ''),
      );
    }),
    { numRuns: 2000 },
  );
});

test('any text gives non-empty, trimmed, well-formed tokens in their order', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (sentence) => {
      let from = 0;
      const whole = sentence.toWellFormed();
      for (const token of tokenize(sentence)) {
        assert.ok(token.isWellFormed());
        assert.equal(token, token.trim());
        assert.notEqual(token, '');
        const at = whole.indexOf(token, from);
        assert.ok(at >= from, `${token} is not in the sentence after ${from}`);
        // Only white space lies between tokens: nothing the reader typed is lost.
        assert.equal(whole.slice(from, at).trim(), '');
        from = at + token.length;
      }
      assert.equal(whole.slice(from).trim(), '');
    }),
  );
});

test('the same sentence gives the same tokens every time', () => {
  fc.assert(fc.property(fc.string({ maxLength: 80 }), (s) => assert.deepEqual(tokenize(s), tokenize(s))));
});

test('lengths say how a sentence is split, whatever this engine finds', () => {
  const sentence = ' 東京都に 住む a\ud800b';
  assert.deepEqual(tokenize(sentence, '2-1-1-2-3'), ['東京', '都', 'に', '住む', 'a\ufffdb']);
  assert.deepEqual(tokenize(sentence, '1-3-1-1-1-1-1'), ['東', '京都に', '住', 'む', 'a', '\ufffd', 'b']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
      const tokens = tokenize(text);
      if (tokens.length > 0) assert.deepEqual(tokenize(text, lengthsOf(tokens)), tokens);
    }),
    { numRuns: 1000 },
  );
});

test('lengths that do not fit the sentence are passed over, which is told', () => {
  for (const words of ['2', '9', '1-1-1-1-1', '0-2-2', '3-1', '2-2-', '2-x']) {
    const settings = settingsWith({ sentence: '東京 住む', words });
    assert.equal(splitWrongly(settings, 'sentence'), 'misfit', words);
    assert.deepEqual(tokenize(settings.sentence, words), tokenize(settings.sentence));
  }
  // Half a character is none.
  assert.equal(splitWrongly(settingsWith({ sentence: '👩a', words: '1-2' }), 'sentence'), 'misfit');
  assert.equal(splitWrongly(settingsWith({ sentence: '東京 住む', words: '1-1-2' }), 'sentence'), undefined);
});

/** @param {() => void} work done as in a browser without these */
function inOldBrowser(work) {
  const { Segmenter } = Intl;
  const { toWellFormed } = String.prototype;
  Object.assign(Intl, { Segmenter: undefined });
  Object.assign(String.prototype, { toWellFormed: undefined });
  try {
    work();
  } finally {
    Object.assign(Intl, { Segmenter });
    Object.assign(String.prototype, { toWellFormed });
  }
}

test('where nothing finds words they are split at spaces and signs, which is told', () => {
  inOldBrowser(() => {
    assert.deepEqual(tokenize('Größe: 3.14 m, don’t!'), ['Größe', ':', '3.14', 'm', ',', 'don’t', '!']);
    assert.deepEqual(tokenize('naïve \ud800'), ['naïve', '\ufffd']);
    assert.equal(splitWrongly(settingsWith({ sentence: 'Größe' }), 'sentence'), 'segmenter');
    assert.equal(splitWrongly(settingsWith({ sentence: 'How?' }), 'sentence'), undefined);
    assert.equal(splitWrongly(settingsWith({ sentence: '東京', words: '1-1' }), 'sentence'), undefined);
  });
});
