/** The sentence: typed, chosen, moved, and whatever is typed stays text. */
import assert from 'node:assert/strict';
import { becomes, showsDigits } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** @param {Page} page the words of the first sentence, as shown */
const words = (page) => page.locator('softlook-sentence [data-query]').allInnerTexts();

test('while a sentence is typed the numbers follow every letter', { settings: { step: 'scores' } }, async ({
  page,
  settings,
}) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  const field = page.getByRole('textbox', { name: 'Sentence', exact: true });
  assert.equal(await field.inputValue(), settings.sentence);
  let typed = '';
  // The sentence is selected, so that the first letter takes its place.
  for (const letter of 'It runs!') {
    await page.keyboard.type(letter);
    typed += letter;
    await showsDigits(page, { ...settings, sentence: typed }, 'scores');
  }
  await page.keyboard.press('Enter');
  await becomes(() => words(page), ['It', 'runs', '!']);
  await becomes(() => page.evaluate(() => document.activeElement?.tagName), 'SELF-ATTENTION');
  assert.equal(
    await page.getByRole('button', { name: 'Edit sentence' }).evaluate((e) => e.matches(':focus')),
    true,
  );
});

test('each example is one click, and the word worth following is chosen', {}, async ({ page, settings }) => {
  const examples = [
    ['The cat sat on the mat because it was tired.', 'it'],
    ['He fed the dog because it was hungry.', 'it'],
    ['How are you doing?', 'you'],
  ];
  for (const [sentence, word] of examples) {
    await page.getByRole('button', { name: sentence, exact: true }).click();
    await showsDigits(page, { ...settings, sentence }, 'words');
    await becomes(() => page.locator('[data-query][aria-pressed=true]').allInnerTexts(), [word]);
  }
});

test('the second sentence of cross-attention is typed like the first', {
  settings: { kind: 'cross', step: 'scores' },
}, async ({ page, settings }) => {
  await page.getByRole('button', { name: 'Edit second sentence' }).click();
  await page.keyboard.type('Fine');
  await showsDigits(page, { ...settings, context: 'Fine' }, 'scores');
  await page.keyboard.press('Escape');
  await becomes(() => page.locator('softlook-sentence [data-key]').allInnerTexts(), ['Fine']);
});

test('an empty sentence is told, and the last picture stays until there is a word again', {
  settings: { step: 'weights' },
}, async ({ page, settings }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill('   ');
  await page.getByText('Type at least one word').waitFor();
  await showsDigits(page, settings, 'weights');
  await page.keyboard.type('Again');
  await showsDigits(page, { ...settings, sentence: 'Again' }, 'weights');
  assert.equal(await page.getByText('Type at least one word').count(), 0);
});

test('a sentence of more words than fit is told, with both numbers', {}, async ({ page, settings }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  const field = page.getByRole('textbox', { name: 'Sentence', exact: true });
  await field.fill('a '.repeat(513));
  const problem = page.locator('softlook-sentence [role=alert]');
  await problem.waitFor();
  assert.match(await problem.innerText(), /513.*512/);
  await showsDigits(page, settings, 'words');
  await field.fill('short');
  await showsDigits(page, { ...settings, sentence: 'short' }, 'words');
});

const HOSTILE = '<img src=x onerror="window.hacked=1"> <script>window.hacked=1</script> {{x}} [q:x]';

test('markup in a sentence is shown as text wherever the words appear', {
  settings: { kind: 'cross', context: HOSTILE, focus: 0 },
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill(HOSTILE);
  await page.keyboard.press('Enter');
  await becomes(async () => (await words(page)).slice(0, 4), ['<', 'img', 'src', '=']);
  await page.getByRole('button', { name: 'Show as table' }).click();
  for (const step of await page.locator('[data-step]').all()) {
    await step.click();
    // Shadow roots are searched too.
    assert.equal(await page.locator('img, script:not([src])').count(), 0);
  }
  assert.equal(await page.evaluate(() => 'hacked' in window), false);
});

test('emoji, joined letters and texts from right to left are tokens like others', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  const sentence = '👩‍👩‍👧 שלום café \u202eevil';
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill(sentence);
  await showsDigits(page, { ...settings, sentence }, 'scores');
  await page.keyboard.press('Enter');
  assert.equal((await words(page))[0], '👩‍👩‍👧');
  // A word that turns its direction round does not turn the page round.
  const [first, last] = await page
    .locator('[data-query]')
    .evaluateAll((all) => [all[0], all[all.length - 1]].map((e) => e.getBoundingClientRect().x));
  assert.ok(first < last);
});

test('a word is moved with Alt and an arrow, and keeps the focus of the keyboard', {
  settings: { step: 'words', focus: -1 },
}, async ({ page, settings }) => {
  await page.locator('[data-query="1"]').focus();
  await page.keyboard.press('Alt+ArrowRight');
  await becomes(() => words(page), ['How', 'you', 'are', 'doing', '?']);
  await showsDigits(page, { ...settings, sentence: 'How you are doing ?' }, 'words');
  await becomes(() => page.locator('[data-query="2"]').evaluate((e) => e.matches(':focus')), true);
});

test('a word is moved by dragging it', { settings: { step: 'words', focus: -1 } }, async ({ page }) => {
  const from = await page.locator('[data-query="0"]').boundingBox();
  const to = await page.locator('[data-query="2"]').boundingBox();
  assert.ok(from && to);
  await page.mouse.move(from.x + 20, from.y + 15);
  await page.mouse.down();
  await page.mouse.move(to.x + 10, to.y + 15, { steps: 6 });
  await page.mouse.move(to.x + to.width - 4, to.y + 15, { steps: 3 });
  await page.mouse.up();
  await becomes(() => words(page), ['are', 'you', 'How', 'doing', '?']);
});
