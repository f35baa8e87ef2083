/** The steps and stages of plain, self-, masked and cross-attention with one head, in English. */
export default {
  'step.words.title': 'Words',
  'step.words.note': 'embeddings',
  'step.words.ask': 'Which numbers stand for each word? One row of numbers, its embedding, for every word.',
  'step.words.ask.cross':
    '[q:Queries] will come from the first sentence, [k:keys] and [v:values] from the second.',
  'step.projections.title': 'Q, K, V',
  'step.projections.note': 'three projections',
  'step.projections.ask':
    'What does each word [q:ask for], [k:answer to] and [v:pass on]? Three projections of its embedding.',
  'step.projections.ask.plain':
    'Without learned weights [q:query], [k:key] and [v:value] are all the embedding of the word.',
  'step.scores.title': 'Scores',
  'step.scores.note': 'q · k',
  'step.scores.ask':
    'How well does each [k:key] answer this [q:query]? One dot product for every pair of words.',
  'step.scaledScores.title': 'Scale',
  'step.scaledScores.note': '÷ √d',
  'step.scaledScores.ask':
    'How large may scores get? Dividing by √{d} keeps them in range, however wide queries are.',
  'step.scaledScores.ask.off':
    'Scaling is off: the scores go on as they are. Switch it on to divide them by √{d}.',
  'step.maskedScores.title': 'Mask',
  'step.maskedScores.note': 'no looking ahead',
  'step.maskedScores.ask':
    'Which words may each [q:query] look at? Only itself and earlier ones: −∞ takes the others out.',
  'step.maskedScores.ask.edited':
    'Which words may each [q:query] look at? Where your mask says −∞, the score is taken out.',
  'step.weights.title': 'Softmax',
  'step.weights.note': 'rows sum to 1',
  'step.weights.ask':
    'How is one whole unit of attention shared out? Softmax turns each row into shares that sum to 1.',
  'step.weights.ask.empty':
    'How is one whole unit of attention shared out? Softmax turns each row into shares that sum to 1; a row with nothing to look at stays 0.',
  'step.headOutput.title': 'Weighted sum',
  'step.headOutput.note': 'weights × V',
  'step.headOutput.ask':
    'What does each word take along? The [v:values] of all words, mixed in proportion to their weights.',
  'step.output.title': 'Weighted sum',
  'step.output.note': 'weights × V',
  'step.output.ask':
    'What does each word take along? The [v:values] of all words, mixed in proportion to their weights.',
  'step.output.title.copied': 'Output',
  'step.output.note.copied': 'as it is',
  'step.output.ask.copied': 'What goes on from here? What the step before gave, as it is.',
  'step.other.title': '{id}',
  'step.other.note': '{operation}',
  'step.other.ask': 'One more step: {operation}.',

  'stage.embeddings': 'X|embeddings|x',
  'stage.contextEmbeddings': 'X′|embeddings of the second sentence|x′',
  'stage.queryWeights': 'W_q|query weights|w_q',
  'stage.keyWeights': 'W_k|key weights|w_k',
  'stage.valueWeights': 'W_v|value weights|w_v',
  'stage.queryBias': 'b_q|query bias|b_q',
  'stage.keyBias': 'b_k|key bias|b_k',
  'stage.valueBias': 'b_v|value bias|b_v',
  'stage.queries': 'Q|queries|q',
  'stage.keys': 'K|keys|k',
  'stage.values': 'V|values|v',
  'stage.scores': 'S|scores|score',
  'stage.scaledScores': 'S/√d|scaled scores|scaled',
  'stage.mask': 'M|mask|mask',
  'stage.maskedScores': 'S+M|masked scores|masked',
  'stage.weights': 'A|attention weights|weight',
  'stage.headOutput': 'Z|head output|z',
  'stage.output': 'Y|output|y',

  'operator.scale': '÷ √{d} =',
  'operator.scale.off': '× 1 =',
  'operator.mask': '+',
  'operator.equals': '=',
  'operator.softmax': 'softmax\n→',
  'operator.copy': '=',
  'operator.other': '→',
};
