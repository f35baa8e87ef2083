/** The site on hosts that are set up otherwise: in a subfolder, without `.html`, with WASM as any bytes, in isolated pages. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test as nodeTest } from 'node:test';
import { showsDigits } from './figure.js';
import { built, serve } from './server.js';
import { site } from './site.js';
import { TIMEOUT } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */

const root = mkdtempSync(join(tmpdir(), 'softlook-host-'));
after(() => rmSync(root, { recursive: true, force: true }));
const FOLDER = 'notes/softlook/';
cpSync(built('dist'), join(root, FOLDER), { recursive: true });

const { page: test, browser } = await site(root, { 'cache-control': 'no-cache' }, { withoutHtml: true });

/** @param {Page} page the server knows no type for WASM */
const asBytes = (page) =>
  page.route(/\.wasm$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({
      response,
      headers: { ...response.headers(), 'content-type': 'application/octet-stream' },
    });
  });

test('it works from a subfolder', { path: FOLDER }, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
});

test('it works where WASM is sent as any bytes', {
  path: FOLDER,
  before: asBytes,
  expects: /preload/,
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
  assert.equal(await page.locator('.notice').count(), 0);
});

test('where addresses have no .html every page is found, with a network and without one', {
  path: FOLDER,
  serviceWorkers: 'allow',
}, async ({ page, url, settings, reopen }) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  const site = `${url}${FOLDER}`;
  const pages = [
    '',
    'index.html',
    'embed',
    'embed.html',
    'reference/',
    'reference/index.html',
    'reference/hosting',
  ];
  for (const offline of [false, true]) {
    await page.context().setOffline(offline);
    if (offline) rmSync(root, { recursive: true });
    for (const name of [...pages, 'reference/hosting.html']) {
      const opened = await reopen(site + name);
      await opened.locator('self-attention').evaluate((figure) => figure.scrollIntoView());
      await opened.locator('softlook-matrix .cell').first().waitFor();
      if (name === '') await showsDigits(opened, settings, 'words');
      await opened.close();
    }
  }
});

nodeTest(
  'a frame of it works in an isolated page, where it is sent with what the page of hosting says',
  {
    timeout: TIMEOUT,
  },
  async () => {
    const isolating = {
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    const sent = {
      'cross-origin-resource-policy': 'cross-origin',
      'cross-origin-embedder-policy': 'require-corp',
    };
    const post = mkdtempSync(join(tmpdir(), 'softlook-post-'));
    const figures = await serve(built('dist'), sent);
    const host = await serve(post, isolating);
    const page = await browser.newPage();
    try {
      // Another port of another name is another site.
      const elsewhere = figures.url.replace('localhost', '127.0.0.1');
      writeFileSync(
        join(post, 'index.html'),
        `<!doctype html><title>A post</title><iframe src="${elsewhere}embed.html#step=scores"></iframe>
      <script src="${elsewhere}self-attention.classic.js"></script><self-attention step="scores"></self-attention>`,
      );
      await page.goto(host.url);
      assert.equal(await page.evaluate(() => crossOriginIsolated), true);
      await page.locator('softlook-matrix .cell').first().waitFor();
      await page.frameLocator('iframe').locator('softlook-matrix .cell').first().waitFor();
    } finally {
      await page.close();
      await figures.close();
      await host.close();
      rmSync(post, { recursive: true });
    }
  },
);
