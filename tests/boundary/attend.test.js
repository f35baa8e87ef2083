/** engine.attend, in the module as it ships: what it answers, and whose the arrays are. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { everyField, request, tensor } from './attending.js';
import { readGolden, watchInstances } from './tools.js';

/** @typedef {import('softlook').AttendRequest} AttendRequest */
/** @typedef {import('softlook').Tensor} Tensor */

const engine = await createEngine();

/** @param {import('softlook').AttendResult} result */
const tensorsOf = (result) => /** @type {[string, Tensor][]} */ (Object.entries(result));

/** float32's unit roundoff is 6e-8; tests/core/attend_golden_test.cpp says how far that goes in these cases. */
const RELATIVE = 1e-5;
const ABSOLUTE = 1e-6;

/** @param {any} fixture @returns {any} */
function read({ shape, type, data }) {
  return { shape, data: type === 'bool' ? Uint8Array.from(data) : Float32Array.from(data, Number) };
}

for (const name of readGolden('attend/cases')) {
  test(`${name} is what PyTorch says`, () => {
    const fixture = readGolden(`attend/${name}`);
    const asked = Object.fromEntries(
      Object.entries(fixture.request).map(([field, value]) => [field, value.shape ? read(value) : value]),
    );
    const answer = engine.attend({ .../** @type {any} */ (asked), needWeights: true });
    assert.deepEqual(Object.keys(answer).sort(), Object.keys(fixture.expected).sort());
    for (const [field, { shape, data }] of tensorsOf(answer)) {
      const expected = read(fixture.expected[field]);
      assert.deepEqual(shape, expected.shape, field);
      data.forEach((value, at) => {
        const want = expected.data[at];
        const near = value === want || Math.abs(value - want) <= RELATIVE * Math.abs(want) + ABSOLUTE;
        assert.ok(near, `${field}[${at}] is ${value}, expected ${want}`);
      });
    }
  });
}

test('the answer has the shapes that are declared, and weights, keys and values only where they are due', () => {
  const shapes = (/** @type {AttendRequest} */ asked) =>
    Object.fromEntries(tensorsOf(engine.attend(asked)).map(([field, { shape }]) => [field, shape]));
  assert.deepEqual(shapes(request()), { output: [2, 4, 3, 7], logSumExp: [2, 4, 3] });
  assert.deepEqual(shapes(everyField()), {
    output: [2, 4, 3, 7],
    logSumExp: [2, 4, 3],
    weights: [2, 4, 3, 9],
    keys: [2, 2, 9, 6],
    values: [2, 2, 9, 7],
  });
  const none = { pastKeys: tensor([2, 2, 0, 6]), pastValues: tensor([2, 2, 0, 7]) };
  const answer = engine.attend(request(none));
  assert.deepEqual(answer.keys, request().keys);
  assert.deepEqual(answer.values, request().values);
  for (const [field, { shape, data }] of tensorsOf(engine.attend(everyField()))) {
    assert.ok(data instanceof Float32Array);
    assert.equal(
      data.length,
      shape.reduce((product, axis) => product * axis),
      field,
    );
  }
});

test('a field that is undefined counts as left out', () => {
  const fields = Object.keys(everyField()).filter((field) => !(field in request()));
  const undefineds = Object.fromEntries(fields.map((field) => [field, undefined]));
  assert.deepEqual(engine.attend(request(undefineds)), engine.attend(request()));
});

test('a mask of fewer or shorter axes is the same stretched over batch, heads, queries and keys', () => {
  for (const shape of [
    [3, 5],
    [1, 5],
    [3, 1],
    [4, 3, 5],
    [4, 1, 5],
    [1, 3, 5],
    [2, 4, 3, 5],
    [2, 1, 1, 5],
    [1, 4, 1, 1],
  ]) {
    const small = tensor(shape, (at) => (at % 3 === 1 ? -Infinity : 0));
    const lengths = [...Array(4 - shape.length).fill(1), ...shape];
    const whole = tensor([2, 4, 3, 5], (at) => {
      const place = [Math.floor(at / 60), Math.floor(at / 15) % 4, Math.floor(at / 5) % 3, at % 5];
      return small.data[
        lengths.reduce((index, length, axis) => index * length + (length === 1 ? 0 : place[axis]), 0)
      ];
    });
    const expected = engine.attend(request({ mask: whole }));
    const may = (/** @type {Tensor} */ mask) => ({
      shape: mask.shape,
      data: Uint8Array.from(mask.data, (x) => Number(x === 0)),
    });
    assert.deepEqual(engine.attend(request({ mask: small })), expected, `${shape}`);
    assert.deepEqual(engine.attend(request({ mask: may(small) })), expected, `${shape}`);
    assert.deepEqual(engine.attend(request({ mask: may(whole) })), expected, `${shape}`);
  }
});

test('trace and attend agree: a trace’s queries, keys and values give its weights and output', () => {
  const trace = engine.trace({
    tokens: ['a', 'b', 'c', 'd'],
    numHeads: 2,
    headDim: 3,
    mask: { causal: true },
  });
  const stacked = (/** @type {import('softlook').StageId} */ id) => {
    const heads = [trace.stage(id, 0), trace.stage(id, 1)];
    return {
      shape: [1, 2, heads[0].rows, heads[0].cols],
      data: Float32Array.from(heads.flatMap(({ data }) => [...data])),
    };
  };
  const answer = engine.attend({
    queries: stacked('queries'),
    keys: stacked('keys'),
    values: stacked('values'),
    isCausal: true,
    needWeights: true,
  });
  const near = (/** @type {Tensor | undefined} */ actual, /** @type {Tensor} */ expected) => {
    assert.deepEqual(actual?.shape, expected.shape);
    // A few dozen roundings of numbers of about 1.
    actual?.data.forEach((value, at) => {
      assert.ok(Math.abs(value - expected.data[at]) < 2e-6);
    });
  };
  near(answer.weights, stacked('weights'));
  near(answer.output, stacked('headOutput'));
  // attend() lets go of the trace; its explanations are still to be had.
  const cell = /** @type {const} */ ({ stage: 'weights', head: 1, row: 2, column: 1 });
  assert.equal(trace.explain(cell).result, trace.stage('weights', 1).data[2 * 4 + 1]);
});

test('no array lies in WASM memory, no two share a buffer, and the request stays as it was', async () => {
  const watched = watchInstances();
  const other = await createEngine({ wasm: new URL('../../web/lib/softlook.wasm?owned', import.meta.url) });
  watched.restore();
  const asked = everyField();
  const answers = [other.attend(asked), other.attend(asked)];
  assert.deepEqual(asked, everyField());
  const buffers = answers.flatMap((answer) => tensorsOf(answer).map(([, { data }]) => data.buffer));
  assert.equal(new Set(buffers).size, 10);
  for (const memory of watched.memories)
    assert.equal(buffers.includes(/** @type {any} */ (memory.buffer)), false);
  for (const [, { data }] of tensorsOf(answers[0])) {
    assert.equal(data.buffer.byteLength, data.byteLength);
    data.fill(NaN);
  }
  assert.deepEqual(other.attend(asked), answers[1]);
  other.dispose();
  assert.throws(() => other.attend(asked), {
    message: 'the engine has been disposed of; create another one',
  });
});

test('each field is read once, so that it cannot change between check and use', () => {
  /** @type {Map<string, number>} */
  const reads = new Map();
  const counting = (/** @type {any} */ object, /** @type {string} */ path) =>
    new Proxy(object, {
      get(target, field) {
        const name = `${path}${String(field)}`;
        reads.set(name, (reads.get(name) ?? 0) + 1);
        const value = target[field];
        return value && typeof value === 'object' && !ArrayBuffer.isView(value)
          ? counting(value, `${name}.`)
          : value;
      },
    });
  engine.attend(counting(everyField(), ''));
  assert.deepEqual(
    [...reads].filter(([, times]) => times > 1),
    [],
  );
  assert.ok(reads.size > 40);
});

test('numbers may lie in the middle of a larger buffer, in a shared one or in one that can grow', () => {
  const { shape, data: numbers } = request().queries;
  const expected = engine.attend(request());
  const larger = new Float32Array(200);
  larger.set(numbers, 7);
  const shared = new Float32Array(new SharedArrayBuffer(numbers.byteLength));
  shared.set(numbers);
  const Growable = /** @type {any} */ (ArrayBuffer);
  const growing = new Float32Array(new Growable(numbers.byteLength, { maxByteLength: 4096 }));
  growing.set(numbers);
  for (const other of [larger.subarray(7, 151), shared, growing]) {
    assert.deepEqual(engine.attend(request({ queries: { shape, data: other } })), expected);
  }
});

test('an array that lies about itself is taken for what it is', () => {
  const lying = new (class extends Float32Array {
    get length() {
      return 1e9;
    }
    get byteLength() {
      return 1;
    }
  })(request().queries.data);
  assert.deepEqual(
    engine.attend(request({ queries: { shape: [2, 4, 3, 6], data: lying } })),
    engine.attend(request()),
  );
  const gone = new Float32Array(144);
  structuredClone(gone, { transfer: [gone.buffer] });
  const asked = request({ queries: { shape: [2, 4, 3, 6], data: gone } });
  assert.throws(() => engine.attend(asked), { message: /^queries\.data has 0 numbers, expected 144 / });
});

/** Not called: tsc reads it. @param {import('softlook').Engine} typed */
export function mistakes(typed) {
  // @ts-expect-error values are required
  typed.attend({ queries: tensor([1, 1, 1, 1]), keys: tensor([1, 1, 1, 1]) });
  // @ts-expect-error there is no such field
  typed.attend(/** @satisfies {AttendRequest} */ ({ ...everyField(), heads: 2 }));
  // @ts-expect-error weights need not be there
  typed.attend(everyField()).weights.shape;
}
