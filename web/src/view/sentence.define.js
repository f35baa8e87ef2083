import { SoftlookSentence } from './sentence.js';

if (!customElements.get('softlook-sentence')) customElements.define('softlook-sentence', SoftlookSentence);
