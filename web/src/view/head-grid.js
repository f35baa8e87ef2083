/** The attention weights of all heads at once, small: one looks, compares and chooses. */
import { css, html } from 'lit';
import { formatNumber } from './number.js';
import { text } from './text/text.js';
import { thumbnail } from './thumbnails.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('./painting.js').Look} Look */

export const styles = css`
  .head-grid { margin-top: 16px; }
  .head-grid h3 { margin: 0 0 8px; font-size: 14px; }
  .head-grid ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 10px; }
  .head-grid button { display: grid; gap: 4px; padding: 6px; justify-items: center; font-size: 12px; }
  .head-grid button[aria-pressed='true'] { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
  .head-grid .bits { color: var(--muted); font-variant-numeric: tabular-nums; }
  .head-grid canvas { width: 92px; height: 92px; image-rendering: pixelated; border-radius: 4px; forced-color-adjust: none; }
`;

/**
 * @param {{trace: AsyncTrace, head: number, look: Look}} view
 * @param {(head: number) => void} choose
 */
export function headGrid({ trace, head, look }, choose) {
  const stages = trace.stages.filter((s) => s.id === 'weights');
  return html`<section class="head-grid"><h3>${text('heads.all')}</h3><ul>${stages.map(
    (
      stage,
      h,
    ) => html`<li><button aria-pressed=${h === head} aria-label=${text('heads.one', { number: h + 1 })} @click=${() => choose(h)}>
      ${thumbnail(trace, stage, look)}
      <span aria-hidden="true">${text('heads.one', { number: h + 1 })}</span><span class="bits">${entropyRange(stage, look.digits)}</span></button></li>`,
  )}</ul></section>`;
}

/** From the most decided row to the least. @param {Stage} stage @param {number} digits */
function entropyRange({ entropies = new Float32Array() }, digits) {
  if (entropies.length === 0) return '';
  const low = formatNumber(Math.min(...entropies), digits);
  return text('entropy.head', { low, high: formatNumber(Math.max(...entropies), digits) });
}
