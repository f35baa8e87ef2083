/** What is seen of figures: when they come into sight and leave it, by one observer for all of a page, and how much. */

/** @typedef {(inSight: boolean) => void} Tell */

/** @type {WeakMap<Element, Tell>} */
const watched = new WeakMap();

/** @type {IntersectionObserver | undefined} */
let observer;

/**
 * @param {Element} element
 * @param {Tell} tell called at once where the element is in sight already
 */
export function watchSight(element, tell) {
  watched.set(element, tell);
  // A little before it is seen, so that the numbers are there when it is.
  observer ??= new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) watched.get(target)?.(isIntersecting);
    },
    { rootMargin: '200px' },
  );
  observer.observe(element);
  // The first screen does not wait for a frame.
  const { top, bottom, width } = element.getBoundingClientRect();
  if (width > 0 && bottom >= 0 && top <= innerHeight) tell(true);
}

/** @param {Element} element */
export function forgetSight(element) {
  observer?.unobserve(element);
  watched.delete(element);
}

/** What a browser's own parts leave of the screen. */
const LEFT = 0.85;

/**
 * As much as is seen at once: the height of the window. That of a frame follows its figure, so it says nothing.
 * @returns {number} CSS pixels
 */
export function heightSeen() {
  return window.parent === window ? window.innerHeight : Math.round(screen.height * LEFT);
}

/** Widths of a figure from which the steps stand beside the picture, and the arithmetic too; as in styles.js. */
export const BESIDE = { steps: 820, panel: 1180 };
/** What stands above and below a picture, in CSS pixels: what says what step it is, then what else there is. */
const STEP = { narrow: 115, wide: 78 };
const AROUND = { narrow: 260, medium: 212, wide: 190 };
/** A second sentence. */
const SECOND = { narrow: 82, medium: 56, wide: 56 };
/** Less is no room: then the page scrolls. */
const LEAST = 240;

/**
 * What is left of the window for the picture. From what the figure shows and not from where it stands, so that nothing
 * grows or shrinks while a reader types or opens the settings.
 * @param {import('./self-attention.js').SelfAttention} figure
 * @param {number} width of the figure
 * @returns {number} CSS pixels
 */
export function heightLeft({ controls, isPage, offsetTop, settings }, width) {
  const size = width < BESIDE.steps ? 'narrow' : width < BESIDE.panel ? 'medium' : 'wide';
  const above = (isPage ? offsetTop : 0) + STEP[size === 'narrow' ? size : 'wide'];
  const second = settings.kind === 'cross' ? SECOND[size] : 0;
  const around = controls === 'none' ? 0 : AROUND[size] + second;
  return Math.max(LEAST, heightSeen() - above - around);
}
