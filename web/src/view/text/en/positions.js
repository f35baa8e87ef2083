/** What options do to scores and masks: positions, softcap, temperature, factors and masks of other shapes, in English. */
export default {
  'step.scaledScores.note.number': '× {scale}',
  'step.scaledScores.ask.number': 'How large may scores get? All are multiplied by {scale}.',
  'step.maskedScores.note.other': 'S + M',
  'step.maskedScores.ask.other':
    'Which words may each [q:query] look at? The mask is added to the scores; −∞ takes a word out.',
  'operator.scale.number': '× {scale} =',
  'arithmetic.say.scale.number': 'All numbers here are multiplied by the same one, {scale}.',
  'arithmetic.say.mask.added': 'The number of the mask is added to the score.',
  'arithmetic.input.mask.added': 'A number of the mask, added to the score of this query and this key.',
  'arithmetic.input.other': 'A given number.',
  'origin.loaded': 'loaded',
  'origin.loaded.title': 'From a file you gave.',

  'step.positionedEmbeddings.title': 'Positions',
  'step.positionedEmbeddings.note': 'X + P',
  'step.positionedEmbeddings.ask':
    'Where does each word stand? Sines and cosines of its position are added to its embedding.',
  'step.rotatedQueries.title': 'Rotate',
  'step.rotatedQueries.note': 'by position',
  'step.rotatedQueries.ask':
    'Where does each word stand? [q:Queries] and [k:keys] are turned by an angle for each position, so that a score depends on how far apart two words are.',
  'step.cappedScores.title': 'Softcap',
  'step.cappedScores.note': 'c · tanh(s ÷ c)',
  'step.cappedScores.ask': 'How large may one score get? It is bent so that it stays within ±{softcap}.',
  'step.biasedScores.title': 'Distance',
  'step.biasedScores.note': 'ALiBi',
  'step.biasedScores.ask':
    'How far away is each [k:key]? The further, the more its score loses, each head at its own slope.',
  'step.temperedScores.title': 'Temperature',
  'step.temperedScores.note': '÷ {temperature}',
  'step.temperedScores.ask':
    'How decided is the softmax to be? Dividing by less than 1 sharpens it, by more than 1 evens it out.',

  'stage.positions': 'P|positions|p',
  'stage.contextPositions': 'P′|positions of the second sentence|p′',
  'stage.positionedEmbeddings': 'X+P|embeddings with positions|x+p',
  'stage.positionedContext': 'X′+P′|embeddings with positions, second sentence|x′+p′',
  'stage.rotatedQueries': 'Q↻|rotated queries|q↻',
  'stage.rotatedKeys': 'K↻|rotated keys|k↻',
  'stage.cappedScores': 'C|capped scores|capped',
  'stage.positionBias': 'B|distance bias|bias',
  'stage.biasedScores': 'S+B|scores with distance|biased',
  'stage.temperedScores': 'S/T|scores over temperature|tempered',

  'operator.rotate': 'turn\n→',
  'operator.softcap': 'cap\n→',
  'operator.divide': '÷ {temperature} =',

  'arithmetic.say.add': 'The two numbers of this place, added.',
  'arithmetic.say.sinusoid':
    'Position {position} times the frequency of this pair of features, {frequency}, is the angle {angle} (in radians); even features take its sine, odd ones its cosine.',
  'arithmetic.say.rotate':
    'Two features are the coordinates of a point, which is turned by {angle} radians: position {position} times the frequency of the pair.',
  'arithmetic.say.alibi': 'The distance of the two words, times the slope of this head, {slope}.',
  'arithmetic.say.softcap':
    'Close to 0 the score stays nearly as it is; a large one comes close to ±{softcap} and never goes beyond.',
  'arithmetic.say.divide': 'Every score is divided by the temperature, {temperature}.',
  'arithmetic.say.bias': 'This number is added to the score.',
};
