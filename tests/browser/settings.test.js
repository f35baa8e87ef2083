/** Every control changes what it says, and the numbers follow. */
import assert from 'node:assert/strict';
import { settingsWith, withChanges } from '../../web/src/state/kinds.js';
import { becomes, cell, goTo, showsDigits } from './figure.js';
import { site } from './site.js';

const { page: test } = await site();

/** @param {import('./tools.js').Page} page @param {string} name @param {string} value */
async function enter(page, name, value) {
  const field = page.getByRole('spinbutton', { name, exact: true });
  await field.fill(value);
  await field.press('Enter');
}

test('the kinds of attention are one choice, and each shows its own numbers', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  const names = { Plain: 'plain', Masked: 'masked', 'Multi-head': 'multi', Cross: 'cross', Self: 'self' };
  for (const [name, kind] of Object.entries(names)) {
    await page.getByRole('radio', { name, exact: true }).check({ force: true });
    await showsDigits(page, withChanges(settings, { kind: /** @type {any} */ (kind) }), 'scores');
  }
});

test('width, heads, head width, scale, mask and seed each change the numbers as the core says', {
  settings: { kind: 'multi', step: 'weights' },
}, async ({ page, settings }) => {
  const now = { ...settings };
  const more = (/** @type {string} */ name) =>
    page.getByRole('button', { name: `more: ${name}`, exact: true });
  await more('width').click();
  now.width += 1;
  await showsDigits(page, now, 'weights');
  await more('heads').click();
  now.heads += 1;
  await showsDigits(page, now, 'weights');
  await page.getByRole('button', { name: /^Options/ }).click();
  await enter(page, 'head width', '3');
  now.headWidth = 3;
  await showsDigits(page, now, 'weights');
  await page.getByRole('checkbox', { name: 'causal' }).check();
  now.causal = true;
  await showsDigits(page, now, 'weights');
  await page.getByRole('checkbox', { name: '÷ √d' }).uncheck();
  now.scaled = false;
  await showsDigits(page, now, 'weights');
  await enter(page, 'seed', '123');
  now.seed = 123;
  await showsDigits(page, now, 'weights');
  await page.getByRole('button', { name: 'Another seed' }).click();
  now.seed = 124;
  await showsDigits(page, now, 'weights');
  await page.getByRole('button', { name: 'less: seed' }).click();
  now.seed = 123;
  await showsDigits(page, now, 'weights');
});

test('scaling that is off says so in its step', { settings: { scaled: false } }, async ({
  page,
  settings,
}) => {
  await goTo(page, 'scaledScores');
  await page.getByText('Scaling is off').first().waitFor();
  await showsDigits(page, settings, 'scaledScores');
});

test('digits and colours change how numbers look', { settings: { step: 'weights' } }, async ({
  page,
  settings,
}) => {
  await page.getByRole('button', { name: 'more: digits' }).click();
  await showsDigits(page, { ...settings, digits: 3 }, 'weights');
  const colors = () =>
    page
      .locator('softlook-matrix .cell')
      .evaluateAll((all) => all.map((e) => getComputedStyle(e).backgroundColor));
  const before = await colors();
  await page.getByRole('combobox', { name: 'colours' }).selectOption('cividis');
  await becomes(async () => JSON.stringify(await colors()) === JSON.stringify(before), false);
});

test('a number that is out of range is not taken, and the field says what is', {
  settings: { step: 'words' },
}, async ({ page, settings }) => {
  const width = page.getByRole('spinbutton', { name: 'width', exact: true });
  for (const bad of ['65', '0', '-3', '1.5', '']) {
    await enter(page, 'width', bad);
    const message = () => width.evaluate((e) => /** @type {HTMLInputElement} */ (e).validationMessage);
    await becomes(async () => /1.*64/.test(await message()), true, `after "${bad}"`);
    await showsDigits(page, settings, 'words');
  }
  await enter(page, 'width', '3');
  await showsDigits(page, { ...settings, width: 3 }, 'words');
});

test('what is being typed into a number field outlasts a look at a matrix', {
  settings: { step: 'words' },
}, async ({ page, settings }) => {
  const seed = page.getByRole('spinbutton', { name: 'seed' });
  await seed.fill('12');
  await cell(page, 'embeddings/-1', 3, 3).hover();
  await page.locator('.panel h3', { hasText: 'doing' }).waitFor();
  assert.equal(await seed.inputValue(), '12');
  await seed.press('Enter');
  await showsDigits(page, { ...settings, seed: 12 }, 'words');
});

test('a stepper stops at the ends of its range', { settings: { kind: 'multi', heads: 8 } }, async ({
  page,
}) => {
  const more = page.getByRole('button', { name: 'more: heads' });
  assert.ok((await more.isDisabled()) || (await more.getAttribute('aria-disabled')) === 'true');
  await page.getByRole('button', { name: 'less: heads' }).click();
  await becomes(() => page.getByRole('spinbutton', { name: 'heads' }).inputValue(), '7');
  assert.equal(await more.isEnabled(), true);
});

test('heads, projections, the mask and the second sentence can be set in every kind, and name it', {}, async ({
  page,
}) => {
  const marked = async () => ({
    kind: await page.locator('.kinds input:checked').evaluateAll(([e]) => e?.getAttribute('value') ?? ''),
    name: (await page.locator('.kinds output').allInnerTexts()).join(),
  });
  const radio = (/** @type {string} */ name) => page.getByRole('radio', { name, exact: true });
  const box = (/** @type {string} */ name) => page.getByRole('checkbox', { name, exact: true });
  await radio('Masked').check({ force: true });
  await page.getByRole('button', { name: 'more: heads', exact: true }).click();
  await becomes(marked, { kind: '', name: 'Masked multi-head attention' });
  await showsDigits(page, settingsWith({ heads: 2, causal: true }), 'words');
  await box('second sentence').check();
  await becomes(marked, { kind: '', name: 'Masked multi-head cross-attention' });
  await box('causal').uncheck();
  await becomes(marked, { kind: 'cross', name: 'Multi-head cross-attention' });
  await box('projections').uncheck();
  await becomes(marked, { kind: '', name: 'Plain cross-attention' });
  await box('second sentence').uncheck();
  await becomes(marked, { kind: 'plain', name: '' });
  // Several heads are of projections: whoever wants them gets both.
  await page.getByRole('button', { name: 'more: heads', exact: true }).click();
  await becomes(marked, { kind: 'multi', name: '' });
  await goTo(page, 'scores');
  await showsDigits(page, settingsWith({ heads: 2 }), 'scores');
  await radio('Self').check({ force: true });
  await becomes(marked, { kind: 'self', name: '' });
  await page.getByRole('button', { name: 'Undo' }).click();
  await becomes(marked, { kind: 'multi', name: '' });
});

test("the colour theme goes from the system's to the other one, to its own and back", {
  colorScheme: 'light',
}, async ({ page }) => {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const figure = () => page.locator('self-attention').evaluate((e) => getComputedStyle(e).backgroundColor);
  const light = await background();
  const button = page.getByRole('button', { name: /colour theme/i });
  await button.click();
  await becomes(async () => (await background()) !== light, true);
  assert.equal(await figure(), await background());
  await button.click();
  await becomes(background, light);
  await button.click();
  await becomes(background, light);
  await page.emulateMedia({ colorScheme: 'dark' });
  await becomes(async () => (await background()) !== light, true);
  assert.equal(await figure(), await background());
});
