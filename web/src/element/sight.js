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
