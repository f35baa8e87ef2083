/** Axe in an opened page. */
import assert from 'node:assert/strict';
import { settled } from './figure.js';
import { axeSource } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Axe, with which the page was opened, finds no violation.
 * @param {Page} page
 * @param {string} when
 */
export async function findsNothing(page, when) {
  // The strip at the lower edge of a small screen lies over what will scroll out from under it.
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  // What is half-way through an animation has colours of its own.
  await settled(page);
  const violations = await page.evaluate(async (tags) => {
    const { axe } = /** @type {any} */ (window);
    // What runs in a frame is another document, with tests of its own.
    // Selectors of all that is looked at take axe longer than its rules; a violation is found by its text as well.
    const how = { runOnly: tags, resultTypes: ['violations'], iframes: false, selectors: false };
    const result = await axe.run(document, how);
    return result.violations.map((/** @type {any} */ v) => ({
      rule: v.id,
      where: v.nodes.slice(0, 3).map((/** @type {any} */ n) => `${n.html}: ${n.failureSummary}`),
    }));
  }, TAGS);
  assert.deepEqual(violations, [], when);
}

/** Given to a test as `before`. @param {Page} page */
export const withAxe = (page) => page.addInitScript(axeSource);
