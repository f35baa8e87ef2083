/** The core's answers, unpacked: the reverse of cpp/wasm/to_js.cpp, in the same order. */

/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('softlook').Source} Source */
/** @typedef {import('../../lib/glue.js').PackedTrace} PackedTrace */
/** @typedef {import('../../lib/glue.js').PackedExplanation} PackedExplanation */

/**
 * The stages of a trace. Every array is a copy: it belongs to whoever gets the stage.
 * @param {Pick<PackedTrace, 'names' | 'layout' | 'numbers'>} packed
 * @returns {Stage[]}
 */
export function unpackStages({ names, layout, numbers }) {
  let at = 0;
  let taken = 0;
  const next = () => layout[at++];
  const name = () => /** @type {any} */ (names[next()]);
  const list = () => {
    const count = next();
    at += count;
    return Array.from(layout.subarray(at - count, at));
  };
  /** @param {number} count */
  const take = (count) => {
    taken += count;
    return numbers.slice(taken - count, taken);
  };
  const stage = () => {
    const id = name();
    const head = next();
    const operation = name();
    const rowAxis = name();
    const colAxis = name();
    const origin = name();
    const rows = next();
    const cols = next();
    const multiplications = next() * 2 ** 32 + (next() >>> 0);
    const differs = next() === 1;
    const entropyCount = next();
    const inputs = Array.from({ length: next() }, () => ({ id: name(), head: next() }));
    const edited = list();
    const emptyRows = list();
    const data = take(rows * cols);
    const difference = differs ? { difference: take(rows * cols) } : {};
    const entropies = entropyCount > 0 ? { entropies: take(entropyCount) } : {};
    return {
      id,
      head,
      operation,
      inputs,
      rowAxis,
      colAxis,
      origin,
      rows,
      cols,
      data,
      ...difference,
      ...entropies,
      edited,
      emptyRows,
      multiplications,
    };
  };
  const stages = [];
  while (at < layout.length) stages.push(stage());
  return stages;
}

/**
 * @param {PackedExplanation} packed
 * @returns {Explanation}
 */
export function unpackExplanation(packed) {
  const { names, layout, numbers } = packed;
  /**
   * @param {number} at
   * @returns {Source | null}
   */
  const source = (at) => {
    const [stage, head, row, column] = layout.subarray(at, at + 4);
    return stage < 0 ? null : { stage: /** @type {StageId} */ (names[stage]), head, row, column };
  };
  const terms = Array.from({ length: numbers.length / 3 }, (_, i) => ({
    left: numbers[3 * i],
    right: numbers[3 * i + 1],
    product: numbers[3 * i + 2],
    from: { left: source(8 * i), right: source(8 * i + 4) },
  }));
  /** @type {Explanation} */
  const explanation = {
    operation: /** @type {import('softlook').Operation} */ (packed.operation),
    terms,
    result: packed.result,
    computed: packed.computed,
    edited: packed.edited,
  };
  if (packed.angle !== undefined) explanation.angle = packed.angle;
  if (packed.exponentials) {
    explanation.max = packed.max;
    explanation.exponentials = Array.from(packed.exponentials);
  }
  if (packed.sum !== undefined) explanation.sum = packed.sum;
  return explanation;
}
