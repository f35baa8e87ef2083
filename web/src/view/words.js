/** What stages, rows, columns and cells are called. */
import { formatNumber, short as shortest } from './number.js';
import { maskOf } from './painting.js';
import { hasText, text } from './text/text.js';
import { visible } from './visible.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').Axis} Axis */
/** @typedef {import('softlook').Source} Source */

/**
 * @param {string} id of a stage
 * @returns {{symbol: string, name: string, short: string}} `short` is what one of its cells is called
 */
export function stageWords(id) {
  const key = `stage.${id}`;
  const [symbol, name, short] = hasText(key) ? text(key).split('|') : [id, id, id];
  return { symbol, name, short };
}

/**
 * Stages whose rows or columns are shown in the colour of a role.
 * @type {Record<string, 'q' | 'k' | 'v'>}
 */
const ROLES = {
  queries: 'q',
  queryWeights: 'q',
  queryBias: 'q',
  rotatedQueries: 'q',
  queryFeatures: 'q',
  keys: 'k',
  keyWeights: 'k',
  keyBias: 'k',
  rotatedKeys: 'k',
  keyFeatures: 'k',
  keySum: 'k',
  mixedKeys: 'k',
  cachedKeys: 'k',
  newKeys: 'k',
  values: 'v',
  valueWeights: 'v',
  valueBias: 'v',
  mixedValues: 'v',
  cachedValues: 'v',
  newValues: 'v',
};

/**
 * @param {string} id of a stage; a gradient has the role of what it is a gradient of
 * @returns {'q' | 'k' | 'v' | ''}
 */
export function roleOf(id) {
  return ROLES[id.replace(/Gradient$/, '')] ?? '';
}

/**
 * The name of a row or column: its token, or the number of its feature from 1.
 * @param {AsyncTrace} trace
 * @param {Axis} axis
 * @param {number} index
 */
export function labelOf(trace, axis, index) {
  if (axis === 'queryToken') return visible(trace.tokens[trace.firstQuery + index]);
  if (axis === 'keyToken') return visible((trace.context ?? trace.tokens)[index]);
  return String(index + 1);
}

/** Letters that are written from right to left. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * A token inside a formula: numbered where the same token comes again, and kept from turning the formula round
 * where it is written from right to left.
 * @param {AsyncTrace} trace
 * @param {Axis} axis
 * @param {number} index
 */
export function nameOf(trace, axis, index) {
  const label = labelOf(trace, axis, index);
  if (!isTokenAxis(axis)) return label;
  const tokens = axis === 'queryToken' ? trace.tokens : (trace.context ?? trace.tokens);
  const place = axis === 'queryToken' ? trace.firstQuery + index : index;
  const same = tokens[place];
  const again = tokens.indexOf(same) !== tokens.lastIndexOf(same);
  const before = again ? tokens.slice(0, place).filter((token) => token === same).length : 0;
  // First strong isolate … pop directional isolate (Unicode Bidirectional Algorithm).
  const name = RIGHT_TO_LEFT.test(label) ? `\u2068${label}\u2069` : label;
  return again ? `${name}${subscript(before)}` : name;
}

/** @param {Axis} axis */
export function isTokenAxis(axis) {
  return axis === 'queryToken' || axis === 'keyToken';
}

/** @param {AsyncTrace} trace @param {Axis} axis @param {number} index */
function spokenLabel(trace, axis, index) {
  const label = nameOf(trace, axis, index);
  return isTokenAxis(axis) ? label : text('axis.feature', { number: label });
}

/** @param {Axis} axis */
function axisWord(axis) {
  if (axis === 'queryToken') return text('axis.query');
  return axis === 'keyToken' ? text('axis.key') : '';
}

/**
 * "query it, key cat, weight 0.62"
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @param {number} row
 * @param {number} column
 * @param {number} digits
 */
export function speakCell(trace, stage, row, column, digits) {
  const at = row * stage.cols + column;
  const both = stage.rowAxis === 'queryToken' && stage.colAxis === 'keyToken';
  const spoken = text('cell.speak', {
    axisRow: both ? axisWord(stage.rowAxis) : '',
    row: spokenLabel(trace, stage.rowAxis, row),
    axisColumn: both ? axisWord(stage.colAxis) : '',
    column: spokenLabel(trace, stage.colAxis, column),
    name: stageWords(stage.id).short,
    value: formatNumber(stage.data[at], digits),
  });
  const cell = spoken.replace(/\s+/g, ' ').replace(/ ,/g, ',').trim();
  if (stage.edited.includes(at)) return text('cell.speak.edited', { cell });
  return maskOf(trace, stage)[at] === Number.NEGATIVE_INFINITY ? text('cell.speak.masked', { cell }) : cell;
}

const SUBSCRIPTS = '₀₁₂₃₄₅₆₇₈₉';

/** @param {number} index from 0 @returns {string} from 1, in subscript digits */
export function subscript(index) {
  return String(index + 1).replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)]);
}

/**
 * "score(it, cat)", "q(it)₂", "w_q(1, 2)"
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @param {number} row
 * @param {number} column
 */
export function cellName(trace, stage, row, column) {
  const { short } = stageWords(stage.id);
  const rowLabel = nameOf(trace, stage.rowAxis, row);
  const columnLabel = nameOf(trace, stage.colAxis, column);
  if (isTokenAxis(stage.rowAxis) && isTokenAxis(stage.colAxis))
    return `${short}(${rowLabel}, ${columnLabel})`;
  if (isTokenAxis(stage.rowAxis)) return `${short}(${rowLabel})${subscript(column)}`;
  return `${short}(${rowLabel}, ${columnLabel})`;
}

/**
 * A row of a stage: "q(it)"
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @param {number} row
 */
export function rowName(trace, stage, row) {
  return `${stageWords(stage.id).short}(${nameOf(trace, stage.rowAxis, row)})`;
}

/** @param {AsyncTrace} trace @returns {boolean} whether scores are multiplied with 1/√D */
export function isUsualScale({ scale, headDim }) {
  return scale === Math.fround(1 / Math.sqrt(headDim));
}

/** @param {Stage} stage @returns {boolean} whether its cells are hidden and shown */
export function isMask({ id, operation }) {
  return id === 'mask' || id === 'pattern' || operation === 'mask';
}

/**
 * The sign between the matrices of a step.
 * @param {import('./layout-builder.js').Operator} operator
 * @param {AsyncTrace} trace
 */
export function operatorText({ id, down, back }, trace) {
  const variant = trace.scale === 1 ? '.off' : isUsualScale(trace) ? '' : '.number';
  const key = `operator.${id}${id === 'scale' ? variant : ''}`;
  const params = {
    d: trace.headDim,
    scale: shortest(trace.scale),
    temperature: shortest(trace.temperature),
  };
  const sign = hasText(key) ? text(key, params) : text('operator.other');
  if (down) return sign.replace('\n', ' ').replace('→', back ? '↑' : '↓');
  return back ? sign.replace('→', '←') : sign;
}
