import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { settingsWith } from '../../web/src/state/kinds.js';
import { traceRequest } from '../../web/src/state/request.js';
import { KINDS } from '../../web/src/state/settings.js';
import { sampleTrace } from './sample.js';

const TOKENS = ['How', 'are', 'you', '?'];
const CONTEXT = ['fine', 'thank', 'you'];

/** @param {import('softlook').Stage} stage */
function formOf({ id, head, operation, inputs, rowAxis, colAxis, rows, cols }) {
  return { id, head, operation, inputs, rowAxis, colAxis, rows, cols };
}

const engine = await createEngine();

for (const kind of KINDS) {
  test(`the sample has the stages of the core's ${kind} attention: names, shapes, axes, inputs`, () => {
    const settings = settingsWith({ kind, heads: 2, width: 6, causal: true });
    const request = traceRequest(settings, TOKENS, CONTEXT);
    const core = engine.trace(request);
    const sample = sampleTrace({
      tokens: TOKENS,
      context: core.context,
      projections: kind !== 'plain',
      numHeads: core.numHeads,
      numKvHeads: core.numKvHeads,
      embedDim: core.embedDim,
      headDim: core.headDim,
      valueDim: core.valueDim,
      causal: request.mask?.causal ?? false,
      outputProjection: core.stages.some((s) => s.id === 'outputWeights'),
    });
    assert.deepEqual(sample.stages.map(formOf), core.stages.map(formOf));
  });
}
