/** What the page's first script begins is taken over by the page, and what of it fails is begun again. */
import assert from 'node:assert/strict';
import { showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

const WORKER = /worker-small-[\w-]{8}\.js$/;
const CORE = /softlook-small-[\w-]{8}\.wasm$/;
const SCRIPT = /start-[\w-]{8}\.js$/;

/** @type {WeakMap<Page, {workers: number, failed: number}>} */
const seen = new WeakMap();

/** @param {RegExp} [address] what fails, the first time */
const failing = (address) => async (/** @type {Page} */ page) => {
  const counts = { workers: 0, failed: 0 };
  seen.set(page, counts);
  page.on('worker', () => {
    counts.workers += 1;
  });
  if (!address) return;
  await page.route(address, (route) => {
    if (counts.failed > 0) return route.continue();
    counts.failed += 1;
    return route.fulfill({ status: 503, body: '' });
  });
};

test('the worker that the first script has started is the one that answers', {
  before: failing(),
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.deepEqual(seen.get(page), { workers: 1, failed: 0 });
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).softlookBegun.worker), undefined);
});

for (const [what, address] of /** @type {[string, RegExp][]} */ ([
  ['the first script', SCRIPT],
  ['its worker’s script', WORKER],
  ['the core', CORE],
])) {
  test(`where ${what} cannot be had the first time, the page still comes to its numbers`, {
    before: failing(address),
    expects: /503|^failed: \S+worker-small|preload/,
  }, async ({ page, settings }) => {
    await showsDigits(page, settings, 'words');
    assert.equal(seen.get(page)?.failed, 1);
    assert.equal(await page.locator('.notice').count(), 0);
  });
}
