/**
 * A sentence to tokens: words and punctuation, without the white space between them.
 * The locale is fixed, so that a link shows the same tokens to everyone.
 */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** Between letters some browsers part words at these and others do not; here they always do: e . g. */
const PARTING = /(?<=[\p{L}\p{M}])([.:﹕．：])(?=\p{L})/u;

/**
 * @param {string} sentence
 * @returns {string[]} "How are you doing?" → How, are, you, doing, ?
 */
export function tokenize(sentence) {
  const tokens = [];
  for (const { segment } of segmenter.segment(sentence.toWellFormed())) {
    for (const part of segment.split(PARTING)) {
      const token = part.trim();
      if (token !== '') tokens.push(token);
    }
  }
  return tokens;
}
