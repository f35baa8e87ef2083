import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings } from '../../web/src/state/settings.js';
import { readSaved, save } from '../../web/src/page/saved.js';
import { storageOf } from '../../web/src/page/storage.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

/** @param {Record<string, string>} [items] @returns {Storage & {items: Record<string, string>}} */
function fakeStorage(items = {}) {
  return /** @type {any} */ ({
    items,
    getItem: (/** @type {string} */ key) => items[key] ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => {
      items[key] = value;
    },
    removeItem: (/** @type {string} */ key) => delete items[key],
  });
}

/** As browsers have it that forbid storage, or have no room left. */
const forbidden = /** @type {Storage} */ (
  new Proxy(
    {},
    {
      get() {
        throw new DOMException('no', 'SecurityError');
      },
    },
  )
);

test('what is kept is read back as it was', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const storage = fakeStorage();
      save(storage, settings);
      assert.deepEqual(readSaved(storage)?.settings ?? defaultSettings(), settings);
    }),
  );
});

test('nothing is kept where everything has its default, and nothing stays of what was kept before', () => {
  const storage = fakeStorage();
  assert.equal(readSaved(storage), null);
  save(storage, { ...defaultSettings(), sentence: 'Mine' });
  assert.equal(Object.keys(storage.items).length, 1);
  save(storage, defaultSettings());
  assert.deepEqual(storage.items, {});
});

test('what cannot be read is dropped, the rest holds', () => {
  const storage = fakeStorage({ 'softlook:1': 'sentence=Mine&heads=99&nonsense=1&edits=%00&seed=8' });
  assert.deepEqual(readSaved(storage)?.settings, { ...defaultSettings(), sentence: 'Mine', seed: 8 });
});

test('a format of another version is left alone', () => {
  const items = { 'softlook:2': 'sentence=Later' };
  assert.equal(readSaved(fakeStorage(items)), null);
  assert.deepEqual(items, { 'softlook:2': 'sentence=Later' });
});

test('without a storage, or with one that refuses, nothing is kept and nothing breaks', () => {
  for (const storage of [null, forbidden]) {
    save(storage, { ...defaultSettings(), seed: 8 });
    assert.equal(readSaved(storage), null);
  }
});

test('a page from the disk has no storage: all files share it; nor has a page that may not have one', () => {
  const localStorage = fakeStorage();
  assert.equal(storageOf({ localStorage, location: { protocol: 'file:' } }), null);
  assert.equal(storageOf({ localStorage, location: { protocol: 'https:' } }), localStorage);
  const refusing = {
    location: { protocol: 'https:' },
    get localStorage() {
      throw new DOMException('no', 'SecurityError');
    },
  };
  assert.equal(storageOf(/** @type {any} */ (refusing)), null);
});
