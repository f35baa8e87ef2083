/** The key/value cache, in German. */

/** @type {Record<keyof typeof import('../en/cache.js').default, string>} */
export default {
  'sentence.cached': '{token}: Keys und Values werden aus dem Cache gelesen',

  'step.newEmbeddings.title': 'Neue Wörter',
  'step.newEmbeddings.note': 'die anderen im Cache',
  'step.newEmbeddings.ask':
    'Welche Wörter sind neu? Nur ihre [q:Queries], [k:Keys] und [v:Values] werden berechnet; die der Wörter davor liegen im Cache.',
  'step.queries.title': 'Q',
  'step.queries.note': 'der neuen Wörter',
  'step.queries.ask': 'Wonach [q:fragen] die neuen Wörter?',
  'step.cachedKeys.title': 'Cache',
  'step.cachedKeys.note': 'K und V von vorher',
  'step.cachedKeys.ask':
    'Was wurde berechnet, als die Wörter davor neu waren? Ihre [k:Keys] und [v:Values] wurden behalten, eine Zeile je Wort.',
  'step.newKeys.title': 'Neue K, V',
  'step.newKeys.note': 'eine Zeile je Wort',
  'step.newKeys.ask': 'Worauf [k:antworten] die neuen Wörter, und was [v:geben] sie weiter?',
  'step.keys.title': 'K, V',
  'step.keys.note': 'Cache über neuen',
  'step.keys.ask':
    'Die neuen [k:Keys] und [v:Values] kommen zu denen des Caches, den das nächste Wort lesen wird.',
  'step.decodeDifference.title': 'Dasselbe?',
  'step.decodeDifference.note': 'Differenz zu allem',
  'step.decodeDifference.ask':
    'Sind das die Zahlen, die sich ergeben, wenn alle Wörter auf einmal berechnet werden? Bis aufs letzte Bit: Jedes Wort sieht nur die vor ihm, und die ändern sich nicht.',

  'stage.newEmbeddings': 'X neu|Embeddings der neuen Wörter|x',
  'stage.cachedKeys': 'K alt|Keys aus dem Cache|k',
  'stage.cachedValues': 'V alt|Values aus dem Cache|v',
  'stage.newKeys': 'K neu|neue Keys|k',
  'stage.newValues': 'V neu|neue Values|v',
  'stage.fullOutput': 'Y alle|Ausgabe, alles auf einmal|y',
  'stage.decodeDifference': 'Y−Y alle|Differenz|Differenz',

  'operator.stack': 'stapeln\n→',
  'arithmetic.say.subtract.decode':
    'Was mit dem Cache herauskommt, abzüglich dessen, was sich aus allen Wörtern auf einmal ergibt.',
};
