/** Sentences to begin with, each with the word that is worth following. */

/** @typedef {{sentence: string, focus: number}} Example */

/** @type {Example[]} */
export const EXAMPLES = [
  { sentence: 'How are you doing?', focus: 2 },
  { sentence: 'The cat sat on the mat because it was tired.', focus: 7 },
  { sentence: 'He fed the dog because it was hungry.', focus: 5 },
];
