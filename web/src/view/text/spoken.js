/** A part of a figure: it is drawn in the language of the element that it stands in. */
import { LitElement } from 'lit';
import { inLanguage } from './text.js';

export class SpokenElement extends LitElement {
  /** @returns {string} */
  get language() {
    const root = /** @type {ShadowRoot} */ (this.getRootNode());
    return /** @type {{language?: string} | undefined} */ (root.host)?.language ?? 'en';
  }

  /** @param {import('lit').PropertyValues} changed @override */
  update(changed) {
    inLanguage(this.language, () => super.update(changed));
  }
}
