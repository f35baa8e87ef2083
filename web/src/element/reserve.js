/**
 * The height of a figure, so that nothing below it moves: not when the first numbers come, and not from step to step.
 * It is that of the tallest step; where that is more than the window shows, what follows is out of sight anyway. The site
 * does without: nothing follows its figure that a reader looks at meanwhile.
 */
import { headWidthOf, together } from '../state/together.js';
import { tokensOf } from '../state/tokenize.js';
import { LOWEST, MOST } from '../view/fit.js';
import { layoutStep } from '../view/layout.js';
import { fitFor } from './picture.js';
import { BESIDE, heightLeft, heightSeen, UNSEEN } from './sight.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

/** What they take from it. */
const TAKEN = { steps: 218, panel: 572 };
/** What names and labels take beside the cells of a picture, and above and below. */
const LABELS = 100;
const CAPTIONS = 130;
/** Narrower pictures have their matrices one below the other. */
const STACKED = 700;
/** What one step's words need more than another's: a line, and more of them where they are short. */
const WORDS = { wide: 24, narrow: 90 };
/** The small matrices of all heads, see view/head-grid.js. */
const HEADS = { above: 44, width: 120, height: 158 };

/** A figure may be so much narrower only because its page has come to scroll: nothing moves for that. */
const SCROLLBAR = 20;

/** @type {WeakMap<Figure, number>} the width that each height was expected for */
const widths = new WeakMap();
/** What the height was chosen for: measuring costs a layout, and most keystrokes change nothing of it. */
const chosenFor = /** @type {WeakMap<HTMLElement, string>} */ (new WeakMap());

/** @param {Figure} figure to be called when its numbers, its room or its controls may have changed */
export function reserve(figure) {
  if (!figure.room.width) figure.measure();
  const { trace, room, controls, renderRoot } = figure;
  const whole = /** @type {HTMLElement} */ (renderRoot.querySelector('.whole'));
  const width = steadyWidth(figure);
  // Not shown yet, as in closed details: nothing is known of its room.
  if (width < UNSEEN) return;
  const before = expected(figure, width);
  const tallest = trace ? fitFor(figure, trace).tallest : 0;
  const key = [before, tallest, trace?.numHeads, controls, room.width, room.height].join();
  if (chosenFor.get(whole) === key) return;
  chosenFor.set(whole, key);
  const height = Math.min(heightSeen(), Math.max(before, needed(figure, whole)));
  whole.style.minHeight = `${Math.ceil(height)}px`;
}

/** @param {Figure} figure @returns {number} its width, or what it was before its page had a scroll bar */
function steadyWidth(figure) {
  // Known without a layout, once there is a picture.
  const now = figure.room.whole || figure.offsetWidth;
  const before = widths.get(figure) ?? now;
  const width = before > now && before - now <= SCROLLBAR ? before : now;
  widths.set(figure, width);
  return width;
}

/**
 * A little more than figures were measured to need whose numbers are not known yet.
 * @param {Figure} figure
 * @param {number} width of the figure
 * @returns {number} CSS pixels
 */
function expected(figure, width) {
  const { controls } = figure;
  const { used: settings } = together(figure.session.settings);
  const panelBeside = controls === 'all' && width >= BESIDE.panel;
  const stepsBeside = controls !== 'none' && width >= BESIDE.steps;
  const taken = (panelBeside && TAKEN.panel) || (stepsBeside && TAKEN.steps) || 0;
  const usual = settings.method === 'softmax' && !settings.gradient && settings.against === '';
  if (!usual || width - taken < STACKED) return Number.POSITIVE_INFINITY;
  const queries = tokensOf(settings, 'sentence').length;
  const keys = settings.cross ? tokensOf(settings, 'context').length : queries;
  // The weighted sum stands under the values, the projections under their weights.
  const rows = Math.max(queries + keys, Math.max(queries, keys) + settings.width);
  const headWidth = headWidthOf(settings);
  const columns = Math.max(settings.width + 3 * headWidth, headWidth + keys);
  // Cells grow until they fill the room one way or the other.
  const cell = Math.min(MOST, (width - taken - LABELS) / columns);
  const pictured = Math.max(
    Math.min(heightLeft(figure, width), CAPTIONS + cell * rows),
    CAPTIONS + LOWEST * rows,
  );
  const around = { none: 0, steps: 170, all: panelBeside ? 160 : 340 };
  // On narrow screens what is pressed is higher.
  return (width < BESIDE.steps ? 276 : 262) + pictured + around[controls] + (settings.heads > 1 ? 80 : 0);
}

/**
 * @param {Figure} figure
 * @param {HTMLElement} whole
 * @returns {number} CSS pixels that the step needs which needs most; 0 before there are numbers
 */
function needed(figure, whole) {
  const { trace, renderRoot, room, steps, headShown: head } = figure;
  const picture = /** @type {HTMLElement} */ (renderRoot.querySelector('.picture'));
  const step = /** @type {HTMLElement | null} */ (picture?.querySelector('.step'));
  if (!trace || !step) return 0;
  const { fitted, tallest } = fitFor(figure, trace);
  const weights = steps.find(({ id }) => id === 'weights');
  const perRow = Math.max(1, Math.floor((room.width + 10) / HEADS.width));
  const heads = HEADS.above + Math.ceil(trace.numHeads / perRow) * HEADS.height;
  const withHeads =
    trace.numHeads > 1 && weights ? heads + layoutStep(weights, trace, head, fitted).height : 0;
  const more = Math.max(tallest, withHeads) - step.offsetHeight;
  // Beside a long list of steps a picture may grow before the figure does.
  const ends = [...picture.children].map((part) => part.getBoundingClientRect().bottom);
  const { bottom, width } = picture.getBoundingClientRect();
  const free = bottom - Math.max(...ends);
  const end = /** @type {Element} */ (picture.parentElement).getBoundingClientRect().bottom;
  const words = width < STACKED ? WORDS.narrow : WORDS.wide;
  return end - whole.getBoundingClientRect().top + Math.max(0, more - free) + words;
}
