/** A part of a figure: it is drawn in the language of the element that it stands in, and anew where a browser has translated it. */
import { LitElement } from 'lit';
import { inLanguage } from './text.js';

/**
 * Translators put elements in the place of texts. Lit then sets `data` of those, which shows nothing: what has changed
 * since is shown as it is, until it is translated again.
 * @param {ParentNode} root
 */
export function untranslate(root) {
  for (const font of root.querySelectorAll('font')) if ('data' in font) font.replaceWith(String(font.data));
}

export class SpokenElement extends LitElement {
  /** @returns {string} */
  get language() {
    const root = /** @type {ShadowRoot} */ (this.getRootNode());
    return /** @type {{language?: string} | undefined} */ (root.host)?.language ?? 'en';
  }

  /** @param {import('lit').PropertyValues} changed @override */
  update(changed) {
    inLanguage(this.language, () => super.update(changed));
    untranslate(this.renderRoot);
  }
}
