/** <self-attention> in other people's pages, in Chromium; tests/embed has a page for each way, in three engines. */
import assert from 'node:assert/strict';
import { settingsWith } from '../../web/src/state/kinds.js';
import { blog, CLASSIC, MODULE } from './blog.js';
import { becomes, showsDigits } from './figure.js';

/** @typedef {import('./tools.js').Page} Page */
/** @typedef {import('../../web/src/element/hosted.js').HostedFigure & Omit<Settings, 'focus' | 'lang' | 'prefix'>} Figure */
/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

const test = await blog();

/** @param {Partial<Settings>} changes @returns {Settings} */
const having = (changes) => settingsWith(changes);

/**
 * @template T
 * @param {Page} page
 * @param {(figure: Figure) => T} read runs in the page
 */
const figure = (page, read) => page.locator('self-attention').first().evaluate(read);

/** @param {Page} page */
const firstCell = (page) => page.locator('softlook-matrix .cell').first().waitFor();

/** @param {Page} page */
const notices = (page) => page.locator('.notice p').allInnerTexts();

const CAT = '<self-attention sentence="The cat sat" mask="causal" step="weights"></self-attention>';
const CAT_SETTINGS = having({ sentence: 'The cat sat', kind: 'masked', causal: true, step: 'weights' });

for (const [form, script] of [
  ['a classic script', CLASSIC],
  ['a module', MODULE],
  [
    'the class, which is defined by another module',
    '<script type="module" src="{lib}element-define.js"></script>',
  ],
]) {
  test(`three attributes and ${form} of another origin show the core's digits`, {
    body: CAT + script,
  }, async (page) => {
    await firstCell(page);
    await showsDigits(page, CAT_SETTINGS, 'weights');
    assert.equal(await page.locator('.settings').count(), 1, 'all controls are there');
  });
}

test('the class by itself defines nothing, until define() is called with a name', {
  body: `<my-figure sentence="A b"></my-figure><script type="module">
    import { define } from '{lib}element.js';
    window.before = ['self-attention', 'softlook-matrix'].filter((name) => customElements.get(name));
    define('my-figure');</script>`,
}, async (page) => {
  await firstCell(page);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).before), []);
  await showsDigits(page, having({ sentence: 'A b' }), 'words');
});

test('every kind of setting can be an attribute, with capitals, without, or with hyphens', {
  body: `<self-attention sentence="one two three" kind="multi" heads="4" head-width="4" width="8" causal scaled="false"
    softcap="12.5" positions="rope" kvHeads="2" edits="scores.1.0.0.-0.5" digits="3" step="scores" head="1"></self-attention>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const changes = having({
    ...{
      sentence: 'one two three',
      kind: 'multi',
      heads: 4,
      headWidth: 4,
      width: 8,
      causal: true,
      scaled: false,
    },
    ...{ softcap: 12.5, positions: 'rope', kvHeads: 2, digits: 3, step: 'scores', head: 1 },
    edits: [{ stage: 'scores', head: 1, row: 0, column: 0, value: -0.5 }],
  });
  assert.deepEqual(await figure(page, (f) => f.settings), changes);
  await showsDigits(page, changes, 'scores', 1);
});

test('an attribute that changes later changes the figure; the figure does not write attributes', {
  body: `${CAT}${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  await figure(page, (f) => {
    f.setAttribute('sentence', 'Another one');
    f.removeAttribute('mask');
    f.setAttribute('seed', '9');
  });
  await showsDigits(page, having({ sentence: 'Another one', seed: 9, step: 'weights' }), 'weights');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('radio', { name: 'Plain' }).check({ force: true });
  await figure(page, (f) => f.session.set({ theme: 'dark', focus: 1 }));
  await becomes(() => figure(page, (f) => f.settings.kind), 'plain');
  const attributes = await figure(page, (f) =>
    f
      .getAttributeNames()
      .filter((name) => !name.startsWith('data-'))
      .map((name) => [name, f.getAttribute(name)]),
  );
  assert.deepEqual(attributes, [
    ['sentence', 'Another one'],
    ['step', 'weights'],
    ['seed', '9'],
  ]);
});

test('what cannot be used as a property is told, before the script came too', {
  body: `<self-attention step="scores"></self-attention><script>
    window.thrown = [];
    addEventListener('error', (e) => { thrown.push(e.message); e.preventDefault(); });
    Object.assign(document.querySelector('self-attention'),
      { settings: { heads: 99 }, heads: 2.5, controls: 'xyz', step: 'weights' });</script>${CLASSIC.replace('<script', '<script crossorigin')}`,
}, async (page) => {
  await firstCell(page);
  await showsDigits(page, having({ step: 'weights' }), 'weights');
  assert.deepEqual(await notices(page), [
    'The attribute heads is “2.5”; expected a whole number from 1 to 8. Shown with the default.',
    'The attribute controls is “xyz”; expected one of all, steps, none. Shown with the default.',
  ]);
  const thrown = await page.evaluate(() => /** @type {any} */ (window).thrown);
  assert.equal(thrown.length, 1);
  assert.match(thrown[0], /RangeError: settings.heads is "99", expected a whole number from 1 to 8/);
  await figure(page, (f) =>
    Object.assign(f, { heads: 2, controls: 'steps', gradient: true, edits: undefined }),
  );
  await becomes(() => notices(page), []);
  assert.deepEqual(await figure(page, (f) => [f.controls, f.heads, f.gradient]), ['steps', 2, true]);
});

test('events come where something changed, and what is handed out is a copy', {
  body: `<self-attention sentence="a b"></self-attention><script>
    window.told = [];
    document.addEventListener('softlook-change', (e) => { told.push(e.detail.settings); });</script>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const count = () => page.evaluate(() => /** @type {any} */ (window).told.length);
  assert.equal(await count(), 0);
  await figure(page, (f) => {
    f.settings = {};
    Object.assign(f, { settings: f.settings });
    f.setAttribute('heads', '1');
    f.sentence = 'a b';
    f.settings.sentence = 'changed in a copy';
    f.settings.edits.push(/** @type {any} */ ({ stage: 'scores' }));
  });
  assert.equal(await count(), 0);
  await figure(page, (f) => Object.assign(f, { settings: { seed: 9 } }));
  await page.evaluate(() =>
    Object.assign(/** @type {any} */ (window).told[0], { sentence: 'changed in an event' }),
  );
  assert.equal(await count(), 1);
  assert.deepEqual(await figure(page, (f) => [f.settings.sentence, f.settings.edits]), ['a b', []]);
});

/** @type {[string, string, string, RegExp][]} */
const HOSTILE = [
  [
    'HTML where a number is expected',
    'heads',
    '<img src=x onerror=alert(1)>',
    /heads is “<img src=x onerror=alert\(1\)>”; expected a whole number from 1 to 8/,
  ],
  ['a number out of range', 'width', '65', /width is “65”; expected a whole number from 1 to 64/],
  ['no number', 'seed', 'NaN', /seed is “NaN”; expected a whole number/],
  [
    'a megabyte of text',
    'sentence',
    'x'.repeat(1 << 20),
    /sentence is “x{40}…”; expected at least a word, at most 4000 characters/,
  ],
  ['a megabyte of edits', 'edits', '~'.repeat(1 << 20), /“~{40}…”; expected at most 2000 edits/],
  ['an unknown choice', 'kind', '__proto__', /kind is “__proto__”; expected one of plain, self/],
  ['an unknown mask', 'mask', 'square', /mask is “square”; expected one of none, causal/],
  [
    'unknown controls',
    'controls',
    'constructor',
    /controls is “constructor”; expected one of all, steps, none/,
  ],
];
for (const [what, name, value, told] of HOSTILE) {
  test(`${what} is told with name, value and what was expected, and the rest holds`, {
    body: `<self-attention step="scores"></self-attention>${CLASSIC}`,
    before: (page) =>
      page.addInitScript(
        ([attribute, text]) =>
          document.addEventListener('readystatechange', () =>
            document.querySelector('self-attention')?.setAttribute(attribute, text),
          ),
        [name, value],
      ),
  }, async (page) => {
    await firstCell(page);
    await becomes(async () => (await notices(page)).filter((n) => told.test(n)).length, 1, 'notices');
    await showsDigits(page, having({ step: 'scores' }), 'scores');
    // What is put right is no longer told.
    await figure(page, (f) => f.removeAttribute('heads'));
    await page.locator('self-attention').evaluate((f, attribute) => f.removeAttribute(attribute), name);
    await becomes(() => notices(page), []);
  });
}

test('HTML, lone surrogates and reversed text in a sentence are words like others', {
  body: `<self-attention></self-attention>${CLASSIC}`,
}, async (page) => {
  const sentence = '<img src=x onerror=alert(1)> \ud800 \u202egnp.exe';
  await firstCell(page);
  await figure(page, (f) => f.setAttribute('sentence', '<img src=x onerror=alert(1)> \ud800 \u202egnp.exe'));
  await showsDigits(page, having({ sentence: sentence.toWellFormed() }), 'words');
  assert.equal(await page.locator('img').count(), 0);
});

test('controls decides what stands around the picture', {
  body: `<self-attention controls="steps"></self-attention>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const there = async () => {
    const parts = ['sentence', 'controls', 'steps', 'picture', 'panel'];
    const counts = await Promise.all(parts.map((part) => page.locator(`[part=${part}]`).count()));
    return parts.filter((_, i) => counts[i] > 0);
  };
  assert.deepEqual(await there(), ['sentence', 'steps', 'picture', 'panel']);
  assert.equal(await page.locator('.examples').count(), 0);
  await figure(page, (f) => f.setAttribute('controls', 'none'));
  await becomes(there, ['picture']);
  await figure(page, (f) => f.removeAttribute('controls'));
  await becomes(there, ['sentence', 'controls', 'steps', 'picture', 'panel']);
});

test('methods, settings and events', {
  body: `${CAT}<script>
    window.told = [];
    for (const type of ['softlook-step', 'softlook-focus'])
      document.addEventListener(type, (e) => told.push([type, e.detail, e.bubbles, e.composed]));
    document.addEventListener('softlook-change', (e) => { window.latest = e.detail.settings; });</script>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const told = () => page.evaluate(() => /** @type {any} */ (window).told.splice(0));
  assert.deepEqual(await told(), [['softlook-step', { step: 'weights', number: 6, count: 7 }, true, true]]);
  await figure(page, (f) => f.next());
  await becomes(told, [['softlook-step', { step: 'output', number: 7, count: 7 }, true, true]]);
  await figure(page, (f) => f.back());
  await becomes(told, [['softlook-step', { step: 'weights', number: 6, count: 7 }, true, true]]);
  await figure(page, (f) => f.goTo('scores'));
  await becomes(told, [['softlook-step', { step: 'scores', number: 3, count: 7 }, true, true]]);
  await figure(page, (f) => {
    f.settings = { focus: 1, digits: 1 };
  });
  await becomes(told, [['softlook-focus', { index: 1, token: 'cat' }, true, true]]);
  await showsDigits(page, { ...CAT_SETTINGS, digits: 1 }, 'scores');
  assert.equal(await page.evaluate(() => /** @type {any} */ (window).latest.digits), 1);
  await figure(page, (f) => f.play());
  assert.equal(await figure(page, (f) => f.playing), true);
  await figure(page, (f) => f.pause());
  assert.equal(await figure(page, (f) => f.playing), false);
  const refusals = await figure(page, (f) =>
    [
      () => f.goTo('nowhere'),
      () => Object.assign(f, { settings: { heads: 2.5 } }),
      () => Object.assign(f, { settings: { head_s: 2 } }),
    ].map((wrong) => {
      try {
        wrong();
        return 'accepted';
      } catch (error) {
        return String(error);
      }
    }),
  );
  assert.match(refusals[0], /RangeError: goTo: the step is "nowhere", expected one of words, /);
  assert.match(refusals[1], /RangeError: settings.heads is "2.5", expected a whole number from 1 to 8/);
  assert.match(refusals[2], /RangeError: settings has head_s, expected a setting/);
});

test('a figure that leaves the sight stops playing; one that is taken away leaves nothing behind', {
  body: `${CAT}<div style="height:3000px"></div>${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  await figure(page, (f) => f.play());
  await page.evaluate(() => scrollTo(0, 4000));
  await becomes(() => figure(page, (f) => f.playing), false);
  await page.evaluate(() => {
    const taken = /** @type {Element} */ (document.querySelector('self-attention'));
    taken.remove();
    taken.setAttribute('sentence', 'Back again');
    document.body.prepend(taken);
    scrollTo(0, 0);
  });
  await showsDigits(page, { ...CAT_SETTINGS, sentence: 'Back again' }, 'weights');
});

test('what stands between the tags is shown until there are numbers, and nothing moves', {
  head: '<style>body{margin:0} self-attention{display:flow-root;min-height:1200px}</style>',
  body: `<self-attention><p>The picture of it</p></self-attention><p id="after">After it</p>
    <script>window.shifts = []; new PerformanceObserver((list) => shifts.push(...list.getEntries().map((e) => e.value)))
      .observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => setTimeout(() => { const s = document.createElement('script');
      s.src = '{lib}self-attention.classic.js'; document.body.append(s); window.waiting = true; }, 100));</script>`,
}, async (page) => {
  await page.waitForFunction(() => 'waiting' in window);
  await firstCell(page);
  await page.waitForTimeout(300);
  assert.equal(await page.getByText('The picture of it').isVisible(), false);
  const top = () => page.locator('#after').evaluate((e) => e.getBoundingClientRect().top);
  assert.ok((await top()) >= 1200);
  assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).shifts), []);
});

test('where the core cannot run, what stands between the tags stays, under a notice', {
  body: `<self-attention><p>The picture of it</p></self-attention>${CLASSIC}`,
  before: (page) =>
    page.addInitScript(() =>
      Object.assign(window, {
        WebAssembly: {
          compile: async () => {
            throw new Error('no WebAssembly here');
          },
          Module: class {},
        },
      }),
    ),
}, async (page) => {
  await becomes(
    async () => (await notices(page)).some((n) => /could not be started.*no WebAssembly here/.test(n)),
    true,
  );
  assert.ok(await page.getByText('The picture of it').isVisible());
});

test('colours and type are set from outside, by custom properties anywhere above and by parts', {
  head: `<style>body{--softlook-page:rgb(1, 2, 3);--softlook-font:monospace;line-height:90px;text-transform:uppercase}
    div,button{display:none!important} self-attention::part(steps){background:rgb(4, 5, 6)}</style>`,
  body: `${CAT}${CLASSIC}`,
}, async (page) => {
  await firstCell(page);
  const style = await figure(page, (f) => {
    const { backgroundColor, fontFamily, lineHeight, textTransform } = getComputedStyle(f);
    const steps = /** @type {Element} */ (f.shadowRoot?.querySelector('.steps'));
    return [
      backgroundColor,
      fontFamily,
      parseFloat(lineHeight) < 30,
      textTransform,
      getComputedStyle(steps).backgroundColor,
    ];
  });
  assert.deepEqual(style, ['rgb(1, 2, 3)', 'monospace', true, 'none', 'rgb(4, 5, 6)']);
  assert.ok(await page.getByRole('button', { name: 'Next' }).isVisible());
});

const POLICY = "default-src 'none'; script-src http://localhost:* 'wasm-unsafe-eval'; img-src data:";
for (const [what, policy] of [
  ['a policy without workers', POLICY],
  ['a policy with blob workers', `${POLICY}; worker-src blob:`],
  [
    'Trusted Types',
    `${POLICY}; worker-src blob:; require-trusted-types-for 'script'; trusted-types lit-html`,
  ],
]) {
  test(`it works under ${what}`, {
    body: `${CAT}${CLASSIC}`,
    headers: { 'content-security-policy': policy },
    // The browser itself tells that it forbids the worker.
    expects: /Content Security Policy|TrustedScriptURL/,
  }, async (page) => {
    await firstCell(page);
    await showsDigits(page, CAT_SETTINGS, 'weights');
  });
}

test('it works in a sandboxed frame, which has no origin', {
  body: `<iframe sandbox="allow-scripts" style="width:900px;height:800px" srcdoc='${CAT}${CLASSIC}'></iframe>`,
}, async (page) => {
  await page.frameLocator('iframe').locator('softlook-matrix .cell').first().waitFor();
  const frame = page.frames()[1];
  await showsDigits(/** @type {any} */ (frame), CAT_SETTINGS, 'weights');
});
