/** Sentences of as many words as there may be: the page stays quick, and its digits are the core's. */
import assert from 'node:assert/strict';
import { answered, becomes, goTo, print, stepIds, traceOf } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */
/** @typedef {{name: string, ph: string, pid: number, tid: number, ts: number, tdur?: number, args: any}} Event */

const { page: test, browser } = await site();

const WORDS = 512;
const SOME = 'the cat sat on a mat because it was tired and wanted to sleep in sun while dogs ran'.split(' ');
/** The focused word is in sight, and so are many of those it looks at. */
const SETTINGS = {
  sentence: Array.from({ length: WORDS }, (_, i) => SOME[(i * 7) % SOME.length]).join(' '),
  focus: 5,
};

/**
 * The most that the page does in one go (ms of processor time). A reader notices 100; half of that leaves room for
 * machines half as quick.
 */
const LONGEST = 50;
/**
 * The processor's time does not count while others have the processor, but they also make it slower. What the page itself
 * does is in every round, so that of each deed the quickest counts.
 */
const ROUNDS = 2;

/** Steps that are others, or draw more, where there are many heads. */
const OF_MANY = ['projections', 'weights', 'headOutput', 'concatenated'];

/** @param {Page} page @param {string} deed what begins now */
const mark = (page, deed) => page.evaluate((name) => performance.mark(name), `deed ${deed}`);

/** Waits until what was asked for is drawn. @param {Page} page */
async function drawn(page) {
  await answered(page);
  await page.evaluate(
    () =>
      new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 20)))),
  );
}

/**
 * @param {Page} page
 * @param {() => Promise<void>} act
 * @returns {Promise<Map<string, number>>} the longest task of the page's thread after each mark (ms of its own time)
 */
async function longestTasks(page, act) {
  const categories = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'];
  await browser.startTracing(page, { categories });
  await act();
  /** @type {{traceEvents: Event[]}} */
  const { traceEvents } = JSON.parse(String(await browser.stopTracing()));
  const marks = traceEvents.filter((e) => e.name.startsWith('deed ')).sort((a, b) => a.ts - b.ts);
  const longest = new Map(marks.map((e) => [e.name.slice(5), 0]));
  for (const task of traceEvents) {
    if (task.name !== 'RunTask' || task.pid !== marks[0].pid || task.tid !== marks[0].tid) continue;
    const deed = marks.findLast((e) => e.ts <= task.ts)?.name.slice(5);
    if (deed) longest.set(deed, Math.max(longest.get(deed) ?? 0, (task.tdur ?? 0) / 1000));
  }
  return longest;
}

/** Points at some cells of the last matrix, one after the other. @param {Page} page */
async function pointAround(page) {
  const box = await page.locator('softlook-matrix').last().boundingBox();
  assert.ok(box);
  for (let i = 1; i <= 2; i++) {
    await page.mouse.move(Math.min(box.x + 10 * i, 1000), Math.max(box.y, 0) + 12 * i + 2);
    await drawn(page);
  }
  await page.mouse.move(2, 2);
}

/** Puts the sentence into its field, types a letter and takes it back. @param {Page} page */
async function typeAround(page) {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.press('End');
  await drawn(page);
  for (const key of ['s', 'Backspace']) {
    await page.keyboard.press(key);
    await drawn(page);
  }
  await page.keyboard.press('Escape');
  await drawn(page);
}

for (const settings of [
  { ...SETTINGS, kind: /** @type {const} */ ('masked') },
  { ...SETTINGS, kind: /** @type {const} */ ('multi'), heads: 8, width: 16 },
]) {
  test(`${settings.kind}: with ${WORDS} words nothing keeps the page for longer than ${LONGEST} ms`, {
    settings,
  }, async ({ page }) => {
    // What one head does is the same in all kinds.
    const steps = (await stepIds(page)).filter(
      (step) => settings.kind === 'masked' || OF_MANY.includes(step),
    );
    /** @type {Map<string, number>} */
    const quickest = new Map();
    for (let round = 0; round < ROUNDS; round++) {
      const found = await longestTasks(page, async () => {
        for (const step of steps) {
          await mark(page, `going to ${step}`);
          await goTo(page, step);
          await drawn(page);
          await mark(page, `pointing in ${step}`);
          await pointAround(page);
          await mark(page, `typing in ${step}`);
          await typeAround(page);
        }
      });
      for (const [deed, ms] of found) quickest.set(deed, Math.min(ms, quickest.get(deed) ?? Infinity));
    }
    assert.equal(quickest.size, steps.length * 3);
    assert.ok(
      [...quickest.values()].every((ms) => ms > 0),
      'no task was seen',
    );
    const tooLong = [...quickest].filter(([, ms]) => ms > LONGEST).map(([deed, ms]) => `${deed}: ${ms} ms`);
    assert.deepEqual(tooLong, []);
  });
}

for (const settings of /** @type {const} */ ([
  { ...SETTINGS, kind: 'masked', step: 'weights' },
  { ...SETTINGS, kind: 'multi', heads: 8, width: 16, step: 'output' },
])) {
  test(`${settings.kind}: opening a link with ${WORDS} words keeps nothing for longer than ${LONGEST} ms`, {
    settings,
  }, async ({ page }) => {
    /** @type {number[]} */
    const longest = [];
    for (let round = 0; round < ROUNDS; round++) {
      // Nothing is known of the page in a new context, as for somebody who follows a link.
      const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
      const opened = await context.newPage();
      await opened.addInitScript(() => performance.mark('deed opening'));
      const found = await longestTasks(opened, async () => {
        await opened.goto(page.url());
        await opened.locator('softlook-matrix canvas').first().waitFor();
        await drawn(opened);
      });
      longest.push(found.get('opening') ?? 0);
      await context.close();
    }
    assert.ok(Math.min(...longest) > 0, 'no task was seen');
    assert.ok(Math.min(...longest) <= LONGEST, `${longest.join(' ms, ')} ms`);
  });
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
