/**
 * Three durations, each the median of many runs in Chromium on the built site, served from localhost.
 *
 * First heatmap: from the start of the navigation to the frame in which the first matrix with its cells has been
 *   painted (found by looking in every frame, noted once that frame has been shown). A new profile for each run, so
 *   nothing is cached; the browser itself runs already.
 * Keystroke: a sentence of 16 tokens is edited, a letter typed or taken back. From the input event to the moment when
 *   all that it changed in the matrices has been laid out, and in brackets to the frame that showed it. Once for each
 *   step, since every step shows other matrices; the slowest step counts.
 * Trace: engine.trace() of 64 tokens, embedDim 64, 8 heads through web/lib/softlook.js on a page's own thread, after
 *   a warm-up, since a browser compiles a hot function twice.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { settled } from '../tests/browser/figure.js';
import { built, serve } from '../tests/browser/server.js';
import { openBrowser } from '../tests/browser/tools.js';

/** @typedef {import('../tests/browser/tools.js').Browser} Browser */
/** @typedef {import('../tests/browser/tools.js').Page} Page */

const LOADS = 21;
const KEYS = 15;
/** After a keystroke the page is left alone for so long (ms). */
const SETTLE = 100;
const TRACES = 300;
const WARM_UP = 100;
const SENTENCE = 'The cat sat on the mat because it was tired and it wanted to sleep now';

/** @param {number[]} times @param {number} part */
function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/**
 * @param {Browser} browser
 * @param {string} url
 */
async function firstHeatmap(browser, url) {
  const times = [];
  for (let run = 0; run < LOADS; run++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.addInitScript(() => {
      const look = () => {
        const figure = document.querySelector('self-attention')?.shadowRoot;
        const matrix = figure
          ?.querySelector('softlook-equation')
          ?.shadowRoot?.querySelector('softlook-matrix');
        if (!matrix?.shadowRoot?.querySelector('.cell')) {
          requestAnimationFrame(look);
          return;
        }
        // A message comes after the frame has been shown.
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => console.debug('first heatmap', performance.now());
        port2.postMessage(0);
      };
      requestAnimationFrame(look);
    });
    // Told by the page: whoever asks it meanwhile brings a script along that takes some 20 ms of its thread.
    const told = page.waitForEvent('console', (message) => message.text().startsWith('first heatmap'));
    await page.goto(url);
    times.push(Number((await told).text().split(' ').at(-1)));
    await context.close();
  }
  return times;
}

/**
 * Notes, for each input event, when the last change that it made in any matrix had been laid out, and when the frame
 * with it had been shown. Does nothing in between that would make the page work more.
 */
function watchKeystrokes() {
  const figure = /** @type {any} */ (document.querySelector('self-attention'));
  const equation = figure.renderRoot.querySelector('softlook-equation');
  const matrices = [...equation.renderRoot.querySelectorAll('softlook-matrix')];
  const times = { start: 0, ready: 0, shown: 0 };
  let changes = 0;
  const observer = new MutationObserver(async () => {
    const count = ++changes;
    // Elements are drawn in microtasks, one after the other: only the last of them counts.
    for (let i = 0; i < 20; i++) await null;
    if (count !== changes) return;
    for (const matrix of matrices) matrix.getBoundingClientRect();
    times.ready = performance.now() - times.start;
    requestAnimationFrame(() => {
      // A message comes after the frame has been shown.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        times.shown = performance.now() - times.start;
      };
      port2.postMessage(0);
    });
  });
  // What cells are called by screen readers is written later, when the page is idle.
  const what = { subtree: true, childList: true, characterData: true, attributeFilter: ['class', 'style'] };
  for (const root of [equation, ...matrices]) observer.observe(root.renderRoot, what);
  const start = () => Object.assign(times, { start: performance.now(), ready: 0, shown: 0 });
  window.addEventListener('input', start, { capture: true });
  Object.assign(window, { times });
}

/**
 * @param {Browser} browser
 * @param {string} url
 */
async function keystrokes(browser, url) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(`${url}#${new URLSearchParams({ sentence: SENTENCE, kind: 'masked' })}`);
  await page.locator('softlook-matrix').first().waitFor();
  const steps = await page
    .locator('[data-step]')
    .evaluateAll((all) => all.map((e) => e.getAttribute('data-step')));
  const results = [];
  for (const step of steps) {
    await page.locator(`[data-step=${step}]`).click();
    await page.locator(`[data-step=${step}][aria-current]`).waitFor();
    // The move of the matrices to their new places is over.
    await settled(page);
    await page.evaluate(watchKeystrokes);
    await page.keyboard.press('e');
    await page.keyboard.press('End');
    const ready = [];
    const shown = [];
    for (let run = 0; run < KEYS; run++) {
      for (const key of ['abcdefgh'[run % 8], 'Backspace']) {
        await page.keyboard.press(key);
        await sleep(SETTLE);
        const times = await page.evaluate(() => /** @type {any} */ (window).times);
        if (!times.shown) throw new Error(`a keystroke in step ${step} changed no matrix`);
        ready.push(times.ready);
        shown.push(times.shown);
      }
    }
    await page.keyboard.press('Escape');
    results.push({ step, ready, shown });
  }
  await page.close();
  return results;
}

/**
 * @param {Browser} browser
 * @param {string} url of web/lib
 */
async function traces(browser, url) {
  const page = await browser.newPage();
  await page.goto(`${url}softlook.d.ts`);
  const times = await page.evaluate(
    async ({ module, runs, warmUp }) => {
      const { createEngine } = await import(module);
      const engine = await createEngine();
      const tokens = Array.from({ length: 64 }, (_, i) => `word${i}`);
      const request = { tokens, embedDim: 64, numHeads: 8 };
      const times = [];
      for (let run = 0; run < warmUp + runs; run++) {
        const start = performance.now();
        engine.trace(request);
        if (run >= warmUp) times.push(performance.now() - start);
      }
      engine.dispose();
      return times;
    },
    { module: `${url}softlook.js`, runs: TRACES, warmUp: WARM_UP },
  );
  await page.close();
  return times;
}

/** @param {number} time */
const ms = (time) => `${time.toFixed(1)} ms`;

/** @type {string[][]} */
const rows = [['', 'median', 'slowest tenth', 'budget', '']];
/** @param {string} name @param {number[]} times @param {number} budget */
function row(name, times, budget) {
  const median = quantile(times, 0.5);
  rows.push([name, ms(median), ms(quantile(times, 0.9)), ms(budget), median <= budget ? 'within' : 'OVER']);
}

const [site, lib] = await Promise.all([serve(built('dist')), serve(built('lib'))]);
const browser = await openBrowser();
row('navigation to first heatmap', await firstHeatmap(browser, site.url), 300);
const keys = await keystrokes(browser, site.url);
keys.sort((a, b) => quantile(b.ready, 0.5) - quantile(a.ready, 0.5));
const [slowest] = keys;
row(`keystroke to all matrices, 16 tokens, step ${slowest.step}`, slowest.ready, 16);
row('trace, 64 tokens, embedDim 64, 8 heads', await traces(browser, lib.url), 4);
await browser.close();
await Promise.all([site.close(), lib.close()]);

const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
for (const r of rows)
  console.log(r.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
console.log('\nKeystroke by step: ready (shown)');
for (const { step, ready, shown } of keys)
  console.log(`  ${step}: ${ms(quantile(ready, 0.5))} (${ms(quantile(shown, 0.5))})`);
