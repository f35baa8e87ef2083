/** What stands around the numbers, in German. */

/** @type {Record<keyof typeof import('../en/figure.js').default, string>} */
export default {
  'kind.label': 'Art der Attention',
  'kind.plain': 'Einfach',
  'kind.self': 'Self',
  'kind.masked': 'Maskiert',
  'kind.multi': 'Multi-Head',
  'kind.cross': 'Cross',

  'control.heads': 'Heads',
  'control.width': 'Breite',
  'control.headWidth': 'Head-Breite',
  'control.headWidth.auto': 'auto {width}',
  'control.causal': 'kausal',
  'control.scaled': '÷ √d',
  'control.range': 'Eine ganze Zahl von {min} bis {max}.',
  'control.seed': 'Seed',
  'control.digits': 'Stellen',
  'control.colors': 'Farben',
  'control.colors.signed': 'Orange–Violett',
  'control.colors.cividis': 'Cividis',
  'control.less': 'weniger: {name}',
  'control.more': 'mehr: {name}',
  'control.newSeed': 'Ein anderer Seed',
  'control.newSeed.short': 'Neu',
  'control.settings': 'Einstellungen',
  'control.options': 'Optionen',
  'control.why': 'Warum √d?',

  'sentence.label': 'Satz',
  'sentence.context': 'Zweiter Satz',
  'sentence.context.note': '[k:Keys] und [v:Values] von hier',
  'sentence.query.note': '[q:Queries] von hier',
  'sentence.edit': 'Satz ändern',
  'sentence.edit.short': 'Ändern',
  'sentence.edit.context': 'Zweiten Satz ändern',
  'sentence.done': 'Fertig',
  'sentence.examples': 'Beispiele',
  'sentence.move': 'Wörter lassen sich ziehen oder mit Alt und einer Pfeiltaste verschieben.',
  'sentence.focus': 'Worauf schaut {token}?',
  'sentence.weight': '{token}, Gewicht {weight}',
  'sentence.empty': 'Mindestens ein Wort wird gebraucht. Bis dahin bleibt das Bild, wie es ist.',
  'sentence.tooLong':
    'Dieser Satz hat {count} Wörter und Zeichen; höchstens {max} sind möglich. Das Bild zeigt den letzten, der nicht zu lang war.',

  'example.ask': 'Wie geht es dir?|3',
  'example.cat': 'Die Katze lag auf der Matte, weil sie müde war.|8',
  'example.dog': 'Er fütterte den Hund, weil er hungrig war.|6',

  'steps.label': 'Schritte',
  'steps.now': 'Schritt {number} von {count}: {title}',
  'steps.back': 'Zurück',
  'steps.next': 'Weiter',
  'steps.play': 'Start',
  'steps.pause': 'Pause',

  'edits.undo': 'Rückgängig',
  'edits.redo': 'Wiederholen',
  'edits.reset': 'Alle Änderungen zurücknehmen',
  'edits.reset.short': 'Zurücksetzen',
  'edits.one': '1 Änderung',
  'edits.many': '{count} Änderungen',
  'edits.values': 'Werte',
  'edits.changes': 'Differenzen',
  'edits.view': 'Was die Zellen zeigen',

  'table.show': 'Als Tabelle zeigen',
  'table.hide': 'Tabelle ausblenden',
  'table.row': 'Nur die Zeile von „{token}“ ist aufgeführt: Die ganze Matrix hat {count} Zahlen.',

  'notice.error':
    'Das ließ sich nicht berechnen. Der Rechenkern meldet: [en:{message}]. Das Bild zeigt die Zahlen von vorher.',
  'notice.restart':
    'Die Berechnung brach ab ([en:{reason}]) und wurde neu gestartet. Von deinen Eingaben ging nichts verloren.',
  'notice.versions':
    'Auf dieser Seite sind zwei Fassungen von <self-attention>: {first}, die zuerst da war und gilt, und {second}.',
  'notice.close': 'Schließen',
  'notice.failed': 'Die Berechnung ließ sich nicht starten: [en:{message}]',
  'notice.part': 'Das ließ sich nicht laden: [en:{message}]',
  'notice.retry': 'Noch einmal versuchen',

  'figure.loading': 'Wird berechnet …',
  'figure.label': 'Self-Attention, Schritt für Schritt',
  'figure.picture': 'Schritt {number}: {title}',
};
