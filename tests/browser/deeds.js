/** What a reader does, above all with sentences of as many words as there may be, and how long each of it keeps the page. */
import assert from 'node:assert/strict';
import { formatLink } from '../../web/src/state/link.js';
import { defaultSettings } from '../../web/src/state/settings.js';
import { answered, goTo, stepIds } from './figure.js';
import { installLoop, longestTasks, traced } from './loop.js';
import { PATIENCE } from './tools.js';

/** @typedef {import('./tools.js').Browser} Browser */
/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

export const WORDS = 512;
const SOME = 'the cat sat on a mat because it was tired and wanted to sleep in sun while dogs ran'.split(' ');
/** The focused word is in sight, and so are many of those it looks at. */
export const LONG = {
  sentence: Array.from({ length: WORDS }, (_, i) => SOME[(i * 7) % SOME.length]).join(' '),
  focus: 5,
};
/** With one head, and with many. @type {Partial<Settings>[]} */
export const WALKS = [
  { ...LONG, kind: 'masked' },
  { ...LONG, kind: 'multi', heads: 8, width: 16 },
];
/** Of those that a link leads to. @type {Partial<Settings>[]} */
export const LINKS = [
  { ...LONG, kind: 'masked', step: 'weights' },
  { ...LONG, kind: 'multi', heads: 8, width: 16, step: 'output' },
];
/** Steps that are others, or draw more, where there are many heads: what one head does is the same in all kinds. */
const OF_MANY = ['projections', 'weights', 'headOutput', 'concatenated'];

/** Waits until what was asked for is drawn, and the page has nothing left to do. @param {Page} page */
export async function drawn(page) {
  await answered(page);
  await page.evaluate(() => /** @type {any} */ (window).atRest());
}

/** @param {Page} page @param {string} [deed] what begins now */
export const mark = (page, deed) => page.evaluate((name) => /** @type {any} */ (window).markDeed(name), deed);

/** Points at some cells of the last matrix, one after the other. @param {Page} page */
async function pointAround(page) {
  const box = await page.locator('softlook-matrix').last().boundingBox();
  assert.ok(box);
  for (let i = 1; i <= 2; i++) {
    await page.mouse.move(Math.min(box.x + 10 * i, 1000), Math.max(box.y, 0) + 12 * i + 2);
    await drawn(page);
  }
  await page.mouse.move(2, 2);
}

/** Puts the sentence into its field, types a letter and takes it back. @param {Page} page */
async function typeAround(page) {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.press('End');
  await drawn(page);
  for (const key of ['s', 'Backspace']) {
    await page.keyboard.press(key);
    await drawn(page);
  }
  await page.keyboard.press('Escape');
  await drawn(page);
}

/**
 * Nothing is known of the page in a new context, as for somebody who follows a link.
 * @template Result
 * @param {Browser} browser
 * @param {(page: Page) => Promise<Result>} act
 */
export async function inNewContext(browser, act) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(PATIENCE);
  const page = await context.newPage();
  await page.addInitScript(installLoop);
  const result = await act(page);
  await context.close();
  return result;
}

/** @param {string} url @param {Partial<Settings>} changes */
const address = (url, changes) => `${url}#${formatLink({ ...defaultSettings(), ...changes })}`;

/**
 * Goes through the steps, points and types in each.
 * @param {Browser} browser
 * @param {string} url of the site
 * @param {Partial<Settings>} settings
 * @param {number} rounds of each deed the quickest counts: what the page itself does is in every round
 * @returns {Promise<Map<string, number>>} the longest task of each deed, in loops
 */
export function walkThrough(browser, url, settings, rounds) {
  return inNewContext(browser, async (page) => {
    await page.goto(address(url, settings));
    await page.locator('softlook-matrix .cell').first().waitFor();
    const steps = (await stepIds(page)).filter(
      (step) => settings.kind === 'masked' || OF_MANY.includes(step),
    );
    /** @type {Map<string, number>} */
    const quickest = new Map();
    for (let round = 0; round < rounds; round++) {
      const events = await traced(browser, page, async () => {
        for (const step of steps) {
          await mark(page, `going to ${step}`);
          await goTo(page, step);
          await drawn(page);
          await mark(page, `pointing in ${step}`);
          await pointAround(page);
          await mark(page, `typing in ${step}`);
          await typeAround(page);
        }
        await mark(page);
      });
      for (const [deed, loops] of longestTasks(events))
        quickest.set(deed, Math.min(loops, quickest.get(deed) ?? Infinity));
    }
    assert.equal(quickest.size, steps.length * 3);
    return quickest;
  });
}

/**
 * Opens the page, with nothing of it known.
 * @param {Browser} browser
 * @param {string} url of the site
 * @param {Partial<Settings>} settings
 * @param {number} rounds as above
 * @returns {Promise<number>} the longest task, in loops
 */
export async function opening(browser, url, settings, rounds) {
  let quickest = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; round++) {
    const loops = await inNewContext(browser, async (page) => {
      const events = await traced(browser, page, async () => {
        await page.goto(address(url, settings));
        await page.locator('softlook-matrix canvas, softlook-matrix .cell').first().waitFor();
        await drawn(page);
        for (let i = 0; i < 3; i++) await mark(page);
      });
      return longestTasks(events).get('opening') ?? 0;
    });
    quickest = Math.min(quickest, loops);
  }
  return quickest;
}
