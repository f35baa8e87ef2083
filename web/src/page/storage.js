/** Where what the reader enters is kept. */

/** What is kept is under this name; the number is that of its format. */
export const KEY = 'softlook:1';

/**
 * @param {{localStorage: Storage, location: {protocol: string}}} window
 * @returns {Storage | null} null where there is none to be had (a sandboxed frame, another site's frame) and under
 *   file:, where Chromium shares one among all the files on the disk
 */
export function storageOf(window) {
  if (window.location.protocol === 'file:') return null;
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
