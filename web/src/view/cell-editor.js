/** The field in which a number is changed, over its cell. */
import { html, nothing } from 'lit';
import { text } from './text/text.js';
import { parseNumber, twofold } from './typed-number.js';

const WIDTH = 112;
const HEIGHT = 38;

/** It comes when it is asked for, its styles with it. */
const FIELD = `position:absolute;box-sizing:border-box;width:${WIDTH}px;padding:0 6px;z-index:4;scroll-margin:80px;
  font:500 13px var(--cell-family);font-variant-numeric:tabular-nums;color:var(--ink);background:var(--page);
  border:2px solid var(--accent);border-radius:6px`;
const REFUSED = `position:absolute;z-index:4;padding:4px 8px;font-size:12px;white-space:nowrap;color:var(--page);
  background:var(--danger);border-radius:6px`;

/**
 * @param {string} typed
 * @param {boolean} hides whether −∞ may stand in the cell
 * @returns {number} NaN where it is no number that float32 holds
 */
export function numberTyped(typed, hides) {
  const value = parseNumber(typed);
  const fits = Number.isFinite(Math.fround(value)) || (hides && value === Number.NEGATIVE_INFINITY);
  return fits ? value : Number.NaN;
}

/** @param {string} typed that is no number @returns {string} why */
function reasonOf(typed) {
  const ways = twofold(typed);
  return ways ? text('number.twofold', ways) : text('cell.edit.bad');
}

/**
 * The field is at least as high as its cell: what is left of a cell beside it would be too small to hit.
 * @param {{x: number, y: number, height: number, limit: number, label: string, value: string, refused: string | null}} view
 *   `refused`: what was typed and is no number; `x`, `y`, `height`: of the cell, from its left and top; `limit`: width it may not leave
 * @param {{key: (event: KeyboardEvent) => void, blur: () => void}} actions
 */
export function cellEditor({ x, y, height, limit, label, value, refused }, actions) {
  const high = Math.max(HEIGHT, height);
  const top = y + (height - high) / 2;
  const left = Math.max(0, Math.min(x, limit - WIDTH));
  return html`
    <input
      type="text" inputmode="text" autocomplete="off" .style=${`${FIELD};left:${left}px;top:${top}px;height:${high}px`}
      aria-label=${label} aria-invalid=${refused !== null} .value=${value} @keydown=${actions.key} @blur=${actions.blur}
    />
    ${refused !== null ? html`<div class="refused" role="alert" .style=${`${REFUSED};left:${left}px;top:${top + high + 4}px`}>${reasonOf(refused)}</div>` : nothing}
  `;
}
