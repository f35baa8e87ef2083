/** How one number came about, in a line and term by term. Every number is the core's; this only sets it in type. */
import { css, html, nothing } from 'lit';
import { formatFactor, formatNumber, formatSigned, short } from './number.js';
import { hasText, text } from './text/text.js';
import { cellName, isMask, isTokenAxis, isUsualScale, nameOf, roleOf, rowName, stageWords } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').Source} Source */
/** @typedef {import('./equation.js').Spot} Spot */

/**
 * @typedef {object} ArithmeticView
 * @property {AsyncTrace} trace
 * @property {Stage} stage
 * @property {Spot} spot
 * @property {Explanation} explanation
 * @property {boolean} pinned
 * @property {number} digits
 * @property {number} seed
 * @property {boolean} compared whether differences are those from another side, instead of from before the edits
 * @property {boolean} flips whether the cells of a mask are hidden and shown, instead of taking numbers
 * @property {Record<string, import('./tellings.js').Telling>} tellings by operation, of those that are neither products nor a softmax
 * @property {import('./rows.js').RowsOf} rows what draws the rows of a table: of a long one those in sight
 * @property {boolean} open on narrow screens: whether the terms are shown
 */

/** @typedef {{pin: () => void, edit: () => void, takeBack: () => void, open: () => void}} ArithmeticActions */

/** More terms than this are shortened in the line; the list has them all. */
const TERMS_IN_LINE = 6;

export const arithmeticStyles = css`
  .arithmetic, .line { direction: ltr; unicode-bidi: isolate; overflow-wrap: anywhere; }
  .arithmetic h3 { display: flex; gap: 8px; align-items: baseline; flex-wrap: wrap; margin: 0; font-size: 15px; }
  .arithmetic .pill { font-size: 11px; font-weight: 600; border: 1px solid var(--strong-line); border-radius: 9px; padding: 0 7px; }
  .arithmetic .line { margin: 8px 0; font: 14px/1.6 var(--cell-family); font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
  .arithmetic .line b { white-space: nowrap; }
  .arithmetic .say { margin: 8px 0; color: var(--muted); line-height: 1.5; }
  .arithmetic .terms { max-height: 300px; overflow: auto; }
  .arithmetic table { border-collapse: collapse; width: 100%; font: 13px var(--cell-family); font-variant-numeric: tabular-nums; }
  .arithmetic th { font-weight: 500; text-align: right; padding: 3px 4px; color: var(--muted); white-space: nowrap; max-width: 96px; overflow: hidden; text-overflow: ellipsis; }
  .arithmetic th:first-child { text-align: left; }
  .arithmetic th.role-q { color: var(--query); }
  .arithmetic th.role-k { color: var(--key); }
  .arithmetic th.role-v { color: var(--value); }
  .arithmetic td { text-align: right; padding: 3px 4px; white-space: nowrap; }
  .arithmetic td.sign { padding: 3px 0; color: var(--muted); }
  .arithmetic tbody tr.on { background: var(--accent-soft); font-weight: 700; }
  .arithmetic tfoot td, .arithmetic tfoot th { border-top: 1px solid var(--line); font-weight: 700; color: var(--ink); }
  .arithmetic .actions { display: flex; flex-wrap: wrap; gap: 8px; margin-top: 10px; }
`;

/** @param {AsyncTrace} trace @param {Source} source */
function sourceStage(trace, source) {
  return trace.stage(/** @type {import('softlook').StageId} */ (source.stage), source.head);
}

/**
 * @param {ArithmeticView} view
 * @param {Source | null} source
 * @param {'row' | 'column'} along how the factors run through their matrix
 */
function factorName({ trace }, source, along) {
  if (!source) return '';
  const stage = sourceStage(trace, source);
  const words = stageWords(stage.id);
  const axis = along === 'row' ? stage.rowAxis : stage.colAxis;
  const index = along === 'row' ? source.row : source.column;
  if (!isTokenAxis(axis) && along === 'column') return `${words.symbol.replace('_', '')}·${index + 1}`;
  return isTokenAxis(axis) ? `${words.short}(${nameOf(trace, axis, index)})` : words.short;
}

/** @param {AsyncTrace} trace @param {Source} source */
function sourceName(trace, source) {
  const cell = cellName(trace, sourceStage(trace, source), source.row, source.column);
  const many = source.head >= 0 && trace.numHeads > 1;
  return many ? text('cell.ofHead', { cell, number: source.head + 1 }) : cell;
}

/** @param {string[]} parts joined by + with the middle left out where they are many */
function joined(parts) {
  if (parts.length <= TERMS_IN_LINE) return parts.join(' + ');
  return [...parts.slice(0, TERMS_IN_LINE - 2), '…', parts[parts.length - 1]].join(' + ');
}

/** The left side of the line. @param {ArithmeticView} view */
function leftSide(view) {
  const { trace, stage, spot, explanation } = view;
  const name = cellName(trace, stage, spot.row, spot.column);
  const [first] = explanation.terms;
  const isDot = explanation.operation === 'productTransposed' && stage.inputs.length === 2;
  if (isDot && first?.from.left && first.from.right) {
    const left = sourceStage(trace, first.from.left);
    const right = sourceStage(trace, first.from.right);
    return html`<span class="role-q">${rowName(trace, left, first.from.left.row)}</span> ·
      <span class="role-k">${rowName(trace, right, first.from.right.row)}</span>`;
  }
  return html`<span class=${roleOf(stage.id) ? `role-${roleOf(stage.id)}` : ''}>${name}</span>`;
}

/** The right side of the line, without the result. @param {ArithmeticView} view */
function rightSide(view) {
  const { trace, explanation, digits, spot } = view;
  const show = (/** @type {number} */ v) => formatNumber(v, digits);
  const factor = (/** @type {number} */ v) => formatFactor(v, digits);
  const { operation, terms } = explanation;
  switch (operation) {
    case 'scale':
      return isUsualScale(trace) && trace.scale !== 1
        ? `${show(terms[0].left)} ÷ √${trace.headDim}`
        : `${factor(terms[0].left)} × ${short(trace.scale)}`;
    case 'mask':
      return terms.map((t) => factor(t.left)).join(' + ');
    case 'softmax': {
      if (!explanation.sum) return '';
      const { exponentials = [], sum } = explanation;
      const own = show(exponentials[spot.column]);
      const printed = exponentials.reduce((all, e) => all + Number(e.toFixed(digits)), 0);
      const sign = formatNumber(printed, digits) === show(sum) ? '=' : '≈';
      return `${own} ÷ (${joined(exponentials.map(show))}) ${sign} ${own} ÷ ${show(sum)}`;
    }
    case 'copy':
    case 'concatenate':
    case 'stack':
      return terms[0]?.from.left ? sourceName(trace, terms[0].from.left) : '';
    default:
      return (
        view.tellings[operation]?.line?.(view) ??
        joined(terms.map((t) => `${factor(t.left)} × ${factor(t.right)}`))
      );
  }
}

/**
 * Whether the numbers as printed give the result as printed. Only the sign between them depends on it: no number
 * shown comes from here.
 * @param {ArithmeticView} view
 */
function adds(view) {
  const { trace, explanation, digits, spot } = view;
  const printed = (/** @type {number} */ v) => Number(v.toFixed(digits));
  const { operation, terms, computed, exponentials = [], sum = 0 } = explanation;
  // A given number, and a weight of 0 in an empty row, come from no terms.
  if (!Number.isFinite(computed) || terms.length === 0 || (operation === 'softmax' && sum === 0)) return true;
  let result = terms.reduce((all, t) => all + printed(t.left) * printed(t.right), 0);
  result = view.tellings[operation]?.total?.(view, printed) ?? result;
  if (operation === 'scale') result = printed(terms[0].left) * trace.scale;
  if (operation === 'softmax') {
    result = printed(exponentials[spot.column]) / printed(sum);
  }
  return formatNumber(result, digits) === formatNumber(computed, digits);
}

/**
 * The line alone: q(it) · k(cat) = 0.31 × 0.92 + … = 1.87.
 * @param {ArithmeticView} view
 * @param {boolean} [resultFirst] where there may be no room for all of it
 */
export function arithmeticLine(view, resultFirst = false) {
  const { explanation, digits } = view;
  const right = rightSide(view);
  const computed = formatNumber(explanation.computed, digits);
  const sign = adds(view) ? '=' : '≈';
  const value = html`<b>${computed}</b>`;
  const [first, last] = resultFirst ? [value, right] : [right, value];
  return html`<span class="line" translate="no">${leftSide(view)} ${right ? html`= ${first} ${sign} ${last}` : html`${sign} ${value}`}</span>`;
}

/** @param {ArithmeticView} view */
function sentenceFor(view) {
  const { trace, stage, spot, explanation, digits, seed } = view;
  const row = nameOf(trace, stage.rowAxis, spot.row);
  const column = nameOf(trace, stage.colAxis, spot.column);
  const hidden = explanation.computed === Number.NEGATIVE_INFINITY;
  switch (explanation.operation) {
    case 'input':
      if (isMask(stage)) {
        const plain = hidden ? 'hidden' : explanation.computed === 0 ? 'open' : 'added';
        return text(`arithmetic.input.mask.${plain}`);
      }
      if (explanation.edited) return text('arithmetic.input.put');
      if (stage.origin === 'loaded') return text('arithmetic.input.other');
      return isTokenAxis(stage.rowAxis)
        ? text('arithmetic.input.toy', { what: row, seed })
        : text('arithmetic.input.toyWeights', { seed });
    case 'transposedProduct':
      return text('arithmetic.say.product');
    case 'productTransposed':
      if (
        stage.rowAxis !== 'queryToken' ||
        stage.colAxis !== 'keyToken' ||
        !/^scores$|Scores$/.test(stage.id)
      )
        return text('arithmetic.say.product');
      return text(explanation.computed >= 0 ? 'arithmetic.say.score.high' : 'arithmetic.say.score.low', {
        row,
        column,
      });
    case 'product':
      return text(stage.inputs[0].id === 'weights' ? 'arithmetic.say.mix' : 'arithmetic.say.product');
    case 'scale':
      if (trace.scale === 1) return text('arithmetic.say.scale.off');
      return isUsualScale(trace)
        ? text('arithmetic.say.scale', { scale: formatNumber(trace.scale, 4), d: trace.headDim })
        : text('arithmetic.say.scale.number', { scale: short(trace.scale) });
    case 'mask': {
      const plain = hidden ? 'hidden' : explanation.terms[1].left === 0 ? 'open' : 'added';
      return text(`arithmetic.say.mask.${plain}`);
    }
    case 'softmax':
      return explanation.sum
        ? text('arithmetic.say.softmax', { max: formatNumber(explanation.max ?? 0, digits) })
        : text('arithmetic.say.softmax.empty');
    default: {
      const own = `arithmetic.say.${explanation.operation}`;
      return (
        view.tellings[explanation.operation]?.say?.(view) ?? text(hasText(own) ? own : 'arithmetic.say.copy')
      );
    }
  }
}

/** @param {number} difference @param {number} digits */
function differenceText(difference, digits) {
  if (difference === Number.POSITIVE_INFINITY) return text('arithmetic.difference.shown');
  if (difference === Number.NEGATIVE_INFINITY) return text('arithmetic.difference.hidden');
  return text('arithmetic.difference', { difference: formatSigned(difference, digits) });
}

/** @param {ArithmeticView} view */
function productTable(view) {
  const { explanation, digits, trace } = view;
  const { terms, computed } = explanation;
  const show = (/** @type {number} */ v) => formatNumber(v, digits);
  const [first] = terms;
  const transposed = explanation.operation === 'productTransposed';
  const leftTransposed = explanation.operation === 'transposedProduct';
  const inner = first.from.left && sourceStage(trace, first.from.left);
  const innerAxis = leftTransposed ? inner?.rowAxis : inner?.colAxis;
  const byToken = innerAxis && isTokenAxis(innerAxis);
  const several = view.stage.inputs.length > 3;
  const label = (/** @type {import('softlook').Term} */ t) => {
    if (several && t.from.left) return sourceName(trace, t.from.left);
    if (!t.from.left || !innerAxis) return stageWords(t.from.right?.stage ?? t.from.left?.stage ?? '').short;
    return nameOf(trace, innerAxis, leftTransposed ? t.from.left.row : t.from.left.column);
  };
  return html`<table aria-rowcount=${terms.length + 2}>
    <thead><tr>
      <th scope="col">${text(innerAxis === 'queryToken' ? 'axis.query' : byToken ? 'arithmetic.key' : 'arithmetic.feature')}</th>
      <th scope="col" class="role-${roleOf(first.from.left?.stage ?? '')}">${several ? text('arithmetic.number') : factorName(view, first.from.left, leftTransposed ? 'column' : 'row')}</th><td></td>
      <th scope="col" class="role-${roleOf(first.from.right?.stage ?? '')}">${several ? text('arithmetic.times') : factorName(view, first.from.right, transposed ? 'row' : 'column')}</th><td></td>
      <th scope="col"><span class="hidden">${text('arithmetic.product')}</span></th>
    </tr></thead>
    <tbody translate="no">${view.rows(
      terms,
      (t, j) => html`<tr aria-rowindex=${j + 2}><th scope="row">${label(t)}</th>
      <td>${show(t.left)}</td><td class="sign">×</td><td>${show(t.right)}</td><td class="sign">=</td><td>${show(t.product)}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${text('arithmetic.sum')}</th><td colspan="5">${show(computed)}</td></tr></tfoot>
  </table>`;
}

/** @param {ArithmeticView} view */
function softmaxTable({ trace, stage, spot, explanation, digits, rows }) {
  const show = (/** @type {number} */ v) => formatNumber(v, digits);
  const { terms, exponentials = [], max = 0, sum = 0 } = explanation;
  return html`<table aria-rowcount=${terms.length + 2}>
    <thead><tr><th scope="col">${text('arithmetic.key')}</th><th scope="col">${text('arithmetic.score')}</th>
      <th scope="col">${text('arithmetic.exp', { max: formatFactor(max, digits) })}</th><th scope="col">${text('arithmetic.weight')}</th></tr></thead>
    <tbody translate="no">${rows(
      terms,
      (
        t,
        j,
      ) => html`<tr aria-rowindex=${j + 2} class=${j === spot.column ? 'on' : ''}><th scope="row">${nameOf(trace, stage.colAxis, j)}</th>
      <td>${show(t.left)}</td><td>${show(exponentials[j])}</td><td>${show(stage.data[spot.row * stage.cols + j])}</td></tr>`,
    )}</tbody>
    <tfoot><tr><th scope="row">${text('arithmetic.sum')}</th><td></td><td>${show(sum)}</td><td></td></tr></tfoot>
  </table>`;
}

/** The terms as a table, where a line does not hold them. @param {ArithmeticView} view */
function termsTable(view) {
  const { operation, terms, sum } = view.explanation;
  if (terms.length === 0) return null;
  if (['product', 'productTransposed', 'transposedProduct'].includes(operation)) return productTable(view);
  if (operation === 'softmax') return sum ? softmaxTable(view) : null;
  return view.tellings[operation]?.table?.(view) ?? null;
}

/**
 * The panel: the cell's name, the line, the sentence, the terms and what can be done with the number.
 * @param {ArithmeticView} view
 * @param {ArithmeticActions} actions
 */
export function arithmeticPanel(view, actions) {
  const { trace, stage, spot, explanation, pinned, digits } = view;
  const { operation, edited, result, computed } = explanation;
  const flips = view.flips && isMask(stage);
  const difference = stage.difference?.[spot.row * stage.cols + spot.column] ?? 0;
  const hidden = result === Number.NEGATIVE_INFINITY;
  const table = termsTable(view);
  return html`<div class="arithmetic">
    <h3 translate="no">${cellName(trace, stage, spot.row, spot.column)} = ${formatNumber(result, digits)}
      ${pinned ? html`<span class="pill">${text('arithmetic.pinned')}</span>` : nothing}
      ${edited ? html`<span class="pill">${text('arithmetic.edited')}</span>` : nothing}</h3>
    ${operation === 'input' ? nothing : html`<p class="line" translate="no">${arithmeticLine(view)}</p>`}
    ${operation !== 'input' && !adds(view) ? html`<p class="say">${text('arithmetic.rounded')}</p>` : nothing}
    ${edited && !flips && operation !== 'input' ? html`<p class="say">${text('arithmetic.was', { value: formatNumber(result, digits), computed: formatNumber(computed, digits) })}</p>` : nothing}
    ${(!edited || operation === 'input') && difference !== 0 && !view.compared ? html`<p class="say">${differenceText(difference, digits)}</p>` : nothing}
    ${table ? html`<div class="terms" tabindex="0" role="group" aria-label=${text('arithmetic.title')}>${table}</div>` : nothing}
    <p class="say">${sentenceFor(view)}</p>
    <div class="actions">
      <button @click=${actions.pin}>${text(pinned ? 'arithmetic.unpin' : 'arithmetic.pin')}</button>
      <button @click=${actions.edit}>${text(flips ? (hidden ? 'arithmetic.toggleMask.show' : 'arithmetic.toggleMask.hide') : 'arithmetic.editCell')}</button>
      ${edited ? html`<button @click=${actions.takeBack}>${text('arithmetic.undoEdit')}</button>` : nothing}
    </div>
  </div>`;
}
