/** What attend() does to memory: long sequences in the 256 MiB there are, and nothing left behind. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { heapInUse, watchInstances } from './tools.js';

const MIB = 2 ** 20;

/**
 * Numbers between −1 and 1 that do not repeat: multiples of the golden ratio, without what is whole in them.
 * @param {number[]} shape
 * @param {number} seed
 */
function tensor(shape, seed) {
  const length = shape.reduce((product, axis) => product * axis, 1);
  const data = new Float32Array(length);
  for (let at = 0; at < length; at += 1) data[at] = (((at + seed) * 0.6180339887498949) % 1) * 2 - 1;
  return { shape, data };
}

/** An engine, and the memory of its instance. @param {string} name */
async function engineWithMemory(name) {
  const watched = watchInstances();
  // An address of its own: no instance that others have used.
  const wasm = new URL(`../../web/lib/softlook.wasm?${name}`, import.meta.url);
  const engine = await createEngine({ wasm });
  watched.restore();
  return { engine, bytes: () => Math.max(...watched.memories.map(({ buffer }) => buffer.byteLength)) };
}

/**
 * One number of the output, from the equation.
 * @param {Record<'queries' | 'keys' | 'values', {shape: number[], data: Float32Array}>} request
 * @param {number} head
 * @param {number} query
 * @param {number} feature
 */
function outputOf({ queries, keys, values }, head, query, feature) {
  const [, , tokens, width] = keys.shape;
  const scores = Float64Array.from({ length: tokens }, (_, key) => {
    let sum = 0;
    for (let f = 0; f < width; f += 1) {
      sum += queries.data[(head * tokens + query) * width + f] * keys.data[(head * tokens + key) * width + f];
    }
    return sum / Math.sqrt(width);
  });
  const max = scores.reduce((a, b) => Math.max(a, b));
  let sum = 0;
  let output = 0;
  for (let key = 0; key < tokens; key += 1) {
    const exponential = Math.exp(scores[key] - max);
    sum += exponential;
    output += exponential * values.data[(head * tokens + key) * width + feature];
  }
  return output / sum;
}

test('8 heads of 8192 tokens of width 64 take less than 100 MiB, where their scores alone would take 2 GiB', async () => {
  const { engine, bytes } = await engineWithMemory('long');
  const shape = [1, 8, 8192, 64];
  const request = { queries: tensor(shape, 1), keys: tensor(shape, 2), values: tensor(shape, 3) };
  const { output, logSumExp } = engine.attend(request);
  // Queries, keys, values and output are 16 MiB each; memory grows by up to a fifth more than is asked for.
  assert.ok(bytes() < 100 * MIB, `${bytes() / MIB} MiB`);
  assert.deepEqual(output.shape, shape);
  assert.deepEqual(logSumExp.shape, [1, 8, 8192]);
  for (const [head, query, feature] of [
    [0, 0, 0],
    [3, 63, 17],
    [5, 4096, 63],
    [7, 8191, 40],
  ]) {
    const actual = output.data[(head * 8192 + query) * 64 + feature];
    // 8192 values of up to 1 are added by tiles of 64: 64 + 128 roundings of 6e-8 at the most.
    assert.ok(Math.abs(actual - outputOf(request, head, query, feature)) < 1.2e-5);
  }
  engine.dispose();
});

test('what takes exactly as much as it may fits, also after a thousand calls of all sizes', async () => {
  const { engine, bytes } = await engineWithMemory('full');
  // 128 numbers a key and 129 for the query and its answer: less than one key's below 192 MiB.
  const keys = 393_214;
  const largest = {
    queries: tensor([1, 1, 1, 64], 1),
    keys: tensor([1, 1, keys, 64], 2),
    values: tensor([1, 1, keys, 64], 3),
  };
  for (let i = 0; i < 1000; i += 1) {
    const few = tensor([1, 1, 1 + ((i * 7919) % 500), 1 + (i % 30)], i);
    engine.attend({ queries: few, keys: few, values: few, needWeights: i % 3 === 0 });
    if (i % 100 === 0) engine.trace({ tokens: Array(1 + (i % 300)).fill('a'), numHeads: 4 });
  }
  const first = engine.attend(largest).output.data;
  assert.ok(bytes() <= 256 * MIB);
  assert.deepEqual(engine.attend(largest).output.data, first);
  engine.dispose();
});

test('what does not fit is refused, before it is copied where that can be told from the request', async () => {
  const { engine, bytes } = await engineWithMemory('refused');
  const one = tensor([1, 1, 1, 64], 1);
  const many = { shape: [1, 1, 500_000, 64], data: new Float32Array(32_000_000) };
  const before = bytes();
  assert.throws(() => engine.attend({ queries: one, keys: many, values: many }), {
    name: 'RangeError',
    message: 'values.data has 128000000 bytes, expected at most 73326336 (192 MiB in all tensors together)',
  });
  assert.equal(bytes(), before);
  const square = tensor([1, 1, 8192, 1], 2);
  assert.throws(() => engine.attend({ queries: square, keys: square, values: square, needWeights: true }), {
    name: 'RangeError',
    message:
      /^the tensors and the answer would hold 257 MiB, expected at most 192 MiB; leave out needWeights or /,
  });
  assert.ok(bytes() < 8 * MIB, 'the weights were allocated');
  engine.dispose();
});

test('a thousand calls, answered and refused, leave memory where it was', async () => {
  const { engine, bytes } = await engineWithMemory('thousand');
  const shape = [2, 2, 40, 8];
  const request = { queries: tensor(shape, 1), keys: tensor(shape, 2), values: tensor(shape, 3) };
  const more = { pastKeys: request.keys, pastValues: request.values, isCausal: true, needWeights: true };
  const mask = { shape: [40, 80], data: new Uint8Array(3200).fill(1) };
  const round = () => {
    engine.attend({ ...request, ...more, mask });
    assert.throws(() => engine.attend({ ...request, window: -1 }));
    assert.throws(() => engine.attend({ ...request, softcap: 1e-50, mask: tensor([40, 40], 4) }));
  };
  // Once for what compilers and caches put there.
  for (let i = 0; i < 100; i += 1) round();
  const memory = bytes();
  // A compiler that is late adds to one of them; what is kept adds to all.
  const growths = [1, 2, 3].map(() => {
    const heap = heapInUse();
    for (let i = 0; i < 1000; i += 1) round();
    return heapInUse() - heap;
  });
  assert.equal(bytes(), memory);
  const growth = Math.min(...growths);
  // An answer that was kept would be 150 KB, a handle 100 bytes, both a call.
  assert.ok(growth < 100_000, `the heap grew by ${growth} bytes`);
  engine.dispose();
});
