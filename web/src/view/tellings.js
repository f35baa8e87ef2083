/** How the arithmetic of one operation is told, where it is not simply a sum of products. */
import { html } from 'lit';
import { formatFactor, formatNumber, short } from './number.js';
import { text } from './text/text.js';
import { nameOf } from './words.js';

/** @typedef {import('./arithmetic.js').ArithmeticView} ArithmeticView */

/**
 * How an operation is told: the line after the equals sign, where it is not the sum of the terms, each left × right; what
 * that comes to from printed numbers; a sentence, where it is not the text `arithmetic.say.<operation>`.
 * @typedef {object} Telling
 * @property {(view: ArithmeticView) => string} [line]
 * @property {(view: ArithmeticView, printed: (value: number) => number) => number} [total]
 * @property {(view: ArithmeticView) => string} [say]
 * @property {(view: ArithmeticView) => unknown} [table] of its terms
 */

/** @param {ArithmeticView} view */
function quotient({ explanation, digits }) {
  // A row with nothing in it has no terms.
  if (explanation.terms.length === 0) return '';
  const [{ left, right }] = explanation.terms;
  return `${formatNumber(left, digits)} ÷ ${formatFactor(right, digits)}`;
}

/** @param {ArithmeticView} view @param {(value: number) => number} printed */
function quotientOfPrinted({ explanation }, printed) {
  if (explanation.terms.length === 0) return explanation.computed;
  const [{ left, right }] = explanation.terms;
  return printed(left) / printed(right);
}

/** @param {ArithmeticView} view */
function softmaxGradientTable({ trace, stage, spot, explanation, digits }) {
  const show = (/** @type {number} */ value) => formatNumber(value, digits);
  const row = (/** @type {import('softlook').Term} */ t, /** @type {number} */ j) =>
    html`<tr class=${j === spot.column ? 'on' : ''}><th scope="row">${nameOf(trace, stage.colAxis, j)}</th>
      <td>${show(t.left)}</td><td>${show(t.right)}</td><td>${show(t.product)}</td></tr>`;
  return html`<table>
    <thead><tr><th scope="col">${text('arithmetic.key')}</th><th scope="col">${text('arithmetic.weight')}</th>
      <th scope="col">${text('arithmetic.gradient')}</th><th scope="col">${text('arithmetic.product')}</th></tr></thead>
    <tbody>${explanation.terms.map(row)}</tbody>
    <tfoot><tr><th scope="row">${text('arithmetic.sum')}</th><td></td><td></td><td>${show(explanation.sum ?? 0)}</td></tr></tfoot>
  </table>`;
}

/** @type {Record<string, Telling>} by operation */
export const TELLINGS = {
  add: {
    line: ({ explanation, digits }) => explanation.terms.map((t) => formatFactor(t.left, digits)).join(' + '),
  },
  sinusoid: {
    line: ({ explanation, spot }) => {
      const [{ left, right }] = explanation.terms;
      return `${spot.column % 2 === 0 ? 'sin' : 'cos'}(${short(left)} × ${short(right)})`;
    },
    total: ({ explanation }) => explanation.terms[0].product,
    say: ({ explanation }) => {
      const [{ left, right }] = explanation.terms;
      const angle = formatNumber(explanation.angle ?? 0, 3);
      return text('arithmetic.say.sinusoid', { position: short(left), frequency: short(right), angle });
    },
  },
  rotate: {
    say: ({ explanation, spot }) =>
      text('arithmetic.say.rotate', { angle: formatNumber(explanation.angle ?? 0, 3), position: spot.row }),
  },
  alibi: {
    line: ({ explanation }) => {
      const [{ left, right }] = explanation.terms;
      return `${short(left)} × (${short(right)})`;
    },
    total: ({ explanation }) => explanation.terms[0].product,
    say: ({ explanation }) => text('arithmetic.say.alibi', { slope: short(explanation.terms[0].right) }),
  },
  softcap: {
    line: ({ explanation, trace, digits }) => {
      const cap = short(trace.softcap);
      return `${cap} × tanh(${formatNumber(explanation.terms[0].left, digits)} ÷ ${cap})`;
    },
    total: ({ explanation, trace }, printed) =>
      trace.softcap * Math.tanh(printed(explanation.terms[0].left) / trace.softcap),
    say: ({ trace }) => text('arithmetic.say.softcap', { softcap: short(trace.softcap) }),
  },
  softmaxGradient: {
    line: ({ explanation, spot, digits }) => {
      const { left, right } = explanation.terms[spot.column];
      const sum = formatFactor(explanation.sum ?? 0, digits);
      return `${formatFactor(left, digits)} × (${formatNumber(right, digits)} − ${sum})`;
    },
    total: ({ explanation, spot }, printed) => {
      const { left, right } = explanation.terms[spot.column];
      return printed(left) * (printed(right) - printed(explanation.sum ?? 0));
    },
    say: ({ explanation, digits }) =>
      text('arithmetic.say.softmaxGradient', { sum: formatNumber(explanation.sum ?? 0, digits) }),
    table: softmaxGradientTable,
  },
  columnSums: {
    line: ({ explanation, digits }) => explanation.terms.map((t) => formatFactor(t.left, digits)).join(' + '),
  },
  split: {
    line: () => '',
    total: ({ explanation }) => explanation.computed,
  },
  divide: {
    line: quotient,
    total: quotientOfPrinted,
    say: ({ stage, trace }) =>
      stage.inputs.length > 1
        ? text('arithmetic.say.divide.rows')
        : text('arithmetic.say.divide', { temperature: short(trace.temperature) }),
  },
  normalize: {
    line: quotient,
    total: quotientOfPrinted,
  },
  features: {
    line: ({ explanation, digits }) => {
      const { left } = explanation.terms[0];
      return left > 0 ? `${formatNumber(left, digits)} + 1` : `exp(${formatNumber(left, digits)})`;
    },
    total: ({ explanation }, printed) => {
      const left = printed(explanation.terms[0].left);
      return left > 0 ? left + 1 : Math.exp(left);
    },
    say: ({ explanation }) =>
      text(`arithmetic.say.features.${explanation.terms[0].left > 0 ? 'above' : 'below'}`),
  },
  runningStates: {
    say: () => text('arithmetic.say.running'),
  },
  runningSums: {
    line: ({ explanation, digits }) => explanation.terms.map((t) => formatFactor(t.left, digits)).join(' + '),
    say: () => text('arithmetic.say.running'),
  },
  stateProduct: {
    say: () => text('arithmetic.say.product'),
  },
  rowProduct: {
    say: () => text('arithmetic.say.product'),
  },
  subtract: {
    line: ({ explanation, digits }) => explanation.terms.map((t) => formatFactor(t.left, digits)).join(' − '),
    say: ({ stage }) =>
      text(stage.id === 'decodeDifference' ? 'arithmetic.say.subtract.decode' : 'arithmetic.say.subtract'),
  },
};
