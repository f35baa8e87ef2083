/** What a link says about what the page will need, before anything is there to read it. */

/** Settings that only the whole core can do. */
const BEYOND = /(?:^#|&)(?:positions|softcap|temperature|padding|drawn|method|cached|gradient|against)=/;

/**
 * Whether to begin with the whole core. A guess that only saves time: the engine finds out by itself.
 * @param {string} hash of the address
 */
export const expectsMore = (hash) => BEYOND.test(hash);

/**
 * @param {string} link
 * @returns {string} what it says about the language
 */
export const languageIn = (link) => /(?:^#?|&)lang=(en|de)(?:&|$)/.exec(link)?.[1] ?? 'auto';
