/** What a setting accepts, for a message about what it was given, in German. */

/** @type {Record<keyof typeof import('../en/expects.js').default, string>} */
export default {
  'expects.text': 'mindestens ein Wort, höchstens {max} Zeichen',
  'expects.whole': 'eine ganze Zahl von {min} bis {max}',
  'expects.number': 'eine Zahl von {min} bis {max}',
  'expects.flag': 'on oder off',
  'expects.choice': 'einer der Werte {choices}',
  'expects.word': 'der Name eines Schritts',
  'expects.lengths': 'ganze Zahlen, verbunden durch -',
  'expects.comparison': 'Einstellungen der Form name=value, verbunden durch &',
  'expects.edits': 'höchstens {max} Änderungen der Form stage.head.row.column.value, verbunden durch ~',
  'expects.known': 'eine Einstellung dieser Version',
};
