/** After one visit the site works without a network; a new version is taken up when the reader says so. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { writeServiceWorker } from '../../scripts/precache.mjs';
import { becomes, goTo, showsDigits } from './figure.js';
import { built, STRICT_CSP } from './server.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

/** A copy of the site, so that it can be changed while it is served. */
const copy = mkdtempSync(join(tmpdir(), 'softlook-site-'));
after(() => rmSync(copy, { recursive: true }));
const fresh = () => cpSync(built('dist'), copy, { recursive: true });
fresh();

const { page: test } = await site(copy, {
  'content-security-policy': STRICT_CSP,
  'cache-control': 'no-cache',
});
const allow = { serviceWorkers: /** @type {const} */ ('allow') };

/** @param {Page} page waits until the service worker answers for the page */
const controlled = (page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');

/** @param {Page} page */
const cacheNames = (page) => page.evaluate(() => caches.keys());

/** @param {(html: string) => string} change another version of the site */
function changePage(change) {
  const file = join(copy, 'index.html');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
}

/** @param {string} title */
const retitle = (title) =>
  changePage((html) => html.replace(/<title>.*<\/title>/, `<title>${title}</title>`));

test(
  'after one visit everything works without a network and without a server',
  allow,
  async ({ page, url, settings, reopen }) => {
    await controlled(page);
    await page.context().setOffline(true);
    const away = `${copy}-away`;
    cpSync(copy, away, { recursive: true });
    rmSync(copy, { recursive: true });
    try {
      // What the first visit had not loaded yet.
      await page.getByRole('button', { name: 'Options' }).click();
      await page.getByRole('spinbutton', { name: 'window' }).waitFor();
      for (const address of [url, `${url}?from=home`, `${url}index.html`]) {
        const later = await reopen(`${address}#seed=5`);
        await showsDigits(later, { ...settings, seed: 5 }, 'words');
        await goTo(later, 'output');
        await showsDigits(later, { ...settings, seed: 5 }, 'output');
        await later.getByRole('button', { name: 'Keys' }).click();
        await later.getByRole('dialog').waitFor();
        await later.close();
      }
    } finally {
      cpSync(away, copy, { recursive: true });
      rmSync(away, { recursive: true });
    }
  },
);

test(
  'a new version is offered, and taken up where the reader says so; nothing is lost',
  allow,
  async ({ page, url, settings, reopen }) => {
    await controlled(page);
    const before = await page.title();
    const other = await reopen(`${url}#seed=5`);
    retitle('Another version');
    // Its files have other names.
    const assets = join(copy, 'assets');
    const options = readdirSync(assets).filter((name) => name.startsWith('options-'));
    assert.ok(options.length > 0);
    for (const name of options) rmSync(join(assets, name));
    await writeServiceWorker(copy);
    await page.reload();
    const notice = page.locator('.notice', { hasText: 'new version' });
    await notice.waitFor();
    assert.equal(await page.title(), before);
    assert.equal((await cacheNames(page)).length, 2);
    await page.getByRole('button', { name: 'Edit sentence' }).click();
    await page.keyboard.type('All my own words');
    await page.keyboard.press('Escape');
    await notice.getByRole('button', { name: 'Take it up' }).click();
    await becomes(() => page.title().catch(() => ''), 'Another version');
    await showsDigits(page, { ...settings, sentence: 'All my own words' }, 'words');
    assert.equal(await page.locator('.notice').count(), 0);
    // The other page goes on with all that it began with, until it is told otherwise.
    await controlled(other);
    assert.equal(await other.title(), before);
    await other.getByRole('button', { name: 'Options' }).click();
    await other.getByRole('spinbutton', { name: 'window' }).fill('2');
    await other.keyboard.press('Enter');
    await showsDigits(other, { ...settings, seed: 5, window: 2 }, 'words');
    assert.equal((await cacheNames(page)).length, 2);
    await other
      .locator('.notice', { hasText: 'new version' })
      .getByRole('button', { name: 'Take it up' })
      .click();
    await becomes(() => other.title().catch(() => ''), 'Another version');
    await showsDigits(other, { ...settings, seed: 5, window: 2 }, 'words');
    await becomes(async () => (await cacheNames(page)).length, 1);
    fresh();
  },
);

test('a version that is there only in part is not installed, and the one before goes on', {
  ...allow,
  expects: /Failed to load resource|failed:/,
}, async ({ page, settings }) => {
  await controlled(page);
  const [before, title] = [await cacheNames(page), await page.title()];
  retitle('A version to come');
  await writeServiceWorker(copy);
  retitle('Not the page of that version');
  const state = await page.evaluate(async () => {
    const registration = /** @type {ServiceWorkerRegistration} */ (
      await navigator.serviceWorker.getRegistration()
    );
    const found = new Promise((resolve) =>
      registration.addEventListener('updatefound', () => resolve(registration.installing)),
    );
    await registration.update().catch(() => {});
    const worker = /** @type {ServiceWorker} */ (await found);
    while (worker.state !== 'redundant' && worker.state !== 'installed')
      await new Promise((resolve) => setTimeout(resolve, 20));
    return worker.state;
  });
  assert.equal(state, 'redundant');
  assert.deepEqual(await cacheNames(page), before);
  await page.reload();
  assert.equal(await page.title(), title);
  await showsDigits(page, settings, 'words');
  assert.equal(await page.locator('.notice').count(), 0);
  fresh();
});

test('the manifest makes the site installable', allow, async ({ page }) => {
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // A window of a fresh profile counts as one that keeps nothing.
  assert.deepEqual(
    installabilityErrors.map((e) => e.errorId).filter((id) => id !== 'in-incognito'),
    [],
  );
});
