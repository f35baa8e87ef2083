/** Editing numbers, in English. */
export default {
  'cell.edit': 'New number for {cell}',
  'number.twofold': '“{typed}” can be read in two ways: type {whole} or {point}.',
  'cell.edit.bad': 'Type a number, for example −0.5.',
  'edits.full': 'A figure holds {max} edits at most: this one was not made. Take others back first.',
};
