/** Where what the reader enters is kept. */

/** What is kept is under this name; the number is that of its format. */
export const KEY = 'softlook:1';
/** Beside it, links to other work, a line each. */
export const ASIDE = `${KEY}:aside`;

/**
 * @param {{localStorage?: Storage, sessionStorage?: Storage, location: {protocol: string}}} window
 * @param {'localStorage' | 'sessionStorage'} [name] the latter is of one tab
 * @returns {Storage | null} null where there is none to be had (a sandboxed frame, another site's frame) and under
 *   file:, where Chromium shares one among all the files on the disk
 */
export function storageOf(window, name = 'localStorage') {
  if (window.location.protocol === 'file:') return null;
  try {
    return window[name] ?? null;
  } catch {
    return null;
  }
}
