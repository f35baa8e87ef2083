/** The key/value cache, in English. */
export default {
  'sentence.cached': '{token}: its keys and values are read from the cache',

  'arithmetic.say.subtract.decode':
    'What comes of the cache, less what comes of computing all words at once.',

  'step.newEmbeddings.title': 'New words',
  'step.newEmbeddings.note': 'the others are cached',
  'step.newEmbeddings.ask':
    'Which words are new? Only their [q:queries], [k:keys] and [v:values] are computed; those of the words before are in the cache.',
  'step.queries.title': 'Q',
  'step.queries.note': 'of the new words',
  'step.queries.ask': 'What do the new words [q:ask for]?',
  'step.cachedKeys.title': 'Cache',
  'step.cachedKeys.note': 'K and V from before',
  'step.cachedKeys.ask':
    'What was computed when the words before were new? Their [k:keys] and [v:values] were kept, one row for each word.',
  'step.newKeys.title': 'New K, V',
  'step.newKeys.note': 'one row a word',
  'step.newKeys.ask': 'What do the new words [k:answer to] and [v:pass on]?',
  'step.keys.title': 'K, V',
  'step.keys.note': 'cached above new',
  'step.keys.ask': 'The new [k:keys] and [v:values] join those of the cache, which the next word will read.',
  'step.decodeDifference.title': 'The same?',
  'step.decodeDifference.note': 'less all at once',
  'step.decodeDifference.ask':
    'Are these the numbers of computing all words at once? To the last bit: each word sees only those before it, and they do not change.',

  'stage.newEmbeddings': 'X new|embeddings of the new words|x',
  'stage.cachedKeys': 'K cached|cached keys|k',
  'stage.cachedValues': 'V cached|cached values|v',
  'stage.newKeys': 'K new|new keys|k',
  'stage.newValues': 'V new|new values|v',
  'stage.fullOutput': 'Y all|output, all at once|y',
  'stage.decodeDifference': 'Y−Y all|difference|difference',

  'operator.stack': 'stack\n→',
};
