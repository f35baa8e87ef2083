/** What is said of a number, and where it comes from, in English. */
export default {
  'origin.toy': 'toy',
  'origin.plain': 'plain',
  'origin.edited': 'edited',
  'origin.toy.title': 'Random numbers made from the seed, the same every time. Nothing was trained.',
  'origin.plain.title': 'No learned parameters went into these numbers.',
  'origin.edited.title': 'Changed by hand, or made from numbers that were.',

  'entropy.unit': 'bits',
  'entropy.title':
    'Entropy of the row in bits: 0 where all the weight is on one key, log₂ n where n keys share it evenly',

  'legend.mask': '−∞ = hidden',
  'legend.beyond': '{low} and beyond … {high} and beyond; a cell beyond the scale has a mark in its corner',

  'axis.query': 'query',
  'axis.key': 'key',
  'axis.feature': 'feature {number}',

  'cell.speak': '{axisRow} {row}, {axisColumn} {column}, {name} {value}',
  'cell.speak.edited': '{cell}, edited by hand',
  'cell.speak.masked': '{cell}, hidden by the mask',
  'cell.speak.beyond': '{cell}, beyond the scale of the colours',

  'matrix.speak': '{name}, {rows} rows, {columns} columns, origin {origin}',
  'matrix.help': 'Arrow keys move, Enter pins, F2 edits.',

  'arithmetic.title': 'Arithmetic',
  'arithmetic.pinned': 'pinned',
  'arithmetic.edited': 'edited',
  'arithmetic.feature': 'feature',
  'arithmetic.sum': 'sum',
  'arithmetic.key': 'key',
  'arithmetic.score': 'score',
  'arithmetic.exp': 'exp(score − {max})',
  'arithmetic.weight': 'weight',
  'arithmetic.product': 'product',
  'arithmetic.number': 'number',
  'arithmetic.times': 'times',
  'arithmetic.pin': 'Pin',
  'arithmetic.unpin': 'Let go',
  'arithmetic.editCell': 'Edit number',
  'arithmetic.toggleMask.hide': 'Hide this key',
  'arithmetic.toggleMask.show': 'Show this key',
  'arithmetic.undoEdit': 'Take edit back',
  'arithmetic.open': 'Show every term',
  'arithmetic.close': 'Show less',
  'arithmetic.was': 'You put {value} here; it was computed as {computed}.',
  'arithmetic.difference': 'Your edits changed this by {difference}.',
  'arithmetic.difference.hidden': 'Your edits took this out: it was not −∞ before.',
  'arithmetic.difference.shown': 'Your edits brought this back: it was −∞ before.',
  'arithmetic.rounded': 'Shown rounded, computed exactly.',
  'arithmetic.hint':
    'Point at a number to see where it comes from. Click to pin it, double-click to change it.',
  'arithmetic.input.put': 'You put this number here.',
  'arithmetic.input.toy':
    'A toy number, made from “{what}” and the seed {seed}. The same word always gets the same row.',
  'arithmetic.input.toyWeights':
    'A toy weight, made from the name of its matrix and the seed {seed}. Nothing was trained.',
  'arithmetic.input.mask.open': 'This query may look at this key: 0 leaves the score as it is.',
  'arithmetic.input.mask.hidden': 'This query may not look at this key: −∞ takes the score out.',
  'arithmetic.say.product': 'Each number times the one it meets, added up.',
  'arithmetic.say.score.high':
    'The query of “{row}” and the key of “{column}” point in similar directions, so the product is positive.',
  'arithmetic.say.score.low':
    'The query of “{row}” and the key of “{column}” point in opposite directions, so the product is negative.',
  'arithmetic.say.scale': 'All numbers here are multiplied by the same one, {scale}, which is 1 ÷ √{d}.',
  'arithmetic.say.scale.off': 'Scaling is off, so the score stays as it is.',
  'arithmetic.say.mask.open': 'Not masked: the score goes on unchanged.',
  'arithmetic.say.mask.hidden': 'Masked: −∞ becomes a weight of exactly 0.',
  'arithmetic.say.softmax':
    'The largest score of the row, {max}, is taken off first; that changes no weight and keeps the exponentials small.',
  'arithmetic.say.softmax.empty': 'No key is allowed in this row, so all its weights are 0.',
  'arithmetic.say.mix': 'Each value counts in proportion to its weight.',
  'arithmetic.say.copy': 'Taken over as it is.',

  'looks.most': '“{token}” looks most at “{key}”',
  'looks.toy': 'Toy numbers, no meaning. Choose any word.',
  'looks.title': 'What “{token}” looks at',
  'looks.note': 'The row of “{token}” in the {name}.',
  'looks.none': 'Choose a word of the sentence to see what it looks at.',
  'looks.nothing': 'No key is allowed for “{token}”.',
};
