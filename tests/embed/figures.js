/** Reads the figures of a page in any engine, and what they should show according to the core. */
import { becomes, readPicture, showsDigits } from '../browser/figure.js';
import { settingsWith } from '../../web/src/state/kinds.js';

/** @typedef {import('./engines.js').View} View */
/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

/** @param {Partial<Settings>} changes @returns {Settings} */
export const having = (changes) => settingsWith(changes);

/** What most of the pages show: `sentence="The cat sat" mask="causal" step="weights"`. */
export const CAT = having({ sentence: 'The cat sat', kind: 'masked', causal: true, step: 'weights' });

/**
 * Runs in the page: elements of a tag inside the n-th figure, through shadow roots.
 * @param {string} tag
 * @param {number} index
 */
const within = `(tag, index) => {
  const inside = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? inside(e.shadowRoot) : [])]);
  const figure = document.querySelectorAll('self-attention')[index];
  return figure?.shadowRoot ? inside(figure.shadowRoot).filter((e) => e.localName === tag) : [];
}`;

/**
 * The n-th figure comes to show the core's digits of the settings' step.
 * @param {View} view
 * @param {Settings} settings
 * @param {{index?: number, inFrame?: boolean}} [where]
 */
export async function shows(view, settings, { index = 0, inFrame = false } = {}) {
  // A busy machine may take its time to start; what comes after is quick.
  await holds(view, `document.querySelectorAll("self-attention")[${index}]?.trace`, inFrame);
  await showsDigits(
    /** @type {any} */ (pageOf(view, index, inFrame)),
    settings,
    settings.step,
    settings.head,
  );
}

/** The matrices that the first figure shows. @param {View} view */
export const matricesOf = (view) => readPicture(/** @type {any} */ (pageOf(view, 0, false)));

/**
 * As much of a page as the reading of pictures needs.
 * @param {View} view
 * @param {number} index
 * @param {boolean} inFrame
 */
function pageOf(view, index, inFrame) {
  return {
    locator: (/** @type {string} */ tag) => ({
      evaluateAll: (/** @type {Function} */ read) =>
        view.evaluate(`(index) => (${read})((${within})('${tag}', index))`, index, inFrame),
    }),
  };
}

/**
 * @param {View} view
 * @param {number} [index]
 * @param {boolean} [inFrame]
 * @returns {Promise<string[]>} what a figure tells above itself
 */
export function notices(view, index = 0, inFrame = false) {
  return view.evaluate(
    (/** @type {number} */ i) => {
      const root = document.querySelectorAll('self-attention')[i]?.shadowRoot;
      return [...(root?.querySelectorAll('.notice p') ?? [])].map((p) => p.textContent ?? '');
    },
    index,
    inFrame,
  );
}

/**
 * @param {View} view
 * @param {string} condition an expression, true at the end
 * @param {boolean} [inFrame]
 */
export function holds(view, condition, inFrame = false) {
  return becomes(() => view.evaluate(`() => Boolean(${condition})`, undefined, inFrame), true, condition);
}
