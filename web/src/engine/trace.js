/** The trace as callers see it, the same in a worker and beside it. */
import { fieldsOf, text, wholeNumber, wrongValue } from './validate.js';

/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('softlook').StageId} StageId */
/** @typedef {import('softlook').CellRef} CellRef */
/** @typedef {import('./request.js').Snapshot} Snapshot */
/** @typedef {import('./jobs.js').TraceAnswer} TraceAnswer */
/** @typedef {{stage: string, head: number, row: number, column: number}} Cell a cell with its head */

/** @param {Cell} a @param {Cell | null} [b] */
export const sameCell = (a, b) =>
  a.stage === b?.stage && a.head === b.head && a.row === b.row && a.column === b.column;

const CELL_FIELDS = ['stage', 'head', 'row', 'column'];

/**
 * As the core puts it.
 * @param {string} id
 * @param {number} count
 */
function headsOf(id, count) {
  return `${count === 1 ? '0' : `0 to ${count - 1}`} (the heads of ${id})`;
}

/**
 * @template Explained Explanation, or a promise of it
 */
export class TraceView {
  #explain;

  /**
   * @param {TraceAnswer} answer
   * @param {Snapshot} snapshot what was asked
   * @param {(cell: Cell) => Explained} explain
   */
  constructor(answer, snapshot, explain) {
    this.#explain = explain;
    this.tokens = [...snapshot.tokens];
    this.context = snapshot.context ? [...snapshot.context] : null;
    this.embedDim = answer.embedDim;
    this.numHeads = answer.numHeads;
    this.numKvHeads = answer.numKvHeads;
    this.headDim = answer.headDim;
    this.valueDim = answer.valueDim;
    /** The factor the scores were multiplied with. */
    this.scale = answer.scale;
    /** The cap of the scores; 0 for none. */
    this.softcap = answer.softcap;
    this.temperature = answer.temperature;
    /** The position of the first query. */
    this.firstQuery = answer.firstQuery;
    const [exact, quadratic, method, cached, full] = answer.costs;
    this.costs = { exact, quadratic, method, cached, full };
    /** In the order they were computed. */
    this.stages = answer.stages;
  }

  /**
   * @param {StageId} id
   * @param {number} [head] stages that all heads share are found under every head
   * @returns {Stage}
   * @throws {RangeError} where the trace has no such stage
   */
  stage(id, head = 0) {
    const found = this.stages.find((stage) => stage.id === id && (stage.head === head || stage.head === -1));
    if (found) return found;
    throw wrongValue('head', head, headsOf(id, this.#countHeads(id, 'id')));
  }

  /**
   * One cell's arithmetic.
   * @param {CellRef} cell
   * @returns {Explained}
   * @throws {TypeError | RangeError} where the trace has no such cell
   */
  explain(cell) {
    const given = fieldsOf(cell, 'cell', CELL_FIELDS);
    const stage = text(given.stage, 'stage', 64);
    const head = given.head === undefined ? this.#onlyHeadOf(stage) : wholeNumber(given.head, 'head');
    const found = this.stage(/** @type {StageId} */ (stage), head);
    return this.#explain({
      stage,
      head: found.head,
      row: wholeNumber(given.row, 'row'),
      column: wholeNumber(given.column, 'column'),
    });
  }

  /** @param {string} id */
  #onlyHeadOf(id) {
    const count = this.#countHeads(id, 'stage');
    if (count === 1) return 0;
    throw new RangeError(`head is missing, expected ${headsOf(id, count)}`);
  }

  /**
   * @param {string} id
   * @param {string} name
   */
  #countHeads(id, name) {
    const heads = this.stages.filter((stage) => stage.id === id).length;
    if (heads > 0) return heads;
    const known = [...new Set(this.stages.map((stage) => stage.id))].join(', ');
    throw wrongValue(name, id, `a stage of this trace: ${known}`);
  }
}
