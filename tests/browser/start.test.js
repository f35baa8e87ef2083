/** What the page's first script begins is taken over by the page, and what of it fails is begun again. */
import assert from 'node:assert/strict';
import { settled, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

const WORKER = /worker-[\w-]{8}\.js$/;
const CORE = /softlook-[\w-]{8}\.wasm$/;
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
    expects: /503|^failed: \S+worker|preload/,
  }, async ({ page, settings }) => {
    await showsDigits(page, settings, 'words');
    assert.equal(seen.get(page)?.failed, 1);
    assert.equal(await page.locator('.notice').count(), 0);
  });
}

test('a core that fails when its worker has been taken already is asked for again', {
  before: async (page) => {
    let failed = 0;
    await page.route(CORE, async (route) => {
      if (failed++ > 0) return route.continue();
      await new Promise((resolve) => setTimeout(resolve, 1500));
      return route.fulfill({ status: 503, body: '' });
    });
  },
  expects: /503|preload/,
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.equal(await page.locator('.notice').count(), 0);
});

test('a worker’s script that takes its time is waited for', {
  before: async (page) => {
    await page.route(WORKER, async (route) => {
      // More than any job may take.
      await new Promise((resolve) => setTimeout(resolve, 2500));
      await route.continue();
    });
  },
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.equal(await page.locator('.notice').count(), 0);
});

/** Notes what moves by itself; a page that is read while it loads should lose nobody's place. @param {Page} page */
const notesShifts = (page) =>
  page.addInitScript(() => {
    /** @type {number[]} */
    const shifts = [];
    Object.assign(window, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.push(/** @type {any} */ (entry).value);
    }).observe({ type: 'layout-shift', buffered: true });
  });

for (const size of /** @type {[number, number][]} */ ([
  [1440, 900],
  [1024, 768],
  [390, 844],
])) {
  for (const settings of /** @type {const} */ ([{}, { kind: 'multi', heads: 4, step: 'weights' }])) {
    test(`nothing moves while the page comes to its numbers, ${size[0]} wide, ${settings.kind ?? 'self'}`, {
      size,
      settings,
      before: notesShifts,
    }, async ({ page }) => {
      await page.locator('.panel h3').first().waitFor({ state: 'attached' });
      await settled(page);
      assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shifts), []);
    });
  }
}
