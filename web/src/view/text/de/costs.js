/** What attention costs, and why scores are scaled, in German. */

/** @type {Record<keyof typeof import('../en/costs.js').default, string>} */
export default {
  // Austria's thousands stand apart by a space: points and commas mean something else elsewhere.
  'costs.locale': 'de-AT',
  'costs.title': 'Multiplikationen',
  'costs.note': 'Von Queries, Keys und Values bis zu den Ausgaben der Heads, alle Heads zusammen.',
  'costs.exact': 'exakt, jedes Paar von Wörtern',
  'costs.quadratic': 'lineare Attention, erste Reihenfolge',
  'costs.linear': 'lineare Attention, zweite Reihenfolge',
  'costs.lowRank': 'Low-Rank',
  'costs.localGlobal': 'lokal + global, nur die Paare des Musters',
  'costs.decode.full': 'alle Wörter auf einmal',
  'costs.decode.cached': 'nur die neuen Wörter, mit dem Cache',
  'costs.decode.note': 'Von den Embeddings bis zur Ausgabe, alle Heads zusammen.',

  'saturation.title': 'Warum ÷ √d',
  'saturation.say':
    'Zufällige Queries und Keys, deren Zahlen den Mittelwert 0 und die Varianz 1 haben, {keys} Keys je Query. Ihre Produkte wachsen mit der Breite d. Ohne Skalierung legt der Softmax alles Gewicht auf einen Key: Seine Entropie sinkt, und sein Gradient verschwindet, sodass nichts mehr gelernt wird. Mit ÷ √d bleiben beide, wo sie sind.',
  'saturation.entropy': 'Entropie einer Zeile, Bit',
  'saturation.gradient': 'Größe des Gradienten des Softmax',
  'saturation.entropy.plot':
    'Mittlere Entropie einer Zeile von Gewichten über der Breite d, skaliert und unskaliert; die Zahlen stehen in der Tabelle',
  'saturation.gradient.plot':
    'Mittlere Größe des Gradienten des Softmax über der Breite d, skaliert und unskaliert; die Zahlen stehen in der Tabelle',
  'saturation.scaled': '÷ √d',
  'saturation.unscaled': 'unskaliert',
};
