/** What the embed builder says, in German. */

/** @type {Record<keyof typeof import('../en/embed.js').default, string>} */
export default {
  'embed.form': 'Form',
  'embed.form.element': 'Element',
  'embed.form.element.note':
    'Lebendig, mit jeder Zahl. Für Seiten, deren HTML du selbst schreibst: eigene, Hugo, Jekyll, Quarto, React, Vue, Svelte.',
  'embed.form.frame': 'Rahmen',
  'embed.form.frame.note':
    'Ebenfalls lebendig. Für Orte, die Rahmen erlauben, aber keine Skripte: Notion, Ghost, Wikis, Kursseiten.',
  'embed.form.picture': 'Bild',
  'embed.form.picture.note':
    'Der Schritt, wie er jetzt dasteht, mit einem Link zum lebendigen. Für Orte, die beides nicht erlauben: Newsletter, Medium, Folien, Papier.',
  'embed.form.markdown': 'Markdown',
  'embed.form.markdown.note':
    'Das Bild und sein Link, für READMEs und Notebooks. Das Bild wird neben dem Text gespeichert.',
  'embed.around': 'Rund um das Bild',
  'embed.around.all': 'alles',
  'embed.around.steps': 'die Schritte',
  'embed.around.none': 'nichts',
  'embed.theme': 'Farben',
  'embed.theme.system': 'wie beim Leser',
  'embed.theme.light': 'hell',
  'embed.theme.dark': 'dunkel',
  'embed.own': 'Das Skript liegt neben meiner Seite',
  'embed.own.save': 'Skript speichern',
  'embed.code': 'Code zum Kopieren',
  'embed.copy': 'Kopieren',
  'embed.copied': 'Kopiert',
  'embed.copyByHand': 'Markiert: bitte kopieren',
  'embed.saveSvg': 'Als SVG speichern',
  'embed.savePng': 'Als PNG speichern',
  'embed.preview': 'Vorschau',
  'embed.preview.note': 'Das ist der Code darüber, ausgeführt.',
  'embed.preview.picture': 'Das ist das Bild und worauf es verweist.',
  'embed.about': '{kind} zu „{sentence}“',
  'embed.about.cross': '{kind} von „{sentence}“ auf „{context}“',
  'embed.title': '{about}, Schritt für Schritt',
  'embed.invitation': '{about}, Schritt für Schritt, mit jeder Zahl',
  'embed.picture.title': '{about}: der Schritt „{step}“',
  'embed.picture.changes': '{about}: was die Änderungen im Schritt „{step}“ bewirken',
  'embed.picture.credit': 'Softlook · {about}',
  'embed.noPng': 'Dieser Browser konnte kein PNG erzeugen. Das SVG ist dasselbe Bild.',
  'embed.failed': 'Das Bild konnte nicht erzeugt werden: {message}',
  'still.tooLarge':
    'Dieser Schritt hat {cells} Zahlen, höchstens {most} ergeben ein Bild. Abhilfe: ein kürzerer Satz, ein anderer Schritt oder die lebendige Abbildung.',
};
