/** What the first screen does without: options, further operations and their words. Loaded when it is asked for. */
import { addTexts } from '../../view/text/text.js';
import texts from '../../view/text/en/more.js';
import { addMoreTellings } from './arithmetic.js';
import { headGridStyles } from './head-grid.js';
import { optionsStyles } from './styles.js';
import { tableStyles } from './table.js';

export { comparison } from './compare.js';
export { costs } from './costs.js';
export { headGrid } from './head-grid.js';
export { optionsPanel } from './options.js';
export { saturation, saturationPoints } from './saturation.js';
export { tables } from './table.js';

addTexts(texts);
addMoreTellings();

/**
 * Gives a figure the styles that belong to this.
 * @param {HTMLElement | DocumentFragment} root its shadow root
 */
export function install(root) {
  if (!(root instanceof ShadowRoot)) return;
  for (const { styleSheet } of [optionsStyles, headGridStyles, tableStyles]) {
    const known = !styleSheet || root.adoptedStyleSheets.includes(styleSheet);
    if (!known) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
  }
}
