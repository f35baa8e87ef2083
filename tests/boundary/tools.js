/** What the boundary tests share: the golden fixtures, and ways to look at the memory. */
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

/** @typedef {import('softlook').TraceRequest} TraceRequest */
/** @typedef {import('softlook').Matrix} Matrix */
/** @typedef {{rows: number, cols: number, data: (number | string)[]}} MatrixFixture */

/**
 * The packages are web/package.json's, and this folder is beside web.
 * @type {typeof import('../../web/node_modules/fast-check/lib/fast-check.js')}
 */
export const fc = createRequire(new URL('../../web/package.json', import.meta.url))('fast-check');

const golden = new URL('../golden/', import.meta.url);

/** @param {string} name */
export function readGolden(name) {
  return JSON.parse(readFileSync(new URL(`${name}.json`, golden), 'utf8'));
}

/**
 * @param {MatrixFixture} fixture
 * @returns {Matrix}
 */
export function matrixOf({ rows, cols, data }) {
  return { rows, cols, data: Float32Array.from(data, Number) };
}

/**
 * A request from a fixture, its lists of numbers made matrices.
 * @param {any} fixture
 * @returns {TraceRequest}
 */
export function requestOf(fixture) {
  const request = { ...fixture };
  for (const name of ['embeddings', 'contextEmbeddings']) {
    if (fixture[name]) request[name] = matrixOf(fixture[name]);
  }
  if (fixture.weights) {
    request.weights = Object.fromEntries(
      Object.entries(fixture.weights).map(([name, matrix]) => [name, matrixOf(matrix)]),
    );
  }
  if (fixture.mask?.bias) request.mask = { ...fixture.mask, bias: matrixOf(fixture.mask.bias) };
  if (fixture.gradient?.upstream) request.gradient = { upstream: matrixOf(fixture.gradient.upstream) };
  return request;
}

/**
 * @param {number} rows
 * @param {number} cols
 * @param {(at: number) => number} [value]
 * @returns {Matrix}
 */
export function matrix(rows, cols, value = (at) => Math.sin(at + 1)) {
  return { rows, cols, data: Float32Array.from({ length: rows * cols }, (_, at) => value(at)) };
}

/** The bytes of the JavaScript heap that are in use, rubbish collected. Needs node --expose-gc. */
export function heapInUse() {
  if (!globalThis.gc) throw new Error('run the tests with node --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}

/**
 * Notes every WebAssembly instance that is made from now on.
 * @returns {{memories: WebAssembly.Memory[], restore: () => void}}
 */
export function watchInstances() {
  const Original = WebAssembly.Instance;
  /** @type {WebAssembly.Memory[]} */
  const memories = [];
  WebAssembly.Instance = class extends Original {
    /**
     * @param {WebAssembly.Module} module
     * @param {WebAssembly.Imports} [imports]
     */
    constructor(module, imports) {
      super(module, imports);
      const memory = Object.values(this.exports).find((value) => value instanceof WebAssembly.Memory);
      if (memory instanceof WebAssembly.Memory) memories.push(memory);
    }
  };
  return {
    memories,
    restore() {
      WebAssembly.Instance = Original;
    },
  };
}

/** A sentence as errors have them: what, what it is, what was expected. */
export const SENTENCE =
  /^(?:[\w.[\]]+( \(row \d+, column \d+\))? (?:is|has) .+, expected .+|.+ (?:overflows|would hold) .+)$/s;

/**
 * The call is refused: by an error of that class, in a sentence, which begins with the message.
 * @param {() => unknown} call
 * @param {string} name of the class
 * @param {string} message
 */
export function throwsSaying(call, name, message) {
  assert.throws(call, (/** @type {Error} */ error) => {
    assert.equal(error.constructor.name, name);
    assert.ok(error.message.startsWith(message), error.message);
    assert.match(error.message, SENTENCE);
    return true;
  });
}
