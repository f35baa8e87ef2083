/** Whatever is asked: an answer, or a TypeError or RangeError in a sentence; and the engine works on. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { fc, matrix, SENTENCE } from './tools.js';

const engine = await createEngine();
const expected = engine.trace({ tokens: ['still', 'here'] }).stages;

/** Whether the engine is what it was. */
function assertSound() {
  assert.deepEqual(engine.trace({ tokens: ['still', 'here'] }).stages, expected);
}

/**
 * @param {() => unknown} ask
 */
function assertAnswersOrSays(ask) {
  try {
    ask();
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    assert.ok(error instanceof TypeError || error instanceof RangeError, `${error}`);
    assert.match(message, SENTENCE);
    assert.ok(message.length < 1000, message);
    // Printable, whatever was in the value.
    assert.equal(message.isWellFormed?.() ?? true, true);
    assertSound();
  }
}

const anything = fc.anything({
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
  withUnicodeString: true,
});
const lone = fc.string({ unit: 'binary' });
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(-1, 0, 1, 2, 8, 511, 512, 513, NaN, -Infinity, 2 ** 31, 2 ** 32),
);
const wild = fc.oneof(anything, number, lone, fc.constantFrom(undefined, null, true, false, '', [], {}));

/** @returns {any} */
function valid() {
  return {
    tokens: ['a', 'b', 'c'],
    context: ['x', 'y'],
    projections: true,
    embedDim: 4,
    numHeads: 2,
    numKvHeads: 1,
    headDim: 2,
    valueDim: 3,
    embeddings: matrix(3, 4),
    contextEmbeddings: matrix(2, 4),
    weights: {
      query: matrix(4, 4),
      key: matrix(4, 2),
      value: matrix(4, 3),
      output: matrix(6, 4),
      queryBias: matrix(1, 4),
    },
    outputProjection: true,
    scale: 0.5,
    mask: { causal: true },
    seed: 1,
    edits: [
      { stage: 'scores', head: 1, row: 2, column: 1, value: 3 },
      { stage: 'mask', row: 0, column: 1, value: 0 },
    ],
    differences: true,
    gradient: { row: 2, column: 3 },
  };
}

/**
 * Every place in a request, as the list of fields that leads to it.
 * @param {any} value
 * @param {string[]} path
 * @returns {string[][]}
 */
function placesIn(value, path = []) {
  if (value === null || typeof value !== 'object' || ArrayBuffer.isView(value)) return [path];
  return [path, ...Object.keys(value).flatMap((field) => placesIn(value[field], [...path, field]))];
}

/** @returns {any} */
function comparing() {
  const { differences, ...rest } = valid();
  return { ...rest, against: { ...rest, embeddings: matrix(3, 4), weights: { value: matrix(4, 3) } } };
}

const places = placesIn({ ...valid(), ...comparing() }).filter((path) => path.length > 0);
const change = fc.record({ path: fc.constantFrom(...places), value: wild });

/** @param {{path: string[], value: unknown}[]} changes */
function changed(changes) {
  const against = changes.some(({ path }) => path[0] === 'against');
  const request = against ? comparing() : valid();
  for (const { path, value } of changes) {
    /** @type {any} */
    let object = request;
    for (const field of path.slice(0, -1)) object = object?.[field];
    if (object !== null && typeof object === 'object' && !Object.isFrozen(object)) {
      // What cannot be changed (a character of a String object) stays as it is.
      Reflect.defineProperty(object, /** @type {string} */ (path.at(-1)), {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
  }
  return request;
}

test('anything at all', () => {
  fc.assert(
    fc.property(wild, (request) => assertAnswersOrSays(() => engine.trace(/** @type {any} */ (request)))),
    { numRuns: 2000 },
  );
});

test('a sound request with one to three fields replaced by anything', () => {
  engine.trace(valid());
  engine.trace(comparing());
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), (changes) =>
      assertAnswersOrSays(() => engine.trace(changed(changes))),
    ),
    { numRuns: 5000 },
  );
});

test('sizes at random, with matrices of sizes at random', () => {
  const size = fc.integer({ min: -1, max: 40 });
  const someMatrix = fc.tuple(size, size).map(([rows, cols]) => matrix(Math.max(0, rows), Math.max(0, cols)));
  const request = fc.record(
    {
      tokens: fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { maxLength: 12 }),
      context: fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), { maxLength: 12 }),
      projections: fc.boolean(),
      embedDim: size,
      numHeads: size,
      numKvHeads: size,
      headDim: size,
      valueDim: size,
      embeddings: someMatrix,
      weights: fc.record({ query: someMatrix, key: someMatrix, output: someMatrix }, { requiredKeys: [] }),
      outputProjection: fc.boolean(),
      scale: fc.oneof(number, fc.constantFrom('sqrt', 'none')),
      mask: fc.record({ causal: fc.boolean() }),
      seed: number,
      differences: fc.boolean(),
    },
    { requiredKeys: ['tokens'] },
  );
  fc.assert(
    fc.property(request, (asked) => assertAnswersOrSays(() => engine.trace(/** @type {any} */ (asked)))),
    { numRuns: 1500 },
  );
});

test('any cell, asked of a trace', () => {
  const trace = engine.trace(valid());
  const stage = fc.oneof(fc.constantFrom(...trace.stages.map(({ id }) => id)), wild);
  const small = fc.oneof(fc.integer({ min: -1, max: 4 }), wild);
  const cell = fc.record({ stage, head: small, row: small, column: small });
  fc.assert(
    fc.property(fc.oneof(cell, wild), (asked) =>
      assertAnswersOrSays(() => trace.explain(/** @type {any} */ (asked))),
    ),
    { numRuns: 3000 },
  );
});

test('any stage, asked of a trace', () => {
  const trace = engine.trace(valid());
  fc.assert(
    fc.property(wild, wild, (id, head) =>
      assertAnswersOrSays(() => trace.stage(/** @type {any} */ (id), /** @type {any} */ (head))),
    ),
    { numRuns: 1000 },
  );
});

test('explanations are the arithmetic of the cell they are about, in every stage', () => {
  const trace = engine.trace(valid());
  fc.assert(
    fc.property(fc.constantFrom(...trace.stages), fc.nat(), fc.nat(), (stage, row, column) => {
      const at = { row: row % stage.rows, column: column % stage.cols };
      const explained = trace.explain({ stage: stage.id, head: stage.head, ...at });
      assert.equal(explained.result, stage.data[at.row * stage.cols + at.column]);
      if (!explained.edited) assert.equal(explained.computed, explained.result);
      for (const { left, right, from } of explained.terms) {
        for (const [value, source] of /** @type {const} */ ([
          [left, from.left],
          [right, from.right],
        ])) {
          if (!source) continue;
          const read = trace.stage(source.stage, source.head);
          assert.equal(value, read.data[source.row * read.cols + source.column]);
        }
      }
    }),
    { numRuns: 500 },
  );
});
