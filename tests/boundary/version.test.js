/** engine.version: where the WASM comes from, as the file itself says. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';

const root = new URL('../../', import.meta.url);
const bytes = readFileSync(new URL('web/lib/softlook.wasm', root));

test('an engine says which version, commit, compiler and flags its WASM was made with', async () => {
  const engine = await createEngine();
  const { softlook, commit, compiler, flags, linkFlags } = engine.version;
  engine.dispose();
  const { version } = JSON.parse(readFileSync(new URL('web/package.json', root), 'utf8'));
  assert.equal(softlook, version);
  const emcc = /\d+\.\d+\.\d+/.exec(execFileSync('emcc', ['--version'], { encoding: 'utf8' }))?.[0];
  assert.equal(compiler, `emcc ${emcc}`);
  assert.match(commit, /^([0-9a-f]{40}(-dirty)?|unknown)$/);
  for (const flag of ['-ffp-contract=off', '-msimd128', '-fwasm-exceptions', '-std=c++20']) {
    assert.ok(flags.split(' ').includes(flag), `${flag} in: ${flags}`);
  }
  assert.ok(linkFlags.split(' ').includes('-sDYNAMIC_EXECUTION=0'), linkFlags);
  // Nothing of the machine it was built on.
  assert.doesNotMatch(flags + linkFlags, /\/\w+\//);
});

test('it is the file that says so: without the section nothing is known', async () => {
  const [section] = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), 'softlook');
  // The last section: its name and length stand before it.
  const head = 1 + 2 + 1 + 'softlook'.length;
  const engine = await createEngine({ wasm: bytes.subarray(0, bytes.length - section.byteLength - head) });
  const fields = ['softlook', 'commit', 'compiler', 'flags', 'linkFlags'];
  assert.deepEqual(engine.version, Object.fromEntries(fields.map((field) => [field, 'unknown'])));
  assert.equal(engine.trace({ tokens: ['a'] }).tokens.length, 1);
  engine.dispose();
});

test('a version cannot be changed', async () => {
  const engine = await createEngine();
  assert.throws(() => {
    /** @type {any} */ (engine.version).commit = 'another';
  }, TypeError);
  engine.dispose();
});
