/** A page for each way to embed the figure, in one engine. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { becomes } from '../browser/figure.js';
import { problemsOf } from './post.js';
import { CAT, having, holds, notices, shows } from './figures.js';

/** @typedef {import('./post.js').Post} Post */
/** @typedef {import('./engines.js').View} View */

const CLASSIC = ['self-attention.classic.js'];
const SCRIPTS = [...CLASSIC, 'self-attention.js'];
const FRAME = ['frame-height.js'];
const EMBED = ['embed.html', 'embed.css', 'embed.js', ...CLASSIC];

/** @param {View} view */
const first = (view) => shows(view, CAT);

/** @param {Post} post */
export function ways(post) {
  post('minimal.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    assert.deepEqual(await onPaper(view), ['6 · Softmax']);
  });
  post('module.html', { asks: ['self-attention.js'] }, first);
  post('dark.html', { asks: CLASSIC }, async (view) => {
    await shows(view, { ...CAT, theme: 'dark' });
    const style = await view.evaluate(() => {
      const { backgroundColor, color, fontFamily } = getComputedStyle(
        /** @type {Element} */ (document.querySelector('self-attention')),
      );
      return [backgroundColor, color, fontFamily];
    });
    assert.deepEqual(style, ['rgb(13, 17, 23)', 'rgb(236, 235, 241)', 'Georgia, serif']);
  });
  post('narrow.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    const width = await view.evaluate(
      () => document.querySelector('self-attention')?.getBoundingClientRect().width,
    );
    assert.equal(width, 340);
    assert.equal(await view.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  });
  post('widths.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    const widths = await view.evaluate(() =>
      [...document.querySelectorAll('.place')].map((place) => {
        const { width } = /** @type {Element} */ (
          place.querySelector('self-attention')
        ).getBoundingClientRect();
        // What stands beside it takes its part.
        return width > place.clientWidth - 280 && width > 300 && width <= place.clientWidth;
      }),
    );
    assert.deepEqual(widths, Array(10).fill(true));
    assert.equal(await view.evaluate(() => document.documentElement.scrollWidth > innerWidth), false);
  });
  post('hidden.html', { asks: CLASSIC }, async (view) => {
    const drawn = () =>
      view.evaluate(() =>
        [...document.querySelectorAll('self-attention')].map((figure) => [
          /** @type {any} */ (figure).trace !== null,
          figure.getBoundingClientRect().height > 0,
        ]),
      );
    await shows(view, CAT);
    await settles(drawn);
    assert.deepEqual(await drawn(), [
      [true, true],
      [false, false],
      [false, false],
    ]);
    await view.evaluate(() => {
      const [first, second] = document.querySelectorAll('self-attention');
      first.setAttribute('hidden', '');
      /** @type {HTMLElement} */ (second).hidden = false;
    });
    await shows(view, CAT, { index: 1 });
    assert.deepEqual(await drawn(), [
      [true, false],
      [true, true],
      [false, false],
    ]);
    await view.evaluate(() => {
      const { watched } = /** @type {any} */ (window);
      watched.shifts.length = watched.heights.length = 0;
    });
  });
  post('hostile-style.html', { asks: CLASSIC }, hostileStyle);
  post('right-to-left.html', { asks: CLASSIC }, rightToLeft);
  post('strict-csp.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    assert.equal(await view.evaluate('() => watched.workers'), 1);
  });
  post('trusted-types.html', { asks: CLASSIC, expects: /TrustedScriptURL|require-trusted-types-for/ }, first);
  post('twice.html', { asks: [...SCRIPTS, 'element-define.js', 'element.js'] }, first);
  post('twenty.html', { asks: CLASSIC }, twenty);
  post('fifty.html', { asks: CLASSIC }, async (view) => {
    await shows(view, having({ sentence: 'Figure number 1' }));
    const begun = () =>
      view.evaluate(
        () =>
          [...document.querySelectorAll('self-attention')].filter((f) => /** @type {any} */ (f).tracer)
            .length,
      );
    await settles(begun);
    const few = await begun();
    assert.ok(few <= 3, `${few} of 50 have begun`);
    await view.evaluate(() => document.querySelectorAll('self-attention')[40].scrollIntoView());
    await shows(view, having({ sentence: 'Figure number 41' }), { index: 40 });
  });
  post('details.html', { asks: [...FRAME, ...EMBED] }, async (view) => {
    const begun = () =>
      view.evaluate(
        () => Boolean(/** @type {any} */ (document.querySelector('self-attention'))?.tracer),
        undefined,
        true,
      );
    const told = () =>
      view.evaluate(() =>
        /** @type {any} */ (window).watched.told.map((/** @type {any} */ t) => t.data.height),
      );
    await settles(async () => [await begun(), await told()]);
    assert.deepEqual([await begun(), await told()], [false, []]);
    await view.evaluate(() => Object.assign(document.querySelector('details') ?? {}, { open: true }));
    await shows(view, CAT, { inFrame: true });
    await settles(told);
    assert.deepEqual(await told(), [await frameHeight(view)]);
  });
  post('no-script-frame.html', { asks: ['no-script.html', ...CLASSIC], expects: /sandbox/ }, noScript);
  post('no-script.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    await becomes(() => seen(view, 'figcaption'), false, 'the fallback is seen');
  });
  for (const name of ['react', 'vue']) post(`${name}.html`, { asks: [`${name}.js`] }, framework);
  post('controlled.html', { asks: ['controlled.js'] }, controlled);
  post('early.html', { asks: CLASSIC }, async (view) => {
    for (const index of [0, 1]) await shows(view, { ...CAT, scaled: false, focus: 1 }, { index });
    const told = await view.evaluate(() =>
      [...document.querySelectorAll('self-attention')].map((f) => /** @type {any} */ (f).settings),
    );
    for (const settings of told) assert.deepEqual(settings, { ...CAT, scaled: false, focus: 1 });
  });
  post('jupyter.html', { asks: CLASSIC }, async (view) => {
    await shows(view, CAT);
    // The cell is run again.
    await view.evaluate('() => runCell()');
    await shows(view, CAT);
    assert.equal(await view.evaluate('() => watched.workers'), 1, 'workers');
  });
  for (const [name, order] of Object.entries({
    'two-versions.html': ['0.1.0', '9.9.9'],
    'two-versions-newer-first.html': ['9.9.9', '0.1.0'],
  })) {
    post(
      name,
      {
        asks: [...CLASSIC, 'newer-self-attention.classic.js', 'newer-element.js'],
        expects: /Two versions of/,
      },
      (view) => twoVersions(view, order),
    );
  }
  post('sandboxed.html', { asks: [...FRAME, ...EMBED] }, (view) => framed(view, 'null'));
  post('cross-origin.html', { asks: FRAME, asksOther: EMBED }, (view, { other }) =>
    framed(view, new URL(other).origin),
  );
  post('from-disk.html', { onDisk: true, asks: [] }, async (view) => {
    await shows(view, CAT);
    // Chromium has one store for all files of a disk: whatever is put there, every other page can read.
    assert.equal(await view.evaluate(() => localStorage.length + sessionStorage.length), 0);
  });
}

/** @param {View} view @param {string} selector in the page or its same-origin frame */
function seen(view, selector) {
  return view.evaluate((/** @type {string} */ wanted) => {
    const frame = document.querySelector('iframe')?.contentDocument ?? document;
    return (frame.querySelector(wanted)?.getClientRects().length ?? 0) > 0;
  }, selector);
}

/** @param {View} view @returns {Promise<string[]>} the titles of the steps that are printed */
function onPaper(view) {
  return view.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('self-attention'));
    dispatchEvent(new Event('beforeprint'));
    await figure.updateComplete;
    const titles = [...figure.shadowRoot.querySelectorAll('.paper h2')].map((title) => title.textContent);
    dispatchEvent(new Event('afterprint'));
    return titles;
  });
}

/** @param {View} view */
async function hostileStyle(view) {
  await shows(view, CAT);
  const wrong = await view.evaluate(() => {
    const figure = /** @type {Element} */ (document.querySelector('self-attention'));
    const root = /** @type {ShadowRoot} */ (figure.shadowRoot);
    const expected = /** @type {Record<string, string>} */ ({
      'letter-spacing': 'normal',
      'word-spacing': '0px',
      'text-transform': 'none',
      'text-indent': '0px',
      'font-style': 'normal',
      'font-weight': '400',
      'font-variant-caps': 'normal',
      'white-space': 'normal',
      'font-size': '15px',
      'line-height': '21px',
      'text-align': 'start',
      cursor: 'auto',
    });
    const style = getComputedStyle(figure);
    const found = Object.entries(expected).filter(([name, value]) => style.getPropertyValue(name) !== value);
    const hidden = ['.steps', '.picture', '.kinds', '.panel'].filter(
      (part) => !root.querySelector(part)?.getClientRects().length,
    );
    return [...found.map(([name]) => `${name}: ${style.getPropertyValue(name)}`), ...hidden];
  });
  assert.deepEqual(wrong, []);
}

/** @param {View} view */
async function rightToLeft(view) {
  const sentence = 'القطة جلست على السجادة';
  await shows(view, { ...CAT, sentence });
  const sides = await view.evaluate(() => {
    const root = /** @type {ShadowRoot} */ (document.querySelector('self-attention')?.shadowRoot);
    const equation = /** @type {ShadowRoot} */ (root.querySelector('softlook-equation')?.shadowRoot);
    const cells =
      equation.querySelector('softlook-matrix')?.shadowRoot?.querySelectorAll('.row:first-child .cell') ?? [];
    const left = (/** @type {Element | null | undefined} */ e) =>
      e?.getBoundingClientRect().left ?? Number.NaN;
    const middle = innerWidth / 2;
    return {
      stepsRight: left(root.querySelector('.steps')) > middle,
      headingRight: (root.querySelector('.head h2')?.getBoundingClientRect().right ?? 0) > middle,
      firstCellLeft: left(cells[0]) < left(cells[1]),
      pictureAtItsStart:
        Math.abs(
          (root.querySelector('softlook-equation')?.getBoundingClientRect().right ?? 0) -
            (root.querySelector('.step')?.getBoundingClientRect().right ?? 1),
        ) < 1,
    };
  });
  assert.deepEqual(sides, {
    stepsRight: true,
    headingRight: true,
    firstCellLeft: true,
    pictureAtItsStart: true,
  });
}

/** @param {View} view */
async function twenty(view) {
  const settings = having({ step: 'scores' });
  const begun = () =>
    view.evaluate(
      () =>
        [...document.querySelectorAll('self-attention')].filter((f) => /** @type {any} */ (f).trace).length,
    );
  const asked = () => view.evaluate(() => /** @type {any} */ (window).watched.asked);
  await shows(view, { ...settings, sentence: 'Figure number 1' });
  // Those in sight have their numbers, and then it is quiet.
  const state = async () => [await begun(), await asked()];
  await settles(state);
  const [few, before] = await state();
  assert.ok(few <= 3, `${few} of 20 have begun`);
  assert.ok(before < few * 20, `${before} messages for ${few} figures`);
  await view.evaluate('() => document.querySelector("self-attention").play()');
  for (let i = 0; i < 20; i++) {
    await view.evaluate(
      (/** @type {number} */ at) => document.querySelectorAll('self-attention')[at].scrollIntoView(),
      i,
    );
    await shows(view, { ...settings, sentence: `Figure number ${i + 1}` }, { index: i });
  }
  assert.equal(await begun(), 20);
  assert.equal(
    await view.evaluate('() => document.querySelector("self-attention").playing'),
    false,
    'playing out of sight',
  );
  assert.equal(await view.evaluate('() => watched.workers'), 1, 'workers');
}

/** @param {() => Promise<unknown>} read waits until it has said the same for half a second */
async function settles(read) {
  for (let same = 0, last = ''; same < 5; same++) {
    const now = JSON.stringify(await read());
    if (now !== last) same = 0;
    last = now;
    await sleep(100);
  }
}

/** @param {View} view */
async function noScript(view) {
  await becomes(() => seen(view, 'figcaption'), true, 'the fallback is seen');
  await becomes(() => seen(view, '#after'), true);
}

/** Attributes, properties and events through a framework; taken away and put back. @param {View} view */
async function framework(view) {
  const settings = { ...CAT, scaled: false, headWidth: 2, focus: 1, digits: 3 };
  const press = (/** @type {string} */ id) =>
    view.evaluate((/** @type {string} */ wanted) => document.getElementById(wanted)?.click(), id);
  const heard = () => view.evaluate(() => document.querySelector('output')?.textContent ?? '');
  await shows(view, settings);
  await becomes(heard, 'weights', 'the step that the framework heard of');
  assert.deepEqual(await problemsOf(view), []);
  await view.evaluate('() => document.querySelector("self-attention").next()');
  await becomes(heard, 'output');
  await press('other');
  await shows(view, { ...settings, sentence: 'Another one', step: 'output' });
  await press('toggle');
  await holds(view, '!document.querySelector("self-attention")');
  await press('toggle');
  await shows(view, { ...settings, sentence: 'Another one' });
  assert.equal(await view.evaluate('() => watched.workers'), 1, 'workers');
  // The rest moved because the page has given the figure another sentence, and has taken it away.
  await view.evaluate(() => {
    const { watched } = /** @type {any} */ (window);
    watched.shifts.length = watched.heights.length = 0;
  });
  assert.equal(
    await view.evaluate('() => typeof document.querySelector("self-attention").focus'),
    'function',
  );
}

/** A page that gives back what it is told comes to rest, and no change is lost. @param {View} view */
async function controlled(view) {
  const settings = { ...CAT, scaled: false };
  const heard = () => view.evaluate(() => document.querySelector('output')?.textContent ?? '');
  await shows(view, settings);
  const told = () =>
    view.evaluate(() => Number(document.querySelector('output')?.textContent?.split(' ')[0]));
  await settles(told);
  const before = await told();
  assert.ok(before <= 1, `${before} changes were told that nobody made`);
  await view.evaluate(() => {
    const figure = /** @type {any} */ (document.querySelector('self-attention'));
    figure.settings = { sentence: 'Another one', step: 'maskedScores' };
    figure.session.putEdit({ stage: 'mask', head: 0, row: 0, column: 1, value: 0 });
  });
  await settles(told);
  assert.equal(await heard(), `${before + 2} Another one 1`);
  await shows(view, {
    ...settings,
    sentence: 'Another one',
    step: 'maskedScores',
    edits: [{ stage: 'mask', head: 0, row: 0, column: 1, value: 0 }],
  });
  // The test itself has changed what is shown.
  await view.evaluate(() => {
    const { watched } = /** @type {any} */ (window);
    watched.shifts.length = watched.heights.length = 0;
  });
}

/** @param {View} view @param {string[]} order the first is used */
async function twoVersions(view, [used, other]) {
  await shows(view, CAT);
  await shows(view, having({ sentence: 'Another one', step: 'scores' }), { index: 1 });
  const told = await view.evaluate('() => watched.problems.splice(0)');
  assert.deepEqual(told, [
    `console warn: Two versions of <self-attention> are on this page: ${used}, which came first and is used, and ${other}.`,
  ]);
  // Figures of another name too: none is drawn with another version's parts.
  const versions = await view.evaluate(async () => {
    const { define } = await import(/** @type {any} */ ('./newer-element.js'));
    define('my-figure');
    const tags = ['self-attention', 'my-figure'];
    return tags.map((tag) => /** @type {any} */ (customElements.get(tag)).version);
  });
  assert.deepEqual(versions, [used, used]);
  await view.evaluate('() => watched.problems.splice(0)');
}

/** @param {View} view @param {string} origin of the frame, as its messages say */
async function framed(view, origin) {
  await shows(view, CAT, { inFrame: true });
  assert.deepEqual(await notices(view, 0, true), []);
  const whole = () =>
    view.evaluate('() => document.documentElement.scrollHeight <= innerHeight', undefined, true);
  await becomes(whole, true, 'the frame is as high as the figure');
  const told = await view.evaluate(() => /** @type {any} */ (window).watched.told);
  // Only the height, and at once the one that stays.
  const height = await frameHeight(view);
  assert.deepEqual(told, [{ data: { type: 'softlook-height', height }, origin, fromFrame: true }]);
}

/**
 * @param {View} view
 * @returns {Promise<number>} what the pages give their frames, less what a scroll bar as wide as Firefox's (12 px) takes from
 *   two rows of cells
 */
async function frameHeight(view) {
  const height = (await view.evaluate(() => document.querySelector('iframe')?.clientHeight)) ?? 0;
  assert.ok(height <= 854 && height >= 854 - 12, `it is ${height} px high`);
  return height;
}
