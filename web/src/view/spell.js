/** Settings in words, as the controls put them. */
import { nameOf } from '../state/kinds.js';
import { SETTINGS } from '../state/settings.js';
import { hasText, text } from './text/text.js';

/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {import('./text/text.js').TextKey} TextKey */

/** Settings that are counted from 0, and shown from 1. @type {SettingName[]} */
const FROM_ONE = ['head', 'lossToken', 'lossFeature'];

/** @param {Settings} settings @returns {string} as in "Masked multi-head attention" */
export const spellKind = (settings) => text(/** @type {TextKey} */ (`kind.${nameOf(settings)}.name`));

/**
 * @param {Settings} settings
 * @param {SettingName} name
 * @returns {string} the setting and its value
 */
export function spell(settings, name) {
  const value = settings[name];
  const label = hasText(`control.${name}`) ? text(/** @type {TextKey} */ (`control.${name}`)) : name;
  const none = `control.${name}.none`;
  if (value === SETTINGS[name].default && hasText(none))
    return `${label} ${text(/** @type {TextKey} */ (none))}`;
  if (typeof value === 'boolean') return text(value ? 'compare.on' : 'compare.off', { name: label });
  const key = `control.${name}.${value}`;
  if (hasText(key)) return `${label} ${text(/** @type {TextKey} */ (key))}`;
  return `${label} ${FROM_ONE.includes(name) ? Number(value) + 1 : value}`;
}
