/** The order in the core's house, read off its sources: includes point downwards, and every list follows from one. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const ROOT = new URL('../../', import.meta.url);

/** @param {string} path @returns {string} */
const read = (path) => readFileSync(new URL(path, ROOT), 'utf8');

/** @param {string} folder @returns {string[]} the C++ files in it, as paths below it */
const filesIn = (folder) =>
  /** @type {string[]} */ (readdirSync(new URL(folder, ROOT), { recursive: true })).filter((name) =>
    /\.(h|cpp|def)$/.test(name),
  );

/** @param {string} path @returns {string[]} what it includes of the project's own and of the system's */
const includesOf = (path) => [...read(path).matchAll(/^#include [<"](.+)[>"]/gm)].map(([, name]) => name);

/** The folders of the core, each with those that it may include. */
const below = /** @type {Record<string, string[]>} */ ({
  text: [],
  numbers: ['text'],
  request: ['text', 'numbers'],
  stages: ['text', 'numbers'],
  operations: ['text', 'numbers', 'request', 'stages'],
  plan: ['text', 'request', 'stages', 'operations'],
  trace: ['text', 'numbers', 'request', 'stages', 'operations', 'plan'],
  attend: ['text', 'numbers'],
  saturation: ['text', 'numbers', 'request'],
});

test('a file of the core includes its own folder and those below it', () => {
  const files = filesIn('cpp/softlook/');
  assert.ok(files.length > 50, `only ${files.length} files were found`);
  for (const file of files.filter((name) => name !== 'softlook.h')) {
    const [folder] = file.split('/');
    assert.ok(below[folder], `${file}: the folder has no place among the others yet`);
    for (const included of includesOf(`cpp/softlook/${file}`)) {
      const [top, target] = included.split('/');
      if (top !== 'softlook') continue;
      const allowed = target === folder || below[folder].includes(target);
      assert.ok(allowed, `cpp/softlook/${file} includes ${included}, which is not below it`);
    }
  }
});

test('only the boundary includes Emscripten’s headers', () => {
  for (const file of filesIn('cpp/').filter((name) => !name.startsWith('wasm/'))) {
    const included = includesOf(`cpp/${file}`).find((name) => name.startsWith('emscripten'));
    assert.equal(included, undefined, `cpp/${file}`);
  }
});

test('the stages and operations of softlook.d.ts are those of the core’s lists', () => {
  const listed = (/** @type {string} */ file) =>
    [...read(`cpp/softlook/stages/${file}.def`).matchAll(/^(STAGE|GRADIENT|OPERATION)\((\w+)\)/gm)].map(
      ([, kind, name]) => (kind === 'GRADIENT' ? `${name}Gradient` : name),
    );
  const declared = (/** @type {string} */ type) => {
    const union = read('web/lib/softlook.d.ts').split(`export type ${type} =`)[1].split(';')[0];
    return [...union.matchAll(/'(\w+)'/g)].map(([, name]) => name);
  };
  assert.ok(listed('stages').length > 80 && listed('operations').length > 20);
  assert.deepEqual(declared('StageId').sort(), listed('stages').sort());
  assert.deepEqual(declared('Operation').sort(), listed('operations').sort());
});
