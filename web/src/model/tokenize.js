/**
 * A sentence to tokens: words and punctuation, without the white space between them.
 * The locale is fixed, so that a link shows the same tokens to everyone.
 */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/**
 * @param {string} sentence
 * @returns {string[]} "How are you doing?" → How, are, you, doing, ?
 */
export function tokenize(sentence) {
  const tokens = [];
  for (const { segment } of segmenter.segment(sentence.toWellFormed())) {
    const token = segment.trim();
    if (token !== '') tokens.push(token);
  }
  return tokens;
}
