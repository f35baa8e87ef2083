/** What xz packs comes back to the byte. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { unpackLzma } from '../../web/src/engine/lzma.js';
import { fc } from './tools.js';

/** @param {Uint8Array} bytes */
function comesBack(bytes) {
  const packed = execFileSync('xz', ['--format=raw', '--lzma1=preset=9e,lc=3,lp=0,pb=0', '--stdout'], {
    input: bytes,
    maxBuffer: bytes.length + 4096,
  });
  assert.deepEqual(Buffer.from(unpackLzma(packed, bytes.length)), Buffer.from(bytes));
}

test('the WASM comes back', () => {
  comesBack(readFileSync(new URL('../../web/lib/softlook.wasm', import.meta.url)));
});

test('text, long repeats, and bytes without any pattern come back', () => {
  comesBack(readFileSync(new URL('../../README.md', import.meta.url)));
  comesBack(new Uint8Array(300_000));
  let state = 1;
  const noise = Uint8Array.from({ length: 70_000 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  comesBack(noise);
  // Matches from far back.
  comesBack(Uint8Array.from([...noise, ...noise.subarray(100), ...noise.subarray(0, 5000)]));
});

test('any bytes come back', () => {
  const few = fc.uint8Array({ minLength: 1, max: 3, maxLength: 400 });
  fc.assert(fc.property(fc.oneof(few, fc.uint8Array({ minLength: 1 })), comesBack), { numRuns: 30 });
});
