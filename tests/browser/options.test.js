/** Every option is switched on by its control; the digits of every step it changes are the core's. */
import assert from 'node:assert/strict';
import { withChanges } from '../../web/src/state/kinds.js';
import { formatLink } from '../../web/src/state/link.js';
import { OPTION_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { stepsOf } from '../../web/src/state/steps.js';
import {
  becomes,
  goTo,
  openField,
  print,
  rowsOf,
  saturationOf,
  showsDigits,
  showsStages,
  stepIds,
  traceAgainst,
  traceOf,
} from './figure.js';
import { findsNothing, withAxe } from './axe.js';
import { site } from './site.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

/** All options off. */
const OFF = Object.fromEntries(OPTION_NAMES.map((name) => [name, SETTINGS[name].default]));

/** @param {Page} page */
async function openOptions(page) {
  await page.getByRole('button', { name: /^Options/ }).click();
  await page.getByRole('region', { name: 'Options' }).waitFor();
}

/** @type {(name: string, value: string) => (page: Page) => Promise<void>} */
const number = (name, value) => async (page) => {
  const field = page.locator(`.options input[name=${name}], .options #c-${name}`);
  await field.fill(value);
  await field.press('Enter');
};
/** @type {(name: string, value: string) => (page: Page) => Promise<void>} */
const choose = (name, value) => async (page) => {
  await page.locator(`.options select[name=${name}]`).selectOption({ value });
};

/**
 * Settings to begin with, what is done, what that sets, and a step that comes of it.
 * @type {{option: string, from?: Partial<Settings>, act: (page: Page) => Promise<void>, sets: Partial<Settings>, step: string}[]}
 */
const CASES = [
  {
    option: 'window',
    from: { kind: 'masked' },
    act: number('window', '1'),
    sets: { window: 1 },
    step: 'maskedScores',
  },
  {
    option: 'prefix',
    from: { kind: 'masked' },
    act: number('prefix', '2'),
    sets: { prefix: 2 },
    step: 'maskedScores',
  },
  { option: 'padding', act: number('padding', '1'), sets: { padding: 1 }, step: 'maskedScores' },
  { option: 'a mask by hand', act: choose('drawn', 'cells'), sets: { drawn: 'cells' }, step: 'maskedScores' },
  {
    option: 'numbers in the mask',
    act: choose('drawn', 'numbers'),
    sets: { drawn: 'numbers' },
    step: 'maskedScores',
  },
  {
    option: 'sinusoidal positions',
    from: { kind: 'cross' },
    act: choose('positions', 'sinusoidal'),
    sets: { positions: 'sinusoidal' },
    step: 'positionedEmbeddings',
  },
  {
    option: 'rotary positions',
    from: { kind: 'multi' },
    act: choose('positions', 'rope'),
    sets: { positions: 'rope' },
    step: 'rotatedQueries',
  },
  {
    option: 'ALiBi',
    from: { kind: 'multi' },
    act: choose('positions', 'alibi'),
    sets: { positions: 'alibi' },
    step: 'biasedScores',
  },
  {
    option: 'scale as a number',
    act: number('factor', '0.25'),
    sets: { factor: 0.25 },
    step: 'scaledScores',
  },
  { option: 'softcap', act: number('softcap', '0,5'), sets: { softcap: 0.5 }, step: 'cappedScores' },
  {
    option: 'temperature',
    act: number('temperature', '0.5'),
    sets: { temperature: 0.5 },
    step: 'temperedScores',
  },
  {
    option: 'grouped-query attention',
    from: { kind: 'multi', heads: 4, width: 8 },
    act: choose('kvHeads', '2'),
    sets: { kvHeads: 2 },
    step: 'scores',
  },
  {
    option: 'multi-query attention',
    from: { kind: 'cross', heads: 4, width: 8 },
    act: choose('kvHeads', '1'),
    sets: { kvHeads: 1 },
    step: 'weights',
  },
  {
    option: 'linear attention',
    act: choose('method', 'linear'),
    sets: { method: 'linear' },
    step: 'keyValueState',
  },
  {
    option: 'causal linear attention',
    from: { kind: 'masked' },
    act: choose('method', 'linear'),
    sets: { method: 'linear' },
    step: 'maskedSimilarities',
  },
  {
    option: 'low-rank attention',
    from: { kind: 'multi' },
    act: async (page) => {
      await choose('method', 'lowRank')(page);
      await number('rank', '3')(page);
    },
    sets: { method: 'lowRank', rank: 3 },
    step: 'mixedKeys',
  },
  {
    option: 'local and global attention',
    act: async (page) => {
      await choose('method', 'localGlobal')(page);
      await number('reach', '2')(page);
      await number('globals', '0')(page);
    },
    sets: { method: 'localGlobal', reach: 2, globals: 0 },
    step: 'localScores',
  },
  {
    option: 'a key/value cache',
    from: { kind: 'masked', focus: 4 },
    act: number('cached', '3'),
    sets: { cached: 3 },
    step: 'decodeDifference',
  },
  {
    option: 'a key/value cache of shared heads, with rotary positions',
    from: { kind: 'multi', heads: 4, width: 8, kvHeads: 2, causal: true, positions: 'rope', focus: 4 },
    act: number('cached', '4'),
    sets: { cached: 4 },
    step: 'cachedKeys',
  },
  {
    option: 'the backward pass',
    from: { kind: 'multi', heads: 2, focus: 1 },
    act: async (page) => {
      await page.getByRole('checkbox', { name: 'backward pass' }).check();
      await choose('lossFeature', '2')(page);
    },
    sets: { gradient: true, lossToken: 1, lossFeature: 2 },
    step: 'embeddingsGradient',
  },
  {
    option: 'the backward pass through everything',
    from: { kind: 'cross', positions: 'rope', softcap: 2, temperature: 2, padding: 1 },
    act: async (page) => {
      await page.getByRole('checkbox', { name: 'backward pass' }).check();
      await choose('lossToken', '3')(page);
    },
    sets: { gradient: true, lossToken: 3 },
    step: 'rotatedQueriesGradient',
  },
];

for (const { option, from, act, sets, step } of CASES) {
  test(`${option}: its control, its numbers, its link, and axe`, {
    settings: from ?? {},
    before: withAxe,
    reducedMotion: 'reduce',
  }, async ({ page, settings }) => {
    await openOptions(page);
    await act(page);
    const now = { ...settings, ...sets };
    await becomes(() => page.evaluate(() => location.hash.slice(1)), formatLink(now));
    const steps = stepsOf(/** @type {any} */ (traceOf(now)));
    await becomes(
      () => stepIds(page),
      steps.map((s) => s.id),
    );
    assert.ok(
      steps.some((s) => s.id === step),
      `there is a step ${step}`,
    );
    const plain = { ...settings, ...OFF };
    const withoutOptions = stepsOf(/** @type {any} */ (traceOf(plain))).map((s) => s.id);
    for (const one of steps) {
      await goTo(page, one.id);
      await showsStages(page, now, one);
      // The steps that a kind has without options are looked at in axe.test.js.
      if (one.id === step || !withoutOptions.includes(one.id))
        await findsNothing(page, `${option}, ${one.id}`);
    }
    await page.getByRole('button', { name: 'All options off' }).click();
    await becomes(() => stepIds(page), withoutOptions);
    await goTo(page, 'weights');
    await showsDigits(page, plain, 'weights');
  });
}

test('words are generated one by one, and the cache grows with each', {
  settings: { kind: 'masked', step: 'keys' },
}, async ({ page, settings }) => {
  await openOptions(page);
  const next = page.getByRole('button', { name: 'Next word' });
  for (const cached of [0, 1, 2, 3, 4]) {
    // By key: the steps that come with the cache move what is below them, and a pointer could miss.
    await next.press('Enter');
    const now = { ...settings, cached };
    const [step] = stepsOf(/** @type {any} */ (traceOf(now))).filter((s) => s.id === 'keys');
    await showsStages(page, now, step);
    await becomes(() => page.locator('softlook-sentence .word.cached').count(), cached);
  }
  assert.equal(await next.getAttribute('aria-disabled'), 'true');
});

for (const { changes, step, rows } of [
  { changes: { method: 'linear' }, step: 'outputDifference', rows: ['exact', 'quadratic', 'method'] },
  { changes: { method: 'lowRank' }, step: 'outputDifference', rows: ['exact', 'method'] },
  { changes: { method: 'localGlobal' }, step: 'outputDifference', rows: ['exact', 'method'] },
  { changes: { kind: 'masked', cached: 3 }, step: 'decodeDifference', rows: ['full', 'cached'] },
]) {
  test(`what it costs is the core's count: ${JSON.stringify(changes)}`, {
    settings: /** @type {Partial<Settings>} */ ({ ...changes, step }),
  }, async ({ page, settings }) => {
    const { costs } = traceOf(settings);
    const counts = rows.map((name) => costs[/** @type {keyof typeof costs} */ (name)].toLocaleString('en'));
    assert.ok(counts.every((count) => count !== '0'));
    await becomes(() => page.locator('.costs td:not(.bar)').allTextContents(), counts);
  });
}

test('a comparison has both sides and their difference, and light falls on the same place', {
  settings: { kind: 'masked', step: 'weights' },
  before: withAxe,
  reducedMotion: 'reduce',
}, async ({ page, settings }) => {
  await openOptions(page);
  const select = page.locator('.options select[name=against]');
  await select.selectOption({ label: 'no causal mask' });
  const section = page.getByRole('region', { name: 'Comparison' });
  await section.waitFor();
  const here = traceOf(settings).stage('weights');
  const there = traceOf(withChanges(settings, { causal: false })).stage('weights');
  const core =
    traceAgainst(settings, withChanges(settings, { causal: false })).stage('weights').difference ??
    new Float32Array();
  const signed = (/** @type {number} */ v) => (v === 0 ? '·' : `${v > 0 ? '+' : ''}${print(v)}`);
  const expected = [
    rowsOf(here, (v) => print(v)),
    rowsOf(there, (v) => print(v)),
    rowsOf({ ...here, data: core }, signed),
  ];
  const read = () =>
    section
      .locator('softlook-matrix')
      .evaluateAll((all) =>
        all.map((matrix) =>
          [...(matrix.shadowRoot?.querySelectorAll('.row') ?? [])].map((row) =>
            [...row.querySelectorAll('.cell')].map((c) => c.textContent ?? ''),
          ),
        ),
      );
  await becomes(read, expected);
  await section.locator('softlook-matrix').nth(1).locator('.cell').nth(7).hover();
  const rings = () =>
    section
      .locator('softlook-matrix')
      .evaluateAll((all) => all.map((m) => m.shadowRoot?.querySelectorAll('.ring.active').length));
  await becomes(rings, [1, 1, 1]);
  await section.getByText(`there ${print(there.data[7])}`).waitFor();
  await findsNothing(page, 'a comparison');
  await becomes(
    () => page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('against')),
    'causal=off',
  );
  // A figure out of sight asks for nothing.
  await select.scrollIntoViewIfNeeded();
  await select.selectOption({ label: 'nothing' });
  await becomes(() => section.count(), 0);
});

test('comparing with all as it is now shows what changes from then on', {
  settings: { step: 'scores' },
}, async ({ page, settings }) => {
  await openOptions(page);
  await page.locator('.options select[name=against]').selectOption({ label: 'all as it is now' });
  await page.getByRole('button', { name: 'more: seed', exact: true }).click();
  await page.getByText('Here: seed 8').waitFor();
  await page.getByText('There: seed 7').waitFor();
  const there = traceOf(settings).stage('scores');
  const second = page.getByRole('region', { name: 'Comparison' }).locator('softlook-matrix').nth(1);
  await becomes(
    async () => (await second.locator('.cell').allTextContents()).join(),
    Array.from(there.data, (v) => print(v)).join(),
  );
});

test('why scores are scaled: the plot has the core’s numbers', {
  settings: { step: 'scaledScores' },
  before: withAxe,
}, async ({ page, settings }) => {
  await page.getByRole('button', { name: 'Why √d?' }).click();
  const rows = page.locator('.saturation tbody tr');
  await rows.first().waitFor();
  const widths = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
  const points = saturationOf({ widths, keys: 16, seed: settings.seed });
  const expected = points.map(({ width, unscaled, scaled }) => [
    String(width),
    ...[unscaled.entropy, scaled.entropy, unscaled.gradient, scaled.gradient].map((v) => print(v, 3)),
  ]);
  const read = () =>
    rows.evaluateAll((all) => all.map((row) => [...row.children].map((c) => c.textContent ?? '')));
  await becomes(read, expected);
  await findsNothing(page, 'the plot');
});

test('each row of weights has its entropy beside it, and each head its range', {
  settings: { kind: 'multi', heads: 2, step: 'weights' },
}, async ({ page, settings }) => {
  const entropies = (/** @type {number} */ head) => traceOf(settings).stage('weights', head).entropies ?? [];
  await becomes(
    () => page.locator('softlook-equation .bits').allTextContents(),
    Array.from(entropies(0), (v) => print(v)),
  );
  const all = Array.from(entropies(1));
  const range = `${print(Math.min(...all))} to ${print(Math.max(...all))} bits`;
  await page.locator('.head-grid').getByText(range).waitFor();
});

test('what does not go together cannot be chosen, with the reason beside it', {
  settings: { kind: 'masked' },
}, async ({ page, settings }) => {
  await openOptions(page);
  const options = page.getByRole('region', { name: 'Options' });
  const method = options.locator('select[name=method]');
  const off = () =>
    method.locator('option:disabled').evaluateAll((all) => all.map((e) => e.getAttribute('value')));
  await becomes(off, ['lowRank']);
  await options.getByText('it cannot be causal').waitFor();
  await choose('method', 'linear')(page);
  await options.getByText('Linear attention has no mask but the causal one.').waitFor();
  for (const name of ['#c-window', '#c-prefix', '#c-padding', 'select[name=drawn]'])
    assert.ok(await options.locator(name).isDisabled(), name);
  assert.ok(await options.locator('input[name=gradient]').isEnabled(), 'linear attention has a gradient');
  await choose('method', 'softmax')(page);
  await becomes(() => options.locator('#c-window').isDisabled(), false);
  await goTo(page, 'weights');
  await showsDigits(page, settings, 'weights');
});

test('what loses its effect by another setting is told, and comes back with it', {
  settings: { kind: 'masked', window: 1, step: 'weights' },
}, async ({ page, settings }) => {
  await openOptions(page);
  const notice = page.locator('.notice');
  await choose('method', 'linear')(page);
  await becomes(
    () => notice.locator('p').allInnerTexts(),
    ['Without effect: window 1. Linear attention has no mask but the causal one.'],
  );
  await choose('method', 'softmax')(page);
  await becomes(() => notice.count(), 0);
  await showsDigits(page, settings, 'weights');
});

test('numbers are put into a mask by hand, and added to the scores', {
  settings: { drawn: 'numbers', step: 'maskedScores' },
}, async ({ page, settings }) => {
  await openField(page, 'mask/-1', 1, 2);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('-1.5');
  await page.keyboard.press('Enter');
  const edits = [{ stage: /** @type {const} */ ('mask'), head: 0, row: 1, column: 2, value: -1.5 }];
  await showsDigits(page, { ...settings, edits }, 'maskedScores');
});
