/** What authors import: the class, and what gives it a name. Nothing happens before define() is called. */
import { SoftlookEquation } from '../view/equation.js';
import { SoftlookMatrix } from '../view/matrix.js';
import { SoftlookSentence } from '../view/sentence.js';
import { SelfAttention } from './self-attention.js';

export { SelfAttention };

/**
 * Defines the element and those that it is drawn with. What is defined already stays, so twice is harmless, also in
 * two versions.
 * @param {string} [name]
 */
export function define(name = 'self-attention') {
  /** @type {[string, CustomElementConstructor][]} */
  const elements = [
    ['softlook-matrix', SoftlookMatrix],
    ['softlook-equation', SoftlookEquation],
    ['softlook-sentence', SoftlookSentence],
    [name, SelfAttention],
  ];
  for (const [tag, element] of elements) if (!customElements.get(tag)) customElements.define(tag, element);
}
