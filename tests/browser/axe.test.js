/** Axe finds nothing to complain about: any kind, any step, light and dark, wide and narrow, whatever is open. */
import { KINDS } from '../../web/src/state/settings.js';
import { findsNothing, withAxe } from './axe.js';
import { cell, goTo, openField, stepIds } from './figure.js';
import { site } from './site.js';

const { page: test } = await site();

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
      await openField(page, 'scores/0', 1, 1);
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
