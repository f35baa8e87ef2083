/** Sentences of as many words as there may be: the page stays quick, and its digits are the core's. */
import assert from 'node:assert/strict';
import { test as nodeTest } from 'node:test';
import { LINKS, LONG, opening, WALKS, walkThrough, WORDS } from './deeds.js';
import { becomes, print, traceOf } from './figure.js';
import { site } from './site.js';
import { TIMEOUT } from './tools.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test, browser, url } = await site();

/**
 * The most that the page does in one go, in loops (loop.js) of its thread's own time. What a figure of the reader's
 * computer is to that is in scripts/bench.mjs; here is room for what a busy machine adds.
 */
const LONGEST = 16;
/** What the page itself does is in every round, so that of each deed the quickest counts. */
const ROUNDS = 4;
const SETTINGS = LONG;

for (const settings of WALKS) {
  nodeTest(
    `${settings.kind}: with ${WORDS} words nothing keeps the page for long`,
    {
      timeout: 2 * TIMEOUT,
    },
    async (t) => {
      const quickest = await walkThrough(browser, url, settings, ROUNDS);
      t.diagnostic(`the longest task: ${Math.max(...quickest.values()).toFixed(1)} loops`);
      assert.ok(
        [...quickest.values()].every((loops) => loops > 0),
        'no task was seen',
      );
      assert.deepEqual(
        [...quickest].filter(([, loops]) => loops > LONGEST),
        [],
      );
    },
  );
}

for (const settings of LINKS) {
  nodeTest(
    `${settings.kind}: opening a link with ${WORDS} words keeps nothing for long`,
    {
      timeout: 2 * TIMEOUT,
    },
    async (t) => {
      const longest = await opening(browser, url, settings, ROUNDS);
      t.diagnostic(`the longest task: ${longest.toFixed(1)} loops`);
      assert.ok(longest > 0 && longest <= LONGEST, `a task of ${longest} loops`);
    },
  );
}

/** The number that the arithmetic is about. @param {Page} page */
const told = async (page) =>
  (await page.locator('.arithmetic h3').innerText()).split(' = ')[1]?.split(/\s/)[0];

for (const [step, key, stage, turned] of /** @type {const} */ ([
  ['weights', 'weights/0', 'weights', false],
  ['scores', 'keys/0/T', 'keys', true],
])) {
  test(`${step}: the digits under the pointer and at the keyboard's cursor in ${key} are the core's`, {
    settings: { ...SETTINGS, kind: 'masked', step },
  }, async ({ page, settings }) => {
    const { data, cols } = traceOf(settings).stage(stage);
    const at = (/** @type {number} */ row, /** @type {number} */ column) =>
      print(turned ? data[column * cols + row] : data[row * cols + column]);
    const matrix = page.locator(`softlook-matrix[data-key="${key}"]`);
    assert.equal(await matrix.locator('canvas').count(), 1);
    await matrix.evaluate((e) => e.scrollIntoView({ block: 'start' }));
    await page.locator('softlook-equation').evaluate((e) => e.scrollTo(0, 0));
    const box = await matrix.boundingBox();
    assert.ok(box);
    const [rows, columns] = turned ? [cols, WORDS] : [WORDS, WORDS];
    const [width, height] = [box.width / columns, box.height / rows];
    for (const [row, column] of [
      [0, 0],
      [2, 5],
      [3, 2],
      [1, 40],
    ]) {
      await page.mouse.move(box.x + (column + 0.5) * width, box.y + (row + 0.5) * height);
      await becomes(() => told(page), at(row, column), `pointed at ${row}, ${column}`);
    }
    await page.mouse.move(2, 2);
    const only = matrix.locator('.cell.virtual');
    await only.focus();
    for (const [keys, row, column] of /** @type {const} */ ([
      ['Control+Home', 0, 0],
      ['ArrowRight', 0, 1],
      ['ArrowDown', 1, 1],
      ['Control+End', rows - 1, columns - 1],
    ])) {
      await page.keyboard.press(keys);
      await becomes(() => told(page), at(row, column), `${keys}`);
      assert.equal(await only.getAttribute('aria-colindex'), String(column + 1));
      assert.ok((await only.getAttribute('aria-label'))?.includes(` ${at(row, column)}`));
    }
  });
}

test('each label stands at its row or column, however far out it is', {
  settings: { ...SETTINGS, kind: 'masked', step: 'weights' },
}, async ({ page, settings }) => {
  const { tokens } = traceOf(settings);
  const last = page.locator('softlook-equation .label', { hasText: /./ }).nth(2 * WORDS - 1);
  await last.waitFor({ state: 'attached' });
  const found = await page.locator('softlook-equation').evaluate((equation) => {
    const root = /** @type {ShadowRoot} */ (equation.shadowRoot);
    const matrix = /** @type {Element} */ (root.querySelector('softlook-matrix')).getBoundingClientRect();
    const middle = (/** @type {Element} */ e) => {
      const { x, y, width, height } = e.getBoundingClientRect();
      return { x: x + width / 2 - matrix.x, y: y + height / 2 - matrix.y, text: e.textContent };
    };
    const all = (/** @type {string} */ what) => [...root.querySelectorAll(what)].map(middle);
    return { rows: all('.label.row'), columns: all('.label.turned'), size: matrix.height };
  });
  const size = found.size / WORDS;
  const [rows, columns] = [found.rows.slice(0, WORDS), found.columns.slice(0, WORDS)];
  assert.deepEqual(
    rows.map((label) => label.text),
    tokens,
  );
  assert.deepEqual(
    columns.map((label) => label.text),
    tokens,
  );
  const away = (/** @type {number} */ place, /** @type {number} */ i) => Math.abs(place - (i + 0.5) * size);
  for (const [i, label] of rows.entries()) assert.ok(away(label.y, i) < 1, `row ${i} at ${label.y}`);
  for (const [i, label] of columns.entries()) assert.ok(away(label.x, i) < 4, `column ${i} at ${label.x}`);
});

test('the list of terms has every term, of which those in sight are drawn', {
  settings: { ...SETTINGS, kind: 'self', step: 'weights' },
}, async ({ page, settings }) => {
  const trace = traceOf(settings);
  const { data } = trace.stage('weights');
  const terms = page.locator('.terms');
  const last = terms.locator('tbody tr[aria-rowindex]').last();
  await becomes(() => terms.locator('table').getAttribute('aria-rowcount'), String(WORDS + 2));
  assert.ok((await terms.locator('tbody tr').count()) < 64);
  // Rows are a little higher or lower than was thought before they were there.
  await becomes(
    async () => {
      await terms.evaluate((e) => e.scrollTo(0, e.scrollHeight));
      return last.getAttribute('aria-rowindex');
    },
    String(WORDS + 1),
  );
  assert.equal(await last.locator('td').last().innerText(), print(data[SETTINGS.focus * WORDS + WORDS - 1]));
  await terms.evaluate((e) => e.scrollTo(0, 100 * 20));
  await becomes(
    () =>
      terms.locator('tbody tr[aria-rowindex]').evaluateAll((rows) => {
        const index = (/** @type {Element} */ row) => Number(row.getAttribute('aria-rowindex'));
        return rows.every((row, i) => index(row) === index(rows[0]) + i) && index(rows[0]) > 2;
      }),
    true,
  );
});

test('all words are drawn, in a box of their own', {
  settings: { ...SETTINGS, kind: 'masked' },
}, async ({ page }) => {
  const words = page.locator('[data-query]');
  await becomes(() => words.count(), WORDS);
  const steps = await page.locator('[data-step]').first().boundingBox();
  assert.ok(steps && steps.y < 450, `the steps begin at ${steps?.y}`);
  // Arcs lead to words that are in sight.
  const arcs = page.locator('softlook-sentence path');
  await becomes(async () => (await arcs.count()) > 0, true);
  await words.last().scrollIntoViewIfNeeded();
  await becomes(() => arcs.count(), 0);
});
