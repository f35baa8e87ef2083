/**
 * What a figure has to say about its settings as they stand: what has no effect beside the others, what is smaller than
 * asked for, which step there is none of. Read off the settings at each drawing, so it never depends on how they came.
 */
import { otherSettings } from '../state/against.js';
import { reduced, together } from '../state/together.js';
import { splitWrongly, WORDS_OF } from '../state/tokenize.js';
import { text } from '../view/text/text.js';
import { spell } from '../view/spell.js';

/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('./notices.js').Notice} Notice */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {import('../state/together.js').Reason} Reason */

/** @param {Figure} figure @returns {Notice[]} */
export function effects(figure) {
  const { session, trace, stepShown: step, steps } = figure;
  const { settings } = session;
  if (!trace) return [];
  const keys = (trace.context ?? trace.tokens).length;
  /** @type {Notice[]} */
  const told = sideEffects(settings, trace.tokens.length, keys);
  const other = otherSettings(settings);
  const beside = other ? sideEffects(other, trace.tokens.length, keys) : [];
  const here = told.map(({ id }) => id);
  for (const notice of beside) {
    const key = /** @type {const} */ (`${notice.key}.there`);
    if (!here.includes(notice.id)) told.push({ ...notice, key });
  }
  for (const which of /** @type {const} */ (['sentence', 'context'])) {
    const why = which === 'sentence' || trace.context ? splitWrongly(settings, which) : undefined;
    if (why) told.push({ id: `${why} ${which}`, key: `why.${why}`, params: { name: WORDS_OF[which] } });
  }
  if (step && step.id !== settings.step) {
    const expected = steps.map(({ id }) => id).join(', ');
    told.push({
      id: `step ${settings.step}`,
      key: 'notice.step',
      params: { value: settings.step, expected, shown: step.id },
    });
  }
  return told.map((notice) => ({ ...notice, quiet: true }));
}

/**
 * @param {Settings} settings
 * @param {number} queries
 * @param {number} keys
 * @returns {(Notice & {key: 'notice.idle' | 'notice.reduced'})[]}
 */
function sideEffects(settings, queries, keys) {
  const { used, idle } = together(settings);
  /** @type {Map<Reason, SettingName[]>} */
  const byReason = new Map();
  for (const [name, why] of idle) byReason.set(why, [...(byReason.get(why) ?? []), name]);
  const written = (/** @type {SettingName[]} */ names) =>
    names.map((name) => spell(settings, name)).join(', ');
  const without = [...byReason].map(([why, names]) => ({
    id: `idle ${why} ${names.map((name) => `${name}=${settings[name]}`)}`,
    key: /** @type {const} */ ('notice.idle'),
    params: { names: written(names), why: text(`why.${why}`) },
  }));
  const less = Object.entries(reduced(used, queries, keys)).map(([name, most]) => {
    const asked = spell(settings, /** @type {SettingName} */ (name));
    const given = spell({ ...settings, [name]: most }, /** @type {SettingName} */ (name));
    return {
      id: `reduced ${name} ${most}`,
      key: /** @type {const} */ ('notice.reduced'),
      params: { asked, given },
    };
  });
  return [...without, ...less];
}
