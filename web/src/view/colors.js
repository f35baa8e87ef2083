/** The colours of the page and its roles, light and dark. Those of heatmap cells are in palette.js. */

/** @type {Record<string, readonly [light: string, dark: string]>} */
export const COLORS = {
  page: ['#fbfaf8', '#141318'],
  raised: ['#ffffff', '#1c1b22'],
  ink: ['#1b1a22', '#ecebf1'],
  muted: ['#5c5a68', '#a9a7b6'],
  line: ['#e2dfda', '#33313d'],
  'strong-line': ['#8b8895', '#74717f'],
  accent: ['#3d3ab0', '#a3a6ff'],
  'accent-soft': ['#ecebfa', '#26253f'],
  'on-accent': ['#ffffff', '#14131f'],
  query: ['#8f5a00', '#f0b23f'],
  key: ['#97396f', '#e39cc4'],
  value: ['#00694d', '#3ecb9f'],
  danger: ['#a3271b', '#ff9d8f'],
};

/** Of the lines over a cell that is masked. */
export const HATCH = /** @type {const} */ (['#77748499', '#8f8c9c99']);

/** The type of cells and labels: one whose widths can be measured before it is drawn. */
export const CELL_FONT = "Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', system-ui, sans-serif";
