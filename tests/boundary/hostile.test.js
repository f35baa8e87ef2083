/** Two thousand requests that mean no good, with a fixed seed: after each of them a trace still has the reference's bits. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { everyField } from './attending.js';
import { fc, matrix, readGolden, SENTENCE } from './tools.js';

/** @returns {any} */
const traceRequest = () => ({
  tokens: ['a', 'b', 'c'],
  context: ['x', 'y'],
  embedDim: 4,
  numHeads: 2,
  embeddings: matrix(3, 4),
  weights: { query: matrix(4, 4), keyBias: matrix(1, 4) },
  mask: { causal: true, padding: [true, false], bias: matrix(3, 2) },
  edits: [{ stage: 'scores', head: 0, row: 0, column: 0, value: 1 }],
  against: { tokens: ['a', 'b', 'c'], context: ['x', 'y'], embedDim: 4, numHeads: 2 },
  softcap: 3,
});
const saturationRequest = () => ({ widths: [2, 8], keys: 4, seed: 1 });
const cellRequest = () => ({ stage: 'weights', head: 0, row: 0, column: 0 });

/** Every place in an object, as the fields that lead there. @param {any} object @returns {string[][]} */
const placesIn = (object) =>
  Object.keys(object).flatMap((field) => {
    const inside = object[field];
    const deeper = typeof inside === 'object' && !ArrayBuffer.isView(inside) ? placesIn(inside) : [];
    return [[field], ...deeper.map((path) => [field, ...path])];
  });

/** What is put into a place: a value, or something that makes trouble of what stands there. @type {Record<string, (old: any, asked: any, buffers: ArrayBuffer[]) => any>} */
const troubles = {
  longer: (old) => lyingAbout(old, 10 ** 6),
  shorter: (old) => lyingAbout(old, 1),
  negative: (old) => lyingAbout(old, -1),
  mapped: (old) => new Map(Object.entries(Object(old))),
  inherited: (old) => Object.create(Object(old)),
  boxed: (old) => Object(old),
  proxied: (old) =>
    new Proxy(Object(old), { get: (target, field) => (field === 'length' ? 2 ** 31 : target[field]) }),
  throwing: (old) =>
    new Proxy(Object(old), {
      get() {
        throw new RangeError('mine is mine, expected nothing');
      },
    }),
  detaching: (old, _, buffers) =>
    new Proxy(Object(old), {
      get(target, field) {
        structuredClone(buffers, { transfer: buffers.splice(0) });
        return target[field];
      },
    }),
  coerced: (old) => ({ valueOf: () => old, toString: () => `${old}` }),
  texted: (old) => `${old}`,
  itself: (_, asked) => asked,
};

/** @param {any} value @param {number} length */
function lyingAbout(value, length) {
  return ArrayBuffer.isView(value) ? Object.defineProperty(value, 'length', { value: length }) : { length };
}

/** The memory of all typed arrays. @param {any} object @returns {ArrayBuffer[]} */
function buffersIn(object) {
  if (ArrayBuffer.isView(object)) return [/** @type {ArrayBuffer} */ (object.buffer)];
  return typeof object === 'object' ? Object.values(object).flatMap(buffersIn) : [];
}

const wild = fc.oneof(
  fc.anything({
    withBigInt: true,
    withTypedArray: true,
    withSparseArray: true,
    withNullPrototype: true,
    withDate: true,
  }),
  fc.double(),
  fc.constantFrom(
    -1,
    0,
    2,
    3,
    2 ** 31 - 1,
    2 ** 31,
    2 ** 53,
    1e39,
    1e-50,
    -0,
    null,
    [],
    {},
    Symbol('s'),
    '\ud800',
  ),
);

test('after each of 2000 hostile requests a trace is still right', async () => {
  const engine = await createEngine();
  const { request, stages } = readGolden('bits');
  const sound = engine.trace(traceRequest());
  const asks = {
    trace: { make: traceRequest, ask: (/** @type {any} */ asked) => engine.trace(asked) },
    attend: { make: everyField, ask: (/** @type {any} */ asked) => engine.attend(asked) },
    saturation: { make: saturationRequest, ask: (/** @type {any} */ asked) => engine.saturation(asked) },
    explain: { make: cellRequest, ask: (/** @type {any} */ asked) => sound.explain(asked) },
  };
  const change = fc.record({
    place: fc.nat(),
    what: fc.oneof(
      wild.map((value) => () => value),
      fc.constantFrom(...Object.values(troubles)),
    ),
  });
  const outcomes = { answered: 0, refused: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(asks.trace, asks.trace, asks.attend, asks.attend, asks.saturation, asks.explain),
      fc.array(change, { minLength: 1, maxLength: 3 }),
      ({ make, ask }, changes) => {
        const asked = make();
        const places = placesIn(asked);
        const buffers = buffersIn(asked);
        for (const { place, what } of changes) {
          try {
            put(asked, places[place % places.length], (old) => what(old, asked, buffers));
          } catch {
            // An earlier trouble stands in the way of this one.
          }
        }
        try {
          ask(asked);
          outcomes.answered += 1;
        } catch (error) {
          outcomes.refused += 1;
          assert.match(String(error), /^(Type|Range)Error: /);
          assert.match(/** @type {Error} */ (error).message, SENTENCE);
        }
        const trace = engine.trace(request);
        for (const { id, head, bits } of stages)
          assert.deepEqual(bitsOf(trace.stage(id, Math.max(head, 0))), bits);
      },
    ),
    { numRuns: 2000, seed: 11 },
  );
  assert.ok(outcomes.answered > 40 && outcomes.refused > 1000, JSON.stringify(outcomes));
});

/** @param {any} asked @param {string[]} path @param {(old: any) => any} what */
function put(asked, path, what) {
  let object = asked;
  for (const field of path.slice(0, -1)) object = Object(object)[field];
  if (typeof object !== 'object' || object === null || ArrayBuffer.isView(object)) return;
  const field = /** @type {string} */ (path.at(-1));
  Reflect.defineProperty(object, field, {
    value: what(object[field]),
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** @param {import('softlook').Stage} stage */
function bitsOf({ data }) {
  return Array.from(new Uint32Array(data.slice().buffer), (bits) => bits.toString(16).padStart(8, '0'));
}
