/** Work of several tabs, or of a link beside what is kept: the last is kept in its place, and the others are put aside. */
import { formatLink, parseLink } from '../state/link.js';
import { ASIDE } from './storage.js';

/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {import('./saved.js').Saved} Saved */

/** How everything looks: no work of its own. @type {SettingName[]} */
const LOOKS = ['digits', 'colors', 'keys', 'theme', 'lang'];

/** @param {Saved} saved from now on it keeps how things look beside the work of others too */
export function keepLooks(saved) {
  saved.keepLooks = (kept, known, settings) => {
    const looks = LOOKS.filter((name) => known[name] !== settings[name]);
    const chosen = Object.fromEntries(looks.map((name) => [name, settings[name]]));
    if (looks.length > 0) saved.put(formatLink({ ...parseLink(kept).settings, ...chosen }));
    saved.known = settings;
  };
}

/** Work that was put aside becomes that of this tab; what is kept will be put aside in its place. @param {Saved} saved @param {string} link */
export function takeBack(saved, link) {
  saved.put(saved.aside.filter((other) => other !== link).join('\n'), ASIDE);
  saved.base = null;
}

/** Keeps nothing of anything. @param {Saved} saved */
export function forgetAll(saved) {
  saved.put('');
  saved.put('', ASIDE);
  saved.base = '';
}
