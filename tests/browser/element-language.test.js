/** <self-attention> in pages of either language: what it speaks, and that it asks for no file that nobody put there. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test as plain } from 'node:test';
import { pathToFileURL } from 'node:url';
import { blog, CLASSIC, MODULE } from './blog.js';
import { becomes } from './figure.js';
import { built } from './server.js';
import { openBrowser, TIMEOUT } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */

const test = await blog();

const GERMAN = '<script src="{lib}self-attention.de.js"></script>';
const FIGURE = '<self-attention sentence="Ein Satz"></self-attention>';

/** @param {Page} page @returns {Promise<string[]>} the button that goes on, of each figure */
const next = (page) =>
  page
    .locator('self-attention')
    .evaluateAll((figures) =>
      figures.map((f) => f.shadowRoot?.querySelector('.walk .next')?.getAttribute('aria-label') ?? ''),
    );

/** @param {Page} page */
const firstCell = (page) => page.locator('softlook-matrix .cell').first().waitFor();

/** Fails where the German texts are asked for. @param {Page} page */
const unasked = (page) =>
  page.route(/self-attention\.de\.js/, () => assert.fail('the German texts were asked for'));

for (const [where, body] of [
  ['before', `<main lang="de-AT">${FIGURE}</main>${GERMAN}${CLASSIC}`],
  ['after', `<main lang="de-AT">${FIGURE}</main>${CLASSIC}${GERMAN}`],
  ['before, to a module', `<main lang="de">${FIGURE}</main>${GERMAN}${MODULE}`],
]) {
  test(`in German text it speaks German, its texts added ${where}`, { body }, async (page) => {
    await firstCell(page);
    await becomes(() => next(page), ['Weiter']);
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByRole('button', { name: 'Optionen' }).click();
    await page.getByText('Rückwärtsdurchlauf').waitFor();
  });
}

test('in German text without its German texts it speaks English, and asks for nothing', {
  body: `<main lang="de">${FIGURE}</main>${CLASSIC}`,
  before: unasked,
}, async (page) => {
  await firstCell(page);
  await page.waitForLoadState('networkidle');
  assert.deepEqual(await next(page), ['Next']);
  assert.equal(await page.locator('.notice').count(), 0);
});

test('in English text it speaks English, whatever texts are there', {
  body: `${FIGURE}<main lang="">${FIGURE}</main><main lang="fr">${FIGURE}</main>${GERMAN}${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  assert.equal((await next(page))[0], 'Next');
  for (const at of [1, 2]) await page.locator('self-attention').nth(at).scrollIntoViewIfNeeded();
  await becomes(() => next(page), ['Next', 'Next', 'Next']);
});

for (const [form, script] of [
  ['a classic script', CLASSIC],
  ['a module', MODULE],
]) {
  test(`set to German it fetches its texts from beside itself: ${form}`, {
    body: `<self-attention lang="de"></self-attention>${script}`,
  }, async (page) => {
    await firstCell(page);
    await becomes(() => next(page), ['Weiter']);
    assert.equal(await page.locator('.notice').count(), 0);
  });
}

test('set to German where the texts are not to be had, it says once which file is missing', {
  body: `<self-attention lang="de-DE"></self-attention>${CLASSIC}`,
  before: (page) => page.route(/self-attention\.de\.js/, (route) => route.fulfill({ status: 404, body: '' })),
  expects: /404/,
}, async (page) => {
  await firstCell(page);
  const notices = page.locator('.notice.quiet p');
  await becomes(
    () => notices.allInnerTexts(),
    ['The German texts are missing: self-attention.de.js could not be loaded.'],
  );
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.waitForTimeout(300);
  assert.equal(await page.locator('.notice').count(), 0);
});

test('two figures of different language keep to their own, whatever is done with them', {
  body: `<self-attention lang="de" kind="multi" style="display:block"></self-attention>
    <self-attention lang="en" kind="multi" style="display:block"></self-attention>${GERMAN}${CLASSIC}`,
  size: [1300, 2400],
}, async (page) => {
  await becomes(() => next(page), ['Weiter', 'Next']);
  const [german, english] = [0, 1].map((at) => page.locator('self-attention').nth(at));
  for (const figure of [german, english, german]) await figure.locator('.walk .next').click();
  await becomes(() => german.locator('h2').innerText(), '3 · Scores');
  await german.getByRole('button', { name: 'Optionen' }).click();
  await english.getByRole('button', { name: 'Options' }).click();
  // The names of cells are made when there is time, and when the keyboard comes to them.
  const label = (/** @type {import('./tools.js').Locator} */ figure) =>
    figure.locator('softlook-matrix .cell').first().getAttribute('aria-label');
  await becomes(() => label(german), 'How, Merkmal 1, q 0.41');
  await becomes(() => label(english), 'How, feature 1, x −0.62');
  await english.locator('softlook-matrix .cell').first().focus();
  await page.keyboard.press('ArrowRight');
  await becomes(
    () => english.locator('softlook-matrix .cell').nth(1).getAttribute('aria-label'),
    'How, feature 2, x 0.12',
  );
  const field = english.getByRole('spinbutton', { name: 'heads', exact: true });
  await field.fill('99');
  await field.press('Enter');
  const complaint = await field.evaluate((/** @type {HTMLInputElement} */ f) => f.validationMessage);
  assert.equal(complaint, 'A whole number from 1 to 8.');
  // Nothing of the one has got into the other.
  const said = async (/** @type {import('./tools.js').Locator} */ figure) =>
    (await figure.evaluate((f) => f.shadowRoot?.textContent ?? '')).replace(/\s+/g, ' ');
  assert.doesNotMatch(await said(english), /Einstellungen|Zeile|Zahl|Wörter|Rückwärts/);
  assert.doesNotMatch(await said(german), /\b(word|words|the|row|hidden|backward)\b/);
});

test('it follows its own lang, that of what is around it, and its texts when they come', {
  body: `<main>${FIGURE}</main>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const set = (/** @type {string} */ selector, /** @type {string | null} */ lang) =>
    page.evaluate(
      ([where, to]) => {
        const element = /** @type {Element} */ (document.querySelector(/** @type {string} */ (where)));
        if (to === null) element.removeAttribute('lang');
        else element.setAttribute('lang', to);
      },
      /** @type {const} */ ([selector, lang]),
    );
  await set('html', 'de');
  assert.deepEqual(await next(page), ['Next']);
  await page.evaluate(async () => {
    const script = document.createElement('script');
    script.src = /** @type {HTMLScriptElement} */ (document.querySelector('script')).src.replace(
      'classic',
      'de',
    );
    document.body.append(script);
  });
  await becomes(() => next(page), ['Weiter']);
  await set('main', 'en-GB');
  await becomes(() => next(page), ['Next']);
  await set('self-attention', 'de');
  await becomes(() => next(page), ['Weiter']);
  await set('self-attention', 'auto');
  await becomes(() => next(page), ['Next']);
  await set('main', null);
  await becomes(() => next(page), ['Weiter']);
  await page.evaluate(() => {
    // Through a shadow root: what is around its host.
    const host = document.createElement('div');
    host.lang = 'en';
    host
      .attachShadow({ mode: 'open' })
      .append(/** @type {Element} */ (document.querySelector('self-attention')));
    document.body.prepend(host);
  });
  await becomes(() => page.locator('.walk .next').getAttribute('aria-label'), 'Next');
});

test('a language that it has no texts in is refused like any other bad value', {
  body: `<self-attention lang="fr"></self-attention>${CLASSIC}`,
  before: unasked,
}, async (page) => {
  await firstCell(page);
  await becomes(
    () => page.locator('.notice p').allInnerTexts(),
    ['The attribute lang is “fr”; expected one of auto, en, de. Shown with the default.'],
  );
});

const folder = mkdtempSync(join(tmpdir(), 'softlook-language-'));
after(() => rmSync(folder, { recursive: true }));

plain('from a disk it speaks German, too', { timeout: TIMEOUT }, async () => {
  for (const file of ['self-attention.classic.js', 'self-attention.de.js'])
    copyFileSync(join(built('lib'), file), join(folder, file));
  const page = join(folder, 'post.html');
  const scripts = (CLASSIC + GERMAN).replaceAll('{lib}', '');
  writeFileSync(page, `<!doctype html><html lang="de"><meta charset="utf-8"><body>${FIGURE}${scripts}`);
  const browser = await openBrowser();
  try {
    const opened = await browser.newPage();
    await opened.goto(pathToFileURL(page).href);
    await firstCell(opened);
    await becomes(() => next(opened), ['Weiter']);
  } finally {
    await browser.close();
  }
});
