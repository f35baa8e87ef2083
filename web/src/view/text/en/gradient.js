/** The backward pass, in English. */
export default {
  'origin.trained': 'trained here',
  'origin.trained.title': 'Learned on this page.',

  'stage.outputGradient': 'dY|gradient of output|dy',
  'stage.outputBiasGradient': 'db_o|gradient of output bias|db_o',
  'stage.outputWeightsGradient': 'dW_o|gradient of output weights|dw_o',
  'stage.concatenatedGradient': 'dZ|gradient of joined heads|dz',
  'stage.headOutputGradient': 'dZ|gradient of head output|dz',
  'stage.weightsGradient': 'dA|gradient of attention weights|d weight',
  'stage.localWeightsGradient': 'dA′|gradient of local weights|d weight',
  'stage.localScoresGradient': 'd(S+P)|gradient of scores of the pattern|d local',
  'stage.lowRankWeightsGradient': 'dA′|gradient of weights|d weight',
  'stage.lowRankScaledScoresGradient': 'd(S′/√d)|gradient of scaled scores|d scaled',
  'stage.lowRankScoresGradient': 'dS′|gradient of scores|d score',
  'stage.mixedValuesGradient': 'dFV|gradient of mixed values|dfv',
  'stage.mixedKeysGradient': 'dEK|gradient of mixed keys|dek',
  'stage.valueMixingGradient': 'dF|gradient of value mixing|df',
  'stage.keyMixingGradient': 'dE|gradient of key mixing|de',
  'stage.denominatorsGradient': 'dD|gradient of denominators|dd',
  'stage.numeratorsGradient': 'dN|gradient of numerators|dn',
  'stage.keySumGradient': 'dΣφ(K)|gradient of the sum of keys|dΣφ(k)',
  'stage.keyValueStateGradient': 'dKV|gradient of the state|dkv',
  'stage.keyFeaturesGradient': 'dφ(K)|gradient of key features|dφ(k)',
  'stage.queryFeaturesGradient': 'dφ(Q)|gradient of query features|dφ(q)',
  'stage.temperedScoresGradient': 'd(S/T)|gradient of scores over temperature|d tempered',
  'stage.maskedScoresGradient': 'd(S+M)|gradient of masked scores|d masked',
  'stage.biasedScoresGradient': 'd(S+B)|gradient of scores with distance|d biased',
  'stage.cappedScoresGradient': 'dC|gradient of capped scores|d capped',
  'stage.scaledScoresGradient': 'd(S/√d)|gradient of scaled scores|d scaled',
  'stage.scoresGradient': 'dS|gradient of scores|d score',
  'stage.rotatedKeysGradient': 'dK↻|gradient of rotated keys|dk↻',
  'stage.rotatedQueriesGradient': 'dQ↻|gradient of rotated queries|dq↻',
  'stage.valuesGradient': 'dV|gradient of values|dv',
  'stage.keysGradient': 'dK|gradient of keys|dk',
  'stage.queriesGradient': 'dQ|gradient of queries|dq',
  'stage.valueBiasGradient': 'db_v|gradient of value bias|db_v',
  'stage.keyBiasGradient': 'db_k|gradient of key bias|db_k',
  'stage.queryBiasGradient': 'db_q|gradient of query bias|db_q',
  'stage.valueWeightsGradient': 'dW_v|gradient of value weights|dw_v',
  'stage.keyWeightsGradient': 'dW_k|gradient of key weights|dw_k',
  'stage.queryWeightsGradient': 'dW_q|gradient of query weights|dw_q',
  'stage.positionedContextGradient':
    'd(X′+P′)|gradient of embeddings with positions, second sentence|d(x′+p′)',
  'stage.positionedEmbeddingsGradient': 'd(X+P)|gradient of embeddings with positions|d(x+p)',
  'stage.contextEmbeddingsGradient': 'dX′|gradient of embeddings of the second sentence|dx′',
  'stage.embeddingsGradient': 'dX|gradient of embeddings|dx',

  'step.concatenatedGradient.title': 'd Joined, d Wₒ',
  'step.concatenatedGradient.note': 'back through Wₒ',
  'step.concatenatedGradient.ask':
    'How would the chosen output change with what went into the last projection? Its gradient goes back through Wₒ.',
  'step.headOutputGradient.title': 'd Heads',
  'step.headOutputGradient.note': 'each its part',
  'step.headOutputGradient.ask': 'Which part of it belongs to each head? The columns that came from it.',
  'step.weightsGradient.title': 'd Weights, d V',
  'step.weightsGradient.note': 'back through the sum',
  'step.weightsGradient.ask':
    'How would the output change with each weight, and with each [v:value]? A weight counts by the value it mixes in; a value by its weights.',
  'step.softmaxGradient.title': 'd Softmax',
  'step.softmaxGradient.note': 'w · (g − Σ w g)',
  'step.softmaxGradient.ask':
    'How would the weights change with each score? One weight grows only as others shrink, so the mean gradient of the row is taken off; where softmax is saturated, nearly nothing is left.',
  'step.passedGradient.title': 'd Scores',
  'step.passedGradient.note': 'passed on',
  'step.passedGradient.ask':
    'What was added was the same whatever the score: the gradient passes on as it is.',
  'step.scaledGradient.title': 'd Scale',
  'step.scaledGradient.note': '× {scale}',
  'step.scaledGradient.ask':
    'A score that is multiplied by {scale} matters {scale} times as much: so is its gradient.',
  'step.dividedGradient.title': 'd Temperature',
  'step.dividedGradient.note': '÷ {temperature}',
  'step.dividedGradient.ask':
    'A score that is divided by {temperature} matters less by as much: so does its gradient.',
  'step.softcapGradient.title': 'd Softcap',
  'step.softcapGradient.note': '× (1 − tanh²)',
  'step.softcapGradient.ask':
    'The more the cap bends a score, the less it matters: the slope of tanh says how much.',
  'step.lowRankWeightsGradient.title': 'd Weights, d FV',
  'step.lowRankWeightsGradient.note': 'back through the sum',
  'step.lowRankWeightsGradient.ask':
    'How would the output change with each weight, and with each mixed [v:value]? A weight counts by the value it mixes in; a value by its weights.',
  'step.mixedKeysGradient.title': 'd Mix',
  'step.mixedKeysGradient.note': 'd EK, d E, d F',
  'step.mixedKeysGradient.ask':
    'How would the output change with each mixed [k:key], and with the proportions that [k:keys] and [v:values] are mixed in? Those are learned.',
  'step.numeratorsGradient.title': 'd Look-up',
  'step.numeratorsGradient.note': 'back through ÷',
  'step.numeratorsGradient.ask':
    'How would the output change with what was looked up, and with the sum it was divided by? The larger the sum, the less.',
  'step.keyValueStateGradient.title': 'd State',
  'step.keyValueStateGradient.note': 'from its readers',
  'step.keyValueStateGradient.ask':
    'How would the output change with the state? Through each [q:query] that reads it, by the features of that query.',
  'step.queryFeaturesGradient.title': 'd Features',
  'step.queryFeaturesGradient.note': 'back through the state',
  'step.queryFeaturesGradient.ask':
    'How would the output change with each feature? That of a [q:query] counts by the state it reads; that of a [k:key] by its [v:value], in all states it is part of.',
  'step.rotatedQueriesGradient.title': 'd Q↻, d K↻',
  'step.rotatedQueriesGradient.note': 'back through q · k',
  'step.rotatedQueriesGradient.ask':
    'How would the scores change with each rotated [q:query] and [k:key]? Each by the one it is multiplied with.',
  'step.rotatedQueriesGradient.note.features': 'back through φ',
  'step.rotatedQueriesGradient.ask.features':
    'How would the loss change with each rotated [q:query] and [k:key]? By the slope of φ at each of their numbers.',
  'step.queriesGradient.title': 'd Q, d K',
  'step.queriesGradient.note': 'back through q · k',
  'step.queriesGradient.ask':
    'How would the loss change with each [q:query] and [k:key]? Through the scores, each by the one it was multiplied with.',
  'step.queriesGradient.ask.turned':
    'The gradients are turned back by the angles the [q:queries] and [k:keys] were turned by.',
  'step.queriesGradient.note.features': 'back through φ',
  'step.queriesGradient.ask.features':
    'How would the loss change with each [q:query] and [k:key]? By the slope of φ at each of their numbers. The [v:values] through all states they are part of.',
  'step.queryWeightsGradient.title': 'd W',
  'step.queryWeightsGradient.note': 'what training would use',
  'step.queryWeightsGradient.ask':
    'How would the output change with the learned weights? This is what training goes by: each weight is moved a little along or against its gradient.',
  'step.embeddingsGradient.title': 'd X',
  'step.embeddingsGradient.note': 'back to the words',
  'step.embeddingsGradient.ask':
    'How would the output change with each word? Its embedding counts as a query, as a key and as a value, added up.',

  'operator.times': '×',
  'operator.andOthers': '+ other\nheads =',
  'operator.softmaxGradient': 'softmax′\n→',
  'operator.softcapGradient': 'cap′\n→',
  'operator.featuresGradient': 'φ′\n→',
  'operator.divideGradient': '(1/d)′\n→',
  'operator.split': '→',
  'operator.rotateBack': 'turn\nback →',

  'arithmetic.gradient': 'gradient',
  'arithmetic.say.softmaxGradient':
    'The gradient of this weight, less the mean of the row weighted by the weights ({sum}), times the weight.',
  'arithmetic.say.softcapGradient': 'The gradient times the slope of the cap at this score.',
  'arithmetic.say.rotateBack': 'The same rotation as before, by the opposite angle.',
  'arithmetic.say.columnSums': 'A bias counts in every row: the gradients of the rows, added up.',
  'arithmetic.say.featuresGradient':
    'The gradient times the slope of φ: 1 above 0, e to the power of the number below.',
  'arithmetic.say.divideGradient':
    'What is divided by a larger number gets smaller: each gradient times −n ÷ d².',
  'arithmetic.say.queryGradient': 'Through the state that this query reads, and through the sum of keys.',
  'arithmetic.say.keyGradient': 'Through all states, and all sums, that this key is part of.',
  'arithmetic.say.valueGradient': 'Through all states that this value is part of.',
  'arithmetic.say.stateGradient': 'From all queries that read it, added up.',
  'arithmetic.say.split': 'Taken over as it is.',
  'arithmetic.say.upstream': 'The loss is one number of the output: its gradient is 1 there and 0 elsewhere.',
};
