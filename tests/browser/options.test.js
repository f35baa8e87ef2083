/** Every option is switched on by its control; the digits of every step it changes are the core's. */
import assert from 'node:assert/strict';
import { formatLink } from '../../web/src/model/link.js';
import { stepsOf } from '../../web/src/model/steps.js';
import { becomes, goTo, showsDigits, stepIds, traceOf } from './figure.js';
import { findsNothing, withAxe } from './axe.js';
import { site } from './site.js';

/** @typedef {import('../../web/src/model/settings.js').Settings} Settings */
/** @typedef {import('./tools.js').Page} Page */

const { page: test } = await site();

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
  await page.locator(`.options select[name=${name}]`).selectOption(value);
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
    assert.ok((await stepIds(page)).includes(step), `there is a step ${step}`);
    for (const id of await stepIds(page)) {
      await goTo(page, id);
      await showsDigits(page, { ...now, step: id }, id);
      await findsNothing(page, `${option}, ${id}`);
    }
    await page.getByRole('button', { name: 'All options off' }).click();
    const ids = stepsOf(/** @type {any} */ (traceOf(settings))).map((s) => s.id);
    await becomes(() => stepIds(page), ids);
    await goTo(page, 'weights');
    await showsDigits(page, settings, 'weights');
  });
}
