/** What the reader entered is there again after a reload, a crash and another visit; an address wins over it. */
import assert from 'node:assert/strict';
import { becomes, goTo, openField, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** @param {Page} page */
const kept = (page) => page.evaluate(() => ({ ...localStorage }));

/** @param {Page} page @param {string} [sentence] */
async function enterSentence(page, sentence = 'All my own words') {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.locator('softlook-sentence input:focus').waitFor();
  await page.keyboard.type(sentence);
  await page.keyboard.press('Escape');
}

test('another visit shows what was entered, edits too', { settings: { step: 'scores' } }, async ({
  page,
  url,
  settings,
  reopen,
}) => {
  await enterSentence(page);
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 0, row: 1, column: 1, value: 3 }];
  await openField(page, 'scores/0', 1, 1);
  await page.keyboard.type('3');
  await page.keyboard.press('Enter');
  const wanted = { ...settings, sentence: 'All my own words', edits };
  await showsDigits(page, wanted, 'scores');
  await page.close();
  const later = await reopen(url);
  await showsDigits(later, wanted, 'scores');
  await later.reload();
  await showsDigits(later, wanted, 'scores');
});

test('what was entered outlives a crash', {}, async ({ page, url, settings, reopen }) => {
  await enterSentence(page);
  await becomes(async () => (await kept(page))['softlook:1'], 'sentence=All+my+own+words');
  const crashed = page.waitForEvent('crash');
  const session = await page.context().newCDPSession(page);
  session.send('Page.crash').catch(() => {});
  await crashed;
  await showsDigits(await reopen(url), { ...settings, sentence: 'All my own words' }, 'words');
});

test('an address wins over what is kept, and looking at it keeps nothing', {}, async ({
  page,
  url,
  settings,
  reopen,
}) => {
  await enterSentence(page);
  await becomes(async () => Object.keys(await kept(page)).length, 1);
  const linked = await reopen(`${url}#seed=5`);
  await showsDigits(linked, { ...settings, seed: 5 }, 'words');
  await goTo(linked, 'scores');
  await becomes(async () => linked.url(), `${url}#seed=5&step=scores`);
  await linked.close();
  const mine = { ...settings, sentence: 'All my own words' };
  const later = await reopen(url);
  await showsDigits(later, mine, 'words');
  await goTo(later, 'scores');
  await showsDigits(later, mine, 'scores');
});

test('what is changed in what an address said is kept', {}, async ({ url, settings, reopen }) => {
  const linked = await reopen(`${url}#seed=5`);
  await enterSentence(linked);
  await showsDigits(linked, { ...settings, seed: 5, sentence: 'All my own words' }, 'words');
  await linked.close();
  await showsDigits(await reopen(url), { ...settings, seed: 5, sentence: 'All my own words' }, 'words');
});

test('an idle tab leaves what another one has kept', {}, async ({ page, url, settings, reopen }) => {
  const other = await reopen(url);
  await enterSentence(other);
  await showsDigits(other, { ...settings, sentence: 'All my own words' }, 'words');
  await other.close();
  await goTo(page, 'scores');
  await page.close();
  await showsDigits(await reopen(url), { ...settings, sentence: 'All my own words' }, 'words');
});

test('of two tabs that type the last is there again, and the other is offered', {}, async ({
  page,
  url,
  settings,
  reopen,
}) => {
  const other = await reopen(url);
  await enterSentence(page, 'Words of one tab');
  await showsDigits(page, { ...settings, sentence: 'Words of one tab' }, 'words');
  await becomes(async () => Object.keys(await kept(page)).length, 1);
  await enterSentence(other, 'Words of the other');
  await showsDigits(other, { ...settings, sentence: 'Words of the other' }, 'words');
  await other.close();
  await page.close();
  const later = await reopen(url);
  await showsDigits(later, { ...settings, sentence: 'Words of the other' }, 'words');
  const told = later.getByRole('status').filter({ hasText: '“Words of one tab”' });
  await told.getByRole('button', { name: 'Show it' }).click();
  await showsDigits(later, { ...settings, sentence: 'Words of one tab' }, 'words');
  await later.close();
  const last = await reopen(url);
  await showsDigits(last, { ...settings, sentence: 'Words of one tab' }, 'words');
  await last.getByRole('status').filter({ hasText: '“Words of the other”' }).waitFor();
});

test('a tab that began with a link and one that did not keep their work apart', {}, async ({
  page,
  url,
  settings,
  reopen,
}) => {
  await enterSentence(page);
  await becomes(async () => (await kept(page))['softlook:1'], 'sentence=All+my+own+words');
  const linked = await reopen(`${url}#seed=5`);
  await enterSentence(linked, 'Words of a link');
  await showsDigits(linked, { ...settings, seed: 5, sentence: 'Words of a link' }, 'words');
  await linked.close();
  await page.close();
  const later = await reopen(url);
  await showsDigits(later, { ...settings, seed: 5, sentence: 'Words of a link' }, 'words');
  await later.getByRole('status').filter({ hasText: '“All my own words”' }).waitFor();
});

test('a reload right after the last letter shows it, with an address too', { settings: { seed: 5 } }, async ({
  page,
  settings,
}) => {
  await enterSentence(page);
  await page.reload();
  await showsDigits(page, { ...settings, sentence: 'All my own words' }, 'words');
  for (const sentence of ['Now others', 'And others still']) {
    await enterSentence(page, sentence);
    await page.reload();
    await showsDigits(page, { ...settings, sentence }, 'words');
  }
  // What is entered by hand counts all the same.
  await page.evaluate(() => {
    location.hash = 'seed=6';
  });
  await page.reload();
  await showsDigits(page, { ...settings, seed: 6 }, 'words');
});

/** Presses the button, with the figure out of its sight. @param {Page} page */
async function forget(page) {
  // What is loaded there makes the page longer.
  await page.locator('#embed-title').scrollIntoViewIfNeeded();
  await page.locator('#embed pre').first().waitFor();
  await page.getByRole('button', { name: 'Forget what I entered' }).click();
}

test('what was entered can be forgotten', {}, async ({ page, url, settings, reopen }) => {
  await enterSentence(page);
  await becomes(async () => Object.keys(await kept(page)).length, 1);
  await forget(page);
  await showsDigits(page, settings, 'words');
  const top = await page.locator('self-attention').evaluate((figure) => figure.getBoundingClientRect().top);
  assert.ok(top >= 0 && top < 100, `the figure is in sight, its top at ${top}`);
  assert.deepEqual(await kept(page), {});
  assert.equal(page.url(), url);
  await page.close();
  await showsDigits(await reopen(url), settings, 'words');
});

test('what was forgotten by mistake comes back', {}, async ({ page, settings }) => {
  await enterSentence(page);
  await becomes(async () => Object.keys(await kept(page)).length, 1);
  await forget(page);
  const told = page.getByRole('status').filter({ hasText: 'Forgotten' });
  await told.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, { ...settings, sentence: 'All my own words' }, 'words');
  await becomes(async () => Object.keys(await kept(page)).length, 1);
  await told.waitFor({ state: 'detached' });
});

test('what is kept and cannot be read is told, and stays until something is changed', {
  before: (page) =>
    page.addInitScript(() => {
      localStorage.setItem('softlook:1', 'heads=99&sentence=Still+mine&%00=<img src=x onerror=alert(1)>');
    }),
}, async ({ page, settings }) => {
  await showsDigits(page, { ...settings, sentence: 'Still mine' }, 'words');
  await becomes(() => page.locator('.notice').count(), 2);
  const told = await page.locator('.notice p').allInnerTexts();
  assert.match(told[0], /^What was kept here says heads = “99”; expected a whole number from 1 to 8\./);
  assert.match(told[1], /<img src=x onerror=alert\(1\)>/);
  await page.waitForTimeout(300);
  assert.match((await kept(page))['softlook:1'], /^heads=99&/);
});

test('where storage is forbidden the page works without it, and offers nothing to forget', {
  before: (page) =>
    page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('no', 'SecurityError');
        },
      });
    }),
}, async ({ page, settings }) => {
  await enterSentence(page);
  await showsDigits(page, { ...settings, sentence: 'All my own words' }, 'words');
  assert.equal(await page.locator('#forget').isVisible(), false);
});
