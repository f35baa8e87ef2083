/** What is said of a number, and where it comes from, in German. */

/** @type {Record<keyof typeof import('../en/numbers.js').default, string>} */
export default {
  'origin.toy': 'Zufall',
  'origin.plain': 'pur',
  'origin.edited': 'eigen',
  'origin.toy.title':
    'Zufallszahlen, die aus dem Seed entstehen, jedes Mal dieselben. Nichts davon wurde trainiert.',
  'origin.plain.title': 'In diese Zahlen sind keine gelernten Parameter eingegangen.',
  'origin.edited.title': 'Von Hand geändert oder aus geänderten Zahlen berechnet.',

  'entropy.unit': 'Bit',
  'entropy.title':
    'Entropie der Zeile in Bit: 0, wenn alles Gewicht auf einem Key liegt; log₂ n, wenn n Keys es sich gleichmäßig teilen',

  'legend.mask': '−∞ = verdeckt',
  'legend.beyond':
    '{low} und darunter … {high} und darüber; eine Zelle jenseits der Skala hat eine markierte Ecke',

  'axis.query': 'Query',
  'axis.key': 'Key',
  'axis.feature': 'Merkmal {number}',

  'cell.speak': '{axisRow} {row}, {axisColumn} {column}, {name} {value}',
  'cell.speak.edited': '{cell}, von Hand geändert',
  'cell.speak.masked': '{cell}, von der Maske verdeckt',
  'cell.speak.beyond': '{cell}, jenseits der Farbskala',

  'matrix.speak': '{name}, {rows} Zeilen, {columns} Spalten, Herkunft: {origin}',
  'matrix.help': 'Pfeiltasten bewegen, Eingabetaste heftet an, F2 ändert.',

  'arithmetic.title': 'Rechnung',
  'arithmetic.pinned': 'angeheftet',
  'arithmetic.edited': 'geändert',
  'arithmetic.feature': 'Merkmal',
  'arithmetic.sum': 'Summe',
  'arithmetic.key': 'Key',
  'arithmetic.score': 'Score',
  'arithmetic.exp': 'exp(Score−{max})',
  'arithmetic.weight': 'Gewicht',
  'arithmetic.product': 'Produkt',
  'arithmetic.number': 'Zahl',
  'arithmetic.times': 'mal',
  'arithmetic.pin': 'Anheften',
  'arithmetic.unpin': 'Lösen',
  'arithmetic.editCell': 'Zahl ändern',
  'arithmetic.toggleMask.hide': 'Diesen Key verdecken',
  'arithmetic.toggleMask.show': 'Diesen Key zeigen',
  'arithmetic.undoEdit': 'Änderung zurücknehmen',
  'arithmetic.open': 'Alle Terme zeigen',
  'arithmetic.close': 'Weniger zeigen',
  'arithmetic.was': 'Hier steht von Hand {value}; berechnet war {computed}.',
  'arithmetic.difference': 'Deine Änderungen haben diese Zahl um {difference} verändert.',
  'arithmetic.difference.hidden': 'Deine Änderungen haben das herausgenommen: Vorher war es nicht −∞.',
  'arithmetic.difference.shown': 'Deine Änderungen haben das zurückgebracht: Vorher war es −∞.',
  'arithmetic.rounded': 'Gerundet gezeigt, genau berechnet.',
  'arithmetic.hint':
    'Auf eine Zahl zeigen, um zu sehen, woher sie kommt. Klicken heftet sie an, Doppelklicken ändert sie.',
  'arithmetic.input.put': 'Diese Zahl hast du hier eingesetzt.',
  'arithmetic.input.toy':
    'Eine Zufallszahl, die aus „{what}“ und dem Seed {seed} entsteht. Dasselbe Wort bekommt immer dieselbe Zeile.',
  'arithmetic.input.toyWeights':
    'Ein zufälliges Gewicht, das aus dem Namen seiner Matrix und dem Seed {seed} entsteht. Nichts wurde trainiert.',
  'arithmetic.input.mask.open': 'Diese Query darf auf diesen Key schauen: 0 lässt den Score, wie er ist.',
  'arithmetic.input.mask.hidden': 'Diese Query darf nicht auf diesen Key schauen: −∞ nimmt den Score heraus.',
  'arithmetic.say.product':
    'Jede Zahl wird mit der multipliziert, auf die sie trifft; die Produkte werden addiert.',
  'arithmetic.say.score.high':
    'Die Query von „{row}“ und der Key von „{column}“ zeigen in ähnliche Richtungen, also ist das Produkt positiv.',
  'arithmetic.say.score.low':
    'Die Query von „{row}“ und der Key von „{column}“ zeigen in entgegengesetzte Richtungen, also ist das Produkt negativ.',
  'arithmetic.say.scale': 'Alle Zahlen werden hier mit derselben multipliziert: {scale}, das ist 1 ÷ √{d}.',
  'arithmetic.say.scale.off': 'Die Skalierung ist aus, also bleibt der Score, wie er ist.',
  'arithmetic.say.mask.open': 'Nicht maskiert: Der Score bleibt unverändert.',
  'arithmetic.say.mask.hidden': 'Maskiert: Aus −∞ wird ein Gewicht von genau 0.',
  'arithmetic.say.softmax':
    'Zuerst wird der größte Score der Zeile, {max}, abgezogen; das ändert kein Gewicht und hält die Exponentialwerte klein.',
  'arithmetic.say.softmax.empty': 'In dieser Zeile ist kein Key erlaubt, also sind alle ihre Gewichte 0.',
  'arithmetic.say.mix': 'Jeder Value zählt im Verhältnis zu seinem Gewicht.',
  'arithmetic.say.copy': 'Unverändert übernommen.',

  'looks.most': '„{token}“ schaut vor allem auf „{key}“',
  'looks.toy': 'Zufallszahlen ohne Bedeutung. Wähle ein Wort.',
  'looks.title': 'Worauf „{token}“ schaut',
  'looks.note': 'Die Zeile von „{token}“: {name}.',
  'looks.none': 'Ein Wort des Satzes wählen, um zu sehen, worauf es schaut.',
  'looks.nothing': 'Für „{token}“ ist kein Key erlaubt.',
};
