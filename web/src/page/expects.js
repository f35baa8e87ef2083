/** What a link says about the core it will need. */

/** Settings that only the whole core can do. */
const BEYOND = /(?:^#|&)(?:positions|softcap|temperature|padding|drawn|method|cached|gradient|against)=/;

/**
 * Whether to begin with the whole core. A guess that only saves time: the engine finds out by itself.
 * @param {string} hash of the address
 */
export const expectsMore = (hash) => BEYOND.test(hash);
