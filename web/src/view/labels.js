/** Long runs of labels stand in groups, of which the browser leaves out those that are not in sight. */
import { html } from 'lit';

const GROUP = 32;
/** Up to this many labels stand by themselves. */
const FEW = 64;
/** A turned label reaches so far from its cell, in pixels. */
const REACH = 132;

/** @typedef {import('./layout-builder.js').Labels} Labels */

/**
 * @param {Labels} run
 * @param {(run: Labels, index: number) => unknown} label makes the label of an index, in a run that begins at the place
 *   it is given
 */
export function labelsInSight(run, label) {
  const { kind, count, size, x, y } = run;
  const some = (/** @type {number} */ from, /** @type {number} */ to, at = run) =>
    Array.from({ length: to - from }, (_, i) => label(at, from + i));
  if (count <= FEW) return some(0, count);
  return Array.from({ length: Math.ceil(count / GROUP) }, (_, g) => {
    const from = g * GROUP;
    const to = Math.min(count, from + GROUP);
    const along = (to - from) * size;
    const box =
      kind === 'rows'
        ? { x, y: y + from * size, width: run.room, height: along }
        : { x: x + from * size, y: y - REACH, width: along + REACH, height: REACH };
    const at = { ...run, x: x - box.x, y: y - box.y };
    const style = `left:${box.x}px;top:${box.y}px;width:${box.width}px;height:${box.height}px`;
    return html`<div class="group" .style=${style}>${some(from, to, at)}</div>`;
  });
}
