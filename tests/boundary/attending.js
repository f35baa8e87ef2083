/** Requests of attend() for the boundary tests. */

/** @typedef {import('softlook').AttendRequest} AttendRequest */
/** @typedef {import('softlook').Tensor} Tensor */

/**
 * @param {number[]} shape
 * @param {(at: number) => number} [value]
 * @returns {Tensor}
 */
export function tensor(shape, value = (at) => Math.sin(at + 1)) {
  const length = shape.reduce((product, axis) => product * axis, 1);
  return { shape, data: Float32Array.from({ length }, (_, at) => value(at)) };
}

/** B = 2, H = 4, G = 2, N = 3, M = 5, D = 6, Dv = 7. @param {object} [more] @returns {any} */
export function request(more) {
  return {
    queries: tensor([2, 4, 3, 6]),
    keys: tensor([2, 2, 5, 6], Math.cos),
    values: tensor([2, 2, 5, 7]),
    ...more,
  };
}

/** Every field there is beside queries of four lengths. @returns {Required<Omit<AttendRequest, 'numHeads' | 'numKvHeads'>>} */
export function everyField() {
  return {
    ...request(),
    isCausal: true,
    window: 4,
    rightWindow: 3,
    keyLengths: [9, 8],
    scale: 0.5,
    softcap: 2,
    mask: tensor([2, 1, 3, 9], (at) => (at % 4 === 0 ? -Infinity : 0.5)),
    pastKeys: tensor([2, 2, 4, 6]),
    pastValues: tensor([2, 2, 4, 7]),
    needWeights: true,
    weightsAre: 'weights',
  };
}

/** B = 2, H = 4, G = 2, N = 3, M = 5, D = 6, Dv = 7, the heads of a token side by side. @param {object} [more] @returns {any} */
export function packedRequest(more) {
  return {
    queries: tensor([2, 3, 24]),
    keys: tensor([2, 5, 12], Math.cos),
    values: tensor([2, 5, 14]),
    numHeads: 4,
    numKvHeads: 2,
    ...more,
  };
}
