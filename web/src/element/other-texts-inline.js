/** For the element as one file: a language is another file beside it. They register themselves. */
import { address } from './address.js';

/**
 * By a script's tag, which needs no leave of another origin's server, as import() would.
 * @param {string} language
 */
export const loadTexts = (language) =>
  new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = new URL(`self-attention.${language}.js`, address).href;
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
