/** A number that is changed by hand: everything after it follows, and everything can be taken back. */
import assert from 'node:assert/strict';
import { traceRequest } from '../../web/src/state/request.js';
import { tokenize } from '../../web/src/state/tokenize.js';
import { createEngine } from '../../web/lib/softlook.js';
import {
  becomes,
  cell,
  goTo,
  openField,
  print,
  readPicture,
  rowsOf,
  showsDigits,
  stepIds,
  traceOf,
} from './figure.js';
import { site } from './site.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();
const engine = await createEngine();

/** @param {Page} page @param {string} key @param {number} row @param {number} column @param {string} value */
async function put(page, key, row, column, value) {
  await cell(page, key, row, column).dblclick();
  const field = page.getByRole('textbox', { name: /^New number for/ });
  await field.fill(value);
  await field.press('Enter');
  await field.waitFor({ state: 'detached' });
}

/** Every step shows what the core makes of these settings. @param {Page} page @param {Settings} settings */
async function everyStepFollows(page, settings) {
  for (const step of await stepIds(page)) {
    await goTo(page, step);
    await showsDigits(page, settings, step);
  }
}

const PLACES = /** @type {const} */ ([
  ['words', 'embeddings', -1, 2, 1],
  ['projections', 'queryWeights', 0, 3, 0],
  ['scores', 'queries', 0, 1, 2],
  ['scores', 'scores', 0, 0, 1],
  ['weights', 'weights', 0, 2, 2],
  ['output', 'output', -1, 4, 3],
]);

for (const [step, stage, head, row, column] of PLACES) {
  test(`a number put into ${stage} changes everything after it and nothing before`, {
    settings: { step },
  }, async ({ page, settings }) => {
    await put(page, `${stage}/${head}`, row, column, '−2,5');
    const edits = [{ stage, head: Math.max(0, head), row, column, value: -2.5 }];
    await everyStepFollows(page, { ...settings, edits });
    await goTo(page, step);
    // The edited cell has its dot, the matrix says that it is edited.
    await becomes(() => page.locator(`[data-key="${stage}/${head}"] .cell.edited`).count(), 1);
    assert.ok((await page.locator('softlook-equation .origin').allInnerTexts()).includes('edited'));
    await page.getByRole('button', { name: 'Undo' }).click();
    await everyStepFollows(page, settings);
  });
}

test('a key is hidden and shown with one touch of the mask, and the weights follow', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page, settings }) => {
  await cell(page, 'mask/-1', 3, 1).dblclick();
  /** @type {Edit[]} */
  const hidden = [{ stage: 'mask', head: 0, row: 3, column: 1, value: Number.NEGATIVE_INFINITY }];
  await everyStepFollows(page, { ...settings, edits: hidden });
  await goTo(page, 'maskedScores');
  await cell(page, 'maskedScores/0', 0, 4).dblclick();
  /** @type {Edit[]} */
  const both = [...hidden, { stage: 'mask', head: 0, row: 0, column: 4, value: 0 }];
  await everyStepFollows(page, { ...settings, edits: both });
  await goTo(page, 'maskedScores');
  await cell(page, 'mask/-1', 3, 1).dblclick();
  await everyStepFollows(page, { ...settings, edits: [both[1]] });
});

test('a mask is drawn by dragging over it, in one step of undo', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page, settings }) => {
  const middle = async (/** @type {number} */ row) => {
    const box = await cell(page, 'mask/-1', row, 0).boundingBox();
    assert.ok(box);
    return /** @type {const} */ ([box.x + box.width / 2, box.y + box.height / 2]);
  };
  await page.mouse.move(...(await middle(1)));
  await page.mouse.down();
  for (const row of [2, 3]) await page.mouse.move(...(await middle(row)), { steps: 4 });
  await page.mouse.up();
  const edits = [1, 2, 3].map((row) => ({
    stage: /** @type {const} */ ('mask'),
    head: 0,
    row,
    column: 0,
    value: Number.NEGATIVE_INFINITY,
  }));
  await showsDigits(page, { ...settings, edits }, 'maskedScores');
  await page.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, settings, 'maskedScores');
});

test('a row in which every key is hidden has weights of 0 and says why', {
  settings: { kind: 'masked', step: 'maskedScores' },
}, async ({ page, settings }) => {
  await cell(page, 'mask/-1', 0, 0).dblclick();
  /** @type {Edit[]} */
  const edits = [{ stage: 'mask', head: 0, row: 0, column: 0, value: Number.NEGATIVE_INFINITY }];
  await everyStepFollows(page, { ...settings, edits });
  await goTo(page, 'weights');
  await becomes(() => cell(page, 'weights/0', 0, 0).innerText(), '0.00');
  await cell(page, 'weights/0', 0, 0).hover();
  await page.getByText('No key is allowed in this row').first().waitFor();
});

test('the view of changes shows by how much each number differs from before', {
  settings: { step: 'words', digits: 3 },
}, async ({ page, settings }) => {
  await put(page, 'embeddings/-1', 1, 1, '3');
  /** @type {Edit[]} */
  const edits = [{ stage: 'embeddings', head: 0, row: 1, column: 1, value: 3 }];
  const request = traceRequest({ ...settings, edits }, tokenize(settings.sentence), []);
  const trace = engine.trace({ ...request, differences: true });
  await page.getByRole('button', { name: 'Changes' }).click();
  for (const step of ['words', 'scores', 'weights', 'output']) {
    await goTo(page, step);
    const stage = trace.stage(/** @type {any} */ (step === 'words' ? 'embeddings' : step));
    const changes = { ...stage, data: /** @type {Float32Array} */ (stage.difference) };
    const unsigned = (/** @type {string} */ text) => text.replace('+', '').replace(/^[·]?$/, '0.000');
    const shown = async () =>
      (await readPicture(page))[`${stage.id}/${stage.head}`]?.map((row) => row.map(unsigned));
    await becomes(
      shown,
      rowsOf(changes, (v) => print(v, 3)),
      step,
    );
  }
  await page.getByRole('button', { name: 'Values' }).click();
  await showsDigits(page, { ...settings, edits }, 'output');
});

test('edits are counted, undone one by one, redone, taken back and reset', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  /** @type {Edit[]} */
  const edits = [
    { stage: 'scores', head: 0, row: 0, column: 0, value: 5 },
    { stage: 'scores', head: 0, row: 1, column: 1, value: 6 },
  ];
  const count = () => page.locator('.tools .count').allInnerTexts();
  await put(page, 'scores/0', 0, 0, '5');
  await put(page, 'scores/0', 1, 1, '6');
  await showsDigits(page, { ...settings, edits }, 'scores');
  await becomes(count, ['2 edits']);
  await page.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, { ...settings, edits: [edits[0]] }, 'scores');
  await becomes(count, ['1 edit']);
  await page.keyboard.press('Control+z');
  await showsDigits(page, settings, 'scores');
  await page.keyboard.press('Control+Shift+z');
  await page.getByRole('button', { name: 'Redo' }).click();
  await showsDigits(page, { ...settings, edits }, 'scores');
  await cell(page, 'scores/0', 0, 0).click();
  await page.getByRole('button', { name: 'Take edit back' }).click();
  await showsDigits(page, { ...settings, edits: [edits[1]] }, 'scores');
  await page.getByRole('button', { name: /^(Reset|Take all edits back)$/ }).click();
  await showsDigits(page, settings, 'scores');
  await page.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, { ...settings, edits: [edits[1]] }, 'scores');
});

test('the panel says what was put in and what it would have been', { settings: { step: 'scores' } }, async ({
  page,
  settings,
}) => {
  await cell(page, 'scores/0', 1, 1).click();
  await page.getByRole('button', { name: 'Edit number' }).click();
  await page.locator('softlook-matrix input:focus').waitFor();
  await page.keyboard.type('7');
  await page.keyboard.press('Enter');
  const computed = print(traceOf(settings).stage('scores').data[6]);
  await page.getByText(`You put 7.00 here; it was computed as ${computed}.`).waitFor();
  await cell(page, 'scores/0', 1, 1).click();
  await goTo(page, 'weights');
  await cell(page, 'weights/0', 1, 1).hover();
  await page.getByText(/Your edits changed this by \+\d/).waitFor();
});

test('a number put in where nothing is computed is not said to be computed', {}, async ({
  page,
  settings,
}) => {
  await put(page, 'embeddings/-1', 0, 0, '2.5');
  const before = traceOf(settings).stage('embeddings').data[0];
  await page.getByText('You put this number here.').waitFor();
  await page.getByText(`Your edits changed this by +${print(2.5 - before)}.`).waitFor();
  assert.equal(await page.getByText(/computed as|A toy number/).count(), 0);
});

test('Escape leaves a number as it was, and so does Enter without a change', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await cell(page, 'scores/0', 1, 2).dblclick();
  const field = page.getByRole('textbox', { name: /^New number for/ });
  await field.fill('99');
  await field.press('Escape');
  await field.waitFor({ state: 'detached' });
  await cell(page, 'scores/0', 1, 2).dblclick();
  await field.press('Enter');
  await field.waitFor({ state: 'detached' });
  await showsDigits(page, settings, 'scores');
  assert.equal(await page.locator('.tools .count').count(), 0);
});

test('what is no number is refused with a message, and the field stays open', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await cell(page, 'scores/0', 1, 2).dblclick();
  const field = page.getByRole('textbox', { name: /^New number for/ });
  for (const bad of ['abc', '', '1e99', '-inf', '<b>']) {
    await field.fill(bad);
    await field.press('Enter');
    await page.getByText('Type a number').waitFor();
    assert.equal(await field.getAttribute('aria-invalid'), 'true', bad);
    await showsDigits(page, settings, 'scores');
  }
  await field.fill('1.25');
  await field.press('Enter');
  await showsDigits(
    page,
    { ...settings, edits: [{ stage: 'scores', head: 0, row: 1, column: 2, value: 1.25 }] },
    'scores',
  );
});

test('a number that can be read in two ways is asked about', { settings: { step: 'scores' } }, async ({
  page,
  settings,
}) => {
  await cell(page, 'scores/0', 1, 2).dblclick();
  const field = page.getByRole('textbox', { name: /^New number for/ });
  await field.fill('1,024');
  await field.press('Enter');
  await page.getByText('“1,024” can be read in two ways: type 1024 or 1.024.').waitFor();
  // Also on the way elsewhere nothing that was typed is lost.
  await field.fill('2,048');
  await cell(page, 'scores/0', 0, 0).click();
  await page.getByText('“2,048” can be read in two ways').waitFor();
  await showsDigits(page, settings, 'scores');
  await field.fill('2.048');
  await field.press('Enter');
  const edit = { stage: /** @type {const} */ ('scores'), head: 0, row: 1, column: 2, value: 2.048 };
  await showsDigits(page, { ...settings, edits: [edit] }, 'scores');
});

test('what is pasted is not cut', { settings: { step: 'scores' } }, async ({ page }) => {
  await openField(page, 'scores/0', 0, 0);
  await page.keyboard.insertText('10000000000000000000000000');
  await page.keyboard.press('Enter');
  await becomes(() => cell(page, 'scores/0', 0, 0).innerText(), '1.00e+25');
});

test('a field takes back what it offers, −∞ too', {
  settings: { kind: 'masked', temperature: 2, step: 'temperedScores' },
}, async ({ page, settings }) => {
  const field = page.getByRole('textbox', { name: /^New number for/ });
  await cell(page, 'temperedScores/0', 0, 3).dblclick();
  assert.equal(await field.inputValue(), '−∞');
  await field.press('Enter');
  await field.waitFor({ state: 'detached' });
  assert.equal(await page.locator('.tools .count').count(), 0);
  /** @type {Edit} */
  const edit = { stage: 'temperedScores', head: 0, row: 1, column: 0, value: Number.NEGATIVE_INFINITY };
  await put(page, 'temperedScores/0', 1, 0, '-inf');
  await showsDigits(page, { ...settings, edits: [edit] }, 'temperedScores');
});

/** The middle of a cell of the mask. @param {Page} page @param {number} row @param {number} column @param {number} count words */
async function inMask(page, row, column, count) {
  const mask = page.locator('softlook-matrix[data-key="mask/-1"]');
  await mask.scrollIntoViewIfNeeded();
  const box = await mask.boundingBox();
  assert.ok(box);
  const at = (/** @type {number} */ i, /** @type {number} */ size) => ((i + 0.5) * size) / count;
  return /** @type {const} */ ([box.x + at(column, box.width), box.y + at(row, box.height)]);
}

test('a quick stroke over a mask leaves out no cell', {
  settings: { sentence: 'a b c d e f g h i j k l', kind: 'masked', step: 'maskedScores' },
}, async ({ page, settings }) => {
  await page.mouse.move(...(await inMask(page, 11, 0, 12)));
  await page.mouse.down();
  for (const column of [3, 5, 8, 11]) await page.mouse.move(...(await inMask(page, 11, column, 12)));
  // Out of the mask, and back at another place.
  const [x, y] = await inMask(page, 8, 11, 12);
  await page.mouse.move(x + 60, y);
  await page.mouse.up();
  const hidden = Array.from({ length: 12 }, (_, column) => ({
    stage: /** @type {const} */ ('mask'),
    head: 0,
    row: 11,
    column,
    value: Number.NEGATIVE_INFINITY,
  }));
  await showsDigits(page, { ...settings, edits: hidden }, 'maskedScores');
  // Another stroke begins with a cell of its own.
  await page.mouse.move(...(await inMask(page, 5, 0, 12)));
  await page.mouse.down();
  await page.mouse.move(...(await inMask(page, 5, 2, 12)));
  await page.mouse.up();
  const more = [0, 1, 2].map((column) => ({ ...hidden[0], row: 5, column }));
  await showsDigits(page, { ...settings, edits: [...hidden, ...more] }, 'maskedScores');
});

test('more edits than a link holds are refused when they are made, and none is lost by a reload', {
  settings: {
    sentence: Array.from({ length: 64 }, (_, i) => `w${i}`).join(' '),
    kind: 'masked',
    step: 'maskedScores',
    edits: Array.from({ length: 1990 }, (_, i) => ({
      stage: /** @type {const} */ ('mask'),
      head: 0,
      row: 20 + Math.floor(i / 64),
      column: i % 64,
      value: 0,
    })),
  },
}, async ({ page }) => {
  const count = () => page.locator('.tools .count').innerText();
  await becomes(count, '1990 edits');
  await page.mouse.move(...(await inMask(page, 4, 63, 64)));
  await page.mouse.down();
  await page.mouse.move(...(await inMask(page, 4, 40, 64)));
  await page.mouse.up();
  await page.locator('.notice', { hasText: 'at most' }).waitFor();
  await becomes(count, '2000 edits');
  await page.reload();
  await becomes(count, '2000 edits');
  assert.equal(await page.locator('.notice').count(), 0);
});

test('a longer sentence than a link holds is not cut, but told', {}, async ({ page, settings }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  const field = page.getByRole('textbox', { name: 'Sentence', exact: true });
  await page.keyboard.insertText('a'.repeat(4001));
  await page.getByText('This sentence has 4001 characters; at most 4000 fit.').waitFor();
  await showsDigits(page, settings, 'words');
  await field.press('Backspace');
  await page.getByText('This sentence has').waitFor({ state: 'detached' });
  await showsDigits(page, { ...settings, sentence: 'a'.repeat(4000) }, 'words');
  await page.keyboard.insertText('aa');
  await page.getByText('This sentence has 4002 characters').waitFor();
  await field.fill('a'.repeat(4000));
  await page.getByText('This sentence has').waitFor({ state: 'detached' });
});

test('an edit whose word goes is set aside with a notice, and undo brings both back', {
  settings: { step: 'words' },
}, async ({ page, settings }) => {
  await put(page, 'embeddings/-1', 1, 0, '4');
  await put(page, 'embeddings/-1', 0, 0, '5');
  /** @type {Edit[]} */
  const edits = [
    { stage: 'embeddings', head: 0, row: 1, column: 0, value: 4 },
    { stage: 'embeddings', head: 0, row: 0, column: 0, value: 5 },
  ];
  await showsDigits(page, { ...settings, edits }, 'words');
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  await page.getByRole('textbox', { name: 'Sentence', exact: true }).fill('How is it?');
  await page.keyboard.press('Enter');
  await showsDigits(page, { ...settings, sentence: 'How is it?', edits: [edits[1]] }, 'words');
  await page.getByText('1 of your edits').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await showsDigits(page, { ...settings, edits }, 'words');
});

test('a number of another head is edited there only', {
  settings: { kind: 'multi', step: 'scores', head: 1 },
}, async ({ page, settings }) => {
  await put(page, 'scores/1', 0, 0, '2');
  /** @type {Edit[]} */
  const edits = [{ stage: 'scores', head: 1, row: 0, column: 0, value: 2 }];
  await showsDigits(page, { ...settings, edits }, 'scores', 1);
  await page.locator('.head-tabs').getByRole('button', { name: 'head 1' }).click();
  await showsDigits(page, { ...settings, edits }, 'scores', 0);
});

test('a huge number changes the picture without breaking it', { settings: { step: 'scores' } }, async ({
  page,
}) => {
  await put(page, 'scores/0', 0, 0, '1e30');
  await becomes(() => cell(page, 'scores/0', 0, 0).innerText(), '1.00e+30');
  await goTo(page, 'weights');
  await becomes(() => cell(page, 'weights/0', 0, 0).innerText(), '1.00');
  const clipped = await page
    .locator('softlook-matrix .cell')
    .evaluateAll((all) => all.filter((e) => e.scrollWidth > e.clientWidth + 1).length);
  assert.equal(clipped, 0);
});

test('numbers that outgrow what the core can hold are told, and undo brings the picture back', {
  settings: { step: 'words' },
}, async ({ page, settings }) => {
  await put(page, 'embeddings/-1', 0, 0, '3e38');
  await page.getByText(/is too large for 32 bits/).waitFor();
  await showsDigits(page, settings, 'words');
  await page.locator('.notice').getByRole('button', { name: 'Undo' }).click();
  await page.getByText('is too large for 32 bits').waitFor({ state: 'detached' });
  await goTo(page, 'output');
  await showsDigits(page, settings, 'output');
});

test('the changes of a mask are shown without a number that is none', {
  settings: { kind: 'masked', step: 'maskedScores', changes: true },
}, async ({ page }) => {
  await cell(page, 'mask/-1', 0, 1).dblclick();
  await becomes(() => cell(page, 'mask/-1', 0, 1).innerText(), '+∞');
  const texts = await page.locator('softlook-matrix .cell').allInnerTexts();
  assert.ok(texts.length > 0 && texts.every((t) => !t.includes('NaN')));
});
