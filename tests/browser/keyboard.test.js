/** The page without a pointer: one tab stop a matrix, a grid that speaks, a focus that is never lost. */
import assert from 'node:assert/strict';
import { becomes, goTo, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/**
 * What has the focus, through all shadow roots: its role and name, its place in a grid, whether it can be seen.
 * @param {Page} page
 */
function focused(page) {
  return page.evaluate(() => {
    let at = document.activeElement;
    let matrix = '';
    while (at?.shadowRoot?.activeElement) {
      at = at.shadowRoot.activeElement;
      const host = /** @type {ShadowRoot} */ (at.getRootNode()).host;
      if (host.localName === 'softlook-matrix') matrix = /** @type {HTMLElement} */ (host).dataset.key ?? '';
    }
    if (!at || at === document.body) return { what: 'nothing', label: '', matrix, row: '', column: '' };
    const { labels } = /** @type {HTMLInputElement} */ (at);
    return {
      what: at.getAttribute('role') ?? at.localName,
      label:
        at.getAttribute('aria-label') ||
        at.textContent?.trim() ||
        labels?.[0].textContent ||
        at.getAttribute('title') ||
        '',
      matrix,
      row: at.closest('[role=row]')?.ariaRowIndex ?? '',
      column: at.ariaColIndex ?? '',
    };
  });
}

/** @param {Page} page row and column of the focused cell, from 1 */
const place = async (page) => {
  const { row, column } = await focused(page);
  return `${row},${column}`;
};

/** @param {Page} page @param {string} key goes on with Tab until a matrix has the focus */
async function tabTo(page, key) {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).matrix === key) return;
  }
  assert.fail(`Tab never reaches ${key}`);
}

test('Tab goes through the whole page, visibly, and stops at each matrix once', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page }) => {
  /** @type {string[]} */
  const stops = [];
  const matrices = [];
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    const { what, label, matrix } = await focused(page);
    if (what === 'nothing') break;
    if (matrix) matrices.push(matrix);
    stops.push(`${what} ${label}`);
    const visible = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      if (!(at instanceof HTMLElement)) return 'nothing';
      // The preview of an embedded figure is a document of its own, which shows the focus inside.
      if (at instanceof HTMLIFrameElement) return '';
      if (at.getAttribute('role') === 'gridcell') {
        return /** @type {ShadowRoot} */ (at.getRootNode()).querySelector('.cursor')
          ? ''
          : 'a cell without a frame';
      }
      const styled = /** @type {Element[]} */ ([at, at.parentElement, at.closest('.stepper')]).filter(
        Boolean,
      );
      const outlined = styled.some(
        (e) =>
          getComputedStyle(e).outlineStyle !== 'none' &&
          Number.parseFloat(getComputedStyle(e).outlineWidth) >= 2,
      );
      return outlined ? '' : `${at.localName} ${at.textContent}`;
    });
    assert.equal(visible, '', 'the focus cannot be seen');
  }
  assert.deepEqual(matrices.sort(), ['mask/-1', 'maskedScores/0', 'scaledScores/0']);
  assert.ok(stops.length > 25, `only ${stops.length} stops`);
  for (const stop of stops) assert.match(stop, /\S \S/, `a stop has no name: ${stop}`);
});

test('inside a matrix the arrows move, Home, End, Page Up and Page Down jump, and the edges hold', {
  settings: { sentence: 'a b c d e f g h', step: 'weights' },
}, async ({ page }) => {
  await tabTo(page, 'weights/0');
  const walk = [
    ['ArrowRight', '1,2'],
    ['ArrowDown', '2,2'],
    ['End', '2,8'],
    ['ArrowRight', '2,8'],
    ['Home', '2,1'],
    ['ArrowLeft', '2,1'],
    ['PageDown', '7,1'],
    ['PageDown', '8,1'],
    ['ArrowDown', '8,1'],
    ['PageUp', '3,1'],
    ['Control+End', '8,8'],
    ['Control+Home', '1,1'],
    ['ArrowUp', '1,1'],
  ];
  for (const [key, to] of walk) {
    await page.keyboard.press(key);
    assert.equal(await place(page), to, `after ${key}`);
  }
  // The step is still the same: the arrows at the edges do not leave the matrix.
  assert.equal(await page.locator('[aria-current=step]').getAttribute('data-step'), 'weights');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  assert.equal(await place(page), '2,1', 'the matrix remembers where the keyboard was');
});

test('a matrix is an ARIA grid whose cells say "query it, key cat, weight 0.62"', {
  settings: { sentence: 'The cat and it', step: 'weights' },
}, async ({ page, settings }) => {
  const grid = page.getByRole('grid', { name: /^attention weights, 4 rows, 4 columns/ });
  await grid.waitFor();
  assert.equal(await grid.getAttribute('aria-rowcount'), '4');
  assert.equal(await grid.getAttribute('aria-colcount'), '4');
  assert.equal(await grid.getByRole('row').count(), 4);
  assert.equal(await grid.getByRole('gridcell').count(), 16);
  await tabTo(page, 'weights/0');
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowRight']) await page.keyboard.press(key);
  const { what, label } = await focused(page);
  assert.equal(what, 'gridcell');
  assert.match(label, /^query it, key cat, weight \d\.\d\d$/);
  await showsDigits(page, settings, 'weights');
});

test('the cell under the keyboard is the one the arithmetic is about; Enter pins it, Escape lets go', {
  settings: { step: 'scores', focus: -1 },
}, async ({ page }) => {
  await tabTo(page, 'scores/0');
  await page.keyboard.press('ArrowDown');
  const heading = () => page.locator('.panel h3').first().innerText();
  await becomes(async () => (await heading()).startsWith('score(are, How)'), true);
  await page.keyboard.press('Enter');
  await page.locator('.panel .pill', { hasText: 'pinned' }).waitFor();
  await page.keyboard.press('ArrowDown');
  await becomes(async () => (await heading()).startsWith('score(are, How)'), true);
  await page.keyboard.press('Escape');
  await page.locator('.panel .pill').waitFor({ state: 'detached' });
});

test('F2 edits, Enter takes the number, and the focus is back on its cell', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await tabTo(page, 'scores/0');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'New number for query are, key How, score' }).waitFor();
  await page.keyboard.type('2.5');
  await page.keyboard.press('Enter');
  await showsDigits(
    page,
    { ...settings, edits: [{ stage: 'scores', head: 0, row: 1, column: 0, value: 2.5 }] },
    'scores',
  );
  await becomes(() => place(page), '2,1');
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await becomes(() => place(page), '2,1');
  await page.keyboard.press('Control+z');
  await showsDigits(page, settings, 'scores');
  await becomes(() => place(page), '2,1');
});

test('F2 on a mask hides the key, and the cell says so', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page }) => {
  await tabTo(page, 'mask/-1');
  await page.keyboard.press('F2');
  await becomes(async () => (await focused(page)).label, 'query How, key How, mask −∞, edited by hand');
});

test('after a change of step, head or kind the keyboard is where it was', {
  settings: { kind: 'multi', step: 'scores' },
}, async ({ page }) => {
  await page.locator('[data-step=weights]').focus();
  await page.keyboard.press('Enter');
  await page.locator('[data-step=weights][aria-current]').waitFor();
  assert.match((await focused(page)).label, /Softmax/);
  await page.locator('.head-tabs').getByRole('button', { name: 'head 2' }).focus();
  await page.keyboard.press('Enter');
  await becomes(async () => (await focused(page)).label, 'head 2');
  await page.getByRole('radio', { name: 'Multi-head' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Edit second sentence' }).waitFor();
  assert.equal((await focused(page)).what, 'input');
});

test('after undo and reset by keyboard the focus is still in the page', {
  settings: { step: 'scores', edits: [{ stage: 'scores', head: 0, row: 0, column: 0, value: 1 }] },
}, async ({ page }) => {
  await page.getByRole('button', { name: /^(Reset|Take all edits back)$/ }).focus();
  await page.keyboard.press('Enter');
  await becomes(() => page.locator('.tools .count').count(), 0);
  assert.notEqual((await focused(page)).what, 'nothing');
  await page.getByRole('button', { name: 'Undo' }).focus();
  await page.keyboard.press('Enter');
  await page.locator('.tools .count').waitFor();
  assert.match((await focused(page)).label, /Undo/);
});

test('the figure is walked by keyboard from the sentence to a pinned number', {}, async ({ page }) => {
  await page.keyboard.press('e');
  await page.keyboard.type('It works');
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await page.locator('[data-step=scores][aria-current]').waitFor();
  await tabTo(page, 'scores/0');
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  await page.locator('.panel .pill', { hasText: 'pinned' }).waitFor();
  await becomes(
    async () => (await page.locator('.panel h3').first().innerText()).split(' =')[0],
    'score(It, works)',
  );
  await goTo(page, 'weights');
});
