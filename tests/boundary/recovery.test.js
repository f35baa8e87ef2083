/** What happens when the core breaks, on the build that can be broken on purpose. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook-test.js';
import * as shipped from '../../web/lib/softlook.js';
import { watchInstances } from './tools.js';

const HOW = { tokens: ['How', 'are', 'you'], numHeads: 2 };
const cell = /** @type {const} */ ({ stage: 'weights', head: 1, row: 1, column: 0 });

/** Until what has been started in the background is done. */
const pause = () => new Promise((resolve) => setTimeout(resolve, 20));

/** How it is broken, and what the error says of it. @type {['trap' | 'escape' | 'overflow' | 'exhaust' | 'throwNumber', RegExp][]} */
const breakages = [
  ['trap', /^the core stopped: unreachable; it is started anew, and other requests will work$/],
  ['escape', /^the core stopped: .+; it is started anew/],
  ['overflow', /^the core stopped: .+; it is started anew/],
  ['exhaust', /^the core failed: out of memory; it is started anew/],
  ['throwNumber', /^the core failed: something that is not a std::exception was thrown; it is started anew/],
];

for (const [how, message] of breakages) {
  test(`after ${how}: an Error that says so, a new instance, the same numbers`, async () => {
    const engine = await createEngine();
    const trace = engine.trace(HOW);
    const explained = trace.explain(cell);
    const watched = watchInstances();
    assert.throws(() => engine.breakDown(how), { name: 'CoreFailure', message });
    // At once, in the same turn of the event loop; and the trace made before it is made again where it is asked about.
    assert.deepEqual(engine.trace(HOW).stages, trace.stages);
    assert.deepEqual(trace.explain(cell), explained);
    watched.restore();
    // The next spare.
    assert.equal(watched.memories.length, 1);
    engine.dispose();
  });
}

test('an instance that broke is used by no other engine', async () => {
  const engine = await createEngine();
  assert.throws(() => engine.breakDown('trap'));
  engine.dispose();
  const next = await createEngine();
  assert.equal(next.trace(HOW).tokens.length, 3);
  next.dispose();
});

test('several breakdowns in one go: an Error until the successor runs, a moment later', async () => {
  const engine = await createEngine();
  const trace = engine.trace(HOW);
  const message =
    /^the core (stopped|broke down a moment ago).*; it is started anew, and other requests will work$/;
  for (let i = 0; i < 5; i += 1)
    assert.throws(() => engine.breakDown('trap'), { name: 'CoreFailure', message });
  await pause();
  assert.deepEqual(engine.trace(HOW).stages, trace.stages);
  // Released while its successor starts.
  for (let i = 0; i < 5; i += 1)
    assert.throws(() => engine.breakDown('trap'), { name: 'CoreFailure', message });
  engine.dispose();
  await pause();
  assert.throws(() => engine.trace(HOW), /disposed/);
});

test('one engine that breaks leaves the others alone', async () => {
  const [one, other] = [await createEngine(), await createEngine()];
  const trace = other.trace(HOW);
  const explained = trace.explain(cell);
  for (let i = 0; i < 20; i += 1) {
    assert.throws(() => one.breakDown('trap'));
    await pause();
  }
  assert.deepEqual(trace.explain(cell), explained);
  assert.deepEqual(one.trace(HOW).stages, trace.stages);
});

test('the shipped build has no way to be broken on purpose', async () => {
  const engine = await shipped.createEngine();
  assert.deepEqual(Object.keys(engine).sort(), ['attend', 'dispose', 'saturation', 'trace', 'version']);
});
