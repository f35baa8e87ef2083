/** The matrices of a step as real tables, for those who cannot or do not want to use the picture. */
import { css, html, nothing } from 'lit';
import { formatNumber } from './number.js';
import { text } from './text/text.js';
import { isTokenAxis, labelOf, stageWords } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */

/** A table of more numbers lists one row only, so that the page stays quick. */
const MOST_NUMBERS = 2500;

export const styles = css`
  .tables { overflow-x: auto; }
  .tables table { border-collapse: collapse; margin: 12px 0; font: 13px var(--cell-family); font-variant-numeric: tabular-nums; }
  .tables caption { text-align: left; font-weight: 650; padding: 4px 0; white-space: nowrap; }
  .tables th, .tables td { border: 1px solid var(--line); padding: 3px 8px; text-align: right; white-space: nowrap; }
  .tables th { font-weight: 500; color: var(--muted); }
  .tables p { color: var(--muted); }
`;

/** @param {AsyncTrace} trace @param {import('softlook').Axis} axis @param {number} i */
function header(trace, axis, i) {
  const label = labelOf(trace, axis, i);
  return isTokenAxis(axis) ? label : text('axis.feature', { number: label });
}

/**
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @param {number} digits
 * @param {number} focus the row to list where the whole would be too long
 */
function stageTable(trace, stage, digits, focus) {
  const { name, symbol } = stageWords(stage.id);
  const whole = stage.rows * stage.cols <= MOST_NUMBERS;
  const only = Math.max(0, Math.min(focus, stage.rows - 1));
  const rows = whole ? Array.from({ length: stage.rows }, (_, i) => i) : [only];
  const columns = Array.from({ length: stage.cols }, (_, j) => j);
  const title =
    trace.numHeads > 1 && stage.head >= 0 ? text('stage.head', { name, number: stage.head + 1 }) : name;
  return html`<table data-stage="${stage.id}/${stage.head}">
    <caption>${symbol.replace('_', '')} · ${title}</caption>
    <thead translate="no"><tr><td></td>${columns.map((j) => html`<th scope="col">${header(trace, stage.colAxis, j)}</th>`)}</tr></thead>
    <tbody translate="no">${rows.map(
      (i) => html`<tr><th scope="row">${header(trace, stage.rowAxis, i)}</th>
      ${columns.map((j) => html`<td>${formatNumber(stage.data[i * stage.cols + j], digits)}</td>`)}</tr>`,
    )}</tbody>
  </table>
  ${whole ? nothing : html`<p>${text('table.row', { token: header(trace, stage.rowAxis, only), count: stage.rows * stage.cols })}</p>`}`;
}

/**
 * @param {AsyncTrace} trace
 * @param {Stage[]} stages
 * @param {number} digits
 * @param {number} focus
 */
export function tables(trace, stages, digits, focus) {
  return html`<div class="tables" tabindex="0" role="group" aria-label=${text('table.show')}>${stages.map((s) => stageTable(trace, s, digits, focus))}</div>`;
}
