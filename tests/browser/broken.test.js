/** The core breaks in every way it can, and the page carries on with what the reader made. */
import assert from 'node:assert/strict';
import { becomes, cell, goTo, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site('dist-test');

/** What the reader made: a sentence, settings, an edit, a step. @type {Edit[]} */
const EDITS = [{ stage: 'scores', head: 0, row: 0, column: 1, value: 3 }];
const MADE = /** @type {const} */ ({
  sentence: 'Do not lose this',
  kind: 'masked',
  seed: 11,
  step: 'scores',
  focus: 1,
  edits: EDITS,
});

/** @param {Page} page @param {string} how */
async function breakCore(page, how) {
  await page.waitForFunction(() => 'softlookTest' in window);
  await page.evaluate((name) => /** @type {any} */ (window).softlookTest[name](), how);
}

/** @type {[string, string, RegExp][]} */
const WAYS = [
  ['traps', 'trap', /unreachable|trap/i],
  ['runs out of memory', 'exhaust', /memory/i],
  ['hangs', 'hang', /did not answer/i],
];

for (const [what, hook, reason] of WAYS) {
  test(`when the core ${what}, a notice says so and the reader's work is all there`, {
    settings: MADE,
  }, async ({ page, settings }) => {
    await showsDigits(page, settings, 'scores');
    await breakCore(page, hook);
    const notice = page.locator('.notice', { hasText: 'started again' });
    await notice.waitFor();
    assert.match(await notice.innerText(), reason);
    await showsDigits(page, settings, 'scores');
    await becomes(() => page.locator('[data-query][aria-pressed=true]').allInnerTexts(), ['not']);
    // Everything works on: a step, an edit, another sentence, undo, the arithmetic.
    await goTo(page, 'weights');
    await showsDigits(page, settings, 'weights');
    await cell(page, 'weights/0', 2, 1).hover();
    await becomes(
      async () => (await page.locator('.panel h3').first().innerText()).startsWith('weight(lose, not)'),
      true,
    );
    await page.getByRole('button', { name: 'Edit sentence' }).click();
    await page.keyboard.type('Do not');
    await page.keyboard.press('Enter');
    await showsDigits(page, { ...settings, sentence: 'Do not' }, 'weights');
    await page.getByRole('button', { name: 'Undo' }).click();
    await showsDigits(page, settings, 'weights');
    await notice.getByRole('button', { name: 'Dismiss' }).click();
    await notice.waitFor({ state: 'detached' });
  });
}

test('when the worker is killed without a word, the next change is answered by another', {
  settings: MADE,
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'scores');
  await breakCore(page, 'killWorker');
  await page.getByRole('spinbutton', { name: 'seed' }).fill('12');
  await page.keyboard.press('Enter');
  await becomes(
    () =>
      page
        .locator('.notice p')
        .allInnerTexts()
        .then((all) => all.some((n) => /did not answer/.test(n))),
    true,
    'notice',
  );
  await showsDigits(page, { ...settings, seed: 12 }, 'scores');
});

test('a core that breaks again and again is replaced again and again', { settings: MADE }, async ({
  page,
  settings,
}) => {
  for (let i = 0; i < 12; i++) await breakCore(page, 'trap');
  await showsDigits(page, settings, 'scores');
  // One notice, not one for each time.
  await becomes(() => page.locator('.notice').count(), 1);
});

test('without a worker a trap on the page itself is survived too', {
  settings: MADE,
  before: (page) => page.addInitScript(() => Object.assign(window, { Worker: undefined })),
}, async ({ page, settings }) => {
  for (const how of ['trap', 'exhaust']) {
    await breakCore(page, how);
    await showsDigits(page, settings, 'scores');
    await goTo(page, 'weights');
    await showsDigits(page, settings, 'weights');
    await goTo(page, 'scores');
  }
});

test('the reader types on while the core hangs, and the last letter is what is shown', {
  settings: { step: 'words' },
}, async ({ page, settings }) => {
  await page.waitForFunction(() => 'softlookTest' in window);
  await page.evaluate(() => {
    /** @type {any} */ (window).softlookTest.hang();
  });
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.type('Typed while it hung');
  assert.equal(
    await page.getByRole('textbox', { name: 'Sentence', exact: true }).inputValue(),
    'Typed while it hung',
  );
  await becomes(() => page.locator('.notice').count(), 1, 'notice');
  await showsDigits(page, { ...settings, sentence: 'Typed while it hung' }, 'words');
});
