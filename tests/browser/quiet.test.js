/** What the page loads, under which policy, without workers, and how calmly. */
import assert from 'node:assert/strict';
import { test as nodeTest } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { formatLink } from '../../web/src/state/link.js';
import { KINDS } from '../../web/src/state/settings.js';
import { inNewContext, mark, opening } from './deeds.js';
import { becomes, goTo, showsDigits, stepIds } from './figure.js';
import { longestTasks, traced } from './loop.js';
import { STRICT_CSP } from './server.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test, browser, url } = await site('dist', { 'content-security-policy': STRICT_CSP });

/** The most that the page does in one go, in loops (loop.js) of its thread's own time. */
const LONGEST = 16;

for (const kind of KINDS) {
  test(`under a strict policy every step of ${kind} is shown, without a complaint and without another origin`, {
    settings: { kind },
  }, async ({ page, settings }) => {
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      await showsDigits(page, settings, step);
    }
  });
}

/** @param {Page} page counts the workers the page starts */
const countWorkers = (page) =>
  page.addInitScript(() => {
    const Real = window.Worker;
    Object.assign(window, { workers: 0 });
    window.Worker = class extends Real {
      /** @param {string | URL} address @param {WorkerOptions} [options] */
      constructor(address, options) {
        super(address, options);
        /** @type {any} */ (window).workers++;
      }
    };
  });

test('the numbers come from one worker, which starts under the policy', { before: countWorkers }, async ({
  page,
  settings,
}) => {
  await showsDigits(page, settings, 'words');
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).workers), 1);
});

/** @type {[string, (page: Page) => Promise<unknown>][]} */
const WITHOUT_WORKERS = [
  ['there are no workers', (page) => page.addInitScript(() => Object.assign(window, { Worker: undefined }))],
  [
    'workers are forbidden',
    (page) =>
      page.addInitScript(() => {
        window.Worker = /** @type {any} */ (
          class {
            constructor() {
              throw new DOMException('no', 'SecurityError');
            }
          }
        );
      }),
  ],
  ["the worker's script cannot be had", (page) => page.route(/worker/, (route) => route.abort())],
];
for (const [what, before] of WITHOUT_WORKERS) {
  test(`where ${what} the numbers are computed on the page itself`, {
    before,
    expects: /worker|ERR_FAILED/i,
    settings: { step: 'scores' },
  }, async ({ page, settings }) => {
    await showsDigits(page, settings, 'scores');
    await page.getByRole('button', { name: 'Edit sentence' }).click();
    await page.keyboard.type('Still here');
    await showsDigits(page, { ...settings, sentence: 'Still here' }, 'scores');
    await page.keyboard.press('Escape');
    await goTo(page, 'output');
    await showsDigits(page, { ...settings, sentence: 'Still here' }, 'output');
  });
}

test('without the WASM the page says what is missing, and tries again when asked', {
  before: (page) => page.route(/\.wasm/, (route) => route.abort()),
  expects: /wasm|ERR_FAILED/,
  mayBeEmpty: true,
}, async ({ page, settings }) => {
  const notice = page.locator('.notice', { hasText: 'could not be started' });
  await notice.waitFor();
  await page.unroute(/\.wasm/);
  await notice.getByRole('button', { name: 'Try again' }).click();
  await showsDigits(page, settings, 'words');
  await notice.waitFor({ state: 'detached' });
});

/** @param {Page} page notes every shift of the layout, and when the first heatmap has been shown */
const noteShifts = (page) =>
  page.addInitScript(() => {
    /** @type {{shifts: {at: number, value: number}[], heatmap: number}} */
    const seen = { shifts: [], heatmap: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { hadRecentInput, value, startTime } = /** @type {any} */ (entry);
        if (!hadRecentInput) seen.shifts.push({ at: startTime, value });
      }
    }).observe({ type: 'layout-shift', buffered: true });
    const look = () => {
      const equation = document
        .querySelector('self-attention')
        ?.shadowRoot?.querySelector('softlook-equation');
      if (!equation?.shadowRoot?.querySelector('softlook-matrix')?.shadowRoot?.querySelector('.cell')) {
        requestAnimationFrame(look);
        return;
      }
      // A message comes after the frame has been shown.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        seen.heatmap = performance.now();
      };
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  });

for (const [width, height] of /** @type {[number, number][]} */ ([
  [1440, 900],
  [390, 844],
])) {
  test(`at ${width} × ${height} nothing jumps once the first heatmap is there`, {
    before: noteShifts,
    size: [width, height],
  }, async ({ page }) => {
    await page.waitForLoadState('networkidle');
    await page.waitForFunction(
      () =>
        /** @type {any} */ (window).seen.heatmap > 0 &&
        performance.now() > /** @type {any} */ (window).seen.heatmap + 500,
    );
    const { shifts, heatmap } = await page.evaluate(() => /** @type {any} */ (window).seen);
    const late = shifts.filter((/** @type {{at: number}} */ s) => s.at > heatmap);
    assert.deepEqual(late, []);
  });
}

test('from step to step everything around the picture stays where it is', {
  settings: { kind: 'multi', sentence: 'The cat is tired.' },
}, async ({ page }) => {
  const around = () =>
    page.evaluate(() => {
      const root = /** @type {ShadowRoot} */ (document.querySelector('self-attention')?.shadowRoot);
      const parts = [
        ...['.top', '.settings', '.steps', '.panel', '.head h2', 'softlook-equation', '.below'].map((s) =>
          root.querySelector(s),
        ),
        document.querySelector('.about'),
      ];
      return parts.map((e) => {
        const { x, y } = /** @type {Element} */ (e).getBoundingClientRect();
        return `${/** @type {Element} */ (e).className || /** @type {Element} */ (e).localName} ${Math.round(x)},${Math.round(y)}`;
      });
    });
  await page.waitForLoadState('networkidle');
  const before = await around();
  for (const step of await stepIds(page)) {
    await goTo(page, step);
    await becomes(around, before, step);
  }
});

nodeTest('no task at load keeps the page busy for long', async (t) => {
  const longest = await opening(browser, url, {}, 3);
  t.diagnostic(`longest task at load: ${longest.toFixed(1)} loops`);
  assert.ok(longest > 0 && longest <= LONGEST, `a task of ${longest} loops`);
});

nodeTest('no keystroke in a sentence of 16 tokens keeps the page busy for long', async (t) => {
  const sentence = 'The cat sat on the mat because it was tired and it wanted to sleep now';
  const settings = settingsWith({
    sentence,
    kind: /** @type {const} */ ('masked'),
    step: 'maskedScores',
  });
  const longest = await inNewContext(browser, async (page) => {
    await page.goto(`${url}#${formatLink(settings)}`);
    await page.locator('softlook-matrix .cell').first().waitFor();
    await page.keyboard.press('e');
    await page.keyboard.press('End');
    const events = await traced(browser, page, async () => {
      let typed = sentence;
      for (const letter of 'adays') {
        await mark(page, letter);
        await page.keyboard.press(letter);
        typed += letter;
        await showsDigits(page, { ...settings, sentence: typed }, 'maskedScores');
      }
      await mark(page);
    });
    return Math.min(...longestTasks(events).values());
  });
  t.diagnostic(`longest task of a keystroke: ${longest.toFixed(1)} loops`);
  assert.ok(longest > 0 && longest <= LONGEST, `a task of ${longest} loops`);
});
