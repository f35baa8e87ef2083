/**
 * How quick the page and its engine are. Every time is told as a ratio to something that is measured beside it in the
 * same run, so that a slow or busy machine lengthens both; the median of many runs counts, the tenth and the ninetieth
 * of a hundred are its spread. Chromium opens the built site (or that of the folder given as argument) from localhost.
 *
 * First heatmap: from the start of the navigation to the frame in which the first matrix with its cells has been
 *   painted (looked for in every frame, noted once that frame has been shown), by the same for a page of one paragraph.
 *   The two are loaded in turns, each time with a new profile, so nothing is cached; the browser itself runs already.
 * Keystroke: a sentence of 16 tokens is edited, a letter typed or taken back. All that the page's thread does for it, in
 *   its own time, by the loop of tests/browser/loop.js, run before and after. Once for each step, since every step shows
 *   other matrices; the slowest step counts.
 * Longest task: of the page's thread, in its own time, while tests/browser/deeds.js opens, walks through, points and
 *   types in sentences of 512 words, by the same loop run before and after each deed.
 * Trace: engine.trace() of 64 tokens, embedDim 64, 8 heads through web/lib/softlook.js on a page's own thread, after
 *   a warm-up, by the same trace of the same C++ compiled natively with -O3, measured before and after it.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { drawn, inNewContext, LINKS, mark, opening, WALKS, walkThrough } from '../tests/browser/deeds.js';
import { goTo, settled, stepIds } from '../tests/browser/figure.js';
import { tasksOf, traced } from '../tests/browser/loop.js';
import { built, serve } from '../tests/browser/server.js';
import { openBrowser } from '../tests/browser/tools.js';

/** @typedef {import('../tests/browser/tools.js').Browser} Browser */
/** @typedef {import('../tests/browser/tools.js').Page} Page */

const LOADS = 21;
const KEYS = 15;
const TRACES = 300;
const WARM_UP = 100;
const ROUNDS = 2;
/** Half of what they were at commit a45dff6 (in loops). */
const KEYSTROKE = 3.1;
const LONGEST = 11.6;
const SENTENCE = 'The cat sat on the mat because it was tired and it wanted to sleep now';
const EMPTY = '<!doctype html><title>Empty</title><p>A page of one paragraph.</p>';

/** @param {number[]} times @param {number} part */
function quantile(times, part) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

/** @param {number[]} times */
const median = (times) => quantile(times, 0.5);

/**
 * @param {Browser} browser
 * @param {string} url
 * @param {string[]} path selectors, each in the shadow root of what the one before finds
 * @returns {Promise<number>} when a frame with the last of them had been shown (ms after the start of the navigation)
 */
async function firstFrameWith(browser, url, path) {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.addInitScript((selectors) => {
    const look = () => {
      /** @type {ParentNode | null | undefined} */
      let root = document;
      for (const selector of selectors) {
        const found = /** @type {Element | null | undefined} */ (root?.querySelector(selector));
        root = found?.shadowRoot ?? found;
      }
      if (!root) {
        requestAnimationFrame(look);
        return;
      }
      // A message comes after the frame has been shown.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => console.debug('first frame', performance.now());
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, path);
  // Told by the page: whoever asks it meanwhile brings a script along that takes some 20 ms of its thread.
  const told = page.waitForEvent('console', (message) => message.text().startsWith('first frame'));
  await page.goto(url);
  const time = Number((await told).text().split(' ').at(-1));
  await context.close();
  return time;
}

/**
 * @param {Browser} browser
 * @param {string} url
 */
async function firstHeatmaps(browser, url) {
  const folder = mkdtempSync(join(tmpdir(), 'softlook-bench-'));
  writeFileSync(join(folder, 'index.html'), EMPTY);
  const empty = await serve(folder);
  const heatmaps = [];
  const frames = [];
  const path = ['self-attention', 'softlook-equation', 'softlook-matrix', '.cell'];
  for (let run = 0; run < LOADS; run++) {
    frames.push(await firstFrameWith(browser, empty.url, ['p']));
    heatmaps.push(await firstFrameWith(browser, url, path));
  }
  await empty.close();
  rmSync(folder, { recursive: true });
  return { heatmaps, frame: median(frames) };
}

/**
 * @param {Browser} browser
 * @param {string} url
 * @returns {Promise<{step: string, all: number[]}[]>} in loops
 */
function keystrokes(browser, url) {
  return inNewContext(browser, async (page) => {
    await page.goto(`${url}#${new URLSearchParams({ sentence: SENTENCE, kind: 'masked' })}`);
    await page.locator('softlook-matrix').first().waitFor();
    const results = [];
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      // The move of the matrices to their new places is over.
      await settled(page);
      await page.keyboard.press('e');
      await page.keyboard.press('End');
      const events = await traced(browser, page, async () => {
        for (let run = 0; run < KEYS; run++) {
          for (const key of ['abcdefgh'[run % 8], 'Backspace']) {
            await mark(page, `${run} ${key}`);
            await page.keyboard.press(key);
            await drawn(page);
          }
        }
        await mark(page);
      });
      await page.keyboard.press('Escape');
      results.push({ step, all: [...tasksOf(events).values()].map(({ all }) => all) });
    }
    return results;
  });
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

/** @returns {number[]} how long each trace takes natively (ms) */
function nativeTraces() {
  const program = fileURLToPath(new URL('../build/release/cpp/cli/softlook_bench', import.meta.url));
  return execFileSync(program, [String(WARM_UP + TRACES)], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .slice(WARM_UP)
    .map(Number);
}

/** @type {string[][]} */
const rows = [['', 'median', 'spread', 'budget', '']];
/** @param {string} name @param {number[]} ratios @param {number} budget */
function row(name, ratios, budget) {
  const [low, middle, high] = [0.1, 0.5, 0.9].map((part) => quantile(ratios, part));
  const spread = `${low.toFixed(2)} to ${high.toFixed(2)}`;
  rows.push([name, middle.toFixed(2), spread, budget.toFixed(2), middle <= budget ? 'within' : 'OVER']);
}

const folder = process.argv[2] ? resolve(process.argv[2]) : built('dist');
const [site, lib] = await Promise.all([serve(folder), serve(built('lib'))]);
const browser = await openBrowser();

const { heatmaps, frame } = await firstHeatmaps(browser, site.url);
row(
  'first heatmap, by the first frame of an empty page',
  heatmaps.map((time) => time / frame),
  4.5,
);

const keys = await keystrokes(browser, site.url);
keys.sort((a, b) => median(b.all) - median(a.all));
const [slowest] = keys;
row(`keystroke, 16 tokens, step ${slowest.step}, in loops`, slowest.all, KEYSTROKE);

const longest = [];
for (const settings of WALKS)
  longest.push(Math.max(...(await walkThrough(browser, site.url, settings, ROUNDS)).values()));
for (const settings of LINKS) longest.push(await opening(browser, site.url, settings, ROUNDS));
row('longest task, 512 words, in loops', [Math.max(...longest)], LONGEST);

const before = nativeTraces();
const wasm = await traces(browser, lib.url);
const native = median([...before, ...nativeTraces()]);
row(
  'trace, 64 tokens, embedDim 64, 8 heads, by native',
  wasm.map((time) => time / native),
  1.6,
);
await browser.close();
await Promise.all([site.close(), lib.close()]);

const widths = rows[0].map((_, i) => Math.max(...rows.map((r) => r[i].length)));
for (const r of rows)
  console.log(r.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '));
console.log(
  `\nOn this machine: empty page ${frame.toFixed(0)} ms, first heatmap ${median(heatmaps).toFixed(0)} ms, ` +
    `trace ${median(wasm).toFixed(2)} ms, native ${native.toFixed(2)} ms.`,
);
console.log('Keystroke by step, in loops:');
for (const { step, all } of keys) console.log(`  ${step}: ${median(all).toFixed(2)}`);
