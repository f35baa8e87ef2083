import { SoftlookMatrix } from './matrix.js';

if (!customElements.get('softlook-matrix')) customElements.define('softlook-matrix', SoftlookMatrix);
