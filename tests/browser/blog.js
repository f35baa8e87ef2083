/**
 * Pages of other people that show the figure: served by nobody but this file, with the script from another origin.
 * Every test also fails when the page logs anything, throws, or asks for anything but the script.
 */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, test } from 'node:test';
import { built, serve } from './server.js';
import { openBrowser, TIMEOUT } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */
/**
 * @typedef {object} Blog
 * @property {string} [head] HTML
 * @property {string} body HTML; `{lib}` is where the scripts are
 * @property {Record<string, string>} [headers]
 * @property {RegExp} [expects] what the page may log
 * @property {readonly [width: number, height: number]} [size]
 * @property {(page: Page) => Promise<unknown>} [before] done before the page loads
 * @property {import('./tools.js').ContextOptions} [context]
 */

export const CLASSIC = '<script src="{lib}self-attention.classic.js"></script>';
export const MODULE = '<script type="module" src="{lib}self-attention.js"></script>';

/** Another host than the scripts', with the page that the present test has put there. */
async function host() {
  const page = { html: '', headers: {}, url: '', close: () => {} };
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/html', ...page.headers }).end(page.html);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  page.url = `http://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}/post`;
  page.close = () => {
    server.closeAllConnections();
    server.close();
  };
  return page;
}

export async function blog() {
  const server = await serve(built('lib'), { 'access-control-allow-origin': '*' });
  const served = await host();
  const browser = await openBrowser();
  after(async () => {
    await browser.close();
    await server.close();
    served.close();
  });

  /**
   * @param {string} name
   * @param {Blog} post
   * @param {(page: Page) => Promise<void>} check
   */
  return function post(
    name,
    { head = '', body, headers = {}, expects, size = [1000, 900], before, context: more },
    check,
  ) {
    test(name, { timeout: TIMEOUT }, async () => {
      const context = await browser.newContext({ viewport: { width: size[0], height: size[1] }, ...more });
      context.setDefaultTimeout(5000);
      const page = await context.newPage();
      /** @type {string[]} */
      const problems = [];
      const note = (/** @type {string} */ what) => expects?.test(what) || problems.push(what);
      page.on('console', (message) => note(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => note(`thrown: ${error.message}`));
      page.on('request', (request) => {
        const known = [served.url, `${server.url}self-attention`, `${server.url}element`, 'blob:', 'about:'];
        if (!known.some((start) => request.url().startsWith(start))) note(`request to ${request.url()}`);
      });
      const html = `<!doctype html><html><head><meta charset="utf-8"><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;
      Object.assign(served, { html: html.replaceAll('{lib}', server.url), headers });
      try {
        if (before) await before(page);
        await page.goto(served.url);
        await check(page);
      } finally {
        await context.close();
      }
      assert.deepEqual(problems, [], 'the page was not quiet');
    });
  };
}
