/** What the focused word looks at, in a line and as bars. */
import { css, html, nothing } from 'lit';
import { text } from './text/text.js';

export const looksStyles = css`
  .seen { min-width: 0; min-height: 41px; line-height: 20px; }
  .seen p { margin: 0; font-size: 16px; }
  .seen .most { display: flex; white-space: pre; }
  .seen .most span { overflow: hidden; text-overflow: ellipsis; }
  .seen b { color: var(--accent); font-variant-numeric: tabular-nums; }
  .seen small { display: block; font-size: 13px; color: var(--muted); }
  .looks { margin-top: 22px; }
  .looks h3 { margin: 0 0 8px; font-size: 15px; }
  .looks .of { margin: -6px 0 8px; font-size: 12.5px; }
  .looks { overflow-wrap: anywhere; }
  .looks p { color: var(--muted); margin: 0; line-height: 1.5; }
  .looks table { border-collapse: collapse; width: 100%; font: 13px var(--cell-family); font-variant-numeric: tabular-nums; }
  .looks th { font-weight: 400; text-align: right; padding: 2px 10px 2px 0; max-width: 92px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .looks td.bar { width: 100%; padding: 2px 8px 2px 0; }
  .looks .bar span { display: block; height: 11px; border-radius: 3px; min-width: 2px; background: var(--accent); forced-color-adjust: none; }
  .looks td { text-align: right; color: var(--muted); white-space: nowrap; }
  .looks .scroll { max-height: 260px; overflow: auto; }
`;

/**
 * @param {string} token the focused word; empty when none is
 * @param {{label: string, weight: number, print: string}[]} bars
 * @param {string} name of the weights
 * @param {import('./rows.js').RowsOf} rows what draws the rows of a table: of a long one those in sight
 */
export function looks(token, bars, name, rows) {
  if (token !== '' && bars.every((bar) => bar.weight === 0)) {
    return html`<section class="looks"><p>${text('looks.nothing', { token })}</p></section>`;
  }
  if (token === '') return html`<section class="looks"><p>${text('looks.none')}</p></section>`;
  return html`<section class="looks">
    <h3>${text('looks.title', { token })}</h3>
    <p class="of">${text('looks.note', { token, name })}</p>
    <div class="scroll" tabindex="0" role="group" aria-label=${text('looks.title', { token })}><table aria-rowcount=${bars.length}><tbody translate="no">${rows(
      bars,
      (bar, j) => html`<tr aria-rowindex=${j + 1}><th scope="row">${bar.label}</th>
        <td class="bar">${bar.weight === 0 ? nothing : html`<span .style=${`width:${(bar.weight * 100).toFixed(2)}%`}></span>`}</td><td>${bar.print}</td></tr>`,
    )}</tbody></table></div>
  </section>`;
}

/**
 * What the focused word looks at most, in one line; or what to do where none is focused.
 * @param {{token: string, key: string, print: string, head: number}} most `token`: the focused word, empty when none is;
 *   `key`: empty when it may look at nothing; `head`: -1 where there is one only
 */
export function looksMost({ token, key, print, head }) {
  const said = token === '' ? text('looks.none') : key === '' ? text('looks.nothing', { token }) : '';
  if (said) return html`<div class="seen"><p>${said}</p></div>`;
  return html`<div class="seen">
    <p class="most"><span>${text('looks.most', { token, key })}</span><b translate="no">: ${print}</b></p>
    <small>${head >= 0 ? `${text('heads.label')} ${head + 1} · ` : ''}${text('looks.toy')}</small>
  </div>`;
}
