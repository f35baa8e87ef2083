/** What is said where there are several heads, in German. */

/** @type {Record<keyof typeof import('../en/heads.js').default, string>} */
export default {
  'heads.label': 'Head',
  'heads.one': 'Head {number}',
  'heads.shared': 'K{number} V{number}',
  'heads.shared.title': 'Diese Heads teilen sich Keys und Values.',
  'heads.all': 'Alle Heads',

  'step.projections.ask.shared':
    'Wonach [q:fragt] jedes Wort, worauf [k:antwortet] es, und was [v:gibt] es weiter? Je {share} Heads teilen sich ihre [k:Keys] und [v:Values].',
  'step.concatenated.title': 'Heads verketten',
  'step.concatenated.note': 'nebeneinander',
  'step.concatenated.ask':
    'Was haben die Heads gefunden? Ihre Ausgaben werden nebeneinandergestellt, eine breite Zeile je Wort.',
  'step.output.title.projected': 'Ausgabe',
  'step.output.note.projected': 'verkettet × Wₒ',
  'step.output.ask.projected':
    'Wie werden die Heads kombiniert? Eine letzte Projektion mischt, was sie gefunden haben, zur Ausgabe.',

  'stage.concatenated': 'Z|verkettete Heads|z',
  'stage.outputWeights': 'W_o|Ausgabegewichte|w_o',
  'stage.outputBias': 'b_o|Ausgabe-Bias|b_o',
  'stage.head': '{name}, Head {number}',

  'operator.concatenate': 'ketten\n→',
  'cell.ofHead': '{cell} von Head {number}',
  'entropy.head': '{low} bis {high} Bit',
};
