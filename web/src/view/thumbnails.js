/**
 * Small pictures of whole matrices. They are painted once the frame has been shown that has what is read: pictures may
 * come a moment after the numbers.
 */
import { html } from 'lit';
import { anotherTask } from './another-task.js';
import { paintThumbnail } from './cells.js';
import { paintingOf } from './painting.js';

/** @typedef {import('./cells.js').Painting} Painting */
/** @typedef {HTMLCanvasElement & {painting?: Painting}} Thumbnail */

/** Matrices of more cells are painted in a task each. */
const MOST_AT_ONCE = 10_000;

/** What each canvas shows now. @type {WeakMap<Thumbnail, Painting>} */
const shown = new WeakMap();
/** The figures whose thumbnails wait to be painted. @type {Set<ParentNode>} */
const waiting = new Set();

/**
 * @param {import('softlook').AsyncTrace} trace
 * @param {import('softlook').Stage} stage
 * @param {import('./painting.js').Look} look
 */
export function thumbnail(trace, stage, look) {
  const painting = paintingOf(trace, { stage, transposed: false, cellW: 1, cellH: 1 }, look);
  return html`<canvas aria-hidden="true" .painting=${painting}></canvas>`;
}

/** To be called whenever thumbnails may have changed. @param {ParentNode} root what has them */
export function paintThumbnails(root) {
  if (waiting.has(root)) return;
  waiting.add(root);
  requestAnimationFrame(async () => {
    await anotherTask();
    waiting.delete(root);
    for (const canvas of /** @type {NodeListOf<Thumbnail>} */ (root.querySelectorAll('canvas'))) {
      const { painting } = canvas;
      if (!painting || shown.get(canvas) === painting) continue;
      paintThumbnail(canvas, painting);
      shown.set(canvas, painting);
      if (painting.rows * painting.cols > MOST_AT_ONCE) await anotherTask();
    }
  });
}
