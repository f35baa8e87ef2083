/** The field in which a number is changed, over its cell. */
import { css, html, nothing } from 'lit';
import { parseNumber } from './number.js';
import { text } from './text/text.js';

const WIDTH = 112;
const HEIGHT = 38;

export const editorStyles = css`
  input {
    position: absolute;
    box-sizing: border-box;
    width: ${WIDTH}px;
    padding: 0 6px;
    z-index: 4;
    scroll-margin: 80px;
    font: 500 13px var(--cell-family);
    font-variant-numeric: tabular-nums;
    color: var(--ink);
    background: var(--page);
    border: 2px solid var(--accent);
    border-radius: 6px;
  }
  .refused {
    position: absolute;
    z-index: 4;
    padding: 4px 8px;
    font-size: 12px;
    white-space: nowrap;
    color: var(--page);
    background: var(--danger);
    border-radius: 6px;
  }
`;

/**
 * @param {string} typed
 * @returns {number} NaN where it is no number that float32 holds
 */
export function numberTyped(typed) {
  const value = parseNumber(typed);
  return Number.isFinite(Math.fround(value)) ? value : Number.NaN;
}

/**
 * The field is at least as high as its cell: what is left of a cell beside it would be too small to hit.
 * @param {{x: number, y: number, height: number, limit: number, label: string, value: string, refused: boolean}} view
 *   `x`, `y`, `height`: of the cell, from its left and top; `limit`: width it may not leave
 * @param {{key: (event: KeyboardEvent) => void, blur: () => void}} actions
 */
export function cellEditor({ x, y, height, limit, label, value, refused }, actions) {
  const high = Math.max(HEIGHT, height);
  const top = y + (height - high) / 2;
  const left = Math.max(0, Math.min(x, limit - WIDTH));
  return html`
    <input
      type="text" inputmode="text" autocomplete="off" maxlength="24" .style=${`left:${left}px;top:${top}px;height:${high}px`}
      aria-label=${label} aria-invalid=${refused} .value=${value} @keydown=${actions.key} @blur=${actions.blur}
    />
    ${refused ? html`<div class="refused" role="alert" .style=${`left:${left}px;top:${top + high + 4}px`}>${text('cell.edit.bad')}</div>` : nothing}
  `;
}
