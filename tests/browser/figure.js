/** Reads the figure of an opened page, and what it should show according to the core. */
import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { createEngine } from '../../web/lib/softlook.js';
import { traceRequest } from '../../web/src/state/request.js';
import { tokensOf } from '../../web/src/state/tokenize.js';
import { PATIENCE } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('softlook').Trace} Trace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('./tools.js').Page} Page */
/**
 * The texts of the cells, as drawn, by matrix; null for one that is drawn without numbers.
 * @typedef {Record<string, string[][] | null>} Picture
 */

const engine = await createEngine();

/**
 * The core's answer to these settings.
 * @param {Settings} settings
 * @returns {Trace}
 */
export function traceOf(settings) {
  return engine.trace(traceRequest(settings, tokensOf(settings, 'sentence'), tokensOf(settings, 'context')));
}

/**
 * The core's answer to these settings, with the differences from the others.
 * @param {Settings} settings
 * @param {Settings} other
 * @returns {Trace}
 */
export function traceAgainst(settings, other) {
  const ask = (/** @type {Settings} */ s) => traceRequest(s, tokensOf(s, 'sentence'), tokensOf(s, 'context'));
  return engine.trace({ ...ask(settings), against: ask(other) });
}

/** @param {import('softlook').SaturationRequest} request */
export const saturationOf = (request) => engine.saturation(request);

/**
 * A number as a reader should see it; written anew here, so that it does not share the page's mistakes.
 * @param {number} value
 * @param {number} [digits]
 */
export function print(value, digits = 2) {
  if (value === Number.NEGATIVE_INFINITY) return '−∞';
  const size = Math.abs(value).toFixed(digits);
  return value < 0 && Number(size) !== 0 ? `−${size}` : size;
}

/** @type {Record<string, StageId[]>} */
const GROUPS = {
  words: ['embeddings', 'contextEmbeddings'],
  positionedEmbeddings: ['positionedEmbeddings', 'positionedContext'],
  projections: ['queries', 'keys', 'values'],
  rotatedQueries: ['rotatedQueries', 'rotatedKeys'],
};

/**
 * The stages that belong to a step: what it makes, and what that is made from.
 * @param {Trace} trace
 * @param {string} step
 * @param {number} head
 */
export function stagesOf(trace, step, head) {
  const ids = GROUPS[step] ?? [step];
  const results = trace.stages.filter((s) => ids.includes(s.id) && (s.head === head || s.head === -1));
  const inputs = results.flatMap((r) => r.inputs.map((ref) => trace.stage(ref.id, ref.head)));
  return { results, all: [...new Set([...inputs, ...results])] };
}

/**
 * @param {Stage} stage
 * @param {(value: number) => string} show
 */
export function rowsOf({ rows, cols, data }, show) {
  return Array.from({ length: rows }, (_, i) => Array.from(data.subarray(i * cols, (i + 1) * cols), show));
}

/**
 * What a step has to show.
 * @param {Trace} trace
 * @param {string} step
 * @param {number} [head]
 * @param {number} [digits]
 * @returns {Picture}
 */
export function pictureOf(trace, step, head = 0, digits = 2) {
  const { results, all } = stagesOf(trace, step, head);
  const turned = results[0].operation === 'productTransposed' ? all[1] : undefined;
  /** @type {Picture} */
  const picture = {};
  for (const stage of all) {
    const key = `${stage.id}/${stage.head}`;
    const rows = textsOf(stage, digits);
    if (stage === turned) picture[`${key}/T`] = rows[0].map((_, j) => rows.map((row) => row[j]));
    else picture[key] = rows;
  }
  return picture;
}

/**
 * What the page shows.
 * @param {Page} page
 * @returns {Promise<Picture>}
 */
export async function readPicture(page) {
  const matrices = await page.locator('softlook-matrix').evaluateAll((all) =>
    all.map((matrix) => {
      const name = /** @type {HTMLElement} */ (matrix).dataset.key ?? '';
      if (matrix.shadowRoot?.querySelector('canvas')) return /** @type {const} */ ([name, null]);
      const rows = [...(matrix.shadowRoot?.querySelectorAll('.row') ?? [])];
      const texts = rows.map((row) =>
        [...row.querySelectorAll('.cell')].map((cell) => cell.textContent ?? ''),
      );
      return /** @type {const} */ ([name, texts]);
    }),
  );
  /** @type {Picture} */
  const picture = {};
  for (const [key, texts] of matrices) {
    // A matrix that stands in several corners is drawn as often: the drawings have to agree.
    const name = key.replace(/#\d+$/, '');
    const known = picture[name];
    picture[known && JSON.stringify(known) !== JSON.stringify(texts) ? key : name] = texts;
  }
  return picture;
}

/**
 * Waits until what is read is what is expected; fails with the difference when that does not come about.
 * @template T
 * @param {() => Promise<T>} read
 * @param {T} expected
 * @param {string} [message]
 */
export async function becomes(read, expected, message = 'what is shown') {
  const end = Date.now() + PATIENCE;
  const wanted = JSON.stringify(expected);
  for (;;) {
    const found = await read();
    if (JSON.stringify(found) === wanted) return;
    if (Date.now() > end) {
      assert.deepEqual(found, expected, message);
      return;
    }
    await sleep(20);
  }
}

/** So many numbers are always printed, on a large screen. */
const MANY = 64;

/**
 * Each matrix that a step draws has the core's digits of its stage, and what the step makes is among them.
 * @param {Page} page
 * @param {Settings} settings
 * @param {import('../../web/src/state/steps.js').Step} step
 */
export async function showsStages(page, settings, step) {
  const trace = traceOf(settings);
  const wrong = async () => {
    const picture = await readPicture(page);
    const found = Object.keys(picture);
    const missing = step.results.filter((id) => !found.some((key) => key.split('/')[0] === id));
    const differing = found.filter((key) => {
      const [id, head, turned] = key.replace(/#\d+$/, '').split('/');
      const stage = trace.stage(/** @type {StageId} */ (id), Number(head));
      const texts = picture[key];
      // What a step is made of may be drawn small; of many numbers only the one that is pointed at is printed.
      if (!texts || texts.flat().every((text) => text === ''))
        return stage.data.length <= MANY && step.results.includes(stage.id);
      const expected = textsOf(stage, settings.digits);
      const rows = turned ? expected[0].map((_, j) => expected.map((row) => row[j])) : expected;
      return JSON.stringify(texts) !== JSON.stringify(rows);
    });
    return { missing, differing };
  };
  await becomes(wrong, { missing: [], differing: [] }, `step ${step.id}`);
}

/** @param {Stage} stage @param {number} digits */
function textsOf(stage, digits) {
  const mask = stage.id === 'mask' || stage.id === 'pattern';
  const plain = mask && stage.data.every((v) => v === 0 || v === Number.NEGATIVE_INFINITY);
  return rowsOf(stage, (v) => print(v, plain ? 0 : digits));
}

/**
 * The page comes to show the core's digits of a step. On small screens what a step is made from may be drawn small,
 * without numbers; what it makes has them always.
 * @param {Page} page
 * @param {Settings} settings
 * @param {string} step
 * @param {number} [head]
 */
export async function showsDigits(page, settings, step, head = 0) {
  const trace = traceOf(settings);
  const expected = sorted(pictureOf(trace, step, head, settings.digits));
  const results = stagesOf(trace, step, head).results.map((s) => `${s.id}/${s.head}`);
  const read = async () => {
    const found = sorted(await readPicture(page));
    for (const key of Object.keys(found)) {
      if (found[key] === null && !results.includes(key)) found[key] = expected[key];
    }
    return found;
  };
  await becomes(read, expected, `${settings.kind}, ${step}, head ${head}`);
}

/** @param {Picture} picture @returns {Picture} */
function sorted(picture) {
  return Object.fromEntries(Object.entries(picture).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * A cell as drawn, rows and columns from 0.
 * @param {Page} page
 * @param {string} key
 * @param {number} row
 * @param {number} column
 */
export function cell(page, key, row, column) {
  return page.locator(
    `softlook-matrix[data-key="${key}"] .row:nth-child(${row + 1}) .cell:nth-child(${column + 1})`,
  );
}

/** Opens the field in which a number is changed. @param {Page} page @param {string} key @param {number} row @param {number} column */
export async function openField(page, key, row, column) {
  await cell(page, key, row, column).first().dblclick();
  await page.locator('softlook-matrix input').waitFor();
}

/** @param {Page} page @param {string} step */
export async function goTo(page, step) {
  await page.locator(`[data-step="${step}"]`).click();
  await page.locator(`[data-step="${step}"][aria-current=step]`).waitFor();
}

/** @param {Page} page @returns {Promise<string[]>} ids of the steps in the list */
export function stepIds(page) {
  return page.locator('[data-step]').evaluateAll((all) => all.map((e) => e.getAttribute('data-step') ?? ''));
}

/**
 * Waits until the matrices have come to their places.
 * @param {Page} page
 */
export async function settled(page) {
  await page.waitForFunction(() => {
    const equation = document.querySelector('self-attention')?.shadowRoot?.querySelector('softlook-equation');
    return equation?.shadowRoot?.getAnimations().every((a) => a.playState === 'finished') ?? true;
  });
}

/**
 * Waits until everything that was asked of the engine so far has been answered and drawn: for what must not happen.
 * @param {Page} page
 */
export async function answered(page) {
  await page.evaluate(async () => {
    const figure = /** @type {any} */ (document.querySelector('self-attention'));
    await figure.trace.explain({ stage: 'embeddings', row: 0, column: 0 });
    await figure.updateComplete;
  });
}
