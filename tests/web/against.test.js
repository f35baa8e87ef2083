/** Comparing: what the other side of a comparison is. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { asItIs, differing, formatAgainst, otherSettings, presets } from '../../web/src/state/against.js';
import { settingsWith } from '../../web/src/state/kinds.js';
import { formatLink, parseLink } from '../../web/src/state/link.js';
import { COMPARED, defaultSettings, KINDS } from '../../web/src/state/settings.js';

const edit = /** @type {const} */ ({ stage: 'scores', head: 0, row: 0, column: 0, value: 1 });

test('without a comparison there is no other side', () => {
  assert.equal(otherSettings(defaultSettings()), null);
  assert.deepEqual(differing(defaultSettings()), []);
});

test('the other side is this one but for what is named, without edits and without a comparison of its own', () => {
  const settings = settingsWith({ width: 6, edits: [edit], against: 'scaled=off&seed=9' });
  const other = otherSettings(settings);
  assert.deepEqual(other, { ...settings, scaled: false, seed: 9, edits: [], against: '' });
  assert.deepEqual(differing(settings), ['scaled', 'seed']);
});

test('all as it is now stays as it is when this side changes', () => {
  const before = settingsWith({ width: 6, kind: /** @type {const} */ ('multi') });
  const now = { ...before, width: 12, against: formatAgainst(asItIs(before)) };
  assert.equal(otherSettings(now)?.width, 6);
  assert.deepEqual(differing(now), ['width']);
});

test('what is compared goes through a link and back', () => {
  for (const kind of KINDS) {
    for (const { changes } of presets(settingsWith({ kind, heads: 8 }))) {
      const settings = settingsWith({ kind, heads: 8, against: formatAgainst(changes) });
      const read = parseLink(formatLink(settings));
      assert.deepEqual([read.settings, read.refused], [settings, []]);
      assert.deepEqual(differing(read.settings).sort(), Object.keys(changes).sort());
    }
  }
});

test('a comparison that cannot be is refused as a whole', () => {
  for (const text of ['width=999', 'sentence=other', 'edits=', 'against=', 'nonsense=1', 'w'.repeat(2000)]) {
    const { settings, refused } = parseLink(new URLSearchParams({ against: text }).toString());
    assert.equal(settings.against, '', text);
    assert.deepEqual(
      refused.map((r) => r.name),
      ['against'],
    );
  }
});

test('the sentence and edits are never compared', () => {
  assert.deepEqual(
    COMPARED.filter((name) => ['sentence', 'context', 'edits', 'against'].includes(name)),
    [],
  );
});
