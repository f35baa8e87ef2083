/** What options do to scores and masks: positions, softcap, temperature, factors and masks of other shapes, in German. */

/** @type {Record<keyof typeof import('../en/positions.js').default, string>} */
export default {
  'step.scaledScores.note.number': '× {scale}',
  'step.scaledScores.ask.number': 'Wie groß dürfen Scores werden? Alle werden mit {scale} multipliziert.',
  'step.maskedScores.note.other': 'S + M',
  'step.maskedScores.ask.other':
    'Auf welche Wörter darf jede [q:Query] schauen? Die Maske wird zu den Scores addiert; −∞ nimmt ein Wort heraus.',
  'operator.scale.number': '× {scale} =',
  'arithmetic.say.scale.number': 'Alle Zahlen werden hier mit derselben multipliziert: {scale}.',
  'arithmetic.say.mask.added': 'Die Zahl der Maske wird zum Score addiert.',
  'arithmetic.input.mask.added':
    'Eine Zahl der Maske, die zum Score dieser Query und dieses Keys addiert wird.',
  'arithmetic.input.other': 'Eine gegebene Zahl.',
  'origin.loaded': 'geladen',
  'origin.loaded.title': 'Aus einer eigenen Datei.',

  'step.positionedEmbeddings.title': 'Positionen',
  'step.positionedEmbeddings.note': 'X + P',
  'step.positionedEmbeddings.ask':
    'Wo steht jedes Wort? Sinus und Kosinus seiner Position werden zu seinem Embedding addiert.',
  'step.rotatedQueries.title': 'Drehung',
  'step.rotatedQueries.note': 'nach Position',
  'step.rotatedQueries.ask':
    'Wo steht jedes Wort? [q:Queries] und [k:Keys] werden je Position um einen Winkel gedreht, sodass ein Score davon abhängt, wie weit zwei Wörter auseinanderstehen.',
  'step.cappedScores.title': 'Softcap',
  'step.cappedScores.note': 'c · tanh(s ÷ c)',
  'step.cappedScores.ask':
    'Wie groß darf ein einzelner Score werden? Er wird so gestaucht, dass er innerhalb von ±{softcap} bleibt.',
  'step.biasedScores.title': 'Abstand',
  'step.biasedScores.note': 'ALiBi',
  'step.biasedScores.ask':
    'Wie weit ist jeder [k:Key] entfernt? Je weiter, desto mehr verliert sein Score, in jedem Head mit eigener Steigung.',
  'step.temperedScores.title': 'Temperatur',
  'step.temperedScores.note': '÷ {temperature}',
  'step.temperedScores.ask':
    'Wie entschieden soll der Softmax sein? Eine Division durch weniger als 1 schärft ihn, durch mehr als 1 gleicht sie ihn aus.',

  'stage.positions': 'P|Positionen|p',
  'stage.contextPositions': 'P′|Positionen des zweiten Satzes|p′',
  'stage.positionedEmbeddings': 'X+P|Embeddings mit Positionen|x+p',
  'stage.positionedContext': 'X′+P′|Embeddings mit Positionen, zweiter Satz|x′+p′',
  'stage.rotatedQueries': 'Q↻|gedrehte Queries|q↻',
  'stage.rotatedKeys': 'K↻|gedrehte Keys|k↻',
  'stage.cappedScores': 'C|gestauchte Scores|gestaucht',
  'stage.positionBias': 'B|Abstands-Bias|Bias',
  'stage.biasedScores': 'S+B|Scores mit Abstand|S+B',
  'stage.temperedScores': 'S/T|Scores durch Temperatur|S/T',

  'operator.rotate': 'drehen\n→',
  'operator.softcap': 'cap\n→',
  'operator.divide': '÷ {temperature} =',

  'arithmetic.say.add': 'Die beiden Zahlen dieser Stelle, addiert.',
  'arithmetic.say.sinusoid':
    'Position {position} mal die Frequenz dieses Paars von Merkmalen, {frequency}, ergibt den Winkel {angle} (im Bogenmaß); gerade Merkmale nehmen seinen Sinus, ungerade seinen Kosinus.',
  'arithmetic.say.rotate':
    'Zwei Merkmale sind die Koordinaten eines Punktes, der um {angle} (im Bogenmaß) gedreht wird: Position {position} mal die Frequenz des Paars.',
  'arithmetic.say.alibi': 'Der Abstand der beiden Wörter mal die Steigung dieses Heads, {slope}.',
  'arithmetic.say.softcap':
    'Nahe bei 0 bleibt der Score fast, wie er ist; ein großer kommt nahe an ±{softcap} heran und nie darüber hinaus.',
  'arithmetic.say.divide': 'Jeder Score wird durch die Temperatur {temperature} geteilt.',
  'arithmetic.say.bias': 'Diese Zahl wird zum Score addiert.',
};
