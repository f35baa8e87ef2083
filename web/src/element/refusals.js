/** What the core says about numbers that it cannot compute, in the words of the page. */

import { stageWords } from '../view/words.js';

/** @typedef {import('./notices.js').Notice} Notice */

/**
 * Of the settings that go together the core refuses but these: numbers too large or too small for 32 bits, or too many of them.
 * @type {[message: RegExp, key: Notice['key']][]}
 */
const REFUSALS = [
  [
    /(?<stage>\w+)(?: of head \d+)? overflows float32 at row (?<row>\d+), column (?<column>\d+)/,
    'notice.overflow',
  ],
  [
    /(?<stage>\w+) of head \d+ have an entropy that overflows float32 at row (?<row>\d+)/,
    'notice.overflow.entropy',
  ],
  [/(?<stage>\w+) of head \d+ would hold too little for float32 at row (?<row>\d+)/, 'notice.underflow'],
  [/the trace would hold (?<count>\d+) numbers, expected at most (?<most>\d+)/, 'notice.tooMany'],
];

/**
 * @param {string} message of the core, which counts from 0
 * @returns {Pick<Notice, 'key' | 'params'>} what is told, counting from 1; what is not foreseen is told as it is
 */
export function refusalOf(message) {
  for (const [pattern, key] of REFUSALS) {
    const { groups } = pattern.exec(message) ?? {};
    if (!groups) continue;
    const { stage = '', row, column } = groups;
    const place = { row: Number(row) + 1, column: Number(column) + 1 };
    return { key, params: () => ({ ...groups, ...place, stage: stageWords(stage).name }) };
  }
  return { key: 'notice.error', params: { message } };
}
