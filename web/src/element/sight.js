/** Tells figures when they come into sight and when they leave it: one observer for all of a page. */

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
