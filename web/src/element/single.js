/** The element as one file that needs no other: defined as soon as it is loaded. */
import { define } from './index.js';

export { define, SelfAttention } from './index.js';

define();
