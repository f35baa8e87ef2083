/** Small screens, large print, little motion. */
import assert from 'node:assert/strict';
import { KINDS } from '../../web/src/state/settings.js';
import { answered, becomes, cell, goTo, settled, showsDigits, stepIds } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** A phone that is touched. */
const PHONE = /** @type {const} */ ({ size: [390, 844], hasTouch: true, isMobile: true });

/** @param {Page} page how far the page can be scrolled sideways */
const sideways = (page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/**
 * Controls that cannot be reached, because something cuts them off at a side.
 * @param {Page} page
 */
function cutOff(page) {
  return page.locator('button, input:not([type=radio]), select').evaluateAll((all) =>
    all
      .filter((e) => e.checkVisibility({ visibilityProperty: true }))
      .filter((e) => {
        for (
          let at = e.parentElement ?? /** @type {any} */ (e.getRootNode()).host;
          at;
          at = at.parentElement ?? at.getRootNode().host
        ) {
          // What scrolls sideways can be reached.
          if (/auto|scroll/.test(getComputedStyle(at).overflowX)) return false;
        }
        const { left, right } = e.getBoundingClientRect();
        return left < -0.5 || right > document.documentElement.clientWidth + 0.5;
      })
      .map((e) => e.textContent?.trim() || e.getAttribute('aria-label') || e.id),
  );
}

for (const kind of KINDS) {
  test(`on a phone no step of ${kind} makes the page scroll sideways, and its digits are the core's`, {
    ...PHONE,
    settings: { kind },
  }, async ({ page, settings }) => {
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      await showsDigits(page, settings, step);
      assert.equal(await sideways(page), 0, step);
      assert.deepEqual(await cutOff(page), [], step);
    }
  });
}

test('on a phone every button is 44 px large at least', {
  ...PHONE,
  settings: { kind: 'cross', step: 'scores' },
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Settings' }).tap();
  await page.getByRole('button', { name: 'Show every term' }).tap();
  const small = await page.locator('button, select, .kinds label, .check').evaluateAll((all) =>
    all
      .filter((e) => e.checkVisibility())
      .map((e) => ({ e, box: e.getBoundingClientRect() }))
      .filter(({ e, box }) => box.height < 43.5 || (box.width < 43.5 && !e.matches('label')))
      .map(
        ({ e, box }) =>
          `${e.textContent?.trim() || e.getAttribute('aria-label')} ${Math.round(box.width)}×${Math.round(box.height)}`,
      ),
  );
  assert.deepEqual(small, []);
});

test('on a phone the first screen has the sentence, what it shows, the kind, the steps, the picture, the arithmetic and the way on', {
  ...PHONE,
}, async ({ page }) => {
  const parts = [
    'softlook-sentence',
    '.seen',
    '.toggle',
    '.steps ol',
    'softlook-matrix',
    '.panel .strip',
    '.next',
  ];
  for (const part of parts) {
    const box = await page.locator(part).first().boundingBox();
    assert.ok(box && box.y >= 0 && box.y + Math.min(box.height, 60) <= 844, `${part} is at ${box?.y}`);
  }
  assert.match(await page.locator('.panel .strip').innerText(), /x\(you\).*=/s);
});

test('on a phone an example is chosen behind one button, which then folds away what it showed', {
  ...PHONE,
}, async ({ page }) => {
  const toggle = page.getByRole('button', { name: 'Settings' });
  const examples = page.locator('.examples');
  assert.equal(await examples.isVisible(), false);
  await toggle.tap();
  await examples.getByRole('button').nth(1).tap();
  await becomes(
    () =>
      page
        .locator('.seen')
        .textContent()
        .then((seen) => /^\s*“it” looks most at “.+”: 0\.\d\d/.test(seen ?? '')),
    true,
  );
  assert.equal(await examples.isVisible(), false);
  assert.equal(await toggle.getAttribute('aria-expanded'), 'false');
  const kept = await page.evaluate(
    () => document.querySelector('self-attention')?.shadowRoot?.activeElement?.className,
  );
  assert.equal(kept, 'toggle', 'the focus is lost');
  const word = page.locator('softlook-sentence .word.on');
  const [seen, frame] = [
    await word.boundingBox(),
    await page.locator('softlook-sentence .words').boundingBox(),
  ];
  assert.ok(
    seen && frame && seen.x >= frame.x && seen.x + seen.width <= frame.x + frame.width,
    'the focused word is out of sight',
  );
  await page.getByRole('button', { name: 'Next' }).tap();
  await page.locator('[data-step=projections][aria-current]').waitFor();
});

test('on a phone what the keyboard comes to is never behind the strip', {
  ...PHONE,
  settings: {
    kind: 'multi',
    step: 'output',
    sentence: 'The cat sat on the mat because it was tired.',
    focus: 7,
  },
}, async ({ page }) => {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab');
    const covered = await page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const figure = document.querySelector('self-attention');
      const panel = figure?.shadowRoot?.querySelector('.panel');
      if (!at || !panel || panel.contains(at) || at.closest('.walk')) return '';
      const box = at.getBoundingClientRect();
      const bar = panel.getBoundingClientRect();
      const inside = figure?.shadowRoot?.contains(at) || at.getRootNode() !== document;
      return inside && box.bottom > bar.top + 1 && box.top < bar.bottom
        ? `${at.localName} ${at.textContent}`
        : '';
    });
    assert.equal(covered, '');
  }
});

test('on a phone a touch on a number shows its arithmetic in the strip, and the strip opens', {
  ...PHONE,
  settings: { step: 'scores' },
}, async ({ page }) => {
  await cell(page, 'scores/0', 0, 1).tap();
  const strip = page.locator('.panel .strip');
  await becomes(async () => (await strip.innerText()).includes('q(How) · k(are)'), true);
  assert.equal(await page.locator('.panel .inner').isVisible(), false);
  await strip.tap();
  await page.locator('.panel .inner table').first().waitFor();
  const box = await page.locator('.panel').boundingBox();
  assert.ok(box && box.y + box.height <= 845 && box.y > 100, 'the open strip leaves no room for the picture');
});

test('on a phone a number is edited where it can be seen', {
  ...PHONE,
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await cell(page, 'scores/0', 4, 4).tap();
  await page.locator('.panel .strip').tap();
  await page.getByRole('button', { name: 'Edit number' }).tap();
  const field = page.getByRole('textbox', { name: /^New number for/ });
  await becomes(
    () =>
      field.evaluate((input) => {
        const { left, top, width, height } = input.getBoundingClientRect();
        const seen = /** @type {ShadowRoot} */ (input.getRootNode()).elementFromPoint(
          left + width / 2,
          top + height / 2,
        );
        return seen === input;
      }),
    true,
    'the field is seen',
  );
  await page.keyboard.type('4');
  await page.keyboard.press('Enter');
  const edits = [{ stage: /** @type {const} */ ('scores'), head: 0, row: 4, column: 4, value: 4 }];
  await showsDigits(page, { ...settings, edits }, 'scores');
  await becomes(async () => /= 4\.00/.test(await page.locator('.arithmetic h3').innerText()), true);
});

test('beside the steps the strip leaves their buttons free', {
  size: [1024, 768],
  settings: { kind: 'masked', step: 'weights' },
}, async ({ page }) => {
  // Where it is on the first screen, without scrolling to it.
  const box = await page.getByRole('button', { name: 'Next' }).boundingBox();
  assert.ok(box);
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.locator('[data-step=output][aria-current]').waitFor();
});

test('on a phone a wide matrix scrolls in its own frame, and its row labels stay', {
  ...PHONE,
  settings: { sentence: 'The cat sat on the mat because it was tired today', step: 'weights', focus: 3 },
}, async ({ page }) => {
  const label = page.locator('softlook-equation .label.row', { hasText: /^because$/ }).first();
  const frame = page.locator('softlook-equation');
  const before = await label.boundingBox();
  const scrolled = await frame.evaluate((e) => {
    e.scrollLeft = 1000;
    return e.scrollLeft;
  });
  assert.ok(scrolled > 50, `the frame scrolls only ${scrolled} px: the example is too small`);
  const after = await label.boundingBox();
  assert.ok(
    before && after && Math.abs(before.x - after.x) < 1,
    `the label went from ${before?.x} to ${after?.x}`,
  );
  assert.equal(await sideways(page), 0);
  // It is drawn above the cells that pass under it.
  const onTop = await label.evaluate((e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    const root = /** @type {ShadowRoot} */ (e.getRootNode());
    return !root.elementFromPoint(left + width - 2, top + height / 2)?.closest('softlook-matrix');
  });
  assert.equal(onTop, true);
});

/**
 * The longest animation of a change of step (ms), anywhere in the figure.
 * @param {Page} page
 * @param {string} step
 * @returns {Promise<number>}
 */
async function longestMove(page, step) {
  await page.evaluate(() => {
    const figure = document.querySelector('self-attention')?.shadowRoot;
    const equation = figure?.querySelector('softlook-equation')?.shadowRoot;
    const seen = { longest: 0 };
    Object.assign(window, { seen });
    const note = (/** @type {Animation} */ a) => {
      seen.longest = Math.max(seen.longest, Number(a.effect?.getComputedTiming().duration));
    };
    const animate = Element.prototype.animate;
    Element.prototype.animate = function (...how) {
      const animation = animate.apply(this, how);
      note(animation);
      return animation;
    };
    // Those of the styles.
    const look = () => {
      for (const root of [document, figure, equation]) root?.getAnimations().forEach(note);
      requestAnimationFrame(look);
    };
    look();
  });
  await goTo(page, step);
  await answered(page);
  await settled(page);
  return page.evaluate(() => /** @type {any} */ (window).seen.longest);
}

test('with reduced motion nothing moves when the step changes', {
  reducedMotion: 'reduce',
  settings: { step: 'scores' },
}, async ({ page }) => {
  assert.equal(await longestMove(page, 'scaledScores'), 0);
});

test('without that wish the matrices move to their new places, and only for a moment', {
  settings: { step: 'scores' },
}, async ({ page }) => {
  const longest = await longestMove(page, 'scaledScores');
  assert.ok(longest >= 150 && longest <= 300, `${longest} ms`);
});

// A window of 1280 × 1024 enlarged to 200 % and 400 % has these many CSS pixels.
for (const [zoom, width, height] of /** @type {[string, number, number][]} */ ([
  ['200 %', 640, 512],
  ['400 %', 320, 256],
])) {
  test(`enlarged to ${zoom} everything can be reached, read and used`, {
    size: [width, height],
    settings: { kind: 'multi', step: 'scores' },
  }, async ({ page, settings }) => {
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      assert.equal(await sideways(page), 0, step);
      assert.deepEqual(await cutOff(page), [], step);
    }
    await goTo(page, 'scores');
    const strip = page.locator('.panel .strip');
    if (await strip.isVisible()) {
      const box = await strip.boundingBox();
      assert.ok(box && box.height < height / 2, `the strip takes ${box?.height} of ${height} px`);
    }
    await page.getByRole('button', { name: 'Edit sentence' }).click();
    await page.keyboard.type('Large print');
    await page.keyboard.press('Enter');
    await showsDigits(page, { ...settings, sentence: 'Large print' }, 'scores');
    await cell(page, 'scores/0', 0, 1).click();
    await page.locator('.pill', { hasText: 'pinned' }).waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'Keys' }).click();
    const dialog = await page.getByRole('dialog').boundingBox();
    assert.ok(dialog && dialog.x >= 0 && dialog.x + dialog.width <= width && dialog.height <= height);
  });
}

test('text that is set wider apart is not cut off', { settings: { kind: 'multi', step: 'scores' } }, async ({
  page,
}) => {
  // WCAG 1.4.12.
  const spacing =
    '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }';
  await page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    const root = document.querySelector('self-attention')?.shadowRoot;
    if (root) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  }, spacing);
  assert.equal(await sideways(page), 0);
  assert.deepEqual(await cutOff(page), []);
});

test("in forced colours the heatmap keeps its colours and the controls take the system's", {
  forcedColors: 'active',
  settings: { step: 'weights' },
}, async ({ page }) => {
  const colors = await page
    .locator('softlook-matrix[data-key="weights/0"] .cell')
    .evaluateAll((all) => new Set(all.map((e) => getComputedStyle(e).backgroundColor)).size);
  assert.ok(colors > 5, `${colors} colours`);
});
