/** embed.html: the figure alone in a frame, with or without an origin. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { becomes, showsDigits } from './figure.js';
import { built, serve } from './server.js';
import { openBrowser } from './tools.js';

const server = await serve(built('dist'));
const browser = await openBrowser();
after(async () => {
  await browser.close();
  await server.close();
});

const SETTINGS = 'sentence=The%20cat%20sat&mask=causal&step=weights&controls=steps';

/**
 * @param {string} attributes of the frame
 * @param {string} hash
 */
async function framed(attributes, hash) {
  const page = await browser.newPage();
  await page.goto(`${server.url}embed.css`);
  /** @type {string[]} */
  const problems = [];
  page.on('console', (message) => {
    // The page around the frame has no icon.
    if (!message.location().url.endsWith('/favicon.ico')) problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.setContent(
    `<script>window.told = []; addEventListener('message', (e) => { told.push([e.data, e.origin]);
      const frame = document.querySelector('iframe');
      if (e.source === frame.contentWindow && e.data.type === 'softlook-height') frame.style.height = e.data.height + 'px'; })</script>
    <iframe ${attributes} style="border:0;width:900px;height:300px" src="${server.url}embed.html#${hash}"></iframe>`,
  );
  const frame = /** @type {any} */ (page.frames()[1]);
  await frame.locator('softlook-matrix .cell').first().waitFor();
  return { page, frame, problems };
}

for (const [what, attributes, origin] of [
  ['a frame', '', new URL(server.url).origin],
  ['a sandboxed frame', 'sandbox="allow-scripts"', 'null'],
]) {
  test(`in ${what} the settings after # are shown, and the height is told until all of it is seen`, async () => {
    const { page, frame, problems } = await framed(attributes, SETTINGS);
    const settings = settingsWith({
      sentence: 'The cat sat',
      kind: /** @type {const} */ ('masked'),
      causal: true,
    });
    await showsDigits(frame, { ...settings, step: 'weights' }, 'weights');
    assert.equal(await frame.locator('[part=controls]').count(), 0);
    const fits = () => frame.evaluate(() => document.documentElement.scrollHeight <= innerHeight);
    await becomes(fits, true, 'the frame is as high as the figure');
    const told = await page.evaluate(() => /** @type {any} */ (window).told);
    for (const [message, from] of told) {
      assert.deepEqual(Object.keys(message).sort(), ['height', 'type']);
      assert.ok(
        message.type === 'softlook-height' && Number.isInteger(message.height),
        JSON.stringify(message),
      );
      assert.equal(from, origin);
    }
    assert.ok(told.length > 0 && told.length < 12, `${told.length} messages`);
    assert.deepEqual(problems, []);
    await page.close();
  });
}

test('an address sets nothing but attributes of the figure', async () => {
  const { page, frame } = await framed('', `onclick=alert(1)&style=x&is=y&heads=99&seed=3`);
  const names = await frame
    .locator('self-attention')
    .evaluate((/** @type {Element} */ f) => f.getAttributeNames());
  assert.deepEqual(names, ['heads', 'seed']);
  assert.match(
    await frame.locator('.notice p').innerText(),
    /heads is “99”; expected a whole number from 1 to 8/,
  );
  await page.close();
});
