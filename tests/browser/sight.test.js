/** What a step makes is in sight as soon as the step is shown: in the window, beside nothing that covers it. */
import assert from 'node:assert/strict';
import { KINDS } from '../../web/src/state/settings.js';
import { becomes, stepIds } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

const PHONE = /** @type {const} */ ({ size: [390, 844], hasTouch: true, isMobile: true });
const SIZES = /** @type {const} */ ([PHONE, { size: [1024, 768] }, { size: [1440, 900] }]);

const SENTENCES = [
  'Attention works',
  'The cat sat on the mat because it was tired.',
  'The old cat sat on the warm mat by the door because it was very tired',
];

/**
 * What of the step's first result is out of sight or covered: of its first three rows and their labels, or of all of it.
 * @param {Page} page
 * @param {boolean} [whole]
 * @returns {Promise<string[]>} empty where nothing is
 */
function hidden(page, whole = false) {
  return page.evaluate((all) => {
    const figure = /** @type {any} */ (document.querySelector('self-attention'));
    const equation = figure.renderRoot.querySelector('softlook-equation');
    const [result] = figure.stepShown.results;
    const drawn = equation.view.picture.matrices.find((/** @type {any} */ m) => m.stage.id === result);
    if (!drawn) return [`${result} is not drawn`];
    const { left, top } = equation.renderRoot
      .querySelector(`[data-key="${drawn.key}"]`)
      .getBoundingClientRect();
    /** Whether the picture is the topmost at a point. @param {number} x @param {number} y */
    const seen = (x, y) => {
      let at = document.elementFromPoint(x, y);
      for (; at && at !== equation; at = at.shadowRoot?.elementFromPoint(x, y) ?? null) {
        if (!at.shadowRoot || at.shadowRoot.elementFromPoint(x, y) === at) return false;
      }
      return at === equation;
    };
    const rows = Math.round(drawn.height / drawn.cellH);
    const columns = Math.round(drawn.width / drawn.cellW);
    const lines = all ? rows : Math.min(rows, 3);
    const missing = [];
    for (let i = 0; i < lines; i++) {
      for (const j of all ? [0, columns - 1] : [0]) {
        const [x, y] = [left + (j + 0.5) * drawn.cellW, top + (i + 0.5) * drawn.cellH];
        if (!seen(x, y)) missing.push(`cell ${i + 1}, ${j + 1} at ${Math.round(x)}, ${Math.round(y)}`);
      }
    }
    const frame = equation.getBoundingClientRect();
    for (const run of equation.view.picture.labels) {
      const own = run.kind === 'rows' ? run.y === drawn.y && run.x < drawn.x : run.key === drawn.key;
      if (!own) continue;
      const [x, y] =
        run.kind === 'rows'
          ? [frame.left + run.x + run.room - 4, top + drawn.cellH * (lines - 0.5)]
          : [left + drawn.cellW / 2, top - 8];
      if (!seen(x, y)) missing.push(`label of ${run.kind} at ${Math.round(x)}, ${Math.round(y)}`);
    }
    return missing;
  }, whole);
}

for (const options of SIZES) {
  for (const kind of KINDS) {
    const at = options.size.join(' × ');
    test(`at ${at} every step of ${kind} begins in sight`, { ...options, settings: { kind } }, async ({
      page,
    }) => {
      for (const sentence of SENTENCES) {
        await page.evaluate((words) => {
          const { session } = /** @type {any} */ (document.querySelector('self-attention'));
          session.set({ sentence: words, focus: 1 });
        }, sentence);
        const first = sentence.split(' ')[0];
        const label = page.locator('softlook-equation .label.row', { hasText: new RegExp(`^${first}$`) });
        await label.first().waitFor();
        for (const step of await stepIds(page)) {
          await page.evaluate(
            (id) => /** @type {any} */ (document.querySelector('self-attention')).go(id),
            step,
          );
          await page.locator(`[data-step="${step}"][aria-current]`).waitFor();
          const what = `${step} of ${sentence.split(' ').length} words`;
          await becomes(async () => `${what}: ${await hidden(page)}`, `${what}: `);
        }
        assert.equal(await page.evaluate(() => scrollY), 0, 'nothing was scrolled for it');
      }
    });
  }
}

for (const lang of /** @type {const} */ (['en', 'de'])) {
  test(`on a phone the weights of eleven words are wholly in sight, in ${lang}`, {
    ...PHONE,
    settings: { kind: 'multi', step: 'weights', sentence: SENTENCES[1], focus: 7, lang },
  }, async ({ page }) => {
    await becomes(() => hidden(page, true), []);
  });
}
