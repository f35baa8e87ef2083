/** For the element as one file: a language is another file beside it. They register themselves. */
import { address } from './address.js';

/** @param {string} language */
export const loadTexts = async (language) =>
  import(/* @vite-ignore */ new URL(`self-attention.${language}.js`, address).href);
