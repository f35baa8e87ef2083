/**
 * A plugin for bundling: what is done to the finished code. Nothing but ASCII, so that a page that does not say how it is encoded
 * shows the same minus signs; what is outside of it stands in texts and regular expressions only, where an escape means the
 * same. And each licence's notice once.
 */
export const finish = {
  name: 'softlook-finish',
  /** @param {unknown} _ @param {Record<string, {type: string, code?: string}>} bundle */
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) {
      if (file.code) file.code = once(file.code).replace(/[\u0080-\uffff]/g, escaped);
    }
  },
};

/** @param {string} code */
function once(code) {
  const seen = new Set();
  return code.replace(/\/\*\*\n\* @license\n.*?\*\/\n?/gs, (notice) => {
    const isNew = !seen.has(notice.trim());
    seen.add(notice.trim());
    return isNew ? notice : '';
  });
}

/** @param {string} unit of UTF-16 */
function escaped(unit) {
  const code = unit.charCodeAt(0).toString(16);
  return code.length < 3 ? `\\x${code.padStart(2, '0')}` : `\\u${code.padStart(4, '0')}`;
}
