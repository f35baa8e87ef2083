/**
 * A sentence to tokens: words and punctuation, without the white space between them.
 * The locale is fixed, so that a link shows the same tokens to everyone.
 */

/** @type {Intl.Segmenter | undefined} */
let segmenter;

/** Sentences that need no segmenter, which takes 10 ms to make: the first heatmap does not wait for it. */
const PLAIN = /^[A-Za-z .,!?]*$/;

/** At an @, and between letters at the others, some browsers part words and others do not; here they always do: e . g. */
const PARTING = /(@|(?<=[\p{L}\p{M}])[.:﹕．：](?=\p{L}))/u;

/**
 * @param {string} sentence
 * @returns {string[]} "How are you doing?" → How, are, you, doing, ?
 */
export function tokenize(sentence) {
  if (PLAIN.test(sentence)) return sentence.match(/[A-Za-z]+|[.,!?]/g) ?? [];
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  const tokens = [];
  for (const { segment } of segmenter.segment(sentence.toWellFormed())) {
    for (const part of segment.split(PARTING)) {
      const token = part.trim();
      if (token !== '') tokens.push(token);
    }
  }
  return tokens;
}
