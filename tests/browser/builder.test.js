/** The embed builder: the code it gives, running; pictures of a step; what it does with the reader's words. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { findsNothing, withAxe } from './axe.js';
import { becomes, cell, goTo, pictureOf, readPicture, traceOf } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

const { page: test, browser, url } = await site('dist');

/** @param {Page} page @param {string} [form] */
async function open(page, form = 'element') {
  await page.locator('#show-embed').click();
  await page.locator('.embed pre').waitFor();
  await page.locator(`input[name=embed-form][value=${form}]`).check();
}

/** @param {Page} page */
const code = (page) => page.locator('.embed pre').innerText();

/**
 * The document in which the copied code runs, or the one in a frame of it.
 * @param {Page} page
 * @param {RegExp} address
 */
async function running(page, address) {
  await becomes(async () => page.frames().filter((f) => address.test(f.url())).length, 1, String(address));
  const frame = page.frames().find((f) => address.test(f.url()));
  // Playwright's frames read as its pages do.
  return /** @type {Page} */ (/** @type {unknown} */ (frame));
}

/**
 * @param {Page} frame
 * @param {Settings} settings
 */
async function runs(frame, settings) {
  await frame.locator('softlook-matrix .cell').first().waitFor();
  const trace = traceOf(settings);
  await becomes(() => readPicture(frame), pictureOf(trace, settings.step), 'what the copied code shows');
}

const SCORES = { step: 'scores', seed: 11 };

test('the element that is copied runs beside it, with the digits of the core', { settings: SCORES }, async ({
  page,
  settings,
}) => {
  await open(page);
  const text = await code(page);
  assert.match(text, /^<script src="http:\/\/localhost:\d+\/self-attention\.classic\.js" defer><\/script>\n/);
  assert.match(text, /<self-attention[^>]* step="scores"/);
  await runs(await running(page, /^about:srcdoc/), settings);
});

test('the frame that is copied runs beside it', { settings: SCORES }, async ({ page, settings }) => {
  await open(page, 'frame');
  assert.match(await code(page), /^<iframe\s+src="http:\/\/localhost:\d+\/embed\.html#[^"]*step=scores/);
  await runs(await running(page, /\/embed\.html#/), settings);
});

test('the code keeps as much room as the figure takes in a column', {
  settings: SCORES,
  // Higher than the usual height, which is what stands there before it is measured.
  size: [1440, 1000],
}, async ({ page }) => {
  await open(page, 'frame');
  const height = async () => Number(/height="(\d+)"/.exec(await code(page))?.[1]);
  await becomes(async () => (await height()) !== 900, true, 'the height is still the usual one');
  const kept = await height();
  const column = await browser.newPage({ viewport: { width: 720, height: 1000 } });
  await column.goto(`${url}embed.html#step=scores&seed=11&controls=steps`);
  await column.locator('softlook-matrix .cell').first().waitFor();
  const real = await column.locator('self-attention').evaluate((e) => e.getBoundingClientRect().height);
  await column.close();
  assert.ok(kept >= real && kept < real + 60, `${kept} pixels are kept for ${real}`);
});

test('the codes follow the figure and the choices', {}, async ({ page }) => {
  await open(page);
  await page.locator('input[name=embed-controls][value=none]').check();
  await page.locator('input[name=embed-theme][value=dark]').check();
  await page.getByLabel('I keep the script beside my page').check();
  await page.locator('label:has-text("Masked")').click();
  // The list of steps has grown by then, and moves no more.
  await page.locator('[data-step=maskedScores]').waitFor();
  await goTo(page, 'weights');
  // It catches up when it is looked at again.
  await page.locator('.embed').scrollIntoViewIfNeeded();
  await becomes(async () => /step="weights"/.test(await code(page)), true);
  const text = await code(page);
  for (const part of ['src="self-attention.classic.js"', 'kind="masked"', 'controls="none"', 'theme="dark"'])
    assert.ok(text.includes(part), part);
});

test('what a reader typed is text in the code and where it runs', {
  settings: { sentence: '<img src=x onerror=alert(1)> "a" & b' },
}, async ({ page, settings }) => {
  await open(page);
  assert.match(await code(page), /sentence="&lt;img src=x onerror=alert\(1\)&gt; &quot;a&quot; &amp; b"/);
  const frame = await running(page, /^about:srcdoc/);
  await runs(frame, settings);
  assert.equal(await frame.locator('img').count(), 0);
});

test('a picture has every digit of the step, and can be saved as SVG and as PNG', {
  settings: { kind: 'masked', step: 'weights' },
}, async ({ page, settings }) => {
  await open(page, 'picture');
  const frame = await running(page, /^about:srcdoc/);
  const { 'weights/0': weights } = pictureOf(traceOf(settings), 'weights');
  const missing = async () => {
    const shown = await frame.locator('svg text').allTextContents();
    return (weights ?? []).flat().filter((number) => !shown.includes(number));
  };
  await frame.locator('svg').waitFor();
  assert.equal(weights?.flat().length, 25);
  await becomes(missing, [], 'digits that the picture lacks');
  for (const kind of ['SVG', 'PNG']) {
    const saving = page.waitForEvent('download');
    await page.getByRole('button', { name: `Save as ${kind}` }).click();
    const download = await saving;
    assert.equal(download.suggestedFilename(), `self-attention.${kind.toLowerCase()}`);
    const bytes = readFileSync(await download.path());
    if (kind === 'SVG') assert.match(bytes.toString(), /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    else assert.deepEqual([...bytes.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
  }
});

test('a step of too many numbers says so in place of its picture', {
  settings: { sentence: Array.from({ length: 80 }, (_, i) => `w${i}`).join(' '), step: 'scores' },
  mayBeEmpty: true,
}, async ({ page }) => {
  await page.locator('softlook-matrix').first().waitFor();
  await open(page, 'element');
  await page.locator('input[name=embed-form][value=picture]').check();
  const told = page.locator('.embed [role=alert]');
  assert.match(await told.innerText(), /has [\d,]+ numbers, at most 4000 make a picture/);
  assert.equal(await page.getByRole('button', { name: 'Copy', exact: true }).isDisabled(), true);
});

test('Markdown has the picture and the link', { settings: SCORES }, async ({ page }) => {
  await open(page, 'markdown');
  assert.match(
    await code(page),
    /^\[!\[Self-attention on “[^”]+”: the step “Scores”\]\(self-attention\.svg\)\]\(http:\/\/localhost:\d+\/#seed=11&step=scores\)$/,
  );
  const frame = await running(page, /^about:srcdoc/);
  const image = frame.locator('a[href*="step=scores"] img');
  await becomes(() => image.evaluate((e) => /** @type {HTMLImageElement} */ (e).naturalWidth > 300), true);
});

test('copying puts the code on the clipboard', {
  permissions: ['clipboard-read', 'clipboard-write'],
}, async ({ page }) => {
  await open(page);
  await page.locator('.embed .do .main').click();
  await page.getByText('Copied', { exact: true }).waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, await page.locator('.embed pre').textContent());
});

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  test(`axe finds nothing in the builder, ${colorScheme}`, { colorScheme, before: withAxe }, async ({
    page,
  }) => {
    for (const form of ['element', 'frame', 'picture', 'markdown']) {
      await open(page, form);
      await findsNothing(page, form);
    }
  });
}

test('it works by keyboard alone', {}, async ({ page }) => {
  await page.locator('#show-embed').focus();
  await page.keyboard.press('Enter');
  await page.locator('.embed pre').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'embed-title');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await becomes(async () => (await code(page)).startsWith('<iframe'), true);
  // The arrow chose a form; it did not move the figure above.
  assert.equal(await page.locator('[aria-current=step]').getAttribute('data-step'), 'words');
});

test('the figure above is not touched by what is measured and shown', { settings: SCORES }, async ({
  page,
}) => {
  await open(page);
  await running(page, /^about:srcdoc/);
  assert.equal(
    await page
      .locator('self-attention')
      .first()
      .evaluate((e) => e.isConnected),
    true,
  );
  await becomes(() => page.locator('self-attention').count(), 1, 'figures in the page');
  await cell(page, 'scores/0', 0, 0).hover();
});
