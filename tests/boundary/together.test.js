/** What goes together, held to the core: what the page asks the core does, and what it calls idle makes no difference. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { createEngine } from '../../web/lib/softlook.js';
import { settingsWith, withChanges } from '../../web/src/state/kinds.js';
import { traceRequest } from '../../web/src/state/request.js';
import { KINDS, NUMBER_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { reduced, together } from '../../web/src/state/together.js';
import { settings as anySettings } from '../web/arbitrary.js';
import { fc } from '../web/tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

const engine = await createEngine();
const WORDS = ['How', 'are', 'you', 'doing'];
const CONTEXT = ['I', 'am', 'fine'];

/** @param {Settings} settings */
const trace = (settings) => engine.trace(traceRequest(settings, WORDS, CONTEXT));

/** What no combination of settings makes, but the size of the numbers. */
const TOO_LARGE = /overflows float32/;

test('whatever is set, the core is asked nothing that it cannot do', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      try {
        trace({ ...settings, edits: [] });
      } catch (error) {
        assert.match(/** @type {Error} */ (error).message, TOO_LARGE);
      }
    }),
    { numRuns: 2000, seed: 10 },
  );
});

/** @param {Settings} settings @returns {string} every number of every step */
function numbers(settings) {
  const hash = createHash('sha256');
  for (const { id, head, data } of trace(settings).stages) hash.update(`${id} ${head} ${data}`);
  return hash.digest('hex');
}

/** @param {keyof Settings} name @returns {unknown[]} */
function valuesOf(name) {
  const setting = SETTINGS[name];
  if (setting.type === 'choice') return setting.choices;
  if (setting.type === 'flag') return [true, false];
  if (setting.type === 'whole') return [0, 1, 3].map((more) => setting.min + more);
  return setting.type === 'number' ? [0.3, 1.7] : [];
}

/** @param {Settings} settings @returns {Settings} what of them the core is asked */
function effective(settings) {
  const { used } = together(settings);
  return { ...used, ...reduced(used, WORDS.length, settings.cross ? CONTEXT.length : WORDS.length) };
}

/** Beside these, every setting is tried. @type {Partial<Settings>[]} */
const BESIDE = [
  {},
  { method: 'linear' },
  { method: 'lowRank' },
  { method: 'localGlobal' },
  { gradient: true },
  { causal: true },
];

for (const kind of KINDS) {
  test(`${kind}: every setting changes numbers, or is told to have no effect`, () => {
    for (const beside of BESIDE) {
      const before = settingsWith({ kind, ...beside });
      const known = numbers(before);
      for (const name of NUMBER_NAMES) {
        // A mask to draw on changes numbers once something is drawn.
        if (name === 'drawn') continue;
        const others = valuesOf(name).filter((value) => value !== before[name]);
        const changes = others.map((value) => {
          const after = withChanges(before, { [name]: value });
          const told = together(after).idle.has(name) || effective(after)[name] !== value;
          return told ? 'told' : numbers(after) !== known ? 'changes' : `${name}=${value} changes nothing`;
        });
        // One value may be what holds anyway: `auto` written out, or a first word that causal attention shows to all.
        const silent = changes.filter((what) => what !== 'told' && what !== 'changes');
        assert.deepEqual(silent.slice(1), [], JSON.stringify({ kind, ...beside }));
        assert.ok(others.length === 0 || silent.length < others.length, silent[0]);
      }
    }
  });
}
