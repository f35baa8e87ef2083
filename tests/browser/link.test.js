/** The address holds the settings: a link shows the same numbers, a bad one says what is wrong with it. */
import assert from 'node:assert/strict';
import { settingsWith, withChanges } from '../../web/src/state/kinds.js';
import { formatLink } from '../../web/src/state/link.js';
import { becomes, goTo, openField, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** @param {Page} page */
const hashOf = (page) => page.evaluate(() => location.hash.slice(1));

/** @param {Page} page what the page tells, without the names of the buttons */
const notices = (page) => page.locator('.notice p').allInnerTexts();

test('what is set is in the address, and the address shows the same numbers elsewhere', {}, async ({
  page,
  settings,
  reopen,
}) => {
  const now = {
    ...settings,
    heads: 2,
    seed: 99,
    digits: 3,
    step: 'headOutput',
    head: 1,
    focus: 0,
  };
  await page.getByRole('radio', { name: 'Multi-head' }).check({ force: true });
  await page.getByRole('spinbutton', { name: 'seed' }).fill('99');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'more: digits' }).click();
  await goTo(page, 'headOutput');
  await page.locator('.head-tabs').getByRole('button', { name: 'head 2' }).click();
  await page.locator('[data-query="0"]').click();
  await openField(page, 'values/1', 0, 1);
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  /** @type {Edit[]} */
  const edits = [{ stage: 'values', head: 1, row: 0, column: 1, value: 1.5 }];
  const wanted = { ...now, edits };
  await showsDigits(page, wanted, 'headOutput', 1);
  await becomes(() => hashOf(page), formatLink(wanted));
  const other = await reopen(page.url());
  await showsDigits(other, wanted, 'headOutput', 1);
  await becomes(() => other.locator('[data-query][aria-pressed=true]').allInnerTexts(), ['How']);
  assert.deepEqual(await notices(other), []);
});

test('a reload shows the same numbers', {
  settings: { kind: 'cross', context: 'Zwölf Boxkämpfer', step: 'output', seed: 3 },
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'output');
  await page.reload();
  await showsDigits(page, settings, 'output');
  assert.equal(await hashOf(page), formatLink(settings));
});

test('an address that is changed by hand is followed without a reload, and can be undone', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await page.evaluate(() => {
    location.hash = 'sentence=Other+words&step=scores&seed=5';
  });
  await showsDigits(page, { ...settings, sentence: 'Other words', seed: 5 }, 'scores');
  await page.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, settings, 'scores');
});

test('edits of an address that is followed are there, whatever the sentence was before', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 0, column: 1, value: 4 }];
  const wanted = { ...settings, sentence: 'Other words', edits };
  await page.evaluate((link) => {
    location.hash = link;
  }, formatLink(wanted));
  await showsDigits(page, wanted, 'scores');
  assert.deepEqual(await notices(page), []);
});

test('a bad value is told with its name, the value and what was expected; the rest of the link holds', {
  hash: 'heads=99&kind=masked&digits=two&nonsense=1&step=weights',
}, async ({ page, settings }) => {
  await showsDigits(page, withChanges(settings, { kind: 'masked' }), 'weights');
  const told = await notices(page);
  assert.equal(told.length, 3);
  for (const [i, parts] of [
    ['heads', '99', 'from 1 to 8'],
    ['digits', 'two', 'from 0 to 4'],
    ['nonsense', '1', 'setting'],
  ].entries()) {
    for (const part of parts) assert.ok(told[i].includes(part), `${part} in: ${told[i]}`);
  }
  for (let left = 3; left > 0; left--) {
    await page.locator('.notice button').last().click();
    await becomes(async () => (await notices(page)).length, left - 1);
  }
  await goTo(page, 'output');
  await showsDigits(page, withChanges(settings, { kind: 'masked' }), 'output');
});

test('edits of cells that the sentence does not have are told and left out', {
  hash: 'edits=scores.0.40.40.1~scores.0.0.0.2~mask.0.0.0.0&step=scores',
}, async ({ page, settings }) => {
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 0, column: 0, value: 2 }];
  await showsDigits(page, { ...settings, edits }, 'scores');
  await becomes(async () => (await notices(page)).map((n) => /2 of your edits/.test(n)), [true]);
});

test('one bad edit costs none of the others, and is told', {
  hash: 'edits=scores.0.0x1.0.1~scores.0.0.0.2~scores.0.10000.0.1&step=scores',
}, async ({ page, settings }) => {
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 0, column: 0, value: 2 }];
  await showsDigits(page, { ...settings, edits }, 'scores');
  const told = [/left out: “scores\.0\.0x1\.0\.1”; expected at most 2000 edits/, /1 of your edits/];
  for (const one of told) await page.locator('.notice', { hasText: one }).waitFor();
});

test('what a link cannot have is told until the next link, or the one before, is there', {
  settings: { seed: 5 },
}, async ({ page, settings }) => {
  const go = (/** @type {string} */ hash) =>
    page.evaluate((to) => {
      location.hash = to;
    }, hash);
  await go('seed=6&heads=99');
  await page.locator('.notice', { hasText: 'heads = “99”' }).waitFor();
  await go('seed=7&digits=99');
  await page.locator('.notice', { hasText: 'digits = “99”' }).waitFor();
  assert.equal((await notices(page)).length, 1);
  // By then the page may have written what it made of the one before.
  await page.goBack();
  await page.locator('.notice', { hasText: 'digits = “99”' }).waitFor({ state: 'detached' });
  await page.goBack();
  await becomes(() => notices(page), []);
  await showsDigits(page, settings, 'words');
});

test('a link that splits its words in another way shows its numbers, and an edit stands on its word', {
  settings: { sentence: '今日はいい天気', words: '1-1-5', step: 'scores' },
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'scores');
  await openField(page, 'scores/0', 2, 1);
  await page.keyboard.type('1.5');
  await page.keyboard.press('Enter');
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 2, column: 1, value: 1.5 }];
  await showsDigits(page, { ...settings, edits }, 'scores');
  await becomes(() => hashOf(page), formatLink({ ...settings, edits }));
  assert.deepEqual(await notices(page), []);
});

test('lengths that fit no word of the link are told', {
  hash: `sentence=${encodeURIComponent('今日はいい天気')}&words=1-1-9`,
}, async ({ page, settings }) => {
  await showsDigits(page, { ...settings, sentence: '今日はいい天気' }, 'words');
  await page.locator('.notice', { hasText: 'words names do not fit the sentence' }).waitFor();
});

test('a browser that finds no words splits them at spaces and signs, and says so', {
  hash: `sentence=${encodeURIComponent('Größe zählt, naïve!')}`,
  before: (page) =>
    page.addInitScript(() => {
      Object.assign(Intl, { Segmenter: undefined });
      Object.assign(String.prototype, { toWellFormed: undefined, isWellFormed: undefined });
    }),
}, async ({ page, settings }) => {
  await showsDigits(page, { ...settings, sentence: 'Größe zählt, naïve!' }, 'words');
  await page.locator('.notice', { hasText: 'lacks Intl.Segmenter' }).waitFor();
});

test('a step that there is none of is told, and does not stay in the address', {
  hash: 'step=nowhere&seed=5',
}, async ({ page }) => {
  await page.locator('.notice', { hasText: 'no step “nowhere”' }).waitFor();
  await becomes(() => page.evaluate(() => location.hash), '#seed=5');
});

test('such edits in an address that is changed later leave the page working', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await page.evaluate(() => {
    location.hash = 'step=scores&edits=scores.0.40.40.1';
  });
  await becomes(async () => (await notices(page)).length, 1);
  await showsDigits(page, settings, 'scores');
  await page.getByRole('spinbutton', { name: 'seed' }).fill('8');
  await page.keyboard.press('Enter');
  await showsDigits(page, { ...settings, seed: 8 }, 'scores');
});

const MARKUP = '<img src=x onerror="window.hacked=1">';

test('markup in an address stays text, in names, in values and in the sentence', {
  hash: `${new URLSearchParams({ sentence: MARKUP, context: MARKUP, kind: MARKUP, [MARKUP]: '1', edits: MARKUP, step: MARKUP })}`,
}, async ({ page }) => {
  await showsDigits(page, settingsWith({ sentence: MARKUP, context: MARKUP }), 'words');
  // Beside what is refused, what earlier versions passed over.
  await becomes(async () => (await notices(page)).length, 5);
  assert.equal(await page.locator('img').count(), 0);
  assert.equal(await page.evaluate(() => 'hacked' in window), false);
  assert.ok((await notices(page)).some((n) => n.includes('<img')));
});

test('lone surrogates and turned-round text in an address do no harm', {
  hash: 'sentence=%ED%A0%80+a+%E2%80%AEb&context=%FF%FE&step=words',
}, async ({ page }) => {
  const words = await page.locator('[data-query]').allInnerTexts();
  assert.ok(words.includes('a') && words.every((w) => w.isWellFormed()));
  // Neither a blank nor the rest of the line in another order.
  assert.ok(words.includes('U+202E') && words.every((w) => !/[\u202e]|^$/.test(w)));
});

test('an address of a megabyte is refused with a message, and the page works', {
  hash: `sentence=${'a'.repeat(1_000_000)}&step=scores`,
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'scores');
  const [told] = await notices(page);
  assert.match(told, /sentence.*4000/);
  assert.ok(told.length < 300);
});

test('an address of a hundred thousand unknown names does not drown the page', {
  hash: Array.from({ length: 100_000 }, (_, i) => `a${i}=1`).join('&'),
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.ok((await notices(page)).length <= 20);
});

test('the link is copied, or the reader is told how to', {
  permissions: ['clipboard-read', 'clipboard-write'],
  settings: { seed: 5 },
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Copy link' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
});

test('a step that nothing has shows the first, also when it is called like what every object has', {
  hash: 'step=constructor&seed=9',
}, async ({ page, settings }) => {
  await showsDigits(page, { ...settings, seed: 9 }, 'words');
  const told =
    /no step “constructor” here; expected words, projections, scores, scaledScores, weights, output/;
  await page.locator('.notice', { hasText: told }).waitFor();
  await goTo(page, 'scores');
  await page.evaluate(() => {
    location.hash = 'step=toString';
  });
  await showsDigits(page, settings, 'words');
  await page.locator('.notice', { hasText: /no step “toString” here/ }).waitFor();
  // A step of another kind is none here.
  await page.evaluate(() => {
    location.hash = 'step=maskedScores';
  });
  await page
    .locator('.notice', { hasText: /no step “maskedScores” here.*Shown is “scaledScores”/ })
    .waitFor();
});

test('a sentence without a word makes no link, and a link without one shows the usual sentence', {
  settings: { seed: 9 },
}, async ({ page, url, settings, reopen }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.press('Delete');
  await page.getByText('Type at least one word.').waitFor();
  await showsDigits(page, settings, 'words');
  await page.waitForTimeout(300);
  assert.equal(page.url(), `${url}#seed=9`);
  const empty = await reopen(`${url}#seed=9&sentence=`);
  await showsDigits(empty, settings, 'words');
  await empty.locator('.notice', { hasText: /sentence = “”; expected at least a word/ }).waitFor();
});
