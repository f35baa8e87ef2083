/** What the page around <self-attention>, and the browser, do with it: keys, other documents, long words, paper, colours, translation. */
import assert from 'node:assert/strict';
import { settingsWith } from '../../web/src/state/kinds.js';
import { blog, CLASSIC } from './blog.js';
import { becomes, showsDigits } from './figure.js';

/** @typedef {import('./tools.js').Page} Page */

const test = await blog();

const CAT = '<self-attention sentence="The cat sat" mask="causal" step="weights"></self-attention>';
const SETTINGS = settingsWith({ sentence: 'The cat sat', kind: 'masked', causal: true, step: 'weights' });

/** @param {Page} page */
const firstCell = (page) => page.locator('softlook-matrix .cell').first().waitFor();

test('keys typed into its fields do not reach the page, commands do', {
  body: `${CAT}<script>
    window.heard = [];
    for (const type of ['keydown', 'keypress', 'keyup'])
      document.addEventListener(type, (e) => heard.push(e.ctrlKey ? \`ctrl \${e.key}\` : e.key));</script>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const heard = () => page.evaluate(() => [...new Set(/** @type {any} */ (window).heard.splice(0))]);
  await page.locator('.edit').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' bdd');
  assert.deepEqual(await heard(), []);
  await page.keyboard.press('Control+b');
  assert.ok((await heard()).includes('ctrl b'));
  await page.keyboard.press('Enter');
  await showsDigits(page, { ...SETTINGS, sentence: 'The cat sat bdd' }, 'weights');
  assert.equal(await page.locator('self-attention[data-lm-suppress-shortcuts]').count(), 1);
  // Enter ends the field: when it comes up again, the focus is elsewhere.
  await heard();
  // What is no field leaves the page its keys.
  await page.locator('.walk .next').focus();
  await page.keyboard.press('b');
  assert.deepEqual(await heard(), ['b']);
});

test('in another document, and back, it looks as before and goes on', {
  body: `${CAT}<iframe style="width:900px;height:800px"></iframe>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const look = () =>
    page.evaluate(() => {
      const frame = /** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).contentDocument;
      const figure = /** @type {any} */ (
        document.querySelector('self-attention') ?? frame?.querySelector('self-attention')
      );
      const style = (/** @type {Element} */ e) => {
        const { position, display } = getComputedStyle(e);
        return [position, display];
      };
      const cell = figure.renderRoot
        .querySelector('softlook-equation')
        .renderRoot.querySelector('softlook-matrix')
        .renderRoot.querySelector('.cell');
      const word = figure.renderRoot.querySelector('softlook-sentence').renderRoot.querySelector('.word');
      return [
        figure.shadowRoot.querySelector('.options h3, .options legend') !== null,
        ...[figure, figure.renderRoot.querySelector('.steps li button'), cell, word].flatMap(style),
      ];
    });
  const before = await look();
  await page.evaluate(() => {
    const { body } = /** @type {Document} */ (
      /** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).contentDocument
    );
    body.append(/** @type {Element} */ (document.querySelector('self-attention')));
  });
  const frame = /** @type {any} */ (page.frames()[1]);
  await showsDigits(frame, SETTINGS, 'weights');
  await becomes(look, before);
  // A part that comes there has its styles too.
  await frame.getByRole('button', { name: 'Show as table' }).click();
  await becomes(
    () => frame.locator('.tables').evaluate((/** @type {Element} */ e) => getComputedStyle(e).overflowX),
    'auto',
  );
  await page.evaluate(() => {
    const figure = /** @type {any} */ (
      /** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).contentDocument?.querySelector(
        'self-attention',
      )
    );
    figure.step = 'scores';
    document.body.prepend(figure);
  });
  await showsDigits(page, { ...SETTINGS, step: 'scores' }, 'scores');
  await becomes(() => page.locator('.tables').evaluate((e) => getComputedStyle(e).overflowX), 'auto');
});

test('made here and put into another document it is drawn there', {
  body: `<iframe style="width:900px;height:800px"></iframe>${CLASSIC}`,
}, async (page) => {
  await page.evaluate(() => {
    const figure = document.createElement('self-attention');
    Object.assign(figure, { sentence: 'The cat sat', mask: 'causal', step: 'weights' });
    /** @type {HTMLIFrameElement} */ (document.querySelector('iframe')).contentDocument?.body.append(figure);
  });
  const frame = /** @type {any} */ (page.frames()[1]);
  await showsDigits(frame, SETTINGS, 'weights');
  assert.equal(
    await frame
      .locator('.cell')
      .first()
      .evaluate((/** @type {Element} */ e) => getComputedStyle(e).position),
    'relative',
  );
});

for (const width of [1440, 1000, 390]) {
  test(`at ${width} one long word widens nothing`, {
    body: `<self-attention sentence="${'Donaudampfschiffahrt'.repeat(4)} is long" context="${'x'.repeat(200)} y"></self-attention>${CLASSIC}`,
    size: [width, 900],
  }, async (page) => {
    await firstCell(page);
    for (const step of ['words', 'weights', 'output']) {
      await page.evaluate(
        (id) => /** @type {any} */ (document.querySelector('self-attention')).goTo(id),
        step,
      );
      await page.locator(`[data-step="${step}"][aria-current]`).waitFor();
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width, step);
    }
    for (const edit of await page.locator('.edit').all()) {
      const box = await edit.boundingBox();
      assert.ok(box && box.x >= 0 && box.x + box.width <= width, `Edit is at ${box?.x}`);
    }
  });
}

/**
 * Texts that are seen whose colour is too near to what is behind them, by the formula of WCAG 2.
 * @param {Page} page
 * @param {string} within a selector in the figure's root
 */
const pale = (page, within) =>
  page.evaluate((selector) => {
    const parse = (/** @type {string} */ color) => {
      const [, r, g, b, , a = '1'] = /(\d+), (\d+), (\d+)(, ([\d.]+))?/.exec(color) ?? [];
      return { rgb: [r, g, b].map(Number), a: Number(a) };
    };
    const light = (/** @type {number[]} */ rgb) => {
      const [r, g, b] = rgb.map((v) => (v <= 10 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
      return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    /** What is above an element, through shadow roots. @param {any} e @returns {Element | null} */
    const above = (e) => e.assignedSlot ?? e.parentElement ?? e.getRootNode().host ?? null;
    const behind = (/** @type {Element | null} */ e) => {
      for (; e; e = above(e)) {
        const { rgb, a } = parse(getComputedStyle(e).backgroundColor);
        if (a > 0.5) return rgb;
      }
      return [255, 255, 255];
    };
    /** @type {string[]} */
    const found = [];
    let count = 0;
    const walk = (/** @type {Element | ShadowRoot} */ root) => {
      for (const e of root.querySelectorAll('*')) {
        if (e.shadowRoot) walk(e.shadowRoot);
        const own = [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE && n.nodeValue?.trim());
        if (own.length === 0 || !e.checkVisibility({ visibilityProperty: true })) continue;
        if (e.localName === 'style' || e.closest('svg, .hidden, option, :disabled, [aria-disabled=true]'))
          continue;
        const [one, other] = [light(parse(getComputedStyle(e).color).rgb), light(behind(e))];
        const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
        count++;
        if (contrast < 4.5)
          found.push(
            `${e.localName}.${e.className} “${own[0].nodeValue?.trim().slice(0, 20)}” ${contrast.toFixed(2)}`,
          );
      }
    };
    const root = /** @type {any} */ (document.querySelector('self-attention')).renderRoot;
    for (const part of root.querySelectorAll(selector)) walk(part);
    return { found: [...new Set(found)], some: count > 10 };
  }, within);

for (const [what, attributes, head] of [
  ['its dark theme', 'theme="dark"', ''],
  [
    'the colours of a dark page',
    '',
    '<style>self-attention{--softlook-page:#0d1117;--softlook-ink:#ecebf1;--softlook-muted:#c9c7d6;--softlook-query:#9ecbff}</style>',
  ],
]) {
  test(`on paper ${what} is no matter`, {
    head,
    body: `<self-attention sentence="The cat sat" kind="multi" step="weights" ${attributes}></self-attention>${CLASSIC}`,
    context: { colorScheme: 'dark' },
  }, async (page) => {
    await firstCell(page);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate(async () => {
      dispatchEvent(new Event('beforeprint'));
      await /** @type {any} */ (document.querySelector('self-attention')).updateComplete;
    });
    await page.locator('.paper softlook-matrix .cell').first().waitFor();
    assert.deepEqual(await pale(page, '.paper'), { found: [], some: true });
    assert.equal(
      await page.locator('self-attention').evaluate((e) => getComputedStyle(e).backgroundColor),
      'rgb(255, 255, 255)',
    );
  });
}

for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  for (const theme of ['system', 'light', 'dark']) {
    test(`in forced colours, ${colorScheme}, with the theme ${theme}, every text can be read`, {
      body: `<self-attention sentence="The cat sat" kind="multi" step="weights" theme="${theme}" edits="scores.0.0.0.1"></self-attention>${CLASSIC}`,
      context: { forcedColors: 'active', colorScheme },
      size: [1280, 900],
    }, async (page) => {
      await firstCell(page);
      assert.deepEqual(await pale(page, '.whole'), { found: [], some: true });
      const marked = await page
        .locator('[data-step=weights]')
        .evaluate((e) => getComputedStyle(e).outlineStyle);
      assert.equal(marked, 'solid', 'the current step stands out');
    });
  }
}

test('after a browser has translated it nothing stale stays', {
  body: `<self-attention sentence="The cat sat" kind="multi" step="scores"></self-attention>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  /** As translators do: texts are put into elements, and begin with a sign of ours. */
  const translate = () =>
    page.evaluate(() => {
      /** @type {string[]} */
      const left = [];
      const walk = (/** @type {any} */ node, /** @type {boolean} */ asIs) => {
        if (node.nodeType === Node.TEXT_NODE) {
          if (!node.data.trim() || node.parentElement?.localName === 'style') return;
          if (asIs) {
            left.push(node.data.trim());
            return;
          }
          const font = document.createElement('font');
          font.append(document.createElement('font'));
          font.firstElementChild?.append(`Ü ${node.data}`);
          node.replaceWith(font);
          return;
        }
        const own = node.getAttribute?.('translate') === 'no' || asIs || node.localName === 'font';
        for (const child of [...node.childNodes]) walk(child, own);
        if (node.shadowRoot) walk(node.shadowRoot, own);
      };
      walk(document.querySelector('self-attention'), false);
      return left;
    });
  const texts = () =>
    page.evaluate(() => {
      /** @type {string[]} */
      const all = [];
      const walk = (/** @type {any} */ node) => {
        if (node.nodeType === Node.TEXT_NODE && node.data.trim() && node.parentElement?.localName !== 'style')
          all.push(node.data.trim().replace(/^Ü\s*/, ''));
        for (const child of node.childNodes ?? []) walk(child);
        if (node.shadowRoot) walk(node.shadowRoot);
      };
      walk(document.querySelector('self-attention'));
      return all;
    });
  const left = await translate();
  for (const word of ['The', 'cat', 'sat', 'Q', 'S']) assert.ok(left.includes(word), `${word} is translated`);
  const change = [
    () => page.getByRole('button', { name: /Next/ }).click(),
    () =>
      page.evaluate(() =>
        Object.assign(document.querySelector('self-attention') ?? {}, { sentence: 'A dog ran home' }),
      ),
    () =>
      page.evaluate(() =>
        Object.assign(document.querySelector('self-attention') ?? {}, { step: 'weights', heads: 3, seed: 9 }),
      ),
    () =>
      page.evaluate(() =>
        Object.assign(document.querySelector('self-attention') ?? {}, {
          edits: [{ stage: 'scores', head: 0, row: 0, column: 0, value: 2 }],
        }),
      ),
  ];
  for (const [i, act] of change.entries()) {
    await act();
    await translate();
    // A figure that was never translated shows the same.
    const expected = async () => {
      const shown = await texts();
      await page.evaluate(async () => {
        const figure = /** @type {any} */ (document.querySelector('self-attention'));
        await figure.trace.explain({ stage: 'embeddings', row: 0, column: 0 });
        await figure.updateComplete;
      });
      return shown;
    };
    const anew = () =>
      page.evaluate(async () => {
        const figure = /** @type {any} */ (document.querySelector('self-attention'));
        const other = /** @type {any} */ (document.createElement('self-attention'));
        other.settings = figure.settings;
        figure.before(other);
        while (!other.explained) await new Promise((resolve) => setTimeout(resolve, 20));
        await other.updateComplete;
        await new Promise((resolve) => setTimeout(resolve, 200));
        /** @type {string[]} */
        const all = [];
        const walk = (/** @type {any} */ node) => {
          if (
            node.nodeType === Node.TEXT_NODE &&
            node.data.trim() &&
            node.parentElement?.localName !== 'style'
          )
            all.push(node.data.trim());
          for (const child of node.childNodes ?? []) walk(child);
          if (node.shadowRoot) walk(node.shadowRoot);
        };
        walk(other);
        other.remove();
        return all;
      });
    const wanted = new Set(await anew());
    await becomes(
      async () => (await expected()).filter((said) => !wanted.has(said) && !/^(Undo|Redo)$/.test(said)),
      [],
      `stale after change ${i}`,
    );
  }
});
