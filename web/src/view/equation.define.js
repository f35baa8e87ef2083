import './matrix.define.js';
import { SoftlookEquation } from './equation.js';

if (!customElements.get('softlook-equation')) customElements.define('softlook-equation', SoftlookEquation);
