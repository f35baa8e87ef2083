/** The arithmetic of the current cell, and what the focused word looks at. */
import { html, nothing } from 'lit';
import { arithmeticLine, arithmeticPanel } from '../view/arithmetic.js';
import { looks } from '../view/looks.js';
import { formatNumber } from '../view/number.js';
import { text } from '../view/text/text.js';
import { isMask, labelOf, stageWords } from '../view/words.js';
import { editing, pin } from './picture.js';
import { weightsFor, weightsRow } from './spots.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('./self-attention.js').Explained} Explained */

/**
 * @param {Figure} figure
 * @param {Explained} explained
 */
export function panel(figure, explained) {
  const { trace, stage, spot, explanation } = explained;
  const { digits, seed } = figure.session.settings;
  const view = {
    trace,
    stage,
    spot,
    explanation,
    pinned: Boolean(figure.pinned),
    digits,
    seed,
    compared: Boolean(figure.other),
    flips: figure.session.settings.drawn !== 'numbers',
    tellings: figure.parts.tellings?.TELLINGS ?? {},
    rows: rowsOf(figure),
    open: figure.open,
  };
  const actions = {
    pin: () => pin(figure, figure.pinned ?? spot),
    edit: () => edit(figure, explained),
    takeBack: () => editing(figure, (part) => part.takeBack(figure, spot)),
    open: () => {
      figure.open = !figure.open;
    },
  };
  return html`<aside class="panel ${figure.open ? 'open' : ''}" part="panel" aria-label=${text('arithmetic.title')}>
    <button class="strip" aria-expanded=${figure.open} @click=${actions.open}>
      ${arithmeticLine(view, true)}<span class="more">${text(figure.open ? 'arithmetic.close' : 'arithmetic.open')}</span>
    </button>
    <div class="inner">${arithmeticPanel(view, actions)}${looksAt(figure)}</div>
  </aside>`;
}

/** Where those of long tables cannot be had, all are there. @param {Figure} figure @returns {import('../view/rows.js').RowsOf} */
const rowsOf = ({ parts }) => parts.rows?.rowsInSight ?? ((items, row) => items.map(row));

/** @param {Figure} figure */
function looksAt(figure) {
  const { trace, focusedRow: focus, headShown: head, session } = figure;
  const { settings } = session;
  const rows = rowsOf(figure);
  if (!trace) return nothing;
  if (focus < 0) return looks('', [], '', rows);
  const { id, colAxis } = weightsFor(trace, head);
  const bars = Array.from(weightsRow(trace, head, focus), (weight, j) => ({
    label: labelOf(trace, colAxis, j),
    weight,
    print: formatNumber(weight, settings.digits),
  }));
  return looks(labelOf(trace, 'queryToken', focus), bars, stageWords(id).name, rows);
}

/** Opens the editor in the matrix that holds the cell. @param {Figure} figure @param {Explained} explained */
async function edit(figure, { stage, spot }) {
  const { settings } = figure.session;
  if (isMask(stage) && settings.drawn !== 'numbers') {
    editing(figure, (part) => part.toggleMask(figure, spot));
    return;
  }
  const equation = figure.renderRoot.querySelector('softlook-equation');
  const plain = equation?.shadowRoot?.querySelector(`[data-key="${stage.id}/${stage.head}"]`);
  const turned = equation?.shadowRoot?.querySelector(`[data-key="${stage.id}/${stage.head}/T"]`);
  const matrix = /** @type {import('../view/matrix.js').SoftlookMatrix | null} */ (plain ?? turned);
  matrix?.edit(plain ? { row: spot.row, column: spot.column } : { row: spot.column, column: spot.row });
  // On narrow screens the terms lie over the matrix.
  figure.open = false;
  await Promise.all([figure.updateComplete, matrix?.updateComplete]);
  matrix?.renderRoot.querySelector('input')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
}
