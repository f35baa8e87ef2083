/** The browser that the tests run in, and the axe script. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

/** @typedef {import('../../web/node_modules/playwright-core').Browser} Browser */
/** @typedef {import('../../web/node_modules/playwright-core').BrowserContextOptions} ContextOptions */
/** @typedef {import('../../web/node_modules/playwright-core').Page} Page */
/** @typedef {import('../../web/node_modules/playwright-core').Locator} Locator */

/** @type {typeof import('../../web/node_modules/playwright-core')} */
const { chromium } = require('playwright-core');

/**
 * How long is waited for what should come about, and how long a test may take (ms). Nothing is measured by them: on a busy
 * machine all takes its time, and what never comes fails in the end.
 */
export const PATIENCE = 60_000;
export const TIMEOUT = 300_000;

/** The source of axe, to be run in a page. @type {string} */
export const axeSource = require('axe-core').source;

/** How Debian's Chromium is started: it runs as root in a container and must not call home. */
export const CHROMIUM = {
  executablePath: '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};

/** With a fresh profile. */
export const openBrowser = () => chromium.launch(CHROMIUM);
