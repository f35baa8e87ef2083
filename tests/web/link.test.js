import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsWith, withChanges } from '../../web/src/state/kinds.js';
import { formatLink, parseLink } from '../../web/src/state/link.js';
import { defaultSettings, SETTING_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { lengthsOf, tokenize, tokensOf, withLengths } from '../../web/src/state/tokenize.js';
import '../../web/src/view/text/en/register.js';
import { text } from '../../web/src/view/text/text.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

/** @param {import('../../web/src/state/link.js').Expectation} expected */
const said = (expected) => text(expected.key, expected.params);

/**
 * The link is refused for this name and everything keeps its default.
 * @param {string} hash
 * @param {string} name
 */
function refuses(hash, name) {
  const { settings, refused } = parseLink(hash);
  assert.deepEqual(settings, defaultSettings(), `${hash} changed a setting`);
  assert.equal(refused.length, 1, `${hash} was not refused`);
  assert.equal(refused[0].name, name);
  assert.ok(refused[0].expected, 'what was expected is not said');
  return refused[0];
}

test('default settings make an empty link, and an empty link makes default settings', () => {
  assert.equal(formatLink(defaultSettings()), '');
  const nothing = { settings: defaultSettings(), refused: [], counted: [] };
  assert.deepEqual(parseLink(''), nothing);
  assert.deepEqual(parseLink('#'), nothing);
});

test('a link holds what differs from the defaults and nothing else', () => {
  const link = formatLink(settingsWith({ kind: 'multi', scaled: false, seed: 12 }));
  assert.equal(link, 'kind=multi&scaled=off&seed=12');
});

test('any settings come back from their link as they were', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const back = parseLink(`#${formatLink(settings)}`);
      assert.deepEqual([back.refused, back.counted], [[], []]);
      assert.deepEqual(back.settings, withLengths(settings));
    }),
    { numRuns: 500 },
  );
});

test('a link is plain ASCII without spaces, so that it survives being pasted', () => {
  fc.assert(fc.property(anySettings, (settings) => assert.match(formatLink(settings), /^[!-~]*$/)));
});

test('an edit is written as stage.head.row.column.value', () => {
  const edits = [
    { stage: /** @type {const} */ ('scores'), head: 1, row: 2, column: 0, value: -0.5 },
    { stage: /** @type {const} */ ('mask'), row: 0, column: 3, value: Number.NEGATIVE_INFINITY },
  ];
  const link = formatLink(settingsWith({ edits }));
  assert.equal(link, 'edits=scores.1.2.0.-0.5%7Emask.0.0.3.-Infinity');
  assert.deepEqual(parseLink(link).settings.edits, [edits[0], { ...edits[1], head: 0 }]);
});

for (const name of SETTING_NAMES) {
  const setting = SETTINGS[name];
  if (setting.type !== 'whole') continue;
  const { min, max } = setting;
  test(`${name} is refused, not clamped, where it is no whole number from ${min} to ${max}`, () => {
    for (const value of [min - 1, max + 1, 1e12, 1.5, '', ' 1', '0x2', '1e1', 'NaN', '--1', '٣']) {
      const { value: shown, expected } = refuses(`${name}=${encodeURIComponent(value)}`, name);
      assert.equal(shown, String(value));
      assert.equal(said(expected), `a whole number from ${min} to ${max}`);
    }
  });
  test(`${name} is taken at both ends of its range`, () => {
    assert.equal(parseLink(`${name}=${min}`).settings[name], min);
    assert.equal(parseLink(`${name}=${max}`).settings[name], max);
  });
}

for (const name of SETTING_NAMES) {
  const { type } = SETTINGS[name];
  if (type === 'text' || type === 'word') continue;
  test(`${name} is refused where its value is a name that every object has`, () => {
    for (const inherited of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
      refuses(`${name}=${inherited}`, name);
    }
  });
}

test('a minus in front of 0 is still 0', () => {
  assert.ok(Object.is(parseLink('seed=-0').settings.seed, 0));
});

test('names that are no settings are refused, those of every object among them', () => {
  for (const name of ['kinds', 'KIND', 'constructor', '__proto__', 'toString', '']) {
    refuses(`${name}=1`, name);
  }
});

test('a sentence that is too long is refused and shown shortened', () => {
  const { value, expected } = refuses(`sentence=${'a'.repeat(4001)}`, 'sentence');
  assert.equal(value, `${'a'.repeat(40)}…`);
  assert.equal(said(expected), 'at least a word, at most 4000 characters');
  assert.equal(parseLink(`sentence=${'a'.repeat(4000)}`).settings.sentence.length, 4000);
});

test('a sentence without a word is refused, and not written', () => {
  for (const blank of ['', '+', '%0A%E2%80%83']) refuses(`sentence=${blank}`, 'sentence');
  assert.equal(formatLink(settingsWith({ sentence: ' ' })), '');
});

test('a sentence of markup comes through as the text it is', () => {
  const sentence = '<img src=x onerror=alert(1)> & "quotes" #hash %41';
  assert.equal(parseLink(formatLink(settingsWith({ sentence }))).settings.sentence, sentence);
});

test('a sentence is made well-formed', () => {
  assert.ok(parseLink('sentence=%ED%A0%80').settings.sentence.isWellFormed());
  assert.ok(parseLink('sentence=\ud800').settings.sentence.isWellFormed());
});

/** @type {Record<string, string>} */
const BAD_EDITS = {
  'a text': 'hello',
  'a missing value': 'scores.0.0.0',
  'a number that is none': 'scores.0.0.0.1.2.3',
  'a row that is not whole': 'scores.0.0x1.0.1',
  infinity: 'scores.0.0.0.1e999',
  'a number beyond 32 bits': 'scores.0.0.0.4e38',
  'plus infinity in a mask': 'mask.0.0.0.Infinity',
  'minus infinity outside a mask': 'scores.0.0.0.-Infinity',
  'not a number': 'scores.0.0.0.NaN',
  'a stage of markup': '<b>.0.0.0.1',
};
for (const [what, edits] of Object.entries(BAD_EDITS)) {
  test(`an edit that is ${what} is refused`, () => {
    const { expected } = refuses(`edits=${encodeURIComponent(edits)}`, 'edits');
    assert.match(said(expected), /stage\.head\.row\.column\.value/);
  });
}

test('a bad edit leaves the others in force, and is told by itself', () => {
  const good = { stage: /** @type {const} */ ('scores'), head: 0, row: 0, column: 0, value: 1 };
  for (const edits of Object.values(BAD_EDITS)) {
    const { settings, refused } = parseLink(
      `edits=${encodeURIComponent(`scores.0.0.0.1~${edits}~scores.0.0.0.1`)}`,
    );
    assert.deepEqual(settings.edits, [good, good]);
    assert.deepEqual(
      refused.map(({ name, value }) => [name, value]),
      [['edits', edits]],
    );
  }
});

test('of too many edits those that fit are taken, and the others told', () => {
  const link = (/** @type {number} */ count) =>
    `edits=${Array.from({ length: count }, (_, i) => `scores.0.0.${i}.1`).join('~')}`;
  assert.deepEqual(parseLink(link(2000)).refused, []);
  const { settings, refused } = parseLink(link(2002));
  assert.equal(settings.edits.length, 2000);
  assert.equal(refused[0].value, 'scores.0.0.2000.1~scores.0.0.2001.1');
  assert.match(said(refused[0].expected), /^at most 2000 edits/);
});

test('an edit of any row that a trace may have comes back', () => {
  const edits = [10_000, 999_999].map((row) => ({
    stage: /** @type {const} */ ('keyValueState'),
    head: 7,
    row,
    column: row,
    value: -1e-30,
  }));
  assert.deepEqual(parseLink(formatLink(settingsWith({ edits }))).settings.edits, edits);
});

test('one bad value leaves the others in force', () => {
  const { settings, refused } = parseLink('kind=masked&heads=99&seed=3&digits=nine');
  assert.deepEqual(settings, settingsWith({ kind: 'masked', seed: 3 }));
  assert.deepEqual(
    refused.map((r) => r.name),
    ['heads', 'digits'],
  );
});

test('values after many bad ones are still taken', () => {
  const bad = Array.from({ length: 50 }, (_, i) => `a${i}=1`).join('&');
  assert.equal(parseLink(`${bad}&seed=3`).settings.seed, 3);
});

test('a hostile link of a megabyte is read in the time that its length takes and answered with few messages', () => {
  const hostile = (/** @type {number} */ length) => Array.from({ length }, (_, i) => `a${i}=${i}`).join('&');
  /** The processor's time for a hundred thousand names in all. @param {string} link @param {number} times */
  const time = (link, times) => {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i++) parseLink(link);
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };
  const long = hostile(100_000);
  const { settings, refused } = parseLink(long);
  // Not with its square, which would be a hundred times as much.
  const ratio = time(long, 1) / time(hostile(1000), 100);
  assert.ok(ratio < 10, `${ratio} times as long as short ones`);
  assert.deepEqual(settings, defaultSettings());
  assert.ok(refused.length > 0 && refused.length <= 20, `${refused.length} messages`);
});

test('any text at all is a link: it gives settings in range and never throws', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc
      .array(fc.tuple(fc.constantFrom(...SETTING_NAMES), fc.string({ maxLength: 20 })), { maxLength: 8 })
      .map((pairs) => pairs.map((p) => p.join('=')).join('&')),
  );
  fc.assert(
    fc.property(text, (hash) => {
      const { settings, refused } = parseLink(hash);
      assert.deepEqual(Object.keys(settings), SETTING_NAMES);
      // What was read can be written, and read again without a complaint.
      assert.deepEqual(parseLink(formatLink(settings)), { settings, refused: [], counted: [] });
      for (const r of refused) assert.ok(r.value.length <= 41 && r.name.length <= 40);
    }),
    { numRuns: 1000 },
  );
});

test('a link says how its sentences are split, only where engines may differ', () => {
  assert.doesNotMatch(formatLink(settingsWith({ sentence: 'Größe, don’t! 👩‍👩‍👧 привет' })), /words/i);
  for (const sentence of ['今日はいい天気です', 'สวัสดีชาวโลก', 'ສະບາຍດີ', '你好世界', 'a 東京 b']) {
    const settings = settingsWith({ sentence, context: `${sentence}?` });
    const link = new URLSearchParams(formatLink(settings));
    assert.equal(link.get('words'), lengthsOf(tokenize(sentence)));
    assert.equal(link.get('contextWords'), `${lengthsOf(tokenize(sentence))}-1`);
    assert.deepEqual(parseLink(`${link}`), { settings: withLengths(settings), refused: [], counted: [] });
  }
});

test('how a link splits its sentence wins over what this engine finds, and comes back', () => {
  const link = `sentence=${encodeURIComponent('今日はいい天気')}&words=1-1-5`;
  const { settings, refused } = parseLink(link);
  assert.deepEqual(refused, []);
  assert.deepEqual(tokensOf(settings, 'sentence'), ['今', '日', 'はいい天気']);
  assert.equal(formatLink(settings), link);
  assert.equal(withChanges(settings, { sentence: '今日は' }).words, '');
  assert.equal(withChanges(settings, { ...settings, sentence: '今日は' }).words, '');
  assert.equal(withChanges(settings, { seed: 3 }).words, '1-1-5');
});

test('lengths of words are refused where they are none', () => {
  for (const words of ['a', '1--2', '-1', '1,2', '10000', '1-'.repeat(4000)])
    refuses(`words=${words}`, 'words');
});
