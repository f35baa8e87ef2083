/** Notices of what could not be taken over, in English. */
export default {
  'edits.setAside':
    '{count} of your edits have no place in the new numbers and were set aside. Undo brings them back.',
  'notice.link': 'The link says {name} = “{value}”; expected {expected}. Shown with the default.',
  'notice.kept': 'What was kept here says {name} = “{value}”; expected {expected}. Shown with the default.',
  'notice.attribute': 'The attribute {name} is “{value}”; expected {expected}. Shown with the default.',
  'notice.edits': 'Edits that cannot be used are left out: “{value}”; expected {expected}.',
  'notice.counted':
    'The link says {name} = “{value}”. Earlier versions passed that over with this kind of attention; now it counts.',
  'notice.idle': 'Without effect: {names}. {why}',
  'notice.idle.there': 'Without effect in the comparison: {names}. {why}',
  'notice.reduced': 'Instead of {asked} it is {given}: there are no more.',
  'notice.reduced.there': 'In the comparison, instead of {asked} it is {given}: there are no more.',
  'notice.step': 'There is no step “{value}” here; expected {expected}. Shown is “{shown}”.',
  'notice.mask': 'The attribute mask is “{value}”, but causal says otherwise, and counts.',
  'notice.overflow':
    '{stage}: the number in row {row}, column {column} is too large for 32 bits. Smaller numbers help: in X, the weights, the scale or your edits.',
  'notice.underflow': '{stage}: row {row} holds too little for 32 bits. Larger embeddings help.',
  'notice.overflow.entropy': '{stage}: row {row} has an entropy too large for 32 bits. Smaller edits help.',
  'notice.tooMany':
    'That would be {count} numbers; at most {most} are kept. Fewer words, heads or features help.',
  'notice.language': 'The German texts are missing: self-attention.de.js could not be loaded.',
};
