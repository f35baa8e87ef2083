/** Looks up what the figure says. The catalogue is one file a language. */
import { html } from 'lit';
import en from './en.js';

/** @typedef {keyof typeof en | keyof typeof import('./en-more.js').default | keyof typeof import('./en-offline.js').default} TextKey */

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
 * A text whose `[q:…]`, `[k:…]` and `[v:…]` parts are drawn in the colour of that role.
 * @param {TextKey} key
 * @param {Record<string, string | number>} [params]
 */
export function richText(key, params = {}) {
  const parts = text(key, params).split(/\[([qkv]):([^\]]*)\]/);
  const rich = [];
  for (let i = 0; i < parts.length; i += 3) {
    rich.push(parts[i]);
    if (i + 2 < parts.length) rich.push(html`<b class="role-${parts[i + 1]}">${parts[i + 2]}</b>`);
  }
  return rich;
}
