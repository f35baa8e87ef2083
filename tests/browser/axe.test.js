/** Axe finds nothing to complain about: any kind, any step, light and dark, wide and narrow, whatever is open. */
import assert from 'node:assert/strict';
import { KINDS } from '../../web/src/model/settings.js';
import { cell, goTo, settled, stepIds } from './figure.js';
import { site } from './site.js';
import { axeSource } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * @param {Page} page
 * @param {string} when
 */
async function findsNothing(page, when) {
  // The strip at the lower edge of a small screen lies over what will scroll out from under it.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  // What is half-way through an animation has colours of its own.
  await settled(page);
  const violations = await page.evaluate(async (tags) => {
    const { axe } = /** @type {any} */ (window);
    const result = await axe.run(document, { runOnly: tags, resultTypes: ['violations'] });
    return result.violations.map((/** @type {any} */ v) => ({
      rule: v.id,
      where: v.nodes
        .slice(0, 3)
        .map((/** @type {any} */ n) => `${n.target.flat().join(' ')}: ${n.failureSummary}`),
    }));
  }, TAGS);
  assert.deepEqual(violations, [], when);
}

/** @param {Page} page */
const withAxe = (page) => page.addInitScript(axeSource);

for (const kind of KINDS) {
  for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
    for (const size of /** @type {[number, number][]} */ ([
      [1440, 900],
      [390, 844],
    ])) {
      test(`${kind}, ${colorScheme}, ${size[0]} wide: no violation in any step`, {
        settings: { kind },
        colorScheme,
        size,
        before: withAxe,
        reducedMotion: 'reduce',
      }, async ({ page }) => {
        for (const step of await stepIds(page)) {
          await goTo(page, step);
          await findsNothing(page, step);
        }
      });
    }
  }
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const size of /** @type {[number, number][]} */ ([
    [1440, 900],
    [390, 844],
  ])) {
    test(`${colorScheme}, ${size[0]} wide: no violation with anything open`, {
      settings: { kind: 'masked', step: 'scores' },
      colorScheme,
      size,
      before: withAxe,
      reducedMotion: 'reduce',
    }, async ({ page }) => {
      await page.getByRole('button', { name: 'Show as table' }).click();
      await findsNothing(page, 'the table');
      await cell(page, 'scores/0', 1, 1).click();
      await findsNothing(page, 'a pinned number');
      if (size[0] < 700) {
        await page.getByRole('button', { name: 'Settings' }).click();
        await page.getByRole('button', { name: 'Show every term' }).click();
        await findsNothing(page, 'the settings and the terms');
      }
      await cell(page, 'scores/0', 1, 1).dblclick();
      await page.keyboard.type('no number');
      await page.keyboard.press('Enter');
      await findsNothing(page, 'the editor with its message');
      await page.keyboard.type('7');
      await page.keyboard.press('Control+a');
      await page.keyboard.type('7');
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Changes' }).click();
      await findsNothing(page, 'the changes');
      await page.evaluate(() => {
        location.hash = 'heads=99';
      });
      await page.locator('.notice').waitFor();
      await findsNothing(page, 'a notice');
      await page.getByRole('button', { name: 'Edit sentence' }).click();
      await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill('');
      await findsNothing(page, 'the sentence being typed, and its problem');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Keys' }).click();
      await findsNothing(page, 'the list of keys');
    });
  }
}
