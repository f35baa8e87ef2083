/** Parts of a figure that are large and seldom wanted: each comes when it is first asked for, with its styles and words. */

/** @typedef {import('./self-attention.js').SelfAttention} Figure */

const LOAD = {
  options: () => import('./options.js'),
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
    const part = await LOAD[name]();
    if ('styles' in part) figure.wear(part.styles);
    figure.parts = { ...figure.parts, [name]: part };
    figure.dismiss(id);
  } catch (error) {
    const { message } = /** @type {Error} */ (error);
    figure.note({ id, key: 'notice.part', params: { message } });
  }
  return figure.parts[name];
}

/** The words of options and their stages. Where they cannot be had, stages go by their plain names. */
export const loadWords = () => import('../view/text/en/register.js').catch(() => null);
