/**
 * Style sheets belong to the document they were made in: an element that comes into another one, a frame's or another
 * window's, wears others there.
 */

/** @typedef {import('lit').CSSResult} CSSResult */

/** @type {WeakMap<Document, Map<CSSResult, CSSStyleSheet>>} */
const made = new WeakMap();
/** What elements wear beside the styles of their class. @type {WeakMap<Element, CSSResult[]>} */
const more = new WeakMap();

/** @param {Document} document @param {CSSResult} styles @returns {CSSStyleSheet[]} none where the document has no window */
function sheetIn(document, styles) {
  const sheets = made.get(document) ?? new Map();
  made.set(document, sheets);
  if (!sheets.has(styles) && document.defaultView) {
    const sheet = new /** @type {typeof globalThis} */ (document.defaultView).CSSStyleSheet();
    sheet.replaceSync(styles.cssText);
    sheets.set(styles, sheet);
  }
  return sheets.has(styles) ? [sheets.get(styles)] : [];
}

/** @param {import('lit').LitElement} element */
function dress(element) {
  const { shadowRoot, ownerDocument } = element;
  if (!shadowRoot) return;
  /** @type {CSSResult[]} */
  const own = [/** @type {any} */ (element.constructor).styles].flat();
  const all = [...own, ...(more.get(element) ?? [])];
  shadowRoot.adoptedStyleSheets = all.flatMap((styles) => sheetIn(ownerDocument, styles));
}

/** @param {import('lit').LitElement} element @param {CSSResult} styles */
export function wear(element, styles) {
  more.set(element, [...(more.get(element) ?? []), styles]);
  dress(element);
}

/** Elements of this class, which is not defined yet, may be moved. @param {any} part */
export function mayMove(part) {
  const { createRenderRoot } = part.prototype;
  // Lit's own would be of the first document.
  part.finalizeStyles = () => [];
  Object.assign(part.prototype, {
    /** @this {import('lit').LitElement} */
    createRenderRoot() {
      const root = createRenderRoot.call(this);
      dress(this);
      return root;
    },
    /** @this {import('lit').LitElement} */
    adoptedCallback() {
      dress(this);
    },
  });
}
