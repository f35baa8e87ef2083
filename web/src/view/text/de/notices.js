/** Notices of what could not be taken over, in German. */

/** @type {Record<keyof typeof import('../en/notices.js').default, string>} */
export default {
  'edits.setAside':
    'In den neuen Zahlen ist kein Platz für {count} deiner Änderungen. „Rückgängig“ bringt sie zurück.',
  'notice.link':
    'Im Link steht {name} = „{value}“; erwartet wird: {expected}. Gezeigt wird die Voreinstellung.',
  'notice.attribute':
    'Das Attribut {name} ist „{value}“; erwartet wird: {expected}. Gezeigt wird die Voreinstellung.',
  'notice.language': 'Die deutschen Texte fehlen: self-attention.de.js ließ sich nicht laden.',
};
