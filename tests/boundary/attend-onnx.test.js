/** The options that attend() shares with ONNX's Attention-24, each said in another way: the answers are the same. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { tensor } from './attending.js';
import { fc } from './tools.js';

/** @typedef {import('softlook').Tensor} Tensor */

const engine = await createEngine();
const sizes = { batch: 2, heads: 4, kvHeads: 2, queries: 3, keys: 5, past: 4, width: 6, valueWidth: 7 };

/** (B, H, N, D) to (B, N, H·D). @param {Tensor} given @returns {Tensor} */
function packed({ shape: [batch, heads, tokens, width], data }) {
  const result = new Float32Array(data.length);
  data.forEach((value, at) => {
    const [b, h] = [Math.floor(at / (heads * tokens * width)), Math.floor(at / (tokens * width)) % heads];
    const [n, d] = [Math.floor(at / width) % tokens, at % width];
    result[((b * tokens + n) * heads + h) * width + d] = value;
  });
  return { shape: [batch, tokens, heads * width], data: result };
}

/** Requests with every option on or off. @type {import('../../web/node_modules/fast-check/lib/fast-check.js').Arbitrary<any>} */
const requests = fc
  .record({
    hasPast: fc.boolean(),
    hasNew: fc.boolean(),
    seed: fc.integer({ min: 1, max: 1000 }),
    options: fc.record(
      {
        isCausal: fc.boolean(),
        window: fc.nat(6),
        rightWindow: fc.nat(6),
        scale: fc.constantFrom(0.25, 1, -0.5),
        softcap: fc.constantFrom(0.5, 3),
      },
      { requiredKeys: [] },
    ),
    lengths: fc.option(fc.tuple(fc.nat(9), fc.nat(9))),
    mask: fc.option(
      fc.record({
        axes: fc.integer({ min: 1, max: 4 }),
        width: fc.integer({ min: 2, max: 9 }),
        added: fc.boolean(),
      }),
    ),
  })
  .map(({ hasPast, hasNew, seed, options, lengths, mask }) => {
    const { batch, heads, kvHeads, queries, width, valueWidth } = sizes;
    const added = hasNew || !hasPast ? sizes.keys : 0;
    const keys = added + (hasPast ? sizes.past : 0);
    const drawn = (/** @type {number[]} */ shape) => tensor(shape, (at) => Math.sin(seed * (at + 1)));
    const asked = {
      ...options,
      queries: drawn([batch, heads, queries, width]),
      keys: drawn([batch, kvHeads, added, width]),
      values: drawn([batch, kvHeads, added, valueWidth]),
      ...(hasPast && {
        pastKeys: drawn([batch, kvHeads, sizes.past, width]),
        pastValues: drawn([batch, kvHeads, sizes.past, valueWidth]),
      }),
      ...(lengths && { keyLengths: lengths.map((length) => Math.min(length, keys)) }),
    };
    if (!mask) return asked;
    const shape = [batch, heads, queries, Math.min(mask.width, keys)].slice(4 - mask.axes);
    const hides = (/** @type {number} */ at) => Math.cos(seed * (at + 3)) > 0.6;
    const cells = tensor(shape, (at) =>
      mask.added ? (hides(at) ? -Infinity : Math.sin(at)) : Number(!hides(at)),
    );
    return { ...asked, mask: mask.added ? cells : { shape, data: Uint8Array.from(cells.data) } };
  });

test('heads side by side are heads one after the other, with every option', () => {
  fc.assert(
    fc.property(
      requests,
      fc.constantFrom('scores', 'scaled', 'capped', 'masked', 'weights'),
      (asked, weightsAre) => {
        const { heads, kvHeads } = sizes;
        const usual = engine.attend({ ...asked, needWeights: true, weightsAre });
        const other = engine.attend({
          ...asked,
          needWeights: true,
          weightsAre,
          queries: packed(asked.queries),
          keys: packed(asked.keys),
          values: packed(asked.values),
          numHeads: heads,
          numKvHeads: kvHeads,
        });
        assert.deepEqual({ ...other, output: undefined }, { ...usual, output: undefined });
        assert.deepEqual(other.output, packed(usual.output));
      },
    ),
    { numRuns: 300, seed: 1 },
  );
});

test('lengths, windows, causality and narrow masks are one mask of booleans', () => {
  fc.assert(
    fc.property(requests, (asked) => {
      const { isCausal, window, rightWindow, keyLengths, mask, ...rest } = asked;
      const { batch, heads, queries } = sizes;
      const past = asked.pastKeys?.shape[2] ?? 0;
      const keys = past + asked.keys.shape[2];
      const shape = [batch, heads, queries, keys];
      const whole = mask && [...Array(4 - mask.shape.length).fill(1), ...mask.shape];
      /** What the mask says of a cell: undefined of keys it does not reach. @param {number[]} place */
      const said = (place) => {
        if (place[3] >= whole[3] && whole[3] > 1) return undefined;
        const at = place.reduce((sum, index, axis) => sum * whole[axis] + (whole[axis] === 1 ? 0 : index), 0);
        return mask.data[at];
      };
      const added = mask?.data instanceof Float32Array;
      const bias = tensor(shape, (at) => {
        const place = [at / (heads * queries * keys), at / (queries * keys), at / keys, at].map(Math.floor);
        const [b, h, i, j] = [place[0], place[1] % heads, place[2] % queries, place[3] % keys];
        const length = keyLengths?.[b] ?? keys;
        const position = i + (asked.pastKeys ? past : keyLengths ? length - queries : 0);
        const cell = mask ? said([b, h, i, j]) : added ? 0 : 1;
        const hidden =
          j >= length ||
          (isCausal && j > position) ||
          j < position - (window ?? Infinity) ||
          j > position + (rightWindow ?? Infinity) ||
          cell === undefined ||
          (!added && cell === 0);
        return hidden ? -Infinity : added ? /** @type {number} */ (cell) : 0;
      });
      const answer = engine.attend({ ...asked, needWeights: true });
      assert.deepEqual(answer, engine.attend({ ...rest, mask: bias, needWeights: true }));
    }),
    { numRuns: 300, seed: 2 },
  );
});

test('each step is made from the one before it', () => {
  fc.assert(
    fc.property(requests, (asked) => {
      const [scores, scaled, capped, masked, weights] = /** @type {const} */ ([
        'scores',
        'scaled',
        'capped',
        'masked',
        'weights',
      ]).map((weightsAre) => engine.attend({ ...asked, needWeights: true, weightsAre }).weights?.data ?? []);
      const scale = asked.scale ?? 1 / Math.sqrt(sizes.width);
      const near = (/** @type {number} */ actual, /** @type {number} */ wanted) =>
        assert.ok(
          Math.abs(actual - wanted) <= 2e-6 * (1 + Math.abs(wanted)),
          `${actual}, expected ${wanted}`,
        );
      scores.forEach((score, at) => {
        near(scaled[at], score * scale);
        near(capped[at], asked.softcap ? asked.softcap * Math.tanh(scaled[at] / asked.softcap) : scaled[at]);
      });
      const keys = asked.keys.shape[2] + (asked.pastKeys?.shape[2] ?? 0);
      for (let row = 0; row < masked.length; row += keys) {
        const exponentials = Array.from(masked.slice(row, row + keys), Math.exp);
        const sum = exponentials.reduce((total, value) => total + value, 0);
        exponentials.forEach((value, at) => {
          near(weights[row + at], sum === 0 ? 0 : value / sum);
        });
      }
      if (!asked.mask || asked.mask.data instanceof Uint8Array) {
        masked.forEach((score, at) => {
          assert.ok(score === -Infinity || score === capped[at]);
        });
      }
    }),
    { numRuns: 100, seed: 3 },
  );
});

test('what no query may see does not matter, however large it is', () => {
  const large = (/** @type {Tensor} */ { shape, data }) => {
    const [, , tokens, width] = shape;
    return {
      shape,
      data: data.map((value, at) => (Math.floor(at / width) % tokens === tokens - 1 ? 3e38 : value)),
    };
  };
  const asked = {
    queries: tensor([2, 4, 3, 6]),
    keys: tensor([2, 2, 5, 6], Math.cos),
    values: tensor([2, 2, 5, 7]),
    keyLengths: [4, 4],
    needWeights: true,
  };
  const hidden = { ...asked, keys: large(asked.keys), values: large(asked.values) };
  assert.deepEqual(engine.attend(hidden), engine.attend(asked));
});

test('a mean of values of 3e38 is 3e38', () => {
  const values = tensor([1, 1, 4, 2], (at) => (at % 2 ? 1 : 3e38));
  const { output } = engine.attend({ queries: tensor([1, 1, 1, 2]), keys: tensor([1, 1, 4, 2]), values });
  assert.ok(Math.abs(output.data[0] / 3e38 - 1) < 1e-6 && Math.abs(output.data[1] - 1) < 1e-6);
});
