/** @typedef {import('./layout-builder.js').Labels} Labels */

/**
 * What there are many of where sentences are long. All of them are there, unless more is loaded, which puts other functions
 * in place of these: they leave out what is not in sight.
 *
 * `rows` is for the body of a table in a frame that scrolls, which has a tab stop; the rows say their `aria-rowindex`.
 * For `labels`, `label` makes the label of an index, in a run that begins at the place it is given.
 */
export const lists = {
  /** @type {<Item>(items: Item[], row: (item: Item, index: number) => unknown) => unknown} */
  rows: (items, row) => items.map(row),
  /** @type {(run: Labels, label: (run: Labels, index: number) => unknown) => unknown} */
  labels: (run, label) => Array.from({ length: run.count }, (_, i) => label(run, i)),
};
