/**
 * A built site in a browser, for one test file: `page()` tests open it with given settings, and every such test also
 * fails when the page logs anything, throws, or asks another origin for something.
 */
import assert from 'node:assert/strict';
import { isAbsolute } from 'node:path';
import { after, test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { formatLink } from '../../web/src/state/link.js';
import { built, serve } from './server.js';
import { openBrowser, PATIENCE, TIMEOUT } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('./tools.js').ContextOptions} ContextOptions */

/** What Playwright says where service workers are blocked. */
const BLOCKED = 'Service Worker registration blocked by Playwright';

/** @typedef {{page: Page, url: string, settings: Settings, reopen: (address: string) => Promise<Page>}} Opened */

/**
 * @typedef {Omit<ContextOptions, 'viewport'> & {
 *   settings?: Partial<Settings>,
 *   hash?: string,
 *   path?: string,
 *   size?: readonly [width: number, height: number],
 *   expects?: RegExp,
 *   mayBeEmpty?: boolean,
 *   before?: (page: Page) => Promise<unknown>,
 * }} Options `hash` instead of `settings`: the text after #; `path`: of another page
 *   than the first; `expects`: what the page may log; `mayBeEmpty`: the
 *   test does not wait for numbers; `before`: done to the page before it loads. The rest are options of the browser's.
 */

/**
 * @param {string} [folder] `dist` or `dist-test`, or a path
 * @param {Record<string, string>} [headers]
 * @param {Parameters<typeof serve>[2]} [ways]
 */
export async function site(folder = 'dist', headers = {}, ways = {}) {
  const server = await serve(isAbsolute(folder) ? folder : built(folder), headers, ways);
  const browser = await openBrowser();
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** @param {Page} page @param {RegExp | undefined} expected @returns {string[]} what went wrong, as it goes wrong */
  function watch(page, expected) {
    /** @type {string[]} */
    const problems = [];
    const note = (/** @type {string} */ what) => {
      if (!expected?.test(what) && !what.includes(BLOCKED)) problems.push(what);
    };
    page.on('console', (message) => note(`console ${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => note(`thrown: ${error.message}`));
    page.on('request', (request) => {
      const address = request.url();
      if (!address.startsWith(server.url) && !address.startsWith('blob:')) note(`request to ${address}`);
    });
    page.on('requestfailed', (request) => {
      // What is still loading when the page is left (its icon, last of all) is given up by the browser.
      if (request.failure()?.errorText !== 'net::ERR_ABORTED') note(`failed: ${request.url()}`);
    });
    return problems;
  }

  /**
   * A test on the opened page.
   * @param {string} name
   * @param {Options} options
   * @param {(opened: Opened) => Promise<void>} body
   */
  function page(name, options, body) {
    test(name, { timeout: TIMEOUT }, async () => {
      const {
        settings: changes,
        hash,
        path = '',
        size = [1440, 900],
        expects,
        mayBeEmpty,
        before,
        ...rest
      } = options;
      const settings = settingsWith(changes ?? {});
      const context = await browser.newContext({
        viewport: { width: size[0], height: size[1] },
        // Where it is not the subject, no service worker answers instead of the server.
        serviceWorkers: 'block',
        ...rest,
      });
      context.setDefaultTimeout(PATIENCE);
      /** @type {string[][]} */
      const problems = [];
      try {
        const open = async (/** @type {string} */ address) => {
          const opened = await context.newPage();
          problems.push(watch(opened, expects));
          if (before) await before(opened);
          await opened.goto(address);
          return opened;
        };
        const link = hash ?? formatLink(settings);
        const opened = await open(`${server.url}${path}${link === '' ? '' : `#${link}`}`);
        if (!mayBeEmpty) await opened.locator('softlook-matrix .cell').first().waitFor();
        await body({ page: opened, url: server.url, settings, reopen: open });
      } finally {
        await context.close();
      }
      assert.deepEqual(problems.flat(), [], 'the page was not quiet');
    });
  }

  return { page, browser, url: server.url };
}
