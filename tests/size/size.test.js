/** What is sent over the wire, as gzip -9 makes it, stays within its budgets. */
import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { built, serve } from '../browser/server.js';
import { openBrowser } from '../browser/tools.js';
import { SINGLE_FILE, ZIPPED } from './budgets.js';

const WASM_BUDGET = ZIPPED.wasm.bytes;
const FIRST_SCREEN_BUDGET = ZIPPED.firstScreen.bytes;
const ELEMENT_BUDGET = ZIPPED.element.bytes;
const SINGLE_FILE_BUDGET = SINGLE_FILE.bytes;

/** @param {string} file */
const zipped = (file) => gzipSync(readFileSync(file), { level: 9 }).length;

/** @param {number} bytes */
const show = (bytes) => bytes.toLocaleString('en').padStart(8);

test(`softlook.wasm is ${WASM_BUDGET.toLocaleString('en')} bytes at most`, (t) => {
  const size = zipped(join(built('lib'), 'softlook.wasm'));
  t.diagnostic(`${show(size)} of ${show(WASM_BUDGET)}  softlook.wasm`);
  assert.ok(size <= WASM_BUDGET, `${size} bytes`);
});

test(`the site as one file is ${SINGLE_FILE_BUDGET.toLocaleString('en')} bytes at most`, (t) => {
  const { size } = statSync(join(built('dist'), 'softlook.html'));
  t.diagnostic(`${show(size)} of ${show(SINGLE_FILE_BUDGET)}  softlook.html`);
  assert.ok(size <= SINGLE_FILE_BUDGET, `${size} bytes`);
});

for (const name of ['self-attention.js', 'self-attention.classic.js', 'element.js']) {
  test(`${name} is ${ELEMENT_BUDGET.toLocaleString('en')} bytes at most`, (t) => {
    const size = zipped(join(built('lib'), name));
    t.diagnostic(`${show(size)} of ${show(ELEMENT_BUDGET)}  ${name}`);
    assert.ok(size <= ELEMENT_BUDGET, `${size} bytes`);
  });
}

test(`what the first screen loads is ${FIRST_SCREEN_BUDGET.toLocaleString('en')} bytes at most`, async (t) => {
  const server = await serve(built('dist'));
  const browser = await openBrowser();
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      // It loads everything for later, once the first screen is there.
      serviceWorkers: 'block',
    });
    await page.goto(server.url);
    await page.locator('softlook-matrix .cell').first().waitFor();
    await page.waitForLoadState('networkidle');
  } finally {
    await browser.close();
    await server.close();
  }
  // The server's own list has also what workers fetch.
  const sizes = [...new Set(server.served)].map((file) => ({ file, size: zipped(file) }));
  let sum = 0;
  for (const { file, size } of sizes.sort((a, b) => b.size - a.size)) {
    t.diagnostic(`${show(size)}  ${basename(file)}`);
    sum += size;
  }
  t.diagnostic(`${show(sum)} of ${show(FIRST_SCREEN_BUDGET)}  together`);
  for (const kind of ['.html', '.css', '.js', '.wasm']) {
    assert.ok(
      sizes.some(({ file }) => file.endsWith(kind)),
      `no ${kind} file was loaded: nothing was measured`,
    );
  }
  assert.ok(sum <= FIRST_SCREEN_BUDGET, `${sum} bytes`);
});
