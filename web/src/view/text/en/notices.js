/** Notices of what could not be taken over, in English. */
export default {
  'edits.setAside':
    '{count} of your edits have no place in the new numbers and were set aside. Undo brings them back.',
  'notice.link': 'The link says {name} = “{value}”; expected {expected}. Shown with the default.',
  'notice.attribute': 'The attribute {name} is “{value}”; expected {expected}. Shown with the default.',
  'notice.language': 'The German texts are missing: self-attention.de.js could not be loaded.',
};
