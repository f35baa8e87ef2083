/** Editing numbers, in German. */

/** @type {Record<keyof typeof import('../en/editing.js').default, string>} */
export default {
  'cell.edit': 'Neue Zahl für {cell}',
  'number.twofold': '„{typed}“ lässt sich auf zwei Arten lesen: Gemeint ist {whole} oder {point}.',
  'cell.edit.bad': 'Hier wird eine Zahl gebraucht, zum Beispiel −0.5.',
  'edits.full':
    'Eine Abbildung trägt höchstens {max} Änderungen: Diese kam nicht mehr dazu. Andere zurücknehmen macht Platz.',
};
