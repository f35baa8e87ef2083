/** Pointing at a number, pinning it, and following one word through all the steps. */
import assert from 'node:assert/strict';
import { answered, becomes, cell, goTo, print, stagesOf, stepIds, traceOf } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('softlook').Trace} Trace */
/** @typedef {import('softlook').Stage} Stage */

const { page: test } = await site();

/**
 * The cells inside rings, as `key row column` in the terms of the core, without the ring of the focused word.
 * @param {Page} page
 */
function ringed(page) {
  return page.locator('softlook-matrix').evaluateAll((all) =>
    all
      .flatMap((matrix) => {
        const key = /** @type {HTMLElement} */ (matrix).dataset.key ?? '';
        const rings = [...(matrix.shadowRoot?.querySelectorAll('.ring:not(.focus)') ?? [])].map((r) =>
          r.getBoundingClientRect(),
        );
        const rows = [...(matrix.shadowRoot?.querySelectorAll('.row') ?? [])];
        const found = [];
        for (const [i, row] of rows.entries()) {
          for (const [j, c] of [...row.querySelectorAll('.cell')].entries()) {
            const box = c.getBoundingClientRect();
            const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
            const inside = rings.some((r) => x > r.left && x < r.right && y > r.top && y < r.bottom);
            const turned = key.endsWith('/T');
            if (inside)
              found.push(`${key.replace('/T', '').replace(/#\d+$/, '')} ${turned ? j : i} ${turned ? i : j}`);
          }
        }
        return found;
      })
      .sort(),
  );
}

/**
 * The cells a cell was made from, and itself.
 * @param {Trace} trace
 * @param {Stage} stage
 * @param {number} row
 * @param {number} column
 */
function sources(trace, stage, row, column) {
  const { terms } = trace.explain({ stage: stage.id, head: Math.max(0, stage.head), row, column });
  const cells = new Set([`${stage.id}/${stage.head} ${row} ${column}`]);
  for (const { from } of terms) {
    for (const s of [from.left, from.right]) if (s) cells.add(`${s.stage}/${s.head} ${s.row} ${s.column}`);
  }
  return [...cells].sort();
}

for (const kind of /** @type {const} */ (['masked', 'cross'])) {
  test(`${kind}: pointing at a number lights up exactly the cells it was made from`, {
    settings: { kind, width: 4, heads: 2, head: 1, focus: -1 },
  }, async ({ page, settings }) => {
    const trace = traceOf(settings);
    const head = trace.numHeads - 1;
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      for (const stage of stagesOf(trace, step, head).results) {
        const [row, column] = [stage.rows - 2, 1];
        await cell(page, `${stage.id}/${stage.head}`, row, column).hover();
        await becomes(
          () => ringed(page),
          sources(trace, stage, row, column),
          `${kind}, ${step}, ${stage.id}`,
        );
      }
    }
  });
}

/** q(you) = 1, 1, 0, 0: its scores are sums of two numbers, some of which add up as printed. */
const SHORT_QUERY = [1, 1, 0, 0].map((value, column) => ({
  stage: /** @type {const} */ ('queries'),
  head: 0,
  row: 2,
  column,
  value,
}));

test('the arithmetic reads q(you) · k(How) = …, with ≈ where the printed digits do not add up to the result', {
  settings: { step: 'scores', edits: SHORT_QUERY },
}, async ({ page, settings }) => {
  const trace = traceOf(settings);
  const factor = (/** @type {number} */ v) => (print(v).startsWith('−') ? `(${print(v)})` : print(v));
  const signs = new Set();
  for (const [column, key] of trace.tokens.entries()) {
    await cell(page, 'scores/0', 2, column).hover();
    const { terms, computed } = trace.explain({ stage: 'scores', row: 2, column });
    const added = terms.reduce((sum, t) => sum + Number(t.left.toFixed(2)) * Number(t.right.toFixed(2)), 0);
    const sign = print(added) === print(computed) ? '=' : '≈';
    signs.add(sign);
    const sum = terms.map((t) => `${factor(t.left)} × ${factor(t.right)}`).join(' + ');
    const line = async () => (await page.locator('.panel p.line').innerText()).replace(/\s+/g, ' ').trim();
    await becomes(line, `q(you) · k(${key}) = ${sum} ${sign} ${print(computed)}`);
  }
  assert.equal(signs.size, 2, 'the sentence has no example of both signs');
});

test('a click pins a number, so that pointing elsewhere leaves it; a second click or Escape lets go', {
  settings: { step: 'weights', focus: -1 },
}, async ({ page }) => {
  const heading = () => page.locator('.panel h3').first().innerText();
  const pinned = page.locator('.panel .pill', { hasText: 'pinned' });
  await cell(page, 'weights/0', 1, 1).click();
  await pinned.waitFor();
  const before = await heading();
  assert.match(before, /are, are/);
  await cell(page, 'weights/0', 3, 0).hover();
  await answered(page);
  assert.equal(await heading(), before);
  await page.mouse.move(2, 2);
  await answered(page);
  assert.equal(await heading(), before);
  await page.keyboard.press('Escape');
  await pinned.waitFor({ state: 'detached' });
  await cell(page, 'weights/0', 1, 1).click();
  await pinned.waitFor();
  await page.mouse.move(2, 2);
  await cell(page, 'weights/0', 1, 1).click({ delay: 30 });
  await pinned.waitFor({ state: 'detached' });
  await page.locator('.panel').getByRole('button', { name: 'Pin' }).click();
  await pinned.waitFor();
  await page.locator('.panel').getByRole('button', { name: 'Let go' }).click();
  await pinned.waitFor({ state: 'detached' });
});

test('a pinned number outlasts a new sentence as long as it has its place', {
  settings: { step: 'weights', focus: -1 },
}, async ({ page, settings }) => {
  await cell(page, 'weights/0', 1, 1).click();
  await page.locator('.panel .pill', { hasText: 'pinned' }).waitFor();
  await page.getByRole('spinbutton', { name: 'seed' }).fill('9');
  await page.keyboard.press('Enter');
  const { data, cols } = traceOf({ ...settings, seed: 9 }).stage('weights');
  await becomes(
    async () => (await page.locator('.panel h3').first().innerText()).includes(`= ${print(data[cols + 1])}`),
    true,
  );
  assert.equal(await page.locator('.panel .pill', { hasText: 'pinned' }).count(), 1);
});

test('choosing a word shades the words by its weights, draws its arcs and lists them', {
  settings: { sentence: 'The cat sat because it was tired.', focus: -1 },
}, async ({ page, settings }) => {
  assert.equal(await page.locator('softlook-sentence path').count(), 0);
  await page.getByRole('button', { name: /^it/ }).click();
  const row = traceOf(settings).stage('weights');
  const weights = Array.from(row.data.subarray(4 * row.cols, 5 * row.cols));
  await becomes(
    () => page.locator('.looks tr').evaluateAll((all) => all.map((tr) => tr.lastElementChild?.textContent)),
    weights.map((w) => print(w)),
  );
  const wide = await page
    .locator('.looks td.bar span')
    .evaluateAll((all) => all.map((e) => Number.parseFloat(/** @type {HTMLElement} */ (e).style.width)));
  for (const [i, w] of weights.entries())
    assert.ok(Math.abs(wide[i] - 100 * w) < 0.01, `bar ${i} is ${wide[i]} % for ${w}`);
  assert.equal(await page.locator('softlook-sentence path').count(), weights.filter((w) => w >= 0.02).length);
  const lightness = await page
    .locator('[data-query]')
    .evaluateAll((all) =>
      all.map((e) =>
        (getComputedStyle(e).backgroundColor.match(/\d+/g) ?? []).reduce((sum, c) => sum + Number(c), 0),
      ),
    );
  // Darker means more attention.
  const order = (/** @type {number[]} */ numbers, /** @type {number} */ sign) =>
    numbers.map((_, i) => i).sort((a, b) => sign * (numbers[a] - numbers[b]));
  const byWeight = order(weights, -1);
  assert.equal(order(lightness, 1)[0], byWeight[0], 'the word looked at most is the darkest');
  for (let i = 1; i < byWeight.length; i++) assert.ok(lightness[byWeight[i]] >= lightness[byWeight[i - 1]]);
  const spoken = await page.locator('[data-query="1"]').getAttribute('aria-label');
  assert.equal(spoken, `cat, weight ${print(weights[1])}`);
});

for (const [method, stage] of /** @type {const} */ ([
  ['localGlobal', 'localWeights'],
  ['linear', 'linearWeights'],
])) {
  test(`what a word looks at is what its output is made of: ${method}`, {
    settings: { method },
  }, async ({ page, settings }) => {
    const { data, cols } = traceOf(settings).stage(stage);
    const weights = Array.from(data.subarray(2 * cols, 3 * cols));
    await becomes(
      () => page.locator('.looks tr').evaluateAll((all) => all.map((tr) => tr.lastElementChild?.textContent)),
      weights.map((w) => print(w)),
    );
    // What is not looked at at all has no bar.
    const bars = weights.filter((w) => w > 0).length;
    assert.equal(await page.locator('.looks td.bar span').count(), bars);
  });
}

test('of a sentence that has become shorter the last word is the chosen one, until it is long enough again', {
  settings: { focus: 3 },
}, async ({ page, settings }) => {
  const chosen = () => page.locator('[data-query][aria-pressed=true]').allInnerTexts();
  await becomes(chosen, ['doing']);
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.keyboard.type('Hello you');
  await page.keyboard.press('Enter');
  await becomes(chosen, ['you']);
  const { data } = traceOf({ ...settings, sentence: 'Hello you' }).stage('weights');
  await becomes(
    () => page.locator('.looks tr').evaluateAll((all) => all.map((tr) => tr.lastElementChild?.textContent)),
    [print(data[2]), print(data[3])],
  );
  await page.getByRole('button', { name: 'Undo' }).click();
  await becomes(chosen, ['doing']);
});

test('the chosen word has its row framed in every step that has one, and a second click lets it go', {
  settings: { focus: 1 },
}, async ({ page, settings }) => {
  const trace = traceOf(settings);
  for (const step of await stepIds(page)) {
    await goTo(page, step);
    const expected = stagesOf(trace, step, 0)
      .all.filter((s) => s.rowAxis === 'queryToken')
      .map((s) => `${s.id}/${s.head}`)
      .sort();
    const framed = () =>
      page
        .locator('softlook-matrix')
        .evaluateAll((all) =>
          [
            ...new Set(
              all
                .filter((m) => m.shadowRoot?.querySelector('.ring.focus'))
                .map((m) => m.getAttribute('data-key')?.replace(/#\d+$/, '')),
            ),
          ].sort(),
        );
    await becomes(framed, expected, step);
  }
  await page.locator('[data-query="1"]').click();
  await becomes(() => page.locator('softlook-matrix .ring.focus').count(), 0);
  const panel = page.getByRole('complementary', { name: 'Arithmetic' });
  await panel.getByText('Choose a word of the sentence').waitFor();
});

test('in cross-attention the words of the second sentence are shaded, and arcs lead down to them', {
  settings: { kind: 'cross', heads: 1, focus: 0 },
}, async ({ page, settings }) => {
  const { data, cols } = traceOf(settings).stage('weights');
  const strong = Array.from(data.subarray(0, cols)).filter((w) => w >= 0.02).length;
  await becomes(() => page.locator('softlook-sentence path').count(), strong);
  const shaded = await page
    .locator('[data-key]')
    .evaluateAll(
      (all) => all.filter((e) => /** @type {HTMLElement} */ (e).style.backgroundColor !== '').length,
    );
  assert.ok(shaded >= cols);
  const paths = await page
    .locator('softlook-sentence path')
    .evaluateAll((all) => all.map((p) => /** @type {SVGPathElement} */ (p).getBBox().height));
  for (const height of paths) assert.ok(height > 5, `an arc is ${height} high`);
});

test('every heatmap has its legend, its origin and its labels; queries and keys are named in words', {
  settings: { kind: 'masked' },
}, async ({ page, settings }) => {
  const trace = traceOf(settings);
  for (const step of await stepIds(page)) {
    await goTo(page, step);
    const matrices = await page.locator('softlook-matrix').count();
    assert.equal(await page.locator('softlook-equation .caption').count(), matrices);
    assert.equal(await page.locator('softlook-equation .origin').count(), matrices);
    const masks = stagesOf(trace, step, 0).all.some((s) => s.id === 'mask') ? 1 : 0;
    const legends = await page
      .locator('softlook-equation .legend')
      .evaluateAll((all) => all.map((e) => e.getAttribute('aria-label') ?? ''));
    assert.equal(legends.length, matrices - masks);
    for (const legend of legends) assert.match(legend, /^−?[\d.]+ … [\d.]+$/);
    const square = stagesOf(trace, step, 0).all.some(
      (s) => s.rowAxis === 'queryToken' && s.colAxis === 'keyToken',
    );
    const titles = await page.locator('softlook-equation .title').allInnerTexts();
    if (square)
      for (const word of ['query', 'key'])
        assert.ok(
          titles.some((t) => t.includes(word)),
          `${word} in ${step}`,
        );
    const labels = await page.locator('softlook-equation .label.token').allInnerTexts();
    for (const token of trace.tokens) assert.ok(labels.includes(token), `${token} in ${step}`);
  }
});

test('a masked number is hatched and reads −∞ before the softmax and 0 after it', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page }) => {
  const hatched = (/** @type {string} */ key) =>
    cell(page, key, 0, 1).evaluate((e) => getComputedStyle(e).backgroundImage.includes('gradient'));
  assert.equal(await cell(page, 'maskedScores/0', 0, 1).innerText(), '−∞');
  assert.equal(await hatched('maskedScores/0'), true);
  await goTo(page, 'weights');
  await becomes(() => cell(page, 'weights/0', 0, 1).innerText(), '0.00');
  assert.equal(await hatched('weights/0'), true);
});
