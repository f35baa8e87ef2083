/** Parts of a figure that are large and seldom wanted: each comes when it is first asked for, with its styles and words. */

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

const LOAD = {
  // Of options, their stages and most notices. Where they cannot be had, stages go by their plain names.
  words: () => import('../view/text/en/register.js'),
  options: () => import('./options.js'),
  editing: () => import('./editing.js'),
  compare: () => import('./compare.js'),
  saturation: () => import('./saturation.js'),
  costs: () => import('../view/costs.js'),
  heads: () => import('../view/head-grid.js'),
  table: () => import('../view/table.js'),
  refusals: () => import('./refusals.js'),
  rows: () => import('../view/rows.js'),
  tellings: () => import('../view/tellings.js'),
};

/** @typedef {typeof LOAD} Load */
/** Those that have come. @typedef {{[Name in keyof Load]?: Awaited<ReturnType<Load[Name]>>}} Parts */

/** Who waits for a part goes on in the order of asking: imports of one file do not keep it. @type {Map<keyof Parts, Promise<any>>} */
const coming = new Map();

/**
 * So that it is there when it is asked for.
 * @template {keyof Parts} Name
 * @param {Name} name
 * @returns {ReturnType<Load[Name]>}
 */
export function load(name) {
  if (!coming.has(name)) {
    const part = LOAD[name]();
    part.catch(() => coming.delete(name));
    coming.set(name, part);
  }
  return /** @type {ReturnType<Load[Name]>} */ (coming.get(name));
}

/**
 * @template {keyof Parts} Name
 * @param {Figure} figure
 * @param {Name} name
 * @returns {Promise<Parts[Name]>} nothing where it cannot be had, which the figure tells
 */
export async function bring(figure, name) {
  const id = `part ${name}`;
  if (figure.parts[name]) return figure.parts[name];
  try {
    const part = await load(name);
    if ('styles' in part) figure.wear(part.styles);
    figure.parts = { ...figure.parts, [name]: part };
    figure.dismiss(id);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    figure.note({ id, key: 'notice.part', params: { message } });
  }
  return figure.parts[name];
}
