/**
 * The reader's settings, sentences and edits, kept in the browser so that they survive a reload and a crash. What is
 * kept is a link: it is read back by the same rules as an address, and what cannot be used is dropped.
 */
import { formatLink, parseLink } from '../state/link.js';
import { KEY } from './storage.js';

/** @typedef {import('../state/settings.js').Settings} Settings */

/**
 * @param {Storage | null} storage
 * @returns {ReturnType<typeof parseLink> | null} null where nothing is kept
 */
export function readSaved(storage) {
  try {
    const link = storage?.getItem(KEY);
    return link ? parseLink(link) : null;
  } catch {
    return null;
  }
}

/**
 * Keeps these settings instead of the earlier ones; nothing where all have their defaults.
 * @param {Storage | null} storage
 * @param {Settings} settings
 */
export function save(storage, settings) {
  const link = formatLink(settings);
  try {
    if (link === '') storage?.removeItem(KEY);
    else storage?.setItem(KEY, link);
  } catch {
    // Full or forbidden: the address still has everything.
  }
}
