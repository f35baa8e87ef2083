/** Why a setting has no effect beside others, in German. */

/** @type {Record<keyof typeof import('../en/why.js').default, string>} */
export default {
  'why.misfit': 'Die Längen in {name} passen nicht zum Satz: Es sind die Wörter, die dieser Browser findet.',
  'why.segmenter':
    'Diesem Browser fehlt Intl.Segmenter, womit Wörter gefunden werden: Getrennt wird stattdessen an Leerzeichen und Satzzeichen. Andere Browser finden vielleicht andere; ein Link von hier sagt, wie getrennt ist.',
  'why.projections':
    'Ohne Projektionen sind Queries, Keys und Values die Embeddings selbst: ein Head, so breit wie sie.',
  'why.oneHead': 'Ein einzelner Head kann mit niemandem teilen.',
  'why.scaled': 'Die Scores sind nicht skaliert.',
  'why.causal': 'Low-Rank-Attention mischt alle Keys, auch die späteren: Kausal kann sie nicht sein.',
  'why.linear': 'Lineare Attention hat keine Maske außer der kausalen.',
  'why.lowRank': 'Low-Rank-Attention bewertet gemischte Keys, die nicht mehr für Wörter stehen.',
  'why.evenWidth': 'Rotierende Positionen drehen Zahlenpaare: Die Head-Breite muss gerade sein.',
  'why.nothingHidden': 'Ein Präfix zeigt, was eine kausale Maske oder ein Fenster verdeckt: Beides fehlt.',
  'why.notLowRank': 'Nur Low-Rank-Attention mischt Keys.',
  'why.notLocal': 'Das gehört zu lokaler + globaler Attention.',
  'why.exact': 'Das geht nur bei exakter Attention.',
  'why.noGradient': 'Der Rückwärtsdurchlauf ist aus.',
  'why.notCausal': 'Wort für Wort erzeugt wird, wo Attention kausal ist: Jedes sieht nur die vor ihm.',
  'why.cross': 'Wort für Wort erzeugt wird, wo die Keys aus demselben Satz kommen.',
  'why.gradient': 'Im Rückwärtsdurchlauf gibt es keinen Cache.',
  'why.noEdits': 'Keine Zahl wurde von Hand geändert.',
  'why.noHead': 'So viele Heads gibt es nicht.',
};
