/** Notices of what could not be taken over, in German. */

/** @type {Record<keyof typeof import('../en/notices.js').default, string>} */
export default {
  'edits.setAside':
    'In den neuen Zahlen ist kein Platz für {count} deiner Änderungen. „Rückgängig“ bringt sie zurück.',
  'notice.link':
    'Im Link steht {name} = „{value}“; erwartet wird: {expected}. Gezeigt wird die Voreinstellung.',
  'notice.kept':
    'In dem, was hier aufgehoben war, steht {name} = „{value}“; erwartet wird: {expected}. Gezeigt wird die Voreinstellung.',
  'notice.attribute':
    'Das Attribut {name} ist „{value}“; erwartet wird: {expected}. Gezeigt wird die Voreinstellung.',
  'notice.edits': 'Unbrauchbare Änderungen bleiben weg: „{value}“; erwartet wird: {expected}.',
  'notice.counted':
    'Im Link steht {name} = „{value}“. Frühere Versionen übergingen das bei dieser Art von Attention; jetzt zählt es.',
  'notice.idle': 'Ohne Wirkung: {names}. {why}',
  'notice.idle.there': 'Im Vergleich ohne Wirkung: {names}. {why}',
  'notice.reduced': 'Statt {asked} gilt {given}: Mehr gibt es nicht.',
  'notice.reduced.there': 'Im Vergleich gilt statt {asked} {given}: Mehr gibt es nicht.',
  'notice.step':
    'Den Schritt „{value}“ gibt es hier nicht; erwartet wird: {expected}. Gezeigt wird „{shown}“.',
  'notice.mask': 'Das Attribut mask ist „{value}“, aber causal sagt etwas anderes, und das zählt.',
  'notice.overflow':
    '{stage}: Die Zahl in Zeile {row}, Spalte {column} ist zu groß für 32 Bit. Kleinere Zahlen helfen: in X, den Gewichten, der Skalierung oder deinen Änderungen.',
  'notice.underflow': '{stage}: Zeile {row} ist zu klein für 32 Bit. Größere Embeddings helfen.',
  'notice.overflow.entropy':
    '{stage}: Zeile {row} hat eine Entropie, die zu groß für 32 Bit ist. Kleinere Änderungen helfen.',
  'notice.tooMany':
    'Das wären {count} Zahlen; höchstens {most} werden behalten. Weniger Wörter, Heads oder Merkmale helfen.',
  'notice.language': 'Die deutschen Texte fehlen: self-attention.de.js ließ sich nicht laden.',
};
