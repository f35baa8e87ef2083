/** What the page says around the figure, in German. */

/** @type {Record<keyof typeof import('../en/page.js').default, string>} */
export default {
  'page.title': 'Softlook: Self-Attention sehen',
  'page.line': 'Self-Attention sehen, mit jeder einzelnen Zahl.',
  'page.reference': 'Referenz (englisch)',
  'page.copy': 'Link kopieren',
  'page.embed': 'Einbetten',
  'page.copied': 'Kopiert',
  'page.copyByHand': 'Bitte aus der Adresszeile kopieren',
  'page.other': 'EN',
  'page.other.name': 'English',
  'page.keys': 'Tasten',
  'page.theme': 'Farbschema',

  'embed.put': 'Diese Abbildung in die eigene Seite setzen',
  'embed.put.say':
    'Der Satz, die Art der Attention, der Schritt und das Wort, die oben zu sehen sind: als lebendige Abbildung in jedem Beitrag oder als Bild davon.',

  'about.title': 'Was hier zu sehen ist',
  'about.look': 'Ein weiches Nachschlagen',
  'about.look.say':
    'Ein Wörterbuch gibt zu einem Schlüssel (Key) genau einen Wert (Value). Attention richtet ihre Anfrage (Query) an alle Keys zugleich und nimmt von jedem Value ein wenig: mehr von denen, deren Keys gut zur Query passen. All das ist eine Zeile, softmax(Q\u202fKᵀ\u202f/\u202f√d)\u202fV, und die Schritte oben sind diese Zeile, in ihre Teile zerlegt (Vaswani et al. 2017, Gleichung 1).',
  'about.toy': 'Woher die Zahlen kommen',
  'about.toy.say':
    'Embeddings und Gewichte sind Zufallszahlen, die aus einem Seed entstehen. Nichts wurde trainiert, also hat es keine Bedeutung, worauf ein Wort schaut; echt ist die Rechnung. Jede Zahl lässt sich ändern, und alles, was nach ihr kommt, ändert sich mit.',
  'about.checked': 'Wie das geprüft ist',
  'about.checked.say':
    'Ein einziger Rechenkern in C++, nach WebAssembly übersetzt, erzeugt jede Zahl auf dieser Seite und die Rechnung, die sie erklärt. Jede seiner Stufen wird mit der von PyTorch, mit einem zweiten Durchgang in NumPy und mit einfachen Schleifen verglichen; die Ziffern dieser Seite werden zurückgelesen und mit denen des Rechenkerns verglichen.',

  'foot.private':
    'Dein Satz bleibt in diesem Browser: Keine Anfrage trägt ihn hinaus, und ein Link bewahrt alles hinter dem Zeichen #.',
  'foot.forget': 'Meine Eingaben vergessen',
  'foot.reference.say': ': die Abbildung in der eigenen Seite, das Modul, das Prüfen einer eigenen Schicht.',
  'foot.file': 'Softlook als eine Datei',
  'foot.file.say': ': lässt sich vom Datenträger öffnen und stellt keine Anfragen.',
  'foot.licence': 'Softlook ist frei unter der MIT-Lizenz;',
  'foot.others': 'was von anderen mitgeliefert wird',
  'foot.licences': 'Lizenzen',

  'notice.forgotten': 'Vergessen: Dieser Browser behält nichts von dem, was eingegeben wurde.',
  'notice.aside': 'Daneben aufgehoben, aus einem anderen Tab oder von früher: „{sentence}“.',
  'notice.aside.show': 'Zeigen',
  'notice.version': 'Eine neue Version dieser Seite ist da. Deine Eingaben bleiben.',
  'notice.version.take': 'Übernehmen',
};
