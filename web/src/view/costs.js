/** What exact attention, an approximation of it or a cache costs: multiplications, counted by the core. */
import { css, html, nothing } from 'lit';
import { text } from './text/text.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Method} Method */
/** @typedef {import('./text/text.js').TextKey} TextKey */

export const styles = css`
  .costs { margin-top: 16px; max-width: 640px; }
  .costs h3 { margin: 0; font-size: 14px; }
  .costs p { margin: 2px 0 6px; font-size: 13px; color: var(--muted); }
  .costs table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
  .costs th { text-align: left; font-weight: 500; padding: 3px 12px 3px 0; white-space: nowrap; }
  .costs td { text-align: right; padding: 3px 12px 3px 0; }
  .costs .bar { width: 50%; padding-right: 0; }
  .costs .bar span { display: block; height: 10px; border-radius: 3px; background: var(--accent); }
`;

/**
 * The counts that belong to a step: those of methods where the difference from exact attention is shown, those of a
 * cache where the difference from computing all at once is.
 * @param {AsyncTrace} trace
 * @param {string} step its id
 * @param {Method} method
 */
export function costs({ costs: { exact, quadratic, method: own, cached, full } }, step, method) {
  if (step === 'outputDifference') {
    const rows = [row('costs.exact', exact, exact)];
    if (method === 'linear') rows.push(row('costs.quadratic', quadratic, exact));
    if (method !== 'softmax') rows.push(row(`costs.${method}`, own, exact));
    return table(rows, text('costs.note'));
  }
  if (step !== 'decodeDifference') return nothing;
  const rows = [row('costs.decode.full', full, full), row('costs.decode.cached', cached, full)];
  return table(rows, text('costs.decode.note'));
}

/** @param {unknown[]} rows @param {string} note */
function table(rows, note) {
  return html`<section class="costs" aria-labelledby="costs-title"><h3 id="costs-title">${text('costs.title')}</h3>
    <p>${note}</p><table><tbody>${rows}</tbody></table></section>`;
}

/**
 * @param {TextKey} key
 * @param {number} count
 * @param {number} most what the longest bar stands for
 */
function row(key, count, most) {
  const width = most > 0 ? Math.min(100, (100 * count) / most) : 0;
  return html`<tr><th scope="row">${text(key)}</th><td>${count.toLocaleString(text('costs.locale'))}</td>
    <td class="bar" aria-hidden="true"><span .style=${`width:${width}%`}></span></td></tr>`;
}
