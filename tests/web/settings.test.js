import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defaultSettings,
  NUMBER_NAMES,
  SETTING_NAMES,
  SETTINGS,
  sameNumbers,
} from '../../web/src/state/settings.js';
import { HINTS } from '../../web/src/state/setting-hints.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

test('every default lies in its own range', () => {
  for (const name of SETTING_NAMES) {
    const setting = SETTINGS[name];
    const value = defaultSettings()[name];
    if (setting.type === 'whole') {
      assert.ok(
        Number.isInteger(value) && Number(value) >= setting.min && Number(value) <= setting.max,
        name,
      );
    } else if (setting.type === 'choice') {
      assert.ok(setting.choices.includes(String(value)), name);
    } else if (setting.type === 'text') {
      assert.ok(String(value).length <= setting.max && String(value) !== '', name);
    }
  }
});

test('every setting says what it is for', () => {
  for (const name of SETTING_NAMES) assert.match(HINTS[name], /\w{3}/, name);
});

test('no two default settings share their edits', () => {
  assert.notEqual(defaultSettings().edits, defaultSettings().edits);
});

test('settings give the same numbers unless one that numbers depend on differs', () => {
  fc.assert(
    fc.property(anySettings, anySettings, fc.constantFrom(...SETTING_NAMES), (a, b, name) => {
      const changed = { ...a, [name]: b[name] };
      assert.equal(sameNumbers(a, changed), a[name] === changed[name] || !NUMBER_NAMES.includes(name));
    }),
  );
});
