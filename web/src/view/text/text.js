/** Looks up what the figure says. The catalogue is one file a language. */
import { html } from 'lit';
import en from './en.js';

/** @typedef {keyof typeof en | keyof typeof import('./en-more.js').default | keyof typeof import('./en-offline.js').default | keyof typeof import('./en-embed.js').default} TextKey */

/** @type {Record<string, string>} */
let catalogue = en;

/**
 * Adds texts that the first screen does without.
 * @param {Record<string, string>} more
 */
export function addTexts(more) {
  catalogue = { ...catalogue, ...more };
}

/**
 * @param {TextKey} key
 * @param {Record<string, string | number>} [params]
 * @returns {string}
 */
export function text(key, params = {}) {
  return catalogue[key].replace(/\{(\w+)\}/g, (whole, name) =>
    name in params ? String(params[name]) : whole,
  );
}

/**
 * @param {string} key
 * @returns {key is TextKey}
 */
export function hasText(key) {
  return Object.hasOwn(catalogue, key);
}

/**
 * A text whose `[q:…]`, `[k:…]` and `[v:…]` parts have a role, in its parts.
 * @param {TextKey} key
 * @param {Record<string, string | number>} [params]
 * @returns {{words: string, role: '' | 'q' | 'k' | 'v'}[]}
 */
export function textParts(key, params = {}) {
  const pieces = text(key, params).split(/\[([qkv]):([^\]]*)\]/);
  /** @type {ReturnType<typeof textParts>} */
  const parts = [];
  for (let i = 0; i < pieces.length; i += 3) {
    parts.push({ words: pieces[i], role: '' });
    const role = /** @type {'q' | 'k' | 'v' | undefined} */ (pieces[i + 1]);
    if (role) parts.push({ words: pieces[i + 2], role });
  }
  return parts.filter(({ words }) => words !== '');
}

/**
 * The same as a template, each role in its colour.
 * @param {TextKey} key
 * @param {Record<string, string | number>} [params]
 */
export function richText(key, params = {}) {
  return textParts(key, params).map(({ words, role }) =>
    role ? html`<b class="role-${role}">${words}</b>` : words,
  );
}
