/** The steps and stages of plain, self-, masked and cross-attention with one head, in German. */

/** @type {Record<keyof typeof import('../en/steps.js').default, string>} */
export default {
  'step.words.title': 'Wörter',
  'step.words.note': 'Embeddings',
  'step.words.ask': 'Welche Zahlen stehen für jedes Wort? Eine Zeile von Zahlen je Wort: sein Embedding.',
  'step.words.ask.cross':
    'Die [q:Queries] kommen aus dem ersten Satz, die [k:Keys] und [v:Values] aus dem zweiten.',
  'step.projections.title': 'Q, K, V',
  'step.projections.note': 'drei Projektionen',
  'step.projections.ask':
    'Wonach [q:fragt] jedes Wort, worauf [k:antwortet] es, und was [v:gibt] es weiter? Drei Projektionen seines Embeddings.',
  'step.projections.ask.plain':
    'Ohne gelernte Gewichte sind [q:Query] (Anfrage), [k:Key] (Schlüssel) und [v:Value] (Wert) einfach das Embedding des Wortes.',
  'step.scores.title': 'Scores',
  'step.scores.note': 'q · k',
  'step.scores.ask':
    'Wie gut beantwortet jeder [k:Key] (Schlüssel) diese [q:Query] (Anfrage)? Ein Skalarprodukt für jedes Paar von Wörtern.',
  'step.scaledScores.title': 'Skalierung',
  'step.scaledScores.note': '÷ √d',
  'step.scaledScores.ask':
    'Wie groß dürfen Scores werden? Die Division durch √{d} hält sie im Rahmen, wie breit die Queries auch sind.',
  'step.scaledScores.ask.off':
    'Die Skalierung ist aus: Die Scores bleiben, wie sie sind. Eingeschaltet teilt sie durch √{d}.',
  'step.maskedScores.title': 'Maske',
  'step.maskedScores.note': 'kein Blick voraus',
  'step.maskedScores.ask':
    'Auf welche Wörter darf jede [q:Query] schauen? Nur auf das eigene und frühere: −∞ nimmt die anderen heraus.',
  'step.maskedScores.ask.edited':
    'Auf welche Wörter darf jede [q:Query] schauen? Wo deine Maske −∞ sagt, fällt der Score heraus.',
  'step.weights.title': 'Softmax',
  'step.weights.note': 'Zeilensumme 1',
  'step.weights.ask':
    'Wie wird eine ganze Einheit Attention (Aufmerksamkeit) verteilt? Softmax macht aus jeder Zeile Anteile, deren Summe 1 ist.',
  'step.weights.ask.empty':
    'Wie wird eine ganze Einheit Attention (Aufmerksamkeit) verteilt? Softmax macht aus jeder Zeile Anteile, deren Summe 1 ist; eine Zeile, in der alles verdeckt ist, bleibt 0.',
  'step.headOutput.title': 'Gewichtete Summe',
  'step.headOutput.note': 'Gewichte × V',
  'step.headOutput.ask':
    'Was nimmt jedes Wort mit? Die [v:Values] (Werte) aller Wörter, gemischt im Verhältnis ihrer Gewichte.',
  'step.output.title': 'Gewichtete Summe',
  'step.output.note': 'Gewichte × V',
  'step.output.ask':
    'Was nimmt jedes Wort mit? Die [v:Values] (Werte) aller Wörter, gemischt im Verhältnis ihrer Gewichte.',
  'step.output.title.copied': 'Ausgabe',
  'step.output.note.copied': 'unverändert',
  'step.output.ask.copied': 'Was geht von hier weiter? Das Ergebnis des vorigen Schritts, unverändert.',
  'step.other.title': '{id}',
  'step.other.note': '{operation}',
  'step.other.ask': 'Ein weiterer Schritt: {operation}.',

  'stage.embeddings': 'X|Embeddings|x',
  'stage.contextEmbeddings': 'X′|Embeddings des zweiten Satzes|x′',
  'stage.queryWeights': 'W_q|Query-Gewichte|w_q',
  'stage.keyWeights': 'W_k|Key-Gewichte|w_k',
  'stage.valueWeights': 'W_v|Value-Gewichte|w_v',
  'stage.queryBias': 'b_q|Query-Bias|b_q',
  'stage.keyBias': 'b_k|Key-Bias|b_k',
  'stage.valueBias': 'b_v|Value-Bias|b_v',
  'stage.queries': 'Q|Queries|q',
  'stage.keys': 'K|Keys|k',
  'stage.values': 'V|Values|v',
  'stage.scores': 'S|Scores|Score',
  'stage.scaledScores': 'S/√d|skalierte Scores|skaliert',
  'stage.mask': 'M|Maske|Maske',
  'stage.maskedScores': 'S+M|maskierte Scores|maskiert',
  'stage.weights': 'A|Attention-Gewichte|Gewicht',
  'stage.headOutput': 'Z|Ausgabe des Heads|z',
  'stage.output': 'Y|Ausgabe|y',

  'operator.scale': '÷ √{d} =',
  'operator.scale.off': '× 1 =',
  'operator.mask': '+',
  'operator.equals': '=',
  'operator.softmax': 'softmax\n→',
  'operator.copy': '=',
  'operator.other': '→',
};
