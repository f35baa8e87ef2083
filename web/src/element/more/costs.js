/** What exact attention, an approximation of it or a cache costs: multiplications, counted by the core. */
import { html, nothing } from 'lit';
import { text } from '../../view/text/text.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Method} Method */
/** @typedef {import('../../view/text/text.js').TextKey} TextKey */

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
