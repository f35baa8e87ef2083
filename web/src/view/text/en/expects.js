/** What a setting accepts, for a message about what it was given, in English. */
export default {
  'expects.text': 'at least a word, at most {max} characters',
  'expects.whole': 'a whole number from {min} to {max}',
  'expects.number': 'a number from {min} to {max}',
  'expects.flag': 'on or off',
  'expects.choice': 'one of {choices}',
  'expects.word': 'the name of a step',
  'expects.lengths': 'whole numbers joined by -',
  'expects.comparison': 'settings as name=value, joined by &',
  'expects.edits': 'at most {max} edits as stage.head.row.column.value, joined by ~',
  'expects.known': 'a setting of this version',
};
