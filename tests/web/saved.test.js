import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSettings } from '../../web/src/state/settings.js';
import { forgetAll, keepLooks, takeBack } from '../../web/src/page/aside.js';
import { hashAfter, noteHash, Saved } from '../../web/src/page/saved.js';
import { storageOf } from '../../web/src/page/storage.js';
import { withLengths } from '../../web/src/state/tokenize.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

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

/** @param {Storage | null} storage a visit without an address */
function visit(storage) {
  const saved = new Saved(storage);
  keepLooks(saved);
  const settings = saved.read()?.settings ?? defaultSettings();
  saved.begin(settings);
  return { saved, settings };
}

/** @param {Storage | null} storage @param {Settings} settings what is made of it in one visit */
const save = (storage, settings) => visit(storage).saved.keep(settings);

/** @param {Storage} storage @returns {string} */
const sentenceIn = (storage) => visit(storage).settings.sentence;

/** @param {string} sentence @returns {Settings} */
const saying = (sentence) => ({ ...defaultSettings(), sentence });

test('what is kept is read back as it was', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const storage = fakeStorage();
      save(storage, settings);
      assert.deepEqual(visit(storage).settings, withLengths(settings));
    }),
  );
});

test('a tab in which nothing was changed keeps nothing', () => {
  const storage = fakeStorage();
  const [a, b] = [visit(storage), visit(storage)];
  b.saved.keep(saying('Of B'));
  a.saved.keep(a.settings);
  assert.equal(sentenceIn(storage), 'Of B');
  // A step taken there is no work either.
  a.saved.keep({ ...a.settings, step: 'scores', focus: 1 });
  assert.equal(sentenceIn(storage), 'Of B');
});

test('work is put aside at once; how things look waits until it is known how to keep that beside it', () => {
  const storage = fakeStorage();
  const a = visit(storage);
  a.saved.keepLooks = null;
  save(storage, saying('Of B'));
  a.saved.keep({ ...a.settings, theme: 'dark' });
  assert.deepEqual(visit(storage).settings, saying('Of B'));
  a.saved.keep(saying('Of A'));
  assert.equal(sentenceIn(storage), 'Of A');
  assert.deepEqual(a.saved.aside, ['sentence=Of+B']);
});

test('how a tab looks is kept beside the work of another', () => {
  const storage = fakeStorage();
  const [a, b] = [visit(storage), visit(storage)];
  b.saved.keep(saying('Of B'));
  a.saved.keep({ ...a.settings, theme: 'dark' });
  assert.deepEqual(visit(storage).settings, { ...saying('Of B'), theme: 'dark' });
});

test('work of two tabs is kept side by side, each as it was last', () => {
  const storage = fakeStorage();
  const [a, b] = [visit(storage), visit(storage)];
  a.saved.keep(saying('Of A'));
  b.saved.keep(saying('Of B'));
  a.saved.keep(saying('Of A, later'));
  b.saved.keep(saying('Of B, later'));
  assert.equal(sentenceIn(storage), 'Of B, later');
  const { saved, settings } = visit(storage);
  assert.deepEqual(saved.aside, ['sentence=Of+A%2C+later']);
  takeBack(saved, saved.aside[0]);
  saved.keep({ ...settings, sentence: 'Of A, later' });
  assert.equal(sentenceIn(storage), 'Of A, later');
  assert.deepEqual(saved.aside, ['sentence=Of+B%2C+later']);
  forgetAll(saved);
  assert.deepEqual(storage.items, {});
});

test('what is made of an address puts aside what is kept, unless it is the same', () => {
  const storage = fakeStorage();
  save(storage, saying('Mine'));
  for (const [sentence, aside] of /** @type {[string, string[]][]} */ ([
    ['Mine', []],
    ['Of a link', ['sentence=Mine+still']],
  ])) {
    const saved = new Saved(storage);
    keepLooks(saved);
    saved.begin(saying(sentence), true);
    saved.keep(saying(`${sentence} still`));
    assert.deepEqual(saved.aside, aside);
    assert.equal(sentenceIn(storage), `${sentence} still`);
  }
});

test('what cannot be read stays kept until something is changed', () => {
  const kept = 'heads=99&seed=8';
  const storage = fakeStorage({ 'softlook:1': kept });
  const { saved, settings } = visit(storage);
  saved.keep(settings);
  assert.equal(storage.items['softlook:1'], kept);
});

test('only a reload goes by the hash that was noted for it', () => {
  const session = fakeStorage();
  const after = (/** @type {string} */ type, /** @type {string} */ hash) => {
    const { getEntriesByType } = performance;
    performance.getEntriesByType = () => /** @type {any} */ ([{ type }]);
    const found = hashAfter(session, hash);
    performance.getEntriesByType = getEntriesByType;
    return found;
  };
  noteHash(session, '#sentence=ol', '#sentence=old');
  assert.equal(after('reload', '#sentence=ol'), '#sentence=old');
  assert.equal(after('back_forward', '#sentence=ol'), '#sentence=old');
  assert.equal(after('navigate', '#sentence=ol'), '#sentence=ol');
  assert.equal(after('reload', '#seed=3'), '#seed=3');
  noteHash(session, '#seed=3', '#seed=3');
  assert.equal(after('reload', '#seed=3'), '#seed=3');
});

test('nothing is kept where everything has its default, and nothing stays of what was kept before', () => {
  const storage = fakeStorage();
  assert.equal(new Saved(storage).read(), null);
  save(storage, { ...defaultSettings(), sentence: 'Mine' });
  assert.equal(Object.keys(storage.items).length, 1);
  save(storage, defaultSettings());
  assert.deepEqual(storage.items, {});
});

test('what cannot be read is dropped, the rest holds', () => {
  const storage = fakeStorage({ 'softlook:1': 'sentence=Mine&heads=99&nonsense=1&edits=%00&seed=8' });
  assert.deepEqual(visit(storage).settings, { ...defaultSettings(), sentence: 'Mine', seed: 8 });
});

test('a format of another version is left alone', () => {
  const items = { 'softlook:2': 'sentence=Later' };
  assert.equal(new Saved(fakeStorage(items)).read(), null);
  assert.deepEqual(items, { 'softlook:2': 'sentence=Later' });
});

test('without a storage, or with one that refuses, nothing is kept and nothing breaks', () => {
  for (const storage of [null, forbidden]) {
    save(storage, { ...defaultSettings(), seed: 8 });
    assert.equal(new Saved(storage).read(), null);
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
