/** What the first screen does without: options, further operations and their words. Loaded when it is asked for. */
import { SIGNS } from '../../view/layout-builder.js';
import { lists } from '../../view/lists.js';
import { addTexts } from '../../view/text/text.js';
import texts from '../../view/text/en/more.js';
import { addMoreTellings } from './arithmetic.js';
import { headGridStyles } from './head-grid.js';
import { labelsInSight } from './labels.js';
import { rowsInSight } from './rows.js';
import { BACKWARD } from '../../view/steps.js';
import { ROLES } from '../../view/words.js';
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
Object.assign(ROLES, {
  rotatedQueries: 'q',
  rotatedKeys: 'k',
  queryFeatures: 'q',
  keyFeatures: 'k',
  keySum: 'k',
  mixedKeys: 'k',
  mixedValues: 'v',
  cachedKeys: 'k',
  newKeys: 'k',
  cachedValues: 'v',
  newValues: 'v',
});
Object.assign(BACKWARD, {
  copy: 'passedGradient',
  scale: 'scaledGradient',
  divide: 'dividedGradient',
  softcapGradient: 'softcapGradient',
  softmaxGradient: 'softmaxGradient',
});
Object.assign(SIGNS, {
  times: 24,
  minus: 24,
  over: 24,
  features: 44,
  normalize: 62,
  runningStates: 60,
  runningSums: 60,
  columnSums: 60,
  stateProduct: 44,
  rowProduct: 44,
  hide: 44,
  stack: 44,
  andOthers: 56,
  softmaxGradient: 74,
  softcapGradient: 60,
  rotate: 44,
  softcap: 44,
  divide: 52,
});
Object.assign(lists, { rows: rowsInSight, labels: labelsInSight });

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
