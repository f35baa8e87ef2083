import '../view/equation.define.js';
import '../view/sentence.define.js';
import { SelfAttention } from './self-attention.js';

if (!customElements.get('self-attention')) customElements.define('self-attention', SelfAttention);
