/** What authors import: the class, and what gives it a name. Nothing happens before define() is called. */
import { SoftlookEquation } from '../view/equation.js';
import { SoftlookMatrix } from '../view/matrix.js';
import { SoftlookSentence } from '../view/sentence.js';
import { text } from '../view/text/text.js';
import { mayMove } from './documents.js';
import { HostedFigure as SelfAttention } from './hosted.js';

export { SelfAttention };

/** What a figure is drawn with. These names are the page's: all of its figures share them. */
const PARTS = /** @type {[string, CustomElementConstructor][]} */ ([
  ['softlook-matrix', SoftlookMatrix],
  ['softlook-equation', SoftlookEquation],
  ['softlook-sentence', SoftlookSentence],
]);

for (const part of [SelfAttention, ...PARTS.map(([, part]) => part)]) mayMove(/** @type {any} */ (part));

/** Which figure these parts belong to. */
Object.assign(SoftlookEquation, { figure: SelfAttention });

/**
 * Defines the element and those that it is drawn with. Twice is harmless. Of two versions on one page the first is used
 * for all figures, also those of other names, so that no figure is drawn with another version's parts; the console says
 * so, once a script.
 * @param {string} [name]
 */
export function define(name = 'self-attention') {
  for (const [tag, part] of PARTS) if (!customElements.get(tag)) customElements.define(tag, part);
  const { figure: first } = /** @type {{figure?: typeof SelfAttention}} */ (
    customElements.get('softlook-equation')
  );
  const used = first ?? SelfAttention;
  if (used.version !== SelfAttention.version)
    console.warn(text('notice.versions', { first: used.version, second: SelfAttention.version }));
  // A class can have only one name.
  const named = customElements.getName?.(used) ? class extends used {} : used;
  if (!customElements.get(name)) customElements.define(name, named);
}
