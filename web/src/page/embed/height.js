/**
 * How high the figure is in a column of text: measured on a figure that nobody sees, which shares the page's engine.
 */
import { reserve } from '../../element/reserve.js';
import { SelfAttention } from '../../element/self-attention.js';

/** @typedef {import('../../state/settings.js').Settings} Settings */
/** @typedef {import('../../element/attributes.js').Controls} Controls */

/** A column of text in most posts, in CSS pixels. */
const COLUMN = 720;
/** A figure that has drawn nothing by then is not going to (ms). */
const PATIENCE = 5000;

/**
 * @param {Settings} settings
 * @param {Controls} controls
 * @returns {Promise<number | undefined>} CSS pixels; undefined where it could not be drawn
 */
export async function heightOf(settings, controls) {
  const figure = new SelfAttention();
  // In sight, as otherwise it would not begin, and yet unseen and out of reach.
  const room = document.createElement('div');
  room.className = 'measured';
  room.inert = true;
  room.style.width = `${COLUMN}px`;
  figure.session.load(settings, false);
  figure.setAttribute('controls', controls);
  // Behind a closed door: to the page there is one figure.
  room.attachShadow({ mode: 'closed' }).append(figure);
  const drawn = new Promise((resolve) => {
    figure.addEventListener('softlook-step', () => resolve(true), { once: true });
    setTimeout(() => resolve(false), PATIENCE);
  });
  document.body.append(room);
  try {
    if (!(await drawn)) return undefined;
    // The first picture comes before its arithmetic, which may take more lines than are kept for it.
    await figure.refreshSpot();
    await figure.updateComplete;
    await new Promise(requestAnimationFrame);
    // In other pages it also keeps the place of its tallest step.
    reserve(figure);
    return Math.ceil(figure.getBoundingClientRect().height / 10) * 10;
  } finally {
    room.remove();
  }
}
