/** 2,000 random settings, the same in every run: page to link to page, with the same settings, digits and notices. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingsWith } from '../../web/src/state/kinds.js';
import { settings as anySettings } from '../web/arbitrary.js';
import { fc } from '../web/tools.js';
import { site } from './site.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

const { browser, url } = await site();

const COUNT = 2000;
/** So many at a time, so that what goes wrong is told early. */
const BATCH = 50;

/** What is drawn, not how much of it, is the subject. @type {import('../web/tools.js').Arbitrary<Settings>} */
const drawable = fc
  .record({
    settings: anySettings,
    sentence: fc.constantFrom('The cat sat.', 'Yes', 'How are you?', 'a+b *c* _d_', 'é ß 𝒳 (now)'),
    context: fc.constantFrom('I am doing fine, thank you.', 'Fine.', "it's OK!"),
    width: fc.integer({ min: 1, max: 8 }),
    headWidth: fc.integer({ min: 0, max: 5 }),
    // Of a cell that every trace has: what becomes of the others is told, and not asked for again.
    edits: fc.array(
      fc.float({ noDefaultInfinity: true, noNaN: true }).map((value) => ({
        stage: /** @type {const} */ ('embeddings'),
        head: 0,
        row: 0,
        column: 0,
        value: value + 0,
      })),
      { maxLength: 1 },
    ),
    lang: fc.constantFrom(/** @type {const} */ ('auto'), /** @type {const} */ ('en')),
  })
  .map(({ settings: { kind, ...settings }, ...changes }) => settingsWith({ ...settings, ...changes }));

test(`${COUNT} random settings come back from the page's own links`, { timeout: 600_000 }, async () => {
  const page = await browser.newPage({ reducedMotion: 'reduce' });
  /** @type {string[]} */
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(url);
  await page.locator('softlook-matrix .cell').first().waitFor();
  await page.evaluate(takeNote);
  const all = fc.sample(drawable, { numRuns: COUNT, seed: 10 });
  for (let i = 0; i < COUNT; i += BATCH) {
    const batch = all.slice(i, i + BATCH);
    const went = await page.evaluate((some) => /** @type {any} */ (window).roundTrip.go(some), batch);
    const links = went.map((/** @type {{link: string}} */ { link }) => link);
    const came = await page.evaluate((some) => /** @type {any} */ (window).roundTrip.come(some), links);
    for (const [j, shown] of went.entries())
      assert.deepEqual(came[j], asLinked(shown), `${i + j}: ${JSON.stringify(batch[j])}`);
  }
  assert.deepEqual(problems, []);
  await page.close();
});

/**
 * What a link of it shows: of a step that there is not, it says the one that was shown in its place.
 * @param {{settings: Settings, step: string, notices: string[]}} shown
 */
function asLinked(shown) {
  const notices = shown.notices.filter((notice) => !notice.startsWith('There is no step'));
  return { ...shown, notices, settings: { ...shown.settings, step: shown.step } };
}

/** Runs in the page: `go` sets settings, `come` opens links; both say what is then shown, and the address of it. */
function takeNote() {
  const figure = /** @type {any} */ (document.querySelector('self-attention'));
  // The picture and the notices are the subject: without steps and arithmetic it is drawn quickly.
  figure.setAttribute('controls', 'none');
  let written = '';
  // Browsers take only so many changes of the address in a second: the page's are caught here, and entered as an event.
  history.replaceState = (_state, _title, address) => {
    written = String(address);
  };
  /** @type {(value?: unknown) => void} */
  let answered = () => {};
  const { done } = figure.tracer;
  figure.tracer.done = async (/** @type {unknown} */ outcome) => {
    await done(outcome);
    answered();
  };
  const shown = async () => {
    await figure.updateComplete;
    const equations = [...figure.renderRoot.querySelectorAll('softlook-equation')];
    await Promise.all(equations.map((e) => e.updateComplete));
    const matrices = equations.flatMap((e) => [...e.shadowRoot.querySelectorAll('softlook-matrix')]);
    await Promise.all(matrices.map((m) => m.updateComplete));
    written = location.pathname;
    window.dispatchEvent(new Event('pagehide'));
    const notices = [...figure.renderRoot.querySelectorAll('.notice p')].map((p) => p.textContent);
    // Numbers that are too large leave the picture as it was.
    const failed = figure.notes.some((/** @type {{id: string}} */ n) => n.id === 'error');
    return {
      settings: figure.settings,
      step: figure.stepShown?.id ?? figure.settings.step,
      link: written.split('#')[1] ?? '',
      digits: matrices
        .filter(() => !failed)
        .map((m) => [
          m.dataset.key,
          [...m.shadowRoot.querySelectorAll('.cell')].map((c) => c.textContent).join(' '),
        ]),
      notices: failed ? figure.notes.map((/** @type {{key: string}} */ n) => n.key) : notices,
    };
  };
  /** @param {unknown[]} each @param {(one: any) => void} set */
  const walk = async (each, set) => {
    const all = [];
    for (const one of each) {
      // Nothing of before is left: each begins with another sentence, and without a notice.
      figure.notes = [];
      const ready = new Promise((resolve) => {
        answered = resolve;
      });
      set(one);
      await ready;
      all.push(await shown());
    }
    return all;
  };
  Object.assign(window, {
    roundTrip: {
      go: (/** @type {unknown[]} */ some) => walk(some, (settings) => figure.session.load(settings, true)),
      come: (/** @type {string[]} */ links) =>
        walk(links, (link) =>
          window.dispatchEvent(
            new HashChangeEvent('hashchange', { newURL: `${location.href.split('#')[0]}#${link}` }),
          ),
        ),
    },
  });
}
