/** Typed arrays as they are, whatever properties their owner has put over those of their class. */

const typedArray = Object.getPrototypeOf(Float32Array.prototype);
/** @param {string | symbol} name @returns {(array: object) => any} undefined for what is no typed array */
const slot = (name) => {
  const { get } = /** @type {{get(): any}} */ (Object.getOwnPropertyDescriptor(typedArray, name));
  return (array) => get.call(array);
};

/** 'Float32Array' and so on, also for arrays that come from another frame; undefined for what is no typed array. */
export const typedArrayName = slot(Symbol.toStringTag);
/** How many numbers a typed array holds. */
export const lengthOf = slot('length');
const bufferOf = slot('buffer');
const offsetOf = slot('byteOffset');

/**
 * The same numbers under a view of our own: its length stays, whatever becomes of a buffer that can grow, and no
 * getter or method of the caller's is called.
 * @template {Float32ArrayConstructor | Uint8ArrayConstructor} Type
 * @param {object} array a typed array
 * @param {Type} Type its class
 * @returns {InstanceType<Type>}
 */
export function ownView(array, Type) {
  const length = lengthOf(array);
  // A buffer that has been transferred away allows no view at all.
  const view = length === 0 ? new Type(0) : new Type(bufferOf(array), offsetOf(array), length);
  return /** @type {InstanceType<Type>} */ (view);
}
