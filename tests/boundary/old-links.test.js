/**
 * Links of before kinds were presets: those shared them go on meaning the same. old-links.json has the core's output for
 * each, to five digits, as that version showed it; null where the core refused.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { otherSettings } from '../../web/src/state/against.js';
import { parseLink } from '../../web/src/state/link.js';
import { traceRequest } from '../../web/src/state/request.js';
import { tokenize } from '../../web/src/state/tokenize.js';

/** @type {{link: string, output: number[] | null, other?: number[]}[]} */
const LINKS = JSON.parse(readFileSync(new URL('old-links.json', import.meta.url), 'utf8'));

const engine = await createEngine();

/** @param {import('../../web/src/state/settings.js').Settings} settings */
function outputOf(settings) {
  const request = traceRequest(settings, tokenize(settings.sentence), tokenize(settings.context));
  return Array.from(engine.trace(request).stage('output').data, (x) => Number(x.toPrecision(5)));
}

test('an old link has the numbers that it had, or says what counts by now', () => {
  for (const { link, output } of LINKS) {
    const { settings, refused, counted } = parseLink(link);
    assert.deepEqual(refused, [], link);
    const now = outputOf(settings);
    // What the core refused then is shown without what could not be.
    if (output && counted.length === 0) assert.deepEqual(now, output, link);
    if (counted.length > 0) assert.notDeepEqual(now, output, `${link}: told for nothing`);
  }
});

test('so has the other side of its comparison', () => {
  const compared = LINKS.filter(({ other }) => other);
  assert.ok(compared.length >= 10);
  for (const { link, other } of compared) {
    const there = otherSettings(parseLink(link).settings);
    assert.deepEqual(there && outputOf(there), other, link);
  }
});
