/** Random settings, for property tests. */
import { settingsWith } from '../../web/src/state/kinds.js';
import { KINDS, SETTING_NAMES, SETTINGS } from '../../web/src/state/settings.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */
/** @typedef {import('../../web/src/state/settings.js').Setting} Setting */
/** @typedef {import('softlook').Edit} Edit */

const STAGES = /** @type {const} */ ([
  'embeddings',
  'queryWeights',
  'scores',
  'mask',
  'maskedScores',
  'output',
]);

/** Finite numbers as the core holds them: 32 bits, but no −0, which a link writes as 0. */
const float = fc.float({ noDefaultInfinity: true, noNaN: true }).map((x) => x + 0);

/** @type {import('./tools.js').Arbitrary<Edit>} */
export const edit = fc
  .record({
    stage: fc.constantFrom(...STAGES),
    head: fc.nat(7),
    row: fc.nat(511),
    column: fc.nat(511),
    value: float,
    hides: fc.boolean(),
  })
  .map(({ hides, ...e }) => {
    // Only masks may be given −∞.
    const mayHide = ['mask', 'maskedScores', 'temperedScores'].includes(e.stage);
    return hides && mayHide ? { ...e, value: Number.NEGATIVE_INFINITY } : e;
  });

/** @param {number} x whether the core would not take it for 0 */
const fits = (x) => x === 0 || Math.fround(x) !== 0;
/** @param {number} x not −0, which a link writes as 0 */
const positive = (x) => x + 0;

/**
 * @param {Setting} setting
 * @returns {import('./tools.js').Arbitrary<unknown>}
 */
function arbitraryFor(setting) {
  switch (setting.type) {
    case 'text':
      return fc
        .string({ unit: 'binary', maxLength: 60 })
        .map((s) => s.toWellFormed())
        .filter((s) => s.trim() !== '');
    case 'whole':
      return fc.integer({ min: setting.min, max: setting.max });
    case 'number':
      return fc.oneof(
        fc.double({ min: setting.min, max: setting.max, noNaN: true }).filter(fits).map(positive),
        fc.integer({ min: setting.min * 100, max: setting.max * 100 }).map((hundredths) => hundredths / 100),
      );
    case 'flag':
      return fc.boolean();
    case 'choice':
      return fc.constantFrom(...setting.choices);
    case 'word':
      return fc.constantFrom('words', 'projections', 'scores', 'output');
    case 'lengths':
      return fc.constantFrom('', '1', '2-1-4');
    case 'comparison':
      return fc.constantFrom('', 'causal=on', 'kind=multi&scaled=off');
    case 'edits':
      return fc.array(edit, { maxLength: 5 });
  }
}

const FIELDS = SETTING_NAMES.filter((name) => name !== 'kind');

/** Settings with every value in its range. */
export const settings = /** @type {import('./tools.js').Arbitrary<Settings>} */ (
  fc
    .record(Object.fromEntries(FIELDS.map((name) => [name, arbitraryFor(SETTINGS[name])])), {
      noNullPrototype: true,
    })
    .map((all) => settingsWith({ cross: false, ...all }))
);

export const kind = fc.constantFrom(...KINDS);
