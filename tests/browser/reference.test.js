/** The pages of the reference: read with and without scripts and network, with figures that show the core's numbers. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { findsNothing, withAxe } from './axe.js';
import { becomes, readPicture } from './figure.js';
import { built, STRICT_CSP } from './server.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

/** A copy, so that it can be taken away. */
const copy = mkdtempSync(join(tmpdir(), 'softlook-reference-'));
after(() => rmSync(copy, { recursive: true, force: true }));
cpSync(built('dist'), copy, { recursive: true });

/** Their figures are those of any post, whose worker comes from a blob. */
const POLICY = `${STRICT_CSP}; worker-src 'self' blob:`;
const { page: test } = await site(copy, { 'content-security-policy': POLICY });
const NAMES = readdirSync(join(copy, 'reference')).filter((name) => name.endsWith('.html'));

const LOOKS = /** @type {['light' | 'dark', number, number][]} */ ([
  ['light', 1440, 900],
  ['dark', 1024, 768],
  ['light', 390, 844],
]);

/** @param {string} name @returns {{path: string, mayBeEmpty: true}} */
const at = (name) => ({ path: `reference/${name}`, mayBeEmpty: true });

/** @param {Page} page brings the figure into sight, and waits for its numbers */
async function showsFigure(page) {
  await page.locator('self-attention').evaluate((figure) => figure.scrollIntoView());
  await page.locator('softlook-matrix').locator('.cell, canvas').first().waitFor();
}

/** @param {Page} page @returns {Promise<string[][]>} the table inside the figure */
const tableInside = (page) =>
  page
    .locator('self-attention > .scroll tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent ?? '')),
    );

for (const name of NAMES) {
  test(
    `${name} is quiet, and its figure shows the numbers that stand in its table`,
    at(name),
    async ({ page }) => {
      await showsFigure(page);
      const numbers = await tableInside(page);
      if (numbers.length === 0) return;
      await becomes(async () => {
        const drawn = Object.values(await readPicture(page)).map((rows) => JSON.stringify(rows));
        return drawn.includes(JSON.stringify(numbers));
      }, true);
    },
  );

  test(`${name} reads without scripts`, { ...at(name), javaScriptEnabled: false }, async ({ page }) => {
    assert.ok(await page.locator('h1').isVisible());
    const figure = page.locator('self-attention');
    assert.ok(await figure.locator('table, p').first().isVisible());
  });

  for (const [colorScheme, ...size] of LOOKS) {
    test(`${name}, ${colorScheme}, ${size[0]} wide: no violation`, {
      ...at(name),
      colorScheme,
      size,
      before: withAxe,
      reducedMotion: 'reduce',
    }, async ({ page }) => {
      await showsFigure(page);
      await findsNothing(page, name);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
    });
  }
}

test('every link on every page leads to something that is there', { mayBeEmpty: true }, async ({
  page,
  url,
}) => {
  const ids = new Map(
    NAMES.map((name) => {
      const html = readFileSync(join(copy, 'reference', name), 'utf8');
      return [name, [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)];
    }),
  );
  for (const [name, own] of ids) assert.deepEqual(own, [...new Set(own)], `${name} has an id twice`);
  let links = 0;
  for (const name of NAMES) {
    const html = readFileSync(join(copy, 'reference', name), 'utf8');
    for (const [, href] of html.matchAll(/<(?:a|link)\b[^>]* href="([^"]+)"/g)) {
      const address = new URL(href.replaceAll('&#38;', '&'), `${url}reference/${name}`);
      assert.ok(address.href.startsWith(url), `${name} leads to ${href}`);
      const path = address.pathname.slice(1) || 'index.html';
      assert.ok(readFileSync(join(copy, path)).length > 0);
      const file = path.replace('reference/', '');
      const id = decodeURIComponent(address.hash.slice(1));
      // After the first page's # stand settings.
      if (id && path !== 'index.html') assert.ok(ids.get(file)?.includes(id), `${name} leads to ${href}`);
      links += 1;
    }
  }
  assert.ok(links > 100, `${links} links`);
  for (const link of await page.locator('a[hreflang="en"]').all())
    assert.equal(await link.getAttribute('href'), './reference/index.html');
});

test(
  'a figure’s link shows the same figure on the first page',
  at('your-own-layer.html'),
  async ({ page }) => {
    await showsFigure(page);
    const shown = async () => (await readPicture(page))['queries/1'];
    const here = await shown();
    assert.equal(here?.length, 3);
    await page.getByRole('link', { name: 'This figure in Softlook' }).click();
    await page.locator('softlook-matrix .cell').first().waitFor();
    await becomes(shown, here);
  },
);

test('the theme chosen on the site is that of its pages', { colorScheme: 'light' }, async ({ page, url }) => {
  await page.getByRole('button', { name: 'Colour theme' }).click();
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes('theme=dark')));
  await page.goto(`${url}reference/index.html`);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark');
  await showsFigure(page);
  assert.equal(await page.locator('self-attention').getAttribute('theme'), 'dark');
});

test('after a visit to one of them, all are there without a network', {
  ...at('module.html'),
  serviceWorkers: 'allow',
}, async ({ page, url, reopen }) => {
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await page.context().setOffline(true);
  rmSync(copy, { recursive: true });
  for (const name of NAMES) {
    const later = await reopen(`${url}reference/${name}`);
    await showsFigure(later);
    await later.close();
  }
  const first = await reopen(url);
  await first.locator('softlook-matrix .cell').first().waitFor();
});
