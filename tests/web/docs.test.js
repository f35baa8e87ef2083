/** What is documented of the element is what it takes. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { defaultSettings, SETTING_NAMES } from '../../web/src/state/settings.js';

test('custom-elements.json is up to date', () => {
  execFileSync('node', [fileURLToPath(new URL('../../scripts/docs.mjs', import.meta.url)), '--check']);
});

test('they name every attribute that the element reads', () => {
  const source = readFileSync(new URL('../../web/custom-elements.json', import.meta.url), 'utf8');
  const documented = JSON.parse(source).modules[0].declarations[0].attributes.map(
    (/** @type {{name: string}} */ a) => a.name.replaceAll('-', ''),
  );
  const settings = SETTING_NAMES.filter((name) => name !== 'keys').map((name) => name.toLowerCase());
  assert.deepEqual(documented, [...settings, 'mask', 'controls']);
});

test('the types of the settings are the same inside and outside', () => {
  /** @type {import('../../web/lib/self-attention.js').Settings} */
  const outside = defaultSettings();
  /** @type {import('../../web/src/state/settings.js').Settings} */
  const inside = outside;
  assert.deepEqual(inside, defaultSettings());
});
