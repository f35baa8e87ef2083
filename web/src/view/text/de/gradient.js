/** The backward pass, in German. */

/** @type {Record<keyof typeof import('../en/gradient.js').default, string>} */
export default {
  'origin.trained': 'hier trainiert',
  'origin.trained.title': 'Auf dieser Seite gelernt.',

  'stage.outputGradient': 'dY|Gradient der Ausgabe|dy',
  'stage.outputBiasGradient': 'db_o|Gradient des Ausgabe-Bias|db_o',
  'stage.outputWeightsGradient': 'dW_o|Gradient der Ausgabegewichte|dw_o',
  'stage.concatenatedGradient': 'dZ|Gradient der verketteten Heads|dz',
  'stage.headOutputGradient': 'dZ|Gradient der Head-Ausgabe|dz',
  'stage.weightsGradient': 'dA|Gradient der Attention-Gewichte|d Gewicht',
  'stage.localWeightsGradient': 'dA′|Gradient der lokalen Gewichte|d Gewicht',
  'stage.localScoresGradient': 'd(S+P)|Gradient der Scores des Musters|d lokal',
  'stage.lowRankWeightsGradient': 'dA′|Gradient der Gewichte|d Gewicht',
  'stage.lowRankScaledScoresGradient': 'd(S′/√d)|Gradient der skalierten Scores|d skaliert',
  'stage.lowRankScoresGradient': 'dS′|Gradient der Scores|d Score',
  'stage.mixedValuesGradient': 'dFV|Gradient der gemischten Values|dfv',
  'stage.mixedKeysGradient': 'dEK|Gradient der gemischten Keys|dek',
  'stage.valueMixingGradient': 'dF|Gradient der Value-Mischung|df',
  'stage.keyMixingGradient': 'dE|Gradient der Key-Mischung|de',
  'stage.denominatorsGradient': 'dD|Gradient der Nenner|dd',
  'stage.numeratorsGradient': 'dN|Gradient der Zähler|dn',
  'stage.keySumGradient': 'dΣφ(K)|Gradient der Summe der Keys|dΣφ(k)',
  'stage.keyValueStateGradient': 'dKV|Gradient des Zustands|dkv',
  'stage.keyFeaturesGradient': 'dφ(K)|Gradient der Key-Merkmale|dφ(k)',
  'stage.queryFeaturesGradient': 'dφ(Q)|Gradient der Query-Merkmale|dφ(q)',
  'stage.temperedScoresGradient': 'd(S/T)|Gradient der Scores durch Temperatur|d(S/T)',
  'stage.maskedScoresGradient': 'd(S+M)|Gradient der maskierten Scores|d maskiert',
  'stage.biasedScoresGradient': 'd(S+B)|Gradient der Scores mit Abstand|d(S+B)',
  'stage.cappedScoresGradient': 'dC|Gradient der gestauchten Scores|d gestaucht',
  'stage.scaledScoresGradient': 'd(S/√d)|Gradient der skalierten Scores|d skaliert',
  'stage.scoresGradient': 'dS|Gradient der Scores|d Score',
  'stage.rotatedKeysGradient': 'dK↻|Gradient der gedrehten Keys|dk↻',
  'stage.rotatedQueriesGradient': 'dQ↻|Gradient der gedrehten Queries|dq↻',
  'stage.valuesGradient': 'dV|Gradient der Values|dv',
  'stage.keysGradient': 'dK|Gradient der Keys|dk',
  'stage.queriesGradient': 'dQ|Gradient der Queries|dq',
  'stage.valueBiasGradient': 'db_v|Gradient des Value-Bias|db_v',
  'stage.keyBiasGradient': 'db_k|Gradient des Key-Bias|db_k',
  'stage.queryBiasGradient': 'db_q|Gradient des Query-Bias|db_q',
  'stage.valueWeightsGradient': 'dW_v|Gradient der Value-Gewichte|dw_v',
  'stage.keyWeightsGradient': 'dW_k|Gradient der Key-Gewichte|dw_k',
  'stage.queryWeightsGradient': 'dW_q|Gradient der Query-Gewichte|dw_q',
  'stage.positionedContextGradient': 'd(X′+P′)|Gradient der Embeddings mit Positionen, zweiter Satz|d(x′+p′)',
  'stage.positionedEmbeddingsGradient': 'd(X+P)|Gradient der Embeddings mit Positionen|d(x+p)',
  'stage.contextEmbeddingsGradient': 'dX′|Gradient der Embeddings des zweiten Satzes|dx′',
  'stage.embeddingsGradient': 'dX|Gradient der Embeddings|dx',

  'step.concatenatedGradient.title': 'd Verkettet, d Wₒ',
  'step.concatenatedGradient.note': 'zurück durch Wₒ',
  'step.concatenatedGradient.ask':
    'Wie würde sich die gewählte Ausgabe mit dem ändern, was in die letzte Projektion einging? Ihr Gradient geht durch Wₒ zurück.',
  'step.headOutputGradient.title': 'd Heads',
  'step.headOutputGradient.note': 'jedem sein Teil',
  'step.headOutputGradient.ask': 'Welcher Teil davon gehört zu welchem Head? Die Spalten, die von ihm kamen.',
  'step.weightsGradient.title': 'd Gewichte, d V',
  'step.weightsGradient.note': 'zurück durch die Summe',
  'step.weightsGradient.ask':
    'Wie würde sich die Ausgabe mit jedem Gewicht und mit jedem [v:Value] ändern? Ein Gewicht zählt durch den Value, den es beimischt, ein Value durch seine Gewichte.',
  'step.softmaxGradient.title': 'd Softmax',
  'step.softmaxGradient.note': 'w · (g − Σ w g)',
  'step.softmaxGradient.ask':
    'Wie würden sich die Gewichte mit jedem Score ändern? Ein Gewicht wächst nur, wenn andere schrumpfen, also wird der mittlere Gradient der Zeile abgezogen; wo der Softmax gesättigt ist, bleibt fast nichts übrig.',
  'step.passedGradient.title': 'd Scores',
  'step.passedGradient.note': 'durchgereicht',
  'step.passedGradient.ask':
    'Was addiert wurde, war für jeden Score dasselbe: Der Gradient geht unverändert weiter.',
  'step.scaledGradient.title': 'd Skalierung',
  'step.scaledGradient.note': '× {scale}',
  'step.scaledGradient.ask':
    'Ein Score, der mit {scale} multipliziert wird, wirkt {scale}-mal so stark: so auch sein Gradient.',
  'step.dividedGradient.title': 'd Temperatur',
  'step.dividedGradient.note': '÷ {temperature}',
  'step.dividedGradient.ask':
    'Ein Score, der durch {temperature} geteilt wird, wirkt entsprechend schwächer: so auch sein Gradient.',
  'step.softcapGradient.title': 'd Softcap',
  'step.softcapGradient.note': '× (1 − tanh²)',
  'step.softcapGradient.ask':
    'Je mehr der Softcap einen Score staucht, desto weniger wirkt dieser: Die Steigung des tanh sagt, wie viel.',
  'step.lowRankWeightsGradient.title': 'd Gewichte, d FV',
  'step.lowRankWeightsGradient.note': 'zurück durch die Summe',
  'step.lowRankWeightsGradient.ask':
    'Wie würde sich die Ausgabe mit jedem Gewicht und mit jedem gemischten [v:Value] ändern? Ein Gewicht zählt durch den Value, den es beimischt, ein Value durch seine Gewichte.',
  'step.mixedKeysGradient.title': 'd Mischung',
  'step.mixedKeysGradient.note': 'd EK, d E, d F',
  'step.mixedKeysGradient.ask':
    'Wie würde sich die Ausgabe mit jedem gemischten [k:Key] ändern, wie mit den Anteilen, in denen [k:Keys] und [v:Values] gemischt werden? Diese sind gelernt.',
  'step.numeratorsGradient.title': 'd Nachschlagen',
  'step.numeratorsGradient.note': 'zurück durch ÷',
  'step.numeratorsGradient.ask':
    'Wie würde sich die Ausgabe mit dem Nachgeschlagenen ändern, wie mit der Summe, durch die geteilt wurde? Je größer die Summe, desto weniger.',
  'step.keyValueStateGradient.title': 'd Zustand',
  'step.keyValueStateGradient.note': 'von allen, die lesen',
  'step.keyValueStateGradient.ask':
    'Wie würde sich die Ausgabe mit dem Zustand ändern? Über jede [q:Query], die ihn liest, gemäß ihren Merkmalen.',
  'step.queryFeaturesGradient.title': 'd Merkmale',
  'step.queryFeaturesGradient.note': 'zurück durch den Zustand',
  'step.queryFeaturesGradient.ask':
    'Wie würde sich die Ausgabe mit jedem Merkmal ändern? Eines der [q:Query] zählt durch den Zustand, den sie liest, eines des [k:Keys] durch seinen [v:Value], in allen Zuständen, in die er einging.',
  'step.rotatedQueriesGradient.title': 'd Q↻, d K↻',
  'step.rotatedQueriesGradient.note': 'zurück durch q · k',
  'step.rotatedQueriesGradient.ask':
    'Wie würden sich die Scores mit jeder gedrehten [q:Query] und jedem gedrehten [k:Key] ändern? Jeweils so stark wie das, womit multipliziert wird.',
  'step.rotatedQueriesGradient.note.features': 'zurück durch φ',
  'step.rotatedQueriesGradient.ask.features':
    'Wie würde sich der Verlust mit jeder gedrehten [q:Query] und jedem gedrehten [k:Key] ändern? Gemäß der Steigung von φ bei jeder ihrer Zahlen.',
  'step.queriesGradient.title': 'd Q, d K',
  'step.queriesGradient.note': 'zurück durch q · k',
  'step.queriesGradient.ask':
    'Wie würde sich der Verlust mit jeder [q:Query] und jedem [k:Key] ändern? Über die Scores, jeweils durch das, womit multipliziert wurde.',
  'step.queriesGradient.ask.turned':
    'Die Gradienten werden um die Winkel zurückgedreht, um die die [q:Queries] und [k:Keys] gedreht wurden.',
  'step.queriesGradient.note.features': 'zurück durch φ',
  'step.queriesGradient.ask.features':
    'Wie würde sich der Verlust mit jeder [q:Query] und jedem [k:Key] ändern? Gemäß der Steigung von φ bei jeder ihrer Zahlen. Mit den [v:Values] über alle Zustände, in die sie eingingen.',
  'step.queryWeightsGradient.title': 'd W',
  'step.queryWeightsGradient.note': 'wonach Training geht',
  'step.queryWeightsGradient.ask':
    'Wie würde sich die Ausgabe mit den gelernten Gewichten ändern? Danach richtet sich das Training: Jedes Gewicht wird ein wenig entlang seines Gradienten oder gegen ihn verschoben.',
  'step.embeddingsGradient.title': 'd X',
  'step.embeddingsGradient.note': 'zurück zu den Wörtern',
  'step.embeddingsGradient.ask':
    'Wie würde sich die Ausgabe mit jedem Wort ändern? Sein Embedding zählt als Query, als Key und als Value, zusammen addiert.',

  'operator.times': '×',
  'operator.andOthers': '+ andere\nHeads =',
  'operator.softmaxGradient': 'softmax′\n→',
  'operator.softcapGradient': 'cap′\n→',
  'operator.featuresGradient': 'φ′\n→',
  'operator.divideGradient': '(1/d)′\n→',
  'operator.split': '→',
  'operator.rotateBack': '↺\n→',

  'arithmetic.gradient': 'Gradient',
  'arithmetic.say.softmaxGradient':
    'Der Gradient dieses Gewichts, abzüglich des mit den Gewichten gewichteten Mittels der Zeile ({sum}), mal das Gewicht.',
  'arithmetic.say.softcapGradient': 'Der Gradient mal die Steigung des Softcap bei diesem Score.',
  'arithmetic.say.rotateBack': 'Dieselbe Drehung wie vorher, um den entgegengesetzten Winkel.',
  'arithmetic.say.columnSums': 'Ein Bias zählt in jeder Zeile: die Gradienten der Zeilen, addiert.',
  'arithmetic.say.featuresGradient':
    'Der Gradient mal die Steigung von φ: 1 über 0, darunter e hoch die Zahl.',
  'arithmetic.say.divideGradient': 'Durch mehr geteilt wird es weniger: jeder Gradient mal −n ÷ d².',
  'arithmetic.say.queryGradient': 'Über den Zustand, den diese Query liest, und über die Summe der Keys.',
  'arithmetic.say.keyGradient': 'Über alle Zustände und Summen, in die dieser Key einging.',
  'arithmetic.say.valueGradient': 'Über alle Zustände, in die dieser Value einging.',
  'arithmetic.say.stateGradient': 'Von allen Queries, die ihn lesen, addiert.',
  'arithmetic.say.split': 'Unverändert übernommen.',
  'arithmetic.say.upstream':
    'Der Verlust (Loss) ist eine einzelne Zahl der Ausgabe: Ihr Gradient ist dort 1 und sonst überall 0.',
};
