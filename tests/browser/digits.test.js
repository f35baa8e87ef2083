/** Every number on the page is the core's: in the cells, in the arithmetic and in the tables. */
import assert from 'node:assert/strict';
import { settingsWith } from '../../web/src/state/kinds.js';
import { KINDS } from '../../web/src/state/settings.js';
import { becomes, cell, goTo, print, rowsOf, showsDigits, stagesOf, stepIds, traceOf } from './figure.js';
import { site } from './site.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** @type {Partial<Settings>} */
const SETTINGS = {
  sentence: 'The cat is tired.',
  context: 'Il dort.',
  heads: 2,
  focus: 1,
};

/** @param {string} text @returns {string[]} the numbers in it, as printed */
const numbersIn = (text) => text.match(/−?(?:\d+(?:\.\d+)?|∞)/g) ?? [];

/** @param {Page} page @param {number} heads @param {(step: string, head: number) => Promise<void>} check */
async function everyStepAndHead(page, heads, check) {
  for (const step of await stepIds(page)) {
    await goTo(page, step);
    const buttons = page.locator('.head-tabs button');
    const count = await buttons.count();
    assert.ok(count === 0 || count === heads, `${step} has ${count} buttons for ${heads} heads`);
    for (let head = 0; head < Math.max(1, count); head++) {
      if (count > 0) await buttons.nth(head).click();
      await check(step, head);
    }
    if (count > 0) await buttons.first().click();
  }
}

for (const kind of KINDS) {
  test(`${kind}: the digits in the cells and in the tables of every step and head are the core's`, {
    settings: { ...SETTINGS, kind },
  }, async ({ page, settings }) => {
    const trace = traceOf(settings);
    await page.getByRole('button', { name: 'Show as table' }).click();
    await everyStepAndHead(page, trace.numHeads, async (step, head) => {
      await showsDigits(page, settings, step, head);
      const expected = stagesOf(trace, step, head).all.map((stage) => [
        `${stage.id}/${stage.head}`,
        rowsOf(stage, (v) => print(v, settings.digits)),
      ]);
      const read = () =>
        page
          .locator('table[data-stage]')
          .evaluateAll((tables) =>
            tables.map((table) => [
              table.getAttribute('data-stage'),
              [...table.querySelectorAll('tbody tr')].map((tr) =>
                [...tr.querySelectorAll('td')].map((td) => td.textContent),
              ),
            ]),
          );
      const order = (/** @type {any[]} */ tables) => tables.sort((a, b) => (a[0] < b[0] ? -1 : 1));
      await becomes(
        async () => order(await read()),
        order(expected),
        `tables of ${kind}, ${step}, head ${head}`,
      );
    });
  });
}

/**
 * The rows of numbers that the panel has to list.
 * @param {Explanation} e
 * @param {(value: number) => string} show
 * @param {(column: number) => number} weight
 */
function listed(e, show, weight) {
  if (e.operation === 'product' || e.operation === 'productTransposed') {
    return [...e.terms.map((t) => [show(t.left), show(t.right), show(t.product)]), [show(e.computed)]];
  }
  if (e.operation !== 'softmax') return [];
  const exponentials = e.exponentials ?? [];
  const rows = e.terms.map((t, j) => [show(t.left), show(exponentials[j]), show(weight(j))]);
  return [...rows, [show(e.sum ?? 0)]];
}

for (const kind of KINDS) {
  test(`${kind}: the arithmetic of a hovered cell has the core's terms, to the digit`, {
    settings: { ...SETTINGS, kind, head: 1, digits: 3 },
  }, async ({ page, settings }) => {
    const trace = traceOf(settings);
    const show = (/** @type {number} */ v) => print(v, 3);
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      const head = trace.numHeads > 1 ? 1 : 0;
      for (const stage of stagesOf(trace, step, head).results) {
        const row = stage.rows - 1;
        const column = Math.min(1, stage.cols - 1);
        const explanation = trace.explain({ stage: stage.id, head: Math.max(0, stage.head), row, column });
        await cell(page, `${stage.id}/${stage.head}`, row, column).hover();
        const panel = page.locator('.panel .arithmetic');
        const value = show(stage.data[row * stage.cols + column]);
        const what = `${kind}, ${step}, ${stage.id}`;
        await becomes(
          async () => numbersIn((await panel.locator('h3').innerText()).split('=')[1] ?? ''),
          [value],
          what,
        );
        const rows = () =>
          panel
            .locator('.terms tbody tr, .terms tfoot tr')
            .evaluateAll((all) =>
              all.map((tr) =>
                [...tr.querySelectorAll('td')]
                  .map((td) => td.textContent ?? '')
                  .filter((t) => /[\d∞]/.test(t)),
              ),
            );
        await becomes(
          rows,
          listed(explanation, show, (j) => stage.data[row * stage.cols + j]),
          what,
        );
        if (stage.operation === 'input') continue;
        // The line ends with the number, and begins the sum with the factors as they are.
        const line = (await panel.locator('p.line').innerText()).replace(/\s+/g, ' ');
        assert.equal(numbersIn(line.slice(line.search(/[=≈][^=≈]*$/)))[0], value, line);
        const [first] = explanation.terms;
        const start =
          stage.operation === 'softmax' ? show(explanation.exponentials?.[column] ?? 0) : show(first.left);
        if (!['copy', 'concatenate'].includes(stage.operation))
          assert.ok(line.includes(start), `${start} in ${line}`);
      }
    }
  });
}

for (const digits of [0, 4]) {
  test(`with ${digits} digits every cell is printed with ${digits} digits`, {
    settings: { ...SETTINGS, sentence: 'It sat', kind: 'masked', digits },
  }, async ({ page, settings }) => {
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      await showsDigits(page, settings, step);
    }
  });
}

test("sentences of one word and of many words show the core's digits too", {
  settings: { sentence: 'Hm', kind: 'multi', step: 'output' },
}, async ({ page, settings, reopen, url }) => {
  await showsDigits(page, settings, 'output');
  const long = settingsWith({
    sentence: 'one two three four five six seven eight nine ten',
    kind: 'plain',
    step: 'weights',
  });
  const other = await reopen(
    `${url}#${new URLSearchParams({ sentence: long.sentence, kind: 'plain', step: 'weights' })}`,
  );
  await other.locator('softlook-matrix .cell').first().waitFor();
  await showsDigits(other, long, 'weights');
});

test('where numbers do not fit, the one under the pointer or the keyboard is told all the same', {
  settings: { sentence: Array.from({ length: 60 }, (_, i) => `w${i}`).join(' '), step: 'weights' },
}, async ({ page, settings }) => {
  const { data, cols } = traceOf(settings).stage('weights');
  const matrix = page.locator('softlook-matrix[data-key="weights/0"]');
  assert.equal(await matrix.locator('canvas').count(), 1);
  const box = await matrix.boundingBox();
  assert.ok(box);
  const [row, column] = [41, 17];
  const at = (/** @type {number} */ i) => ({
    x: ((column + 0.5) / cols) * box.width,
    y: ((i + 0.5) / cols) * box.height,
  });
  await matrix.hover({ position: at(row) });
  const heading = async () => (await page.locator('.panel h3').first().innerText()).trim();
  await becomes(heading, `weight(w41, w17) = ${print(data[row * cols + column])}`);
  await matrix.click({ position: at(row) });
  await matrix.locator('.cell').focus();
  await page.keyboard.press('ArrowDown');
  const label = () => matrix.locator('.cell').getAttribute('aria-label');
  await becomes(label, `query w42, key w17, weight ${print(data[(row + 1) * cols + column])}`);
});
