import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepsOf } from '../../web/src/state/steps.js';
import { fit } from '../../web/src/view/fit.js';
import { layoutStep } from '../../web/src/view/layout.js';
import { sampleTrace } from './sample.js';
import { fc, measureWithoutBrowser } from './tools.js';

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

measureWithoutBrowser();

const words = fc.string({ unit: fc.constantFrom('a', 'w', 'i'), minLength: 1, maxLength: 14 });

/** Any shape the page can show, with any cell size and room. */
const cases = fc.record({
  tokens: fc.array(words, { minLength: 1, maxLength: 9 }),
  context: fc.option(fc.array(words, { minLength: 1, maxLength: 7 })),
  projections: fc.boolean(),
  numHeads: fc.integer({ min: 1, max: 4 }),
  embedDim: fc.integer({ min: 1, max: 12 }),
  headDim: fc.integer({ min: 1, max: 6 }),
  causal: fc.boolean(),
  outputProjection: fc.boolean(),
  head: fc.nat(3),
  room: fc.record({ width: fc.integer({ min: 260, max: 1500 }), height: fc.integer({ min: 300, max: 900 }) }),
  cellW: fc.option(fc.integer({ min: 12, max: 60 })),
  shrinks: fc.boolean(),
});

/** @typedef {typeof cases extends import('./tools.js').Arbitrary<infer Case> ? Case : never} Case */

/**
 * Every step of a case with its picture.
 * @param {Case} example
 */
function pictures({ room, cellW, shrinks, ...shape }) {
  const numHeads = shape.projections ? shape.numHeads : 1;
  const head = Math.min(shape.head, numHeads - 1);
  const trace = sampleTrace({ ...shape, numHeads, numKvHeads: numHeads, valueDim: shape.headDim });
  const steps = stepsOf(trace);
  const fitted = fit(trace, steps, head, 2, room, shrinks);
  const metrics = cellW === null ? fitted : { ...fitted, cellW, cellH: Math.min(cellW, 38) };
  return steps.map((step) => ({
    step,
    trace,
    head,
    room,
    shrinks,
    picture: layoutStep(step, trace, head, metrics),
  }));
}

/** @param {(drawn: ReturnType<typeof pictures>[number]) => void} check */
function everyPicture(check) {
  fc.assert(
    fc.property(cases, (example) => pictures(example).forEach(check)),
    { numRuns: 200 },
  );
}

/** @param {Box} a @param {Box} b */
function overlap(a, b) {
  const inside = 0.5;
  return (
    a.x + inside < b.x + b.width &&
    b.x + inside < a.x + a.width &&
    a.y + inside < b.y + b.height &&
    b.y + inside < a.y + a.height
  );
}

/** @param {Box} box */
const show = (box) => `${box.x},${box.y} ${box.width}×${box.height}`;

test('a matrix is as large as its rows and columns, turned round where it is transposed', () => {
  everyPicture(({ picture: { matrices } }) => {
    for (const { stage, transposed, width, height, cellW, cellH } of matrices) {
      const [rows, cols] = transposed ? [stage.cols, stage.rows] : [stage.rows, stage.cols];
      assert.equal(width, cols * cellW);
      assert.equal(height, rows * cellH);
    }
  });
});

test('no two matrices of a step overlap', () => {
  everyPicture(({ picture: { matrices }, step }) => {
    for (const [i, a] of matrices.entries()) {
      for (const b of matrices.slice(i + 1)) {
        assert.ok(!overlap(a, b), `${step.id}: ${a.key} ${show(a)} and ${b.key} ${show(b)}`);
      }
    }
  });
});

test('every matrix and run of labels lies inside the picture, every caption in the room there is', () => {
  everyPicture(({ picture, step, room }) => {
    /** @type {[string, Box, number][]} */
    const boxes = [];
    const wide = Math.max(picture.width, room.width);
    for (const m of picture.matrices) {
      boxes.push([m.key, m, picture.width], [`caption of ${m.key}`, { ...m.caption, height: 30 }, wide]);
    }
    for (const l of picture.labels) {
      const box =
        l.kind === 'rows'
          ? { x: l.x, y: l.y, width: l.room, height: l.count * l.size }
          : { x: l.x, y: l.y - l.room, width: l.count * l.size, height: l.room };
      boxes.push([`${l.kind} of ${l.key}`, box, picture.width]);
    }
    for (const [name, b, width] of boxes) {
      const { height } = picture;
      const inside = b.x > -0.5 && b.y > -0.5 && b.x + b.width < width + 0.5 && b.y + b.height < height + 0.5;
      assert.ok(inside, `${step.id}: ${name} ${show(b)} in ${picture.width}×${picture.height}`);
    }
  });
});

test('no caption lies on a matrix or on another caption', () => {
  everyPicture(({ picture: { matrices }, step }) => {
    const captions = matrices.map((m) => ({ ...m.caption, height: 30, key: m.key }));
    for (const [i, caption] of captions.entries()) {
      for (const m of matrices)
        assert.ok(!overlap(caption, m), `${step.id}: caption of ${caption.key} on ${m.key}`);
      for (const other of captions.slice(i + 1)) {
        assert.ok(!overlap(caption, other), `${step.id}: captions of ${caption.key} and ${other.key}`);
      }
    }
  });
});

test('a matrix is drawn once in a step: two of the same name could not be told apart', () => {
  everyPicture(({ picture: { matrices }, step }) => {
    const keys = matrices.map((m) => m.key);
    assert.equal(new Set(keys).size, keys.length, `${step.id}: ${keys}`);
  });
});

test('a product is a corner: rows lead to the left matrix, columns to the one above', () => {
  everyPicture(({ picture: { matrices }, step: { id, operation, results }, trace, head }) => {
    if (operation !== 'product' && operation !== 'productTransposed') return;
    for (const resultId of results) {
      const stage = trace.stage(resultId, head);
      const find = (/** @type {import('softlook').StageRef} */ ref, /** @type {boolean} */ transposed) =>
        matrices.filter(
          (m) => m.stage.id === ref.id && m.stage.head === ref.head && m.transposed === transposed,
        );
      const [result] = find(stage, false);
      // A matrix that several results are made from may be drawn again for each of them.
      const left = find(stage.inputs[0], false).find((m) => m.y === result.y);
      const top = find(stage.inputs[1], stage.operation === 'productTransposed').find(
        (m) => m.x === result.x,
      );
      assert.ok(left && top, `${id}: no row or column leads to ${result.key}`);
      const what = `${id}: ${result.key} ${show(result)}, ${left.key} ${show(left)}, ${top.key} ${show(top)}`;
      assert.deepEqual([left.height, left.cellH], [result.height, result.cellH], what);
      assert.deepEqual([top.width, top.cellW], [result.width, result.cellW], what);
      assert.ok(left.x + left.width <= result.x && top.y + top.height <= result.y, what);
    }
  });
});

test('an elementwise step draws what went in and what came out in cells of one height', () => {
  everyPicture(({ picture: { matrices, operators }, step: { operation, results }, trace, head, shrinks }) => {
    if (operation !== 'scale' && operation !== 'mask' && operation !== 'softmax') return;
    const stage = trace.stage(results[0], head);
    for (const ref of [stage, ...stage.inputs]) {
      assert.ok(matrices.some((m) => m.stage.id === ref.id && m.stage.head === ref.head));
    }
    if (!shrinks) assert.equal(new Set(matrices.map((m) => m.cellH)).size, 1);
    assert.ok(operators.length > 0, 'no sign says what is done');
  });
});

test('the same matrix has the same size in every step, but where it stands small beside its result', () => {
  fc.assert(
    fc.property(cases, (example) => {
      /** @type {Map<unknown, string>} */
      const sizes = new Map();
      for (const { picture, step } of pictures({ ...example, shrinks: false })) {
        for (const { stage, transposed, width, height, cellW, cellH, caption } of picture.matrices) {
          if (transposed || caption.small) continue;
          const size = `${width}×${height} of ${cellW}×${cellH}`;
          assert.equal(sizes.get(stage) ?? size, size, `${stage.id} in step ${step.id}`);
          sizes.set(stage, size);
        }
      }
    }),
  );
});

/** What a phone, a small and a usual window leave for a picture. */
const ROOMS = [
  { width: 358, height: 430 },
  { width: 742, height: 410 },
  { width: 804, height: 560 },
];

test('inputs shrink before their result is out of sight', () => {
  const shapes = fc.record({
    tokens: fc.array(words, { minLength: 2, maxLength: 16 }),
    projections: fc.constant(true),
    numHeads: fc.constantFrom(1, 2),
    embedDim: fc.constant(4),
    headDim: fc.constant(2),
    causal: fc.boolean(),
    outputProjection: fc.boolean(),
    context: fc.constant(null),
    head: fc.constant(0),
    room: fc.constantFrom(...ROOMS),
    cellW: fc.constant(null),
    shrinks: fc.constant(true),
  });
  fc.assert(
    fc.property(shapes, (example) => {
      for (const { picture, step, trace, head, room } of pictures(example)) {
        const result = trace.stages.find(
          (s) => s.id === step.results[0] && (s.head === head || s.head === -1),
        );
        const drawn = picture.matrices.find((m) => m.stage === result);
        assert.ok(drawn, step.id);
        const rows = Math.min(2, drawn.height / drawn.cellH);
        const seen = drawn.y + rows * drawn.cellH <= room.height && drawn.x + drawn.cellW <= room.width;
        assert.ok(seen, `${step.id}: ${drawn.key} begins at ${show(drawn)} of ${room.width}×${room.height}`);
      }
    }),
  );
});
