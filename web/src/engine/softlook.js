/** The public module: an engine that answers at once, on the thread that calls it. */
import { attendResult, readAttend } from './attend.js';
import { compile } from './compile.js';
import { keepSpare } from './instance.js';
import { runAttend, runBreak, runExplain, runSaturation, runTrace } from './jobs.js';
import { readRequest } from './request.js';
import { Runner } from './runner.js';
import { readSaturation, saturationPoints } from './saturation.js';
import { nextSerial } from './serial.js';
import { TraceView } from './trace.js';
import { unpackExplanation } from './unpack.js';
import { fieldsOf } from './validate.js';
import { coreUrl, testBuild } from './variant.js';
import { versionOf } from './version.js';

/** @typedef {import('softlook').Engine} Engine */
/** @typedef {import('softlook').EngineOptions} EngineOptions */

/**
 * Loads the WASM (once) and makes an engine.
 * @param {EngineOptions} [options]
 * @returns {Promise<Engine>}
 */
export async function createEngine(options = {}) {
  const { wasm = coreUrl() } = fieldsOf(options, 'options', ['wasm']);
  const module = await compile(/** @type {NonNullable<EngineOptions['wasm']>} */ (wasm));
  const runner = await Runner.start(module);
  // So that a core that breaks can be replaced at once: what this engine is asked is answered without waiting.
  await keepSpare(module);
  return engineOf(runner, versionOf(module));
}

/**
 * @param {Runner} started
 * @param {import('softlook').Version} version
 * @returns {Engine}
 */
function engineOf(started, version) {
  /** @type {Runner | null} */
  let runner = started;
  const alive = () => {
    if (runner) return runner;
    throw new Error('the engine has been disposed of; create another one');
  };
  /** @type {Engine} */
  const engine = {
    version,
    trace(request) {
      const asked = alive();
      const job = {
        type: /** @type {const} */ ('trace'),
        serial: nextSerial(),
        request: readRequest(request),
      };
      return new TraceView(runTrace(asked, job), job.request, (cell) =>
        unpackExplanation(runExplain(alive(), { ...job, type: 'explain', cell })),
      );
    },
    attend(request) {
      const asked = alive();
      // The core takes the numbers in before this returns: no copy of them is needed in between.
      const snapshot = readAttend(request, false);
      return attendResult(runAttend(asked, { type: 'attend', request: snapshot }), snapshot);
    },
    saturation(request) {
      const asked = alive();
      const snapshot = readSaturation(request);
      return saturationPoints(runSaturation(asked, { type: 'saturation', request: snapshot }), snapshot);
    },
    dispose() {
      runner?.release();
      runner = null;
    },
  };
  if (testBuild)
    Object.assign(engine, {
      breakDown: (/** @type {import('./jobs.js').Breakage} */ how) => runBreak(alive(), how),
    });
  return engine;
}
