/** The page loads the small core, and the whole one when something needs it; the reader notices a short load at most. */
import assert from 'node:assert/strict';
import { becomes, goTo, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** The cores that each page has asked for. @type {WeakMap<Page, string[]>} */
const asked = new WeakMap();
/** @param {Page} page */
async function notes(page) {
  /** @type {string[]} */
  const names = [];
  asked.set(page, names);
  page.on('request', (request) => {
    const name = /(softlook(?:-small)?)-[\w-]{8}\.wasm$/.exec(request.url())?.[1];
    if (name) names.push(name);
  });
}

const WHOLE = /softlook-(?!small)[\w-]{8}\.wasm$/;

/** @param {Page} page @param {string} address */
const follow = (page, address) => page.evaluate((hash) => location.assign(hash), address);

test('the first screen loads the small core only; an option loads the other, once', {
  before: notes,
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.deepEqual(asked.get(page), ['softlook-small']);
  await goTo(page, 'weights');
  await follow(page, '#softcap=2&step=weights');
  await showsDigits(page, { ...settings, softcap: 2 }, 'weights');
  await follow(page, '#positions=rope&step=weights');
  await showsDigits(page, { ...settings, positions: 'rope' }, 'weights');
  await follow(page, '#step=weights');
  await showsDigits(page, settings, 'weights');
  assert.deepEqual(asked.get(page), ['softlook-small', 'softlook']);
  assert.equal(await page.locator('.notice').count(), 0);
});

/** The workers that each page has started. @type {WeakMap<Page, string[]>} */
const started = new WeakMap();
/** @param {Page} page */
async function notesWorkers(page) {
  /** @type {string[]} */
  const names = [];
  started.set(page, names);
  page.on('worker', (worker) =>
    names.push(/(worker(?:-small)?)-[\w-]{8}\.js$/.exec(worker.url())?.[1] ?? 'other'),
  );
}

// The page has asked for the small core by itself, before anything could read the link.
test('a link that needs the whole core does not begin with the other', {
  before: notesWorkers,
  settings: { softcap: 2, step: 'weights' },
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'weights');
  assert.deepEqual(started.get(page), ['worker']);
});

test('a link that does without begins with the small one', { before: notesWorkers }, async ({
  page,
  settings,
}) => {
  await showsDigits(page, settings, 'words');
  assert.deepEqual(started.get(page), ['worker-small']);
});

for (const [what, fail] of /** @type {[string, (page: Page) => Promise<unknown>][]} */ ([
  ['the server has it no more', (page) => page.route(WHOLE, (route) => route.fulfill({ status: 404 }))],
  ['there is no network', (page) => page.route(WHOLE, (route) => route.abort('internetdisconnected'))],
])) {
  test(`where ${what}, the whole core’s request says so and the small one works on; later it is tried again`, {
    before: fail,
    expects: /softlook-[\w-]{8}\.wasm|Failed to load resource/,
  }, async ({ page, settings }) => {
    await showsDigits(page, settings, 'words');
    await follow(page, '#softcap=2&step=weights');
    await becomes(
      async () => /could not be loaded/.test(await page.locator('.notice').first().innerText()),
      true,
    );
    await follow(page, '#seed=9&step=weights');
    await showsDigits(page, { ...settings, seed: 9 }, 'weights');
    await page.unroute(WHOLE);
    await follow(page, '#seed=9&softcap=2&step=weights');
    await showsDigits(page, { ...settings, seed: 9, softcap: 2 }, 'weights');
    assert.equal(await page.locator('.notice').count(), 0);
  });
}
