/** What attention costs, and why scores are scaled, in English. */
export default {
  'costs.locale': 'en',
  'costs.title': 'Multiplications',
  'costs.note': 'From queries, keys and values to the heads’ outputs, all heads together.',
  'costs.exact': 'exact, every pair of words',
  'costs.quadratic': 'linear attention, first order',
  'costs.linear': 'linear attention, second order',
  'costs.lowRank': 'low-rank',
  'costs.localGlobal': 'local + global, only the pairs of the pattern',
  'costs.decode.full': 'all words at once',
  'costs.decode.cached': 'only the new words, with the cache',

  'saturation.title': 'Why ÷ √d',
  'saturation.say':
    'Random queries and keys whose numbers have mean 0 and variance 1, {keys} keys to a query. Their products grow with the width d. Without scaling the softmax puts all weight on one key: its entropy falls, and its gradient vanishes, so that nothing is learned any more. With ÷ √d both stay where they are.',
  'saturation.entropy': 'Entropy of a row, bits',
  'saturation.gradient': 'Size of the gradient of the softmax',
  'saturation.entropy.plot':
    'Mean entropy of a row of weights against the width d, scaled and not scaled; the numbers are in the table',
  'saturation.gradient.plot':
    'Mean size of the gradient of the softmax against the width d, scaled and not scaled; the numbers are in the table',
  'saturation.scaled': '÷ √d',
  'saturation.unscaled': 'not scaled',

  'costs.decode.note': 'From the embeddings to the output, all heads together.',
};
