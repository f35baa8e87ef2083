/** The site in German and in English: by link, by the reader's browser, by the switch; nothing is lost in between. */
import assert from 'node:assert/strict';
import { KINDS } from '../../web/src/state/settings.js';
import { findsNothing, withAxe } from './axe.js';
import { becomes, cell, goTo, openField, showsDigits, stepIds } from './figure.js';
import { site } from './site.js';

/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('../../web/src/element/self-attention.js').SelfAttention} Figure */

const { page: test, url } = await site();

/** @param {Page} page */
const language = (page) => page.evaluate(() => document.documentElement.lang);

/** @param {Page} page @returns {Promise<string>} all that is seen, inside the figure too */
const seen = async (page) =>
  [
    await page.title(),
    await page.locator('body > header, .about, footer').allInnerTexts(),
    await page
      .locator('self-attention .steps, self-attention .settings, self-attention .panel')
      .allInnerTexts(),
  ]
    .flat()
    .join('\n');

const ENGLISH = /\b(the|and|of|Next|Back|weight|score|Words|width|Copy|Keys you)\b/;
const GERMAN = /\b(der|die|und|Weiter|Zurück|Wörter|Breite|kopieren)\b/;

test('a link with lang=de is in German, with the same numbers', {
  hash: 'lang=de&step=scores',
}, async ({ page, settings }) => {
  await becomes(() => language(page), 'de');
  await becomes(async () => GERMAN.test(await seen(page)), true);
  // The sentence is the reader's: its words stay.
  assert.doesNotMatch((await seen(page)).replaceAll(/\b(How|are|you|doing)\b/g, ''), ENGLISH);
  assert.equal(await page.title(), 'Softlook: Self-Attention sehen');
  await showsDigits(page, { ...settings, step: 'scores' }, 'scores');
  assert.equal(
    await page.locator('softlook-equation').evaluate((e) => e.closest('[lang]')?.getAttribute('lang')),
    'de',
  );
  await becomes(
    () => cell(page, 'scores/0', 1, 0).getAttribute('aria-label'),
    'Query are, Key How, Score −0.42',
  );
});

test('a reader whose browser prefers German gets German, without a word of it in the address', {
  locale: 'de-CH',
}, async ({ page }) => {
  await becomes(() => language(page), 'de');
  await page.getByRole('button', { name: 'Weiter' }).waitFor();
  assert.equal(page.url(), url);
});

test('a German reader’s first picture is in German already', {
  locale: 'de-CH',
  before: async (page) => {
    // Slower than the page's own script.
    await page.route(/assets\/register/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 300));
      await route.continue();
    });
    await page.addInitScript(() => {
      const titles = /** @type {string[]} */ ([]);
      Object.assign(window, { titles });
      (function look() {
        const title = document
          .querySelector('self-attention')
          ?.shadowRoot?.querySelector('.steps [data-step]');
        if (title?.textContent) titles.push(title.textContent);
        requestAnimationFrame(look);
      })();
    });
  },
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Weiter' }).waitFor();
  const titles = await page.evaluate(() => /** @type {any} */ (window).titles);
  assert.match(titles[0], /Wörter/);
});

test('German texts that do not come keep nobody waiting', {
  locale: 'de-CH',
  before: (page) => page.route(/assets\/register/, () => {}),
}, async ({ page, settings }) => {
  await showsDigits(page, settings, 'words');
});

test('a reader whose browser prefers another language gets English, and none of the German texts', {
  locale: 'fr-FR',
  before: (page) => page.route(/register/, () => assert.fail('German was loaded')),
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Next' }).waitFor();
  await page.waitForLoadState('networkidle');
  assert.equal(await language(page), 'en');
});

test('the switch goes there and back, holds in the link, and leaves the page as it was', {}, async ({
  page,
  settings,
  reopen,
}) => {
  await goTo(page, 'weights');
  await page.getByRole('button', { name: 'Forget what I entered' }).waitFor();
  const english = await seen(page);
  await page.getByRole('button', { name: 'Deutsch' }).press('Enter');
  await page.getByRole('button', { name: 'English' }).waitFor();
  await becomes(() => language(page), 'de');
  await becomes(async () => new URL(page.url()).hash, '#step=weights&lang=de');
  await becomes(async () => GERMAN.test(await seen(page)), true);
  await showsDigits(page, { ...settings, step: 'weights' }, 'weights');
  assert.ok(
    await page.getByRole('button', { name: 'English' }).evaluate((b) => b === document.activeElement),
  );
  const again = await reopen(url);
  await becomes(() => language(again), 'de', 'what another visit finds');
  await page.getByRole('button', { name: 'English' }).click();
  await becomes(() => language(page), 'en');
  await becomes(() => seen(page), english);
});

test('what is being typed, the focus and the place in the field survive', {}, async ({ page }) => {
  await page.getByRole('button', { name: 'Edit sentence' }).click();
  const field = page.locator('softlook-sentence input');
  await field.fill('A bird sang');
  await field.evaluate((/** @type {HTMLInputElement} */ f) => f.setSelectionRange(2, 6));
  for (const [lang, label] of [
    ['de', 'Satz'],
    ['en', 'Sentence'],
  ]) {
    await page.evaluate((to) => {
      location.hash = `#sentence=A%20bird%20sang&lang=${to}`;
    }, lang);
    await becomes(() => language(page), lang);
    await becomes(() => field.getAttribute('aria-label'), label);
    const state = await field.evaluate((/** @type {HTMLInputElement} */ f) => [
      f.value,
      f.selectionStart,
      f.selectionEnd,
      /** @type {ShadowRoot} */ (f.getRootNode()).activeElement === f,
    ]);
    assert.deepEqual(state, ['A bird sang', 2, 6, true]);
  }
});

test('a pinned number, an edit, open options and a comparison survive, in the other language', {
  settings: { kind: 'multi', step: 'scores', against: 'scaled=off' },
}, async ({ page }) => {
  await page.getByRole('button', { name: 'Options' }).click();
  await openField(page, 'scores/0', 1, 0);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('2');
  await page.keyboard.press('Enter');
  await page.getByText('1 edit').waitFor();
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await page.getByText('1 Änderung').waitFor();
  await page.getByText('angeheftet').waitFor();
  await page.getByRole('region', { name: 'Optionen' }).waitFor();
  await page.getByText('Dort: ÷ √d aus').waitFor();
  await page.getByText('Hier steht von Hand 2.00').waitFor();
});

test('notices that are open change too; what the core says stays English and says so', {
  hash: 'heads=99&lang=de',
}, async ({ page }) => {
  await becomes(() => language(page), 'de');
  const notices = page.locator('.notice p');
  const link =
    'Im Link steht heads = „99“; erwartet wird: eine ganze Zahl von 1 bis 8. Gezeigt wird die Voreinstellung.';
  await becomes(async () => (await notices.allInnerTexts()).includes(link), true);
  // What the page foresees it tells in its own words; this is what a core would say besides.
  await page.locator('self-attention').evaluate((/** @type {any} */ figure) =>
    figure.note({
      id: 'error',
      key: 'notice.error',
      params: { message: 'headDim is 5, expected an even number' },
    }),
  );
  const told = page.locator('.notice p', { has: page.locator('[lang=en]') });
  await told.waitFor();
  const english = await told.locator('[lang=en]').innerText();
  assert.match(english, /^headDim is 5, expected/);
  assert.equal(
    await told.innerText(),
    `Das ließ sich nicht berechnen. Der Rechenkern meldet: ${english}. Das Bild zeigt die Zahlen von vorher.`,
  );
  await page.getByRole('button', { name: 'English' }).click();
  await becomes(
    async () =>
      (await notices.allInnerTexts()).some((t) => t.startsWith('That could not be computed: headDim')),
    true,
  );
  assert.ok(
    (await notices.allInnerTexts()).some((t) => t.startsWith('The link says heads = “99”; expected a whole')),
  );
});

test('a number that does not fit is refused in German', { hash: 'lang=de&kind=multi' }, async ({ page }) => {
  await becomes(() => language(page), 'de');
  const heads = page.getByRole('spinbutton', { name: 'Heads', exact: true });
  await heads.fill('99');
  await heads.press('Enter');
  await becomes(
    () => heads.evaluate((/** @type {HTMLInputElement} */ f) => f.validationMessage),
    'Eine ganze Zahl von 1 bis 8.',
  );
});

test('examples are German sentences, the sentence to begin with is the same', { hash: 'lang=de' }, async ({
  page,
}) => {
  await becomes(() => language(page), 'de');
  await page.getByRole('button', { name: 'Die Katze lag auf der Matte, weil sie müde war.' }).click();
  await page.getByRole('heading', { name: 'Worauf „sie“ schaut' }).waitFor();
  await page.getByRole('button', { name: 'Er fütterte den Hund, weil er hungrig war.' }).click();
  await page.getByRole('heading', { name: 'Worauf „er“ schaut' }).waitFor();
});

test('the figure alone in a frame speaks German where its address says so', {}, async ({ reopen }) => {
  const frame = await reopen(`${url}embed.html#lang=de`);
  await frame.getByRole('button', { name: 'Weiter' }).waitFor();
});

test('keys and the copied link answer in German', { hash: 'lang=de' }, async ({ page }) => {
  await becomes(() => language(page), 'de');
  await page.getByRole('button', { name: 'Link kopieren' }).click();
  await page.getByRole('button', { name: /Kopiert|Adresszeile/ }).waitFor();
  await page.getByRole('button', { name: 'Tasten' }).click();
  await page.getByText('in einer Matrix: die Zahl anheften').waitFor();
});

for (const size of /** @type {[number, number][]} */ ([
  [1440, 900],
  [390, 844],
])) {
  test(`axe finds nothing in German, ${size[0]} wide`, {
    hash: 'lang=de&kind=multi&against=scaled%3Doff',
    size,
    before: withAxe,
    reducedMotion: 'reduce',
  }, async ({ page }) => {
    await becomes(() => language(page), 'de');
    for (const step of await stepIds(page)) {
      await goTo(page, step);
      await findsNothing(page, step);
    }
    if (size[0] < 700) await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.getByRole('button', { name: 'Optionen' }).click();
    await findsNothing(page, 'the options');
  });
}

/** @param {Page} page @returns {Promise<string[]>} what is cut off, or reaches beyond what it is in */
function beyond(page) {
  return page.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('self-attention')?.shadowRoot);
    const rows = [...root.querySelectorAll('.walk, .around, .tools, .below')];
    const out = [...rows, ...document.querySelectorAll('.actions')].flatMap((row) => {
      const { right } = row.getBoundingClientRect();
      const parts = row.querySelectorAll(':scope > *, .settings > *, .steppers > *');
      return [...parts].filter((e) => e.getBoundingClientRect().right > right + 1);
    });
    const cut = [...root.querySelectorAll('.walk button, .kinds label, .title, .note, h2')].filter(
      (e) => e.scrollWidth > e.clientWidth + 1,
    );
    const page = document.documentElement;
    const wide = page.scrollWidth > innerWidth ? [page] : [];
    return [...out, ...cut, ...wide].map((e) => `${e.localName} ${e.textContent?.trim().slice(0, 40)}`);
  });
}

for (const kind of KINDS) {
  for (const size of /** @type {[number, number][]} */ ([
    [1440, 900],
    [1024, 768],
    [390, 844],
  ])) {
    test(`no German word of ${kind} attention is cut off, ${size[0]} wide`, {
      hash: `lang=de&kind=${kind}`,
      size,
    }, async ({ page }) => {
      await becomes(() => language(page), 'de');
      for (const step of await stepIds(page)) {
        await goTo(page, step);
        assert.deepEqual(await beyond(page), [], step);
      }
    });
  }
}
