/** What saturation() is asked, checked before anything is computed; and its answer as callers see it. */
import { fieldsOf, list, optional, wholeNumber } from './validate.js';

/** @typedef {import('softlook').SaturationPoint} SaturationPoint */
/** @typedef {import('../../lib/glue.js').PackedSaturation} PackedSaturation */
/**
 * As cpp/wasm/saturation.cpp reads it. A field that was not given is undefined.
 * @typedef {{widths: Int32Array, keys?: number, seed?: number}} SaturationSnapshot
 */

const FIELDS = ['widths', 'keys', 'seed'];
/** The most the core takes (cpp/softlook/saturation/saturation.h). */
const MOST_WIDTHS = 64;

/**
 * @param {unknown} request as the caller gave it
 * @returns {SaturationSnapshot}
 * @throws {TypeError | RangeError} naming the argument, its value and what was expected
 */
export function readSaturation(request) {
  const given = fieldsOf(request, 'request', FIELDS);
  const widths = list(given.widths, 'widths', MOST_WIDTHS, `at most ${MOST_WIDTHS}`, (width, name) =>
    wholeNumber(width, name),
  );
  return {
    widths: Int32Array.from(widths),
    keys: optional(given.keys, 'keys', wholeNumber),
    seed: optional(given.seed, 'seed', (value, name) => wholeNumber(value, name, 0, 2 ** 32 - 1)),
  };
}

/**
 * @param {PackedSaturation} packed
 * @param {SaturationSnapshot} asked
 * @returns {SaturationPoint[]}
 */
export function saturationPoints({ numbers }, { widths }) {
  /** @param {number} at */
  const softness = (at) => {
    const [spread, entropy, gradient] = numbers.subarray(at, at + 3);
    return { spread, entropy, gradient };
  };
  return Array.from(widths, (width, i) => ({
    width,
    unscaled: softness(6 * i),
    scaled: softness(6 * i + 3),
  }));
}
