/** Who owns what: nothing that is returned is shared with anyone, and nothing that was given is kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { matrix, watchInstances } from './tools.js';

/** @returns {any} a request that uses every kind of field that holds an object */
function everyField() {
  return {
    tokens: ['a', 'b', 'c'],
    context: ['x', 'y'],
    embedDim: 4,
    embeddings: matrix(3, 4),
    contextEmbeddings: matrix(2, 4),
    weights: { query: matrix(4, 4), queryBias: matrix(1, 4) },
    mask: { causal: true },
    edits: [{ stage: 'scores', head: 0, row: 0, column: 0, value: 1 }],
    differences: true,
  };
}

/** @param {import('softlook').Trace} trace */
function arraysOf(trace) {
  return trace.stages.flatMap(({ data, difference, entropies }) =>
    [data, difference ?? [], entropies ?? []].filter((array) => array instanceof Float32Array),
  );
}

test('no array lies in WASM memory, and no two arrays share a buffer', async () => {
  const watched = watchInstances();
  const engine = await createEngine({ wasm: await compiled() });
  const first = engine.trace(everyField());
  const second = engine.trace(everyField());
  const buffers = [...arraysOf(first), ...arraysOf(second)].map((array) => array.buffer);
  watched.restore();
  assert.ok(watched.memories.length > 0);
  for (const { buffer } of watched.memories)
    assert.equal(buffers.includes(/** @type {any} */ (buffer)), false);
  assert.equal(new Set(buffers).size, buffers.length);
  for (const { data } of first.stages) assert.equal(data.buffer.byteLength, data.byteLength);
});

test('writing into a trace changes no other trace, nor what it explains', async () => {
  const engine = await createEngine();
  const pristine = engine.trace(everyField());
  const spoiled = engine.trace(everyField());
  const cell = /** @type {const} */ ({ stage: 'weights', row: 1, column: 1 });
  const explained = spoiled.explain(cell);
  for (const array of arraysOf(spoiled)) array.fill(NaN);
  for (const stage of spoiled.stages) stage.edited.push(99);
  spoiled.tokens.length = 0;
  assert.deepEqual(spoiled.explain(cell), explained);
  assert.deepEqual(engine.trace(everyField()).stages, pristine.stages);
  assert.deepEqual(spoiled.explain(cell), explained);
});

test('a request that is changed afterwards changes nothing, not even a trace that has to be made again', async () => {
  const engine = await createEngine();
  const request = everyField();
  const trace = engine.trace(request);
  const cell = /** @type {const} */ ({ stage: 'output', row: 2, column: 3 });
  const explained = trace.explain(cell);
  request.tokens[0] = 'changed';
  request.context.push('changed');
  request.embedDim = 2;
  request.embeddings.data.fill(9);
  request.weights.query.data.fill(9);
  delete request.weights.queryBias;
  request.mask.causal = false;
  request.edits[0].value = -100;
  engine.trace({ tokens: ['another', 'trace'] });
  assert.deepEqual(trace.explain(cell), explained);
  assert.deepEqual(trace.tokens, ['a', 'b', 'c']);
  assert.deepEqual(trace.context, ['x', 'y']);
});

test('each field of a request is read once, so that it cannot change between check and use', async () => {
  const engine = await createEngine();
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
  engine.trace(counting(everyField(), ''));
  assert.deepEqual(
    [...reads].filter(([, times]) => times > 1),
    [],
  );
  assert.ok(reads.size > 30);
});

test('a matrix may lie in the middle of a larger buffer, or in one of another kind', async () => {
  const engine = await createEngine();
  const { data } = matrix(2, 4);
  const expected = engine.trace({ tokens: ['a', 'b'], embedDim: 4, embeddings: { rows: 2, cols: 4, data } });
  const larger = new Float32Array(20);
  larger.set(data, 5);
  const shared = new Float32Array(new SharedArrayBuffer(32));
  shared.set(data);
  for (const other of [larger.subarray(5, 13), shared]) {
    const trace = engine.trace({
      tokens: ['a', 'b'],
      embedDim: 4,
      embeddings: { rows: 2, cols: 4, data: other },
    });
    assert.deepEqual(trace.stages, expected.stages);
    assert.ok(trace.stage('embeddings').data.buffer instanceof ArrayBuffer);
  }
});

test('engines side by side do not disturb one another', async () => {
  const engines = await Promise.all(Array.from({ length: 5 }, () => createEngine()));
  const traces = engines.map((engine, seed) => engine.trace({ tokens: ['a', 'b'], seed }));
  const cell = /** @type {const} */ ({ stage: 'weights', row: 0, column: 1 });
  for (const trace of traces) assert.equal(trace.explain(cell).result, trace.stage('weights').data[1]);
  engines[0].dispose();
  assert.equal(traces[1].explain(cell).result, traces[1].stage('weights').data[1]);
  assert.equal(new Set(traces.map((trace) => trace.stage('embeddings').data[0])).size, 5);
});

test('a disposed engine says so; disposing twice is harmless; its traces keep their numbers', async () => {
  const engine = await createEngine();
  const trace = engine.trace({ tokens: ['a', 'b'] });
  const numbers = Array.from(trace.stage('output').data);
  engine.dispose();
  engine.dispose();
  const message = /^the engine has been disposed of; create another one$/;
  assert.throws(() => engine.trace({ tokens: ['a'] }), { name: 'Error', message });
  assert.throws(() => trace.explain({ stage: 'output', row: 0, column: 0 }), { name: 'Error', message });
  const next = await createEngine();
  next.trace({ tokens: ['c'] });
  assert.deepEqual(Array.from(trace.stage('output').data), numbers);
});

async function compiled() {
  const { readFile } = await import('node:fs/promises');
  return WebAssembly.compile(await readFile(new URL('../../web/lib/softlook.wasm', import.meta.url)));
}
