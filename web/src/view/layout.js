/**
 * Where everything of a step stands. A product is a corner: left matrix to the left, right matrix above, the
 * result where they meet. An elementwise step stands side by side, or stacked where it is too wide for that.
 * Plain arithmetic on sizes, in CSS pixels from the top left; nothing here touches the document.
 */
import { Builder, MASK_PART } from './layout-builder.js';
import { BETWEEN, placedKey } from './sizes.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageRef} StageRef */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('./layout-builder.js').Item} Item */
/** @typedef {import('./layout-builder.js').Metrics} Metrics */
/** @typedef {import('./layout-builder.js').Picture} Picture */

/**
 * Lays out one step for one head.
 * @param {Step} step
 * @param {AsyncTrace} trace
 * @param {number} head
 * @param {Metrics} metrics
 * @returns {Picture}
 */
export function layoutStep(step, trace, head, metrics) {
  const builder = new Builder(metrics, metrics.stacks(step));
  const results = step.results.map((id) => stageFor(trace, id, head));
  const [first] = results;
  const copies = results.every((r) => r.operation === 'copy' && r.inputs[0].id === first.inputs[0].id);
  // What is read from a cache is not made here.
  if (step.id === 'words' || step.id === 'cachedKeys') {
    const signs = results.slice(1).map(() => '');
    builder.row(
      results.map((stage) => ({ stage })),
      signs,
      { results: results.length },
    );
  } else if (step.operation === 'concatenate') {
    const inputs = inputsOf(trace, first);
    const signs = inputs.map((_, i) => (i < inputs.length - 1 ? '' : 'concatenate'));
    builder.row(
      [...inputs, first].map((stage) => ({ stage })),
      signs,
    );
  } else if (copies) {
    const signs = ['copy', ...results.slice(1).map(() => '')];
    builder.row(
      [...inputsOf(trace, first).slice(0, 1), ...results].map((stage) => ({ stage })),
      signs,
      { results: results.length },
    );
  } else {
    const meets = results.filter((result) => isProduct(result) && pairsOf(result).length === 1);
    placeProducts(builder, trace, meets);
    placeRows(
      builder,
      trace,
      results.filter((result) => !meets.includes(result)),
      head,
    );
    if (step.operation === 'softmax') builder.entropies(first);
  }
  return builder.picture;
}

/**
 * Lays out one matrix by itself.
 * @param {Stage} stage
 * @param {Metrics} metrics
 * @returns {Picture}
 */
export function layoutMatrix(stage, metrics) {
  const builder = new Builder(metrics, false);
  builder.row([{ stage }], []);
  return builder.picture;
}

/** @param {AsyncTrace} trace @param {Stage} stage */
function inputsOf(trace, stage) {
  return stage.inputs.map((ref) => trace.stage(ref.id, ref.head));
}

/** @param {Stage} stage */
function isProduct({ operation }) {
  return operation === 'product' || operation === 'productTransposed' || operation === 'transposedProduct';
}

/**
 * What a product multiplies: one pair, or several whose products are added up.
 * @param {Stage} result
 * @returns {[StageRef, StageRef][]}
 */
function pairsOf({ operation, inputs }) {
  // The third input of a plain product is a bias.
  if (operation === 'product') return [[inputs[0], inputs[1]]];
  return inputs.flatMap((ref, i) => (i % 2 === 0 ? [[ref, inputs[i + 1]]] : []));
}

/**
 * Products that share their left matrix stand in one corner.
 * @param {Builder} builder
 * @param {AsyncTrace} trace
 * @param {Stage[]} results
 */
function placeProducts(builder, trace, results) {
  /** @type {Map<string, {left: {stage: Stage, transposed: boolean}, pairs: {top: Stage, transposed: boolean, result: Stage}[]}>} */
  const corners = new Map();
  for (const result of results) {
    const [stage, top] = inputsOf(trace, result);
    const left = { stage, transposed: result.operation === 'transposedProduct' };
    const key = placedKey(left.stage, left.transposed);
    const corner = corners.get(key) ?? { left, pairs: [] };
    corner.pairs.push({ top, transposed: result.operation === 'productTransposed', result });
    corners.set(key, corner);
  }
  let x = 0;
  let y = 0;
  for (const [i, { left, pairs }] of [...corners.values()].entries()) {
    const isLast = builder.stacked || i === corners.size - 1;
    for (const group of builder.stacked ? pairs.map((pair) => [pair]) : [pairs]) {
      builder.corner(x, y, left, group, isLast);
      if (builder.stacked) y = builder.picture.height + BETWEEN;
      else x = builder.picture.width + BETWEEN;
    }
  }
}

/**
 * Results that are made cell by cell, or of several products: one row after the other, below what is there.
 * @param {Builder} builder
 * @param {AsyncTrace} trace
 * @param {Stage[]} results
 * @param {number} head
 */
function placeRows(builder, trace, results, head) {
  const rows = results.map((r) => (isProduct(r) ? sumOfProducts(trace, r, head) : elementwise(trace, r)));
  const items = rows.flatMap((row) => row.items);
  if (builder.picture.height === 0 && (rows.length === 1 ? items.length <= SHORT : items.length <= FEW)) {
    const signs = rows.flatMap((row, i) => [...(i > 0 ? [''] : []), ...row.signs]);
    builder.row(items, signs, { shrinks: rows.length === 1 });
    return;
  }
  for (const row of rows) {
    const { height } = builder.picture;
    const brief = row.items.length > SHORT;
    builder.row(row.items, row.signs, { brief, top: height > 0 ? height + BETWEEN : 0 });
  }
}

/** A row of more matrices has small captions. */
const SHORT = 3;
/** So many matrices of several results at the most stand beside each other. */
const FEW = 4;

/** Signs that stand between what a result is made of. */
const BETWEEN_TWO = /** @type {Record<string, string>} */ ({
  mask: 'mask',
  add: 'mask',
  subtract: 'minus',
  divide: 'over',
});

/**
 * A result that is made cell by cell, with what it is made of before it.
 * @param {AsyncTrace} trace
 * @param {Stage} result
 * @returns {{items: Item[], signs: string[]}}
 */
function elementwise(trace, result) {
  const inputs = inputsOf(trace, result);
  const { operation } = result;
  // What else it depends on was seen before.
  const shown = operation === 'softmaxGradient' ? inputs.slice(0, 2) : inputs;
  const items = shown.map((stage) =>
    stage.id === 'mask' || stage.id === 'pattern' ? { stage, part: MASK_PART } : { stage },
  );
  const sign = BETWEEN_TWO[operation];
  const between = shown.slice(1).map(() => sign ?? '');
  const last = sign && shown.length > 1 ? 'equals' : operation;
  return { items: [...items, { stage: result }], signs: [...between, last] };
}

/**
 * A result that several products add up to: those of the chosen head, where there are many.
 * @param {AsyncTrace} trace
 * @param {Stage} result
 * @param {number} head
 * @returns {{items: Item[], signs: string[]}}
 */
function sumOfProducts(trace, result, head) {
  const pairs = pairsOf(result).map(([left, right]) => [
    trace.stage(left.id, left.head),
    trace.stage(right.id, right.head),
  ]);
  const own = pairs.filter(([left]) => left === stageFor(trace, left.id, head));
  const shown = pairs.length > MANY ? own : pairs;
  const items = shown.flatMap(([left, right]) => [
    { stage: left, transposed: result.operation === 'transposedProduct' },
    { stage: right, transposed: result.operation === 'productTransposed' },
  ]);
  const last = shown.length < pairs.length ? 'andOthers' : 'equals';
  const signs = shown.flatMap((_, i) => ['times', i < shown.length - 1 ? 'mask' : last]);
  return { items: [...items, { stage: result }], signs };
}

/** More products than these are not shown together. */
const MANY = 3;

/**
 * A stage as one head sees it: its own, its key/value head's where heads share those, or the one for all.
 * @param {AsyncTrace} trace
 * @param {import('softlook').StageId} id
 * @param {number} head
 */
export function stageFor(trace, id, head) {
  const own = trace.stages.find((s) => s.id === id && (s.head === head || s.head === -1));
  return own ?? trace.stage(id, Math.floor((head * trace.numKvHeads) / trace.numHeads));
}
