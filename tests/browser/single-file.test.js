/** softlook.html, opened from a disk: the core's numbers, no request, nothing kept, nothing that could be sent. */
import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { settingsWith } from '../../web/src/state/kinds.js';
import { formatLink } from '../../web/src/state/link.js';
import { KINDS } from '../../web/src/state/settings.js';
import { becomes, goTo, showsDigits, stepIds } from './figure.js';
import { built } from './server.js';
import { site } from './site.js';
import { TIMEOUT } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('./tools.js').Page} Page */

const { page: onSite, browser, url: server } = await site();
const folder = mkdtempSync(join(tmpdir(), 'softlook-file-'));
after(() => rmSync(folder, { recursive: true }));
/** Alone in its folder: nothing beside it can help it. */
const path = join(folder, 'softlook.html');
copyFileSync(join(built('dist'), 'softlook.html'), path);
const address = pathToFileURL(path).href;

/**
 * @param {string} name
 * @param {Partial<Settings>} changes
 * @param {(page: Page, settings: Settings) => Promise<void>} body
 */
function onDisk(name, changes, body) {
  test(name, { timeout: TIMEOUT }, async () => {
    const settings = settingsWith(changes);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    context.setDefaultTimeout(10_000);
    /** @type {string[]} */
    const problems = [];
    try {
      const page = await context.newPage();
      page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(`thrown: ${error.message}`));
      context.on('request', (request) => {
        const asked = request.url();
        const own = asked.startsWith(address) || /^(blob|data):/.test(asked);
        if (!own) problems.push(`request to ${asked}`);
      });
      const link = formatLink(settings);
      await page.goto(link === '' ? address : `${address}#${link}`);
      await page.locator('softlook-matrix .cell').first().waitFor();
      await body(page, settings);
      assert.deepEqual(problems, [], 'the page was not quiet');
    } finally {
      await context.close();
    }
  });
}

for (const kind of KINDS) {
  onDisk(`every step of ${kind} is shown from a disk`, { kind }, async (page, settings) => {
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      await showsDigits(page, settings, step);
    }
  });
}

onDisk('what the site loads on demand is in the file', {}, async (page) => {
  await page.getByRole('button', { name: 'Options' }).click();
  await page.getByRole('spinbutton', { name: 'window' }).waitFor();
  await page.getByRole('button', { name: 'Keys' }).click();
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByText('Licences').click();
  assert.match(await page.locator('footer pre').innerText(), /Mozilla Public License[\s\S]*BSD 3-Clause/);
});

onDisk('the numbers come from a worker', {}, async (page) => {
  assert.equal(page.workers().length, 1);
  assert.match(page.workers()[0].url(), /^blob:/);
});

onDisk('what is entered is in the address and nowhere else', {}, async (page, settings) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.type('Nobody else may read this');
  await page.keyboard.press('Escape');
  const wanted = { ...settings, sentence: 'Nobody else may read this' };
  await becomes(async () => page.url(), `${address}#${formatLink(wanted)}`);
  await page.reload();
  await showsDigits(page, wanted, 'words');
  assert.deepEqual(await page.evaluate(() => ({ ...localStorage, ...sessionStorage })), {});
  assert.equal(await page.locator('#forget').isVisible(), false);
  assert.equal(await page.locator('.online').count(), 0);
});

test('the policy lets nothing out, whatever the page tried', { timeout: TIMEOUT }, async () => {
  const page = await browser.newPage();
  try {
    await page.goto(address);
    await page.locator('softlook-matrix .cell').first().waitFor();
    /** @type {string[]} */
    const reached = [];
    page.on('response', (response) => reached.push(response.url()));
    const tried = await page.evaluate(async (target) => {
      const failed = async (/** @type {() => unknown} */ attempt) => {
        try {
          await attempt();
          return false;
        } catch {
          return true;
        }
      };
      const element = (/** @type {string} */ name) => {
        const made = /** @type {any} */ (document.createElement(name));
        return new Promise((resolve, reject) => {
          made.onload = resolve;
          made.onerror = reject;
          made.src = target;
          document.body.append(made);
        });
      };
      return {
        fetch: await failed(() => fetch(target)),
        image: await failed(() => element('img')),
        script: await failed(() => element('script')),
        socket: await failed(() => {
          const socket = new WebSocket(target.replace('http', 'ws'));
          return new Promise((resolve, reject) => {
            socket.onopen = resolve;
            socket.onerror = reject;
          });
        }),
        markup: await failed(() => {
          document.body.innerHTML = '<b>x</b>';
        }),
        code: await failed(() => new Function('1')),
      };
    }, server);
    assert.deepEqual(tried, {
      fetch: true,
      image: true,
      script: true,
      socket: true,
      markup: true,
      code: true,
    });
    assert.deepEqual(reached, []);
  } finally {
    await page.close();
  }
});

onSite('the file is offered for download, and is the one that was built', {}, async ({ page }) => {
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Softlook as one file' }).click();
  const download = await downloading;
  assert.equal(download.suggestedFilename(), 'softlook.html');
  assert.deepEqual(readFileSync(await download.path()), readFileSync(join(built('dist'), 'softlook.html')));
});
