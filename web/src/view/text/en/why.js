/** Why a setting has no effect beside others, in English. */
export default {
  'why.misfit':
    'The lengths that {name} names do not fit the sentence: its words are those that this browser finds.',
  'why.segmenter':
    'This browser lacks Intl.Segmenter, by which words are found: they are split at spaces and signs instead. Other browsers may find others; a link from here says how they are split.',
  'why.projections':
    'Without projections queries, keys and values are the embeddings themselves: one head, as wide as they are.',
  'why.oneHead': 'One head has nobody to share with.',
  'why.scaled': 'Scores are not scaled.',
  'why.causal': 'Low-rank attention mixes all keys, later ones too: it cannot be causal.',
  'why.linear': 'Linear attention has no mask but the causal one.',
  'why.lowRank': 'Low-rank attention scores mixed keys, which no longer stand for words.',
  'why.evenWidth': 'Rotary positions turn pairs of numbers: the head width has to be even.',
  'why.nothingHidden': 'A prefix shows what a causal mask or a window hides: there is neither.',
  'why.notLowRank': 'Only low-rank attention mixes keys.',
  'why.notLocal': 'Only local + global attention has it.',
  'why.exact': 'That is done for exact attention only.',
  'why.noGradient': 'The backward pass is off.',
  'why.notCausal':
    'Words are generated one by one where attention is causal: each sees only those before it.',
  'why.cross': 'Words are generated one by one where keys come from the same sentence.',
  'why.gradient': 'There is no cache in the backward pass.',
  'why.noEdits': 'No number was changed by hand.',
  'why.noHead': 'There are not so many heads.',
};
