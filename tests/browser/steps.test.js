/** The walk through the steps: the list, the buttons, the keys, the heads. */
import assert from 'node:assert/strict';
import { answered, becomes, goTo, pictureOf, readPicture, showsDigits, stepIds, traceOf } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** @param {Page} page id of the step that is marked as the current one */
const current = (page) => page.locator('[data-step][aria-current=step]').getAttribute('data-step');

/** @param {Page} page the head whose button is pressed */
const head = (page) => page.locator('.head-tabs [aria-pressed=true]').innerText();

const WALKS = /** @type {const} */ ({
  plain: ['words', 'projections', 'scores', 'scaledScores', 'weights', 'output'],
  self: ['words', 'projections', 'scores', 'scaledScores', 'weights', 'output'],
  masked: ['words', 'projections', 'scores', 'scaledScores', 'maskedScores', 'weights', 'output'],
  multi: [
    'words',
    'projections',
    'scores',
    'scaledScores',
    'weights',
    'headOutput',
    'concatenated',
    'output',
  ],
  cross: [
    'words',
    'projections',
    'scores',
    'scaledScores',
    'weights',
    'headOutput',
    'concatenated',
    'output',
  ],
});

for (const [kind, steps] of Object.entries(WALKS)) {
  test(`the steps of ${kind} are listed by number, each with its title, its question and its picture`, {
    settings: { kind: /** @type {any} */ (kind) },
  }, async ({ page }) => {
    assert.deepEqual(await stepIds(page), steps);
    for (const [i, step] of steps.entries()) {
      await goTo(page, step);
      const title = await page.locator(`[data-step=${step}] .title`).innerText();
      assert.match(title, new RegExp(`^${i + 1} · \\S`));
      assert.equal(await page.locator('section.picture h2').innerText(), title);
      assert.match(await page.locator('.ask').innerText(), /\S.+\S/);
      // What is said has no gaps left.
      assert.doesNotMatch(await page.locator('self-attention').innerText(), /\{\w+\}|undefined|NaN|\[object/);
    }
    const plain = () =>
      page.locator('[data-step] canvas').evaluateAll((all) =>
        all.map((canvas) => {
          const { width, height } = /** @type {HTMLCanvasElement} */ (canvas);
          const pixels = /** @type {HTMLCanvasElement} */ (canvas)
            .getContext('2d')
            ?.getImageData(0, 0, width, height).data;
          return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(4))).size < 2;
        }),
      );
    await becomes(
      plain,
      steps.map(() => false),
      'a thumbnail shows nothing',
    );
  });
}

test('Next and Back, and the arrow keys, go one step and stop at the ends', {}, async ({ page }) => {
  const steps = WALKS.self;
  const next = page.getByRole('button', { name: 'Next' });
  const back = page.getByRole('button', { name: 'Back' });
  assert.equal(await back.getAttribute('aria-disabled'), 'true');
  for (const step of steps.slice(1)) {
    await next.click();
    await becomes(() => current(page), step);
  }
  assert.equal(await next.getAttribute('aria-disabled'), 'true');
  await page.keyboard.press('ArrowRight');
  await becomes(() => current(page), 'output');
  for (const step of steps.slice(0, -1).reverse()) {
    await page.keyboard.press('ArrowLeft');
    await becomes(() => current(page), step);
  }
  await page.keyboard.press('ArrowLeft');
  await becomes(() => current(page), 'words');
});

test('Space plays the walk from the start and pauses it', { before: (page) => page.clock.install() }, async ({
  page,
}) => {
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Pause' }).waitFor();
  for (const step of WALKS.self.slice(1)) {
    await page.clock.runFor(2700);
    await becomes(() => current(page), step);
  }
  await page.clock.runFor(2700);
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.keyboard.press('Space');
  await becomes(() => current(page), 'words');
  await page.keyboard.press('Space');
  await page.getByRole('button', { name: 'Play' }).waitFor();
  await page.clock.runFor(10_000);
  assert.equal(await current(page), 'words');
});

test('the digits choose a head, and only one that there is', {
  settings: { kind: 'multi', heads: 3, width: 6, step: 'scores' },
}, async ({ page, settings }) => {
  await page.keyboard.press('3');
  await becomes(() => head(page), '3');
  await showsDigits(page, settings, 'scores', 2);
  await page.keyboard.press('9');
  await page.keyboard.press('1');
  await becomes(() => head(page), '1');
  await showsDigits(page, settings, 'scores', 0);
});

test('a question mark lists the keys; Escape closes the list', {}, async ({ page }) => {
  await page.keyboard.press('?');
  const dialog = page.getByRole('dialog', { name: 'Keys' });
  await dialog.waitFor();
  for (const key of ['← →', 'Space', 'F2', 'Escape'])
    assert.ok((await dialog.innerText()).includes(key), key);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await current(page), 'words', 'a key reached the page behind the list');
});

test('keys that are typed into a field stay there', { settings: { kind: 'multi' } }, async ({ page }) => {
  await page.keyboard.press('e');
  const field = page.getByRole('textbox', { name: 'Sentence', exact: true });
  await field.fill('');
  await page.keyboard.type('2 e? ');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await field.inputValue(), '2 e? ');
  assert.equal(await current(page), 'words');
  assert.equal(await head(page), '1');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.getByRole('button', { name: 'Pause' }).count(), 0);
});

test('browser keys with Ctrl, Alt or Meta are left to the browser', { settings: { kind: 'multi' } }, async ({
  page,
}) => {
  for (const key of ['Control+ArrowRight', 'Alt+ArrowRight', 'Meta+ArrowRight', 'Control+2'])
    await page.keyboard.press(key);
  assert.equal(await current(page), 'words');
  assert.equal(await head(page), '1');
});

test('a matrix that two steps share keeps its size', {
  settings: { kind: 'masked', sentence: 'The cat sat on the mat.' },
}, async ({ page }) => {
  /** @type {Map<string, string>} */
  const sizes = new Map();
  for (const step of WALKS.masked) {
    await goTo(page, step);
    await readPicture(page);
    const boxes = await page.locator('softlook-matrix').evaluateAll((all) =>
      all.map((e) => {
        const element = /** @type {HTMLElement} */ (e);
        return [element.dataset.key ?? '', `${element.offsetWidth}×${element.offsetHeight}`];
      }),
    );
    for (const [key, size] of boxes) {
      assert.equal(sizes.get(key) ?? size, size, `${key} in ${step}`);
      sizes.set(key, size);
    }
  }
});

test('the weights of all heads stand side by side, and one is chosen by a click', {
  settings: { kind: 'multi', heads: 4, step: 'weights' },
}, async ({ page, settings }) => {
  const pictures = page.locator('.head-grid canvas');
  assert.equal(await pictures.count(), 4);
  const different = async () => {
    const drawn = await pictures.evaluateAll((all) =>
      all.map((canvas) => /** @type {HTMLCanvasElement} */ (canvas).toDataURL()),
    );
    return new Set(drawn).size;
  };
  await becomes(different, 4, 'two heads look the same');
  await page.locator('.head-grid').getByRole('button', { name: 'head 3' }).click();
  await becomes(() => head(page), '3');
  await showsDigits(page, settings, 'weights', 2);
});

test('on paper all steps stand one below the other, with their numbers', {
  settings: { kind: 'masked', step: 'scores', theme: 'dark' },
}, async ({ page, settings }) => {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  const sections = page.locator('.paper section');
  await becomes(() => sections.count(), WALKS.masked.length);
  const trace = traceOf(settings);
  for (const [i, step] of WALKS.masked.entries()) {
    const texts = sections.nth(i).locator('softlook-matrix .cell').allInnerTexts();
    const expected = Object.values(pictureOf(trace, step)).flat(2);
    assert.deepEqual(new Set(await texts), new Set(expected), step);
  }
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await becomes(() => sections.count(), 0);
});

test('keys without Ctrl are switched off where a reader does not want them, and stay off in the link', {
  settings: { kind: 'multi' },
}, async ({ page }) => {
  await page.keyboard.press('?');
  await page.getByRole('dialog').getByRole('checkbox').uncheck();
  await page.keyboard.press('Escape');
  // Until it has closed, the space would tick the box again.
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  for (const key of ['ArrowRight', '2', 'e', '?', 'Space']) await page.keyboard.press(key);
  await answered(page);
  assert.equal(await current(page), 'words');
  assert.equal(await head(page), '1');
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.equal(await page.getByRole('textbox', { name: 'Sentence', exact: true }).count(), 0);
  await becomes(() => page.evaluate(() => location.hash.includes('keys=off')), true);
  await page.reload();
  await page.locator('softlook-matrix .cell').first().waitFor();
  await page.keyboard.press('ArrowRight');
  await answered(page);
  assert.equal(await current(page), 'words');
});
