/** What is seen of figures: when they come into sight and leave it, by one observer for all of a page, and how much. */

/** @typedef {(inSight: boolean) => void} Tell */

/** @type {WeakMap<Element, {tell: Tell, observer: IntersectionObserver}>} */
const watched = new WeakMap();

/** Figures may be moved into another window. @type {WeakMap<Window, IntersectionObserver>} */
const observers = new WeakMap();

/** A frame that is not shown, as in closed details, is 10 pixels wide in Firefox and 0 in WebKit. */
export const UNSEEN = 40;

/** @param {Element} element to be looked at again once it has a width: to an observer it is no less in sight without */
function awaitWidth(element) {
  const resize = new ResizeObserver(([{ contentRect }]) => {
    if (contentRect.width < UNSEEN) return;
    resize.disconnect();
    const { observer } = watched.get(element) ?? {};
    observer?.unobserve(element);
    observer?.observe(element);
  });
  resize.observe(element);
}

/** @param {Element} element */
const windowOf = (element) => element.ownerDocument.defaultView ?? window;

/** @param {Element} element @param {Tell} tell */
export function watchSight(element, tell) {
  const view = windowOf(element);
  // A little before it is seen, so that the numbers are there when it is.
  const observer =
    observers.get(view) ??
    new view.IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting, boundingClientRect } of entries) {
          const wide = boundingClientRect.width >= UNSEEN;
          watched.get(target)?.tell(isIntersecting && wide);
          if (isIntersecting && !wide) awaitWidth(target);
        }
      },
      { rootMargin: '200px' },
    );
  observers.set(view, observer);
  watched.set(element, { tell, observer });
  observer.observe(element);
}

/** What is in sight as it comes does not wait for a frame. A page in a frame does not know what of it is seen. @param {Element} element */
export function lookAt(element) {
  const { top, bottom, width } = element.getBoundingClientRect();
  const view = windowOf(element);
  const seen = width > 0 && bottom >= 0 && top <= view.innerHeight;
  if (seen && view.parent === view) watched.get(element)?.tell(true);
}

/** @param {Element} element */
export function forgetSight(element) {
  watched.get(element)?.observer.unobserve(element);
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
const SECOND = { narrow: 98, medium: 56, wide: 56 };
/** Less is no room: then the page scrolls. */
const LEAST = 240;

/**
 * What is left of the window for the picture. From what the figure shows and not from where it stands, so that nothing
 * grows or shrinks while a reader types or opens the settings.
 * @param {import('./self-attention.js').SelfAttention} figure
 * @param {number} width of the figure
 * @returns {number} CSS pixels
 */
export function heightLeft({ controls, isPage, offsetTop, session }, width) {
  const size = width < BESIDE.steps ? 'narrow' : width < BESIDE.panel ? 'medium' : 'wide';
  const above = (isPage ? offsetTop : 0) + STEP[size === 'narrow' ? size : 'wide'];
  const second = session.settings.kind === 'cross' ? SECOND[size] : 0;
  const around = controls === 'none' ? 0 : AROUND[size] + second;
  return Math.max(LEAST, heightSeen() - above - around);
}
