/** The list of keys, in German. */

/** @type {Record<keyof typeof import('../en/keys.js').default, string>} */
export default {
  'keys.title': 'Tasten',
  'keys.close': 'Schließen',
  'keys.arrows': '← →',
  'keys.arrows.do': 'voriger, nächster Schritt',
  'keys.space': 'Leertaste',
  'keys.space.do': 'abspielen, anhalten',
  'keys.heads': '1 – 9',
  'keys.heads.do': 'einen Head wählen',
  'keys.edit': 'E',
  'keys.edit.do': 'den Satz ändern',
  'keys.undo': 'Strg Z, Strg ⇧ Z',
  'keys.undo.do': 'rückgängig, wiederholen',
  'keys.cells': '← ↑ → ↓, Pos1, Ende',
  'keys.cells.do': 'in einer Matrix: von Zahl zu Zahl gehen',
  'keys.enter': 'Eingabe',
  'keys.enter.do': 'in einer Matrix: die Zahl anheften',
  'keys.f2': 'F2',
  'keys.f2.do': 'in einer Matrix: die Zahl ändern',
  'keys.escape': 'Esc',
  'keys.escape.do': 'die angeheftete Zahl lösen',
  'keys.single': 'Tasten ohne Strg wirken überall auf der Seite',
  'keys.help': '?',
  'keys.help.do': 'diese Liste',
};
