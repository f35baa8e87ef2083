/**
 * Three engines behind one interface: Chromium and Firefox ESR by Puppeteer, WebKitGTK by its driver. Each is started once.
 * Each goes through a proxy of its own, except to this machine: what a page, its frames and workers ask of anybody else is
 * seen there, also where a driver does not tell of requests.
 */
import { createRequire } from 'node:module';
import { CATEGORIES, installLoop, longestTasks } from '../browser/loop.js';
import { CHROMIUM } from '../browser/tools.js';
import { openProxy } from './sites.js';
import { openWebKit } from './webkit.js';

const require = createRequire(new URL('../../web/package.json', import.meta.url));
/** @type {typeof import('../../web/node_modules/puppeteer-core')} */
const { default: puppeteer } = require('puppeteer-core');

/**
 * @typedef {object} View an opened page
 * @property {<Answer, Argument>(read: ((argument: Argument) => Answer | Promise<Answer>) | string, argument?: Argument, inFrame?: boolean) => Promise<Awaited<Answer>>} evaluate
 *   runs a function, or its source, in the page or in its first frame; argument and answer as JSON
 * @property {() => Promise<string[]>} problems what the driver tells of: what was logged and thrown
 * @property {(path: string) => Promise<unknown>} screenshot
 * @property {() => Promise<unknown>} close
 */
/**
 * @typedef {object} Engine
 * @property {string} name
 * @property {() => string[]} foreign what was asked of other machines, since the engine was started
 * @property {(url: string, size: readonly [width: number, height: number]) => Promise<View>} open
 * @property {(url: string, until: string) => Promise<number>} [longestTask] of the page's thread, until a condition holds and the
 *   page is at rest, in loops (../browser/loop.js)
 * @property {() => Promise<unknown>} close
 */

/** What browsers ask by themselves; of nobody whom a page has a reason to ask. */
const BY_THEMSELVES =
  /^(http:\/\/)?([\w-]+\.)*(mozilla\.(com|org|net)|(accounts\.google|update\.googleapis)\.com)[:/]/;

/** @returns {Promise<Engine[]>} */
export async function openEngines() {
  /** @type {Engine[]} */
  const engines = [];
  try {
    for (const open of [openChromium, openFirefox, openWebKit]) engines.push(await opened(open));
  } catch (error) {
    for (const engine of engines) await engine.close();
    throw error;
  }
  return engines;
}

/** @param {(proxy: number) => Promise<Omit<Engine, 'foreign'>>} open @returns {Promise<Engine>} */
async function opened(open) {
  const proxy = await openProxy();
  const engine = await open(proxy.port);
  return {
    ...engine,
    foreign: () => proxy.asked.filter((address) => !BY_THEMSELVES.test(address)),
    close: async () => {
      await engine.close();
      proxy.close();
    },
  };
}

/** @param {number} proxy */
async function openChromium(proxy) {
  const browser = await puppeteer.launch({
    executablePath: CHROMIUM.executablePath,
    args: [
      ...CHROMIUM.args,
      '--disable-features=AutofillServerCommunication',
      // Otherwise as small as that of an old phone.
      '--screen-info={1600x1200}',
      `--proxy-server=127.0.0.1:${proxy}`,
    ],
  });
  return {
    ...engine('Chromium', browser),
    longestTask: (/** @type {string} */ url, /** @type {string} */ until) => longestTask(browser, url, until),
  };
}

/**
 * @param {import('../../web/node_modules/puppeteer-core').Browser} browser
 * @param {string} url
 * @param {string} until
 */
async function longestTask(browser, url, until) {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: 1000, height: 900 });
  await page.evaluateOnNewDocument(installLoop);
  await page.tracing.start({ categories: CATEGORIES });
  await page.goto(url);
  await page.waitForFunction(until);
  for (let i = 0; i < 3; i++) await page.evaluate('atRest().then(() => markDeed())');
  const { traceEvents } = JSON.parse(Buffer.from((await page.tracing.stop()) ?? []).toString());
  await context.close();
  return longestTasks(traceEvents).get('opening') ?? 0;
}

/** @param {number} proxy */
async function openFirefox(proxy) {
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    env: { ...process.env, MOZ_HEADLESS_WIDTH: '1600', MOZ_HEADLESS_HEIGHT: '1200' },
    extraPrefsFirefox: {
      // Puppeteer turns this off, and then whatever a page from a disk must not do seems to work.
      'security.fileuri.strict_origin_policy': true,
      'network.proxy.type': 1,
      'network.proxy.http': '127.0.0.1',
      'network.proxy.http_port': proxy,
      'network.proxy.ssl': '127.0.0.1',
      'network.proxy.ssl_port': proxy,
    },
  });
  return engine('Firefox', browser);
}

/**
 * @param {string} name
 * @param {import('../../web/node_modules/puppeteer-core').Browser} browser
 * @returns {Omit<Engine, 'foreign'>}
 */
function engine(name, browser) {
  return {
    name,
    open: async (url, [width, height]) => {
      // Nothing is left over from the page before.
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport({ width, height });
      /** @type {string[]} */
      const problems = [];
      page.on('console', (message) => problems.push(`console ${message.type()}: ${message.text()}`));
      page.on('pageerror', (error) => problems.push(`thrown: ${/** @type {Error} */ (error).message}`));
      await page.goto(url);
      return {
        evaluate: async (read, argument, inFrame = false) => {
          const frame = inFrame ? page.frames()[1] : page.mainFrame();
          return /** @type {Promise<any>} */ (frame.evaluate(`(${read})(${JSON.stringify(argument)})`));
        },
        problems: async () => problems,
        screenshot: (path) => page.screenshot({ path: /** @type {`${string}.png`} */ (path) }),
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}
