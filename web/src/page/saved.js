/**
 * The reader's settings, sentences and edits, kept in the browser so that they survive a reload and a crash. What is
 * kept is a link: it is read back by the same rules as an address. All tabs keep in one place, where each writes what was
 * changed in it and nothing else; what another has kept there is put aside (aside.js), not written over.
 */
import { formatLink, parseLink } from '../state/link.js';
import { sameNumbers } from '../state/settings.js';
import { ASIDE, KEY } from './storage.js';

/** @typedef {import('../state/settings.js').Settings} Settings */

/** So much work is put aside. */
const MOST = 8;

export class Saved {
  /** What is kept that the work in this tab began with, or became; null where it began with an address. @type {string | null} */
  base = null;
  /** As this tab last read or wrote them. @type {Settings | null} */
  known = null;
  /**
   * Keeps how things look beside work that is not this tab's. It comes later.
   * @type {((kept: string, known: Settings, settings: Settings) => void) | null}
   */
  keepLooks = null;

  /** @param {Storage | null} storage */
  constructor(storage) {
    this.storage = storage;
  }

  /** @param {string} [key] @returns {string} '' where nothing is kept */
  get(key = KEY) {
    try {
      return this.storage?.getItem(key) ?? '';
    } catch {
      return '';
    }
  }

  /** @param {string} value @param {string} [key] */
  put(value, key = KEY) {
    try {
      if (value === '') this.storage?.removeItem(key);
      else this.storage?.setItem(key, value);
    } catch {
      // Full or forbidden: the address still has everything.
    }
  }

  /** @returns {ReturnType<typeof parseLink> | null} null where nothing is kept */
  read() {
    this.base = this.get();
    return this.base === '' ? null : parseLink(this.base);
  }

  /** @param {Settings} settings what this tab begins with @param {boolean} [elsewhere] from an address, not from here */
  begin(settings, elsewhere) {
    this.known = settings;
    // After a reload the address is that of what is kept.
    if (elsewhere) this.base = this.get() === formatLink(settings) ? this.get() : null;
  }

  /** @param {Settings} settings as they are in this tab now */
  keep(settings) {
    const { known, base } = this;
    const kept = this.get();
    if (!known || settings === known) return;
    if (kept !== base) {
      if (sameNumbers(known, settings)) return this.keepLooks?.(kept, known, settings);
      // It takes the place of what this tab had put there earlier.
      const others = this.aside.filter((link) => link !== base && link !== kept);
      this.put([...others, kept].slice(-MOST).join('\n'), ASIDE);
    }
    this.write(settings);
  }

  /** Links to work that was put aside, the newest last. */
  get aside() {
    return this.get(ASIDE).split('\n').filter(Boolean);
  }

  /** @param {Settings} settings instead of what is kept */
  write(settings) {
    this.known = settings;
    this.base = formatLink(settings);
    this.put(this.base);
  }
}

/**
 * Leaving the page right after a change, it is too late for the address: what it should be is noted for a reload.
 * @param {Storage | null} session
 * @param {string} stale the address's hash, as the browser comes back to it
 * @param {string} hash as it should be
 */
export function noteHash(session, stale, hash) {
  try {
    session?.setItem(KEY, stale === hash ? '' : `${stale}\n${hash}`);
  } catch {
    // Full or forbidden.
  }
}

/**
 * @param {Storage | null} session
 * @param {string} hash of the address
 * @returns {string} the hash to go by: after a reload that which was noted for it
 */
export function hashAfter(session, hash) {
  const [stale, noted = hash] = session?.getItem(KEY)?.split('\n') ?? [];
  const [visit] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType('navigation'));
  return stale === hash && visit?.type !== 'navigate' ? noted : hash;
}
