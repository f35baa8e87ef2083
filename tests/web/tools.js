/** What the tests of the page's code share: fast-check, and the one browser function that sizes need. */
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../web/package.json', import.meta.url));

/** @type {typeof import('../../web/node_modules/fast-check/lib/fast-check.js')} */
export const fc = require('fast-check');

/**
 * @template T
 * @typedef {import('../../web/node_modules/fast-check/lib/fast-check.js').Arbitrary<T>} Arbitrary
 */

/** Every character as wide as half its font size: stands in for a canvas where text is measured. */
export function measureWithoutBrowser() {
  const context = {
    font: '10px x',
    /** @param {string} text */
    measureText(text) {
      return { width: (text.length * Number(/(\d+(?:\.\d+)?)px/.exec(this.font)?.[1] ?? 10)) / 2 };
    },
  };
  const document = { createElement: () => ({ getContext: () => context }) };
  Object.defineProperty(globalThis, 'document', { value: document, configurable: true });
}
