/**
 * The state of one figure: its settings, and undo over what the numbers depend on. Fires `change` after each
 * change, with the settings before it; knows nothing of how the figure is drawn or computed.
 */
import { History } from './history.js';
import { kindOf, withChanges } from './kinds.js';
import { defaultSettings, MOST_EDITS, NUMBER_NAMES, sameCell, sameEdits } from './settings.js';
import { withoutLostDetails } from './together.js';

/** @typedef {import('./settings.js').Settings} Settings */
/** @typedef {import('./settings.js').SettingName} SettingName */
/** @typedef {import('softlook').Edit} Edit */
/** @typedef {import('softlook').CellRef} CellRef */

/**
 * @param {Settings} settings
 * @returns {Partial<Settings>} what undo brings back
 */
function snapshot(settings) {
  return Object.fromEntries(NUMBER_NAMES.map((name) => [name, settings[name]]));
}

export class Session extends EventTarget {
  /** @type {History<Partial<Settings>>} */
  #history = new History();

  /** @param {Settings} [settings] */
  constructor(settings = defaultSettings()) {
    super();
    this.settings = settings;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  /**
   * Changes settings together, as one step of undo where numbers depend on them.
   * @param {Partial<Settings>} changes a kind among them is a preset
   */
  set(changes) {
    const next = withoutLostDetails(this.settings, withChanges(this.settings, changes));
    const counted = NUMBER_NAMES.filter((name) => next[name] !== this.settings[name]);
    this.#apply(next, counted.length > 0 ? counted.join() : undefined);
  }

  /**
   * Takes over settings from elsewhere (a link).
   * @param {Settings} settings
   * @param {boolean} undoable whether undo brings back what was there; not at the beginning
   */
  load(settings, undoable) {
    this.#apply(settings, undoable ? 'link' : undefined);
  }

  /**
   * Keeps only these edits, as part of the change that made the others lose their place.
   * @param {Edit[]} edits
   */
  keepEdits(edits) {
    this.#apply(withoutLostDetails(this.settings, { ...this.settings, edits }));
  }

  /**
   * @param {Edit} edit replaces an earlier one of the same cell
   * @param {string} [stroke] edits of one stroke in quick succession are one step of undo
   * @returns {boolean} false where there are as many as a link holds
   */
  putEdit(edit, stroke = '') {
    const others = this.settings.edits.filter((e) => !sameCell(e, edit));
    if (others.length >= MOST_EDITS) return false;
    this.#apply({ ...this.settings, edits: [...others, edit] }, stroke);
    return true;
  }

  /**
   * @param {CellRef} cell
   * @param {string} [stroke] as for putEdit
   */
  takeBackEdit(cell, stroke = '') {
    const edits = this.settings.edits.filter((e) => !sameCell(e, cell));
    this.#apply(withoutLostDetails(this.settings, { ...this.settings, edits }), stroke);
  }

  resetEdits() {
    if (this.settings.edits.length > 0) this.set({ edits: [], changes: false });
  }

  undo() {
    const before = this.#history.undo(snapshot(this.settings));
    if (before) this.#apply(withoutLostDetails(this.settings, { ...this.settings, ...before }));
  }

  redo() {
    const after = this.#history.redo(snapshot(this.settings));
    if (after) this.#apply(withoutLostDetails(this.settings, { ...this.settings, ...after }));
  }

  /**
   * Nothing happens where nothing changes.
   * @param {Settings} settings
   * @param {string} [step] of undo, as its history names it; absent where it is none
   */
  #apply(settings, step) {
    const before = this.settings;
    const next = { ...settings, kind: kindOf(settings) };
    const { edits, ...others } = next;
    const names = /** @type {Exclude<SettingName, 'edits'>[]} */ (Object.keys(others));
    if (sameEdits(edits, before.edits) && names.every((name) => next[name] === before[name])) return;
    if (step !== undefined) this.#history.record(snapshot(before), step, performance.now());
    this.settings = next;
    this.dispatchEvent(new CustomEvent('change', { detail: before }));
  }
}
