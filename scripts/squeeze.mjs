/**
 * A plugin for bundling: pages, styles and templates without the white space that only readers of the source need. Between
 * tags a line break stays, because it is seen as a space.
 */
export const squeeze = {
  name: 'softlook-squeeze',
  /** @param {string} html */
  transformIndexHtml: (html) => html.replace(/<!--.*?-->/gs, '').replace(/\n\s+/g, '\n'),
  /** @param {string} code @param {string} id */
  transform(code, id) {
    if (!/\/web\/src\/[^?]*\.js$/.test(id)) return undefined;
    const styles = (/** @type {string} */ _, /** @type {string} */ css) =>
      `css\`${css.replace(/\/\*.*?\*\//gs, '').replace(/\s*([{};,])\s*|(:)\s+/g, '$1$2')}\``;
    return { code: code.replace(/\bcss`([^`]*)`/g, styles).replace(/\n\s+/g, '\n'), map: null };
  },
};
