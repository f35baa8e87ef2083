/** Why scores are divided by √d: entropy and gradient of the softmax as queries and keys get wider, from the core. */
import { css, html, nothing, svg } from 'lit';
import { sharedEngine } from '../engine/client.js';
import { formatNumber } from '../view/number.js';
import '../view/text/en/register.js';
import { text } from '../view/text/text.js';

/** @typedef {import('softlook').SaturationPoint} SaturationPoint */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {'entropy' | 'gradient'} Measure */

const WIDTHS = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512];
const KEYS = 16;
/** Of a plot, and of what its axes take, in its own units. */
const BOX = { width: 340, height: 190, left: 40, right: 12, top: 12, bottom: 30 };
const DIGITS = 3;

export const styles = css`
  .saturation { margin-top: 18px; padding-top: 12px; border-top: 1px solid var(--line); max-width: 760px; }
  .saturation h3 { margin: 0; font-size: 15px; }
  .saturation p { margin: 4px 0 10px; color: var(--muted); }
  .saturation .plots { display: flex; flex-wrap: wrap; gap: 12px 24px; }
  .saturation figure { margin: 0; flex: 1 1 300px; min-width: 0; max-width: 400px; }
  .saturation figcaption { font-size: 13px; font-weight: 650; }
  .saturation svg { display: block; width: 100%; height: auto; font-size: 11px; }
  .saturation text { fill: var(--muted); }
  .saturation .axis { stroke: var(--strong-line); }
  .saturation .now { stroke: var(--muted); stroke-dasharray: 3 3; }
  .saturation polyline { fill: none; stroke-width: 2.2; }
  .saturation polyline.scaled { stroke: var(--accent); }
  .saturation polyline.unscaled { stroke: var(--danger); }
  .saturation text.scaled { fill: var(--accent); font-weight: 650; }
  .saturation text.unscaled { fill: var(--danger); font-weight: 650; }
`;

/**
 * Asks the core for the points, once a seed.
 * @param {number} seed
 * @returns {Promise<SaturationPoint[]>}
 */
export async function saturationPoints(seed) {
  return (await sharedEngine()).saturation({ widths: WIDTHS, keys: KEYS, seed });
}

/**
 * @param {Figure} figure
 * @param {SaturationPoint[] | null} points
 */
export function saturation(figure, points) {
  if (!points) return html`<p role="status">${text('figure.loading')}</p>`;
  const width = figure.trace?.headDim ?? 1;
  return html`<section class="saturation" aria-labelledby="saturation-title">
    <h3 id="saturation-title">${text('saturation.title')}</h3>
    <p>${text('saturation.say', { keys: KEYS })}</p>
    <div class="plots">${plot('entropy', points, width)} ${plot('gradient', points, width)}</div>
    ${table(points)}
  </section>`;
}

/** @param {SaturationPoint[]} points @param {Measure} measure */
function highest(points, measure) {
  return Math.max(...points.flatMap((p) => [p.unscaled[measure], p.scaled[measure]]));
}

/**
 * @param {Measure} measure
 * @param {SaturationPoint[]} points
 * @param {number} width of a query in the figure, marked
 */
function plot(measure, points, width) {
  const high = highest(points, measure);
  const inner = { width: BOX.width - BOX.left - BOX.right, height: BOX.height - BOX.top - BOX.bottom };
  const last = Math.log2(WIDTHS[WIDTHS.length - 1]);
  const x = (/** @type {number} */ d) => BOX.left + (Math.log2(d) / last) * inner.width;
  const y = (/** @type {number} */ value) => BOX.top + (1 - value / high) * inner.height;
  const line = (/** @type {'scaled' | 'unscaled'} */ side) =>
    points.map((p) => `${x(p.width).toFixed(1)},${y(p[side][measure]).toFixed(1)}`).join(' ');
  const end = points[points.length - 1];
  const label = text(`saturation.${measure}.plot`);
  return html`<figure><figcaption>${text(`saturation.${measure}`)}</figcaption>
    <svg viewBox="0 0 ${BOX.width} ${BOX.height}" role="img" aria-label=${label}>
      <line class="axis" x1=${BOX.left} y1=${y(0)} x2=${BOX.width - BOX.right} y2=${y(0)} />
      <line class="axis" x1=${BOX.left} y1=${BOX.top} x2=${BOX.left} y2=${y(0)} />
      ${WIDTHS.filter((_, i) => i % 3 === 0).map((d) => svg`<text x=${x(d)} y=${BOX.height - 12} text-anchor="middle">${d}</text>`)}
      <text x=${BOX.width - BOX.right} y=${BOX.height - 1} text-anchor="end">d</text>
      <text x=${BOX.left - 6} y=${y(0) + 4} text-anchor="end">0</text>
      <text x=${BOX.left - 6} y=${y(high) + 5} text-anchor="end">${formatNumber(high, 2)}</text>
      ${width <= 512 ? svg`<line class="now" x1=${x(width)} y1=${BOX.top} x2=${x(width)} y2=${y(0)} />` : nothing}
      <polyline class="scaled" points=${line('scaled')} />
      <polyline class="unscaled" points=${line('unscaled')} />
      <text class="scaled" x=${BOX.width - BOX.right} y=${y(end.scaled[measure]) - 6} text-anchor="end">${text('saturation.scaled')}</text>
      <text class="unscaled" x=${BOX.width - BOX.right} y=${y(end.unscaled[measure]) - 6} text-anchor="end">${text('saturation.unscaled')}</text>
    </svg></figure>`;
}

/** @param {SaturationPoint[]} points */
function table(points) {
  const cell = (/** @type {number} */ value) => html`<td>${formatNumber(value, DIGITS)}</td>`;
  return html`<div class="tables"><table>
    <thead>
      <tr><th scope="col" rowspan="2">d</th><th scope="colgroup" colspan="2">${text('saturation.entropy')}</th>
        <th scope="colgroup" colspan="2">${text('saturation.gradient')}</th></tr>
      <tr>${['', ''].map(() => html`<th scope="col">${text('saturation.unscaled')}</th><th scope="col">${text('saturation.scaled')}</th>`)}</tr>
    </thead>
    <tbody>${points.map((p) => html`<tr><th scope="row">${p.width}</th>${cell(p.unscaled.entropy)}${cell(p.scaled.entropy)}${cell(p.unscaled.gradient)}${cell(p.scaled.gradient)}</tr>`)}</tbody>
  </table></div>`;
}
