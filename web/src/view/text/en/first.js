/**
 * What the first screen says, in English. `{name}` is filled in; `[q:…]`, `[k:…]` and `[v:…]` are drawn in the colours
 * of query, key and value, and `[en:…]` is English wherever it stands. Other languages are other folders of the same
 * files with the same keys.
 */
import expects from './expects.js';
import figure from './figure.js';
import numbers from './numbers.js';
import steps from './steps.js';

export default { ...figure, ...steps, ...numbers, ...expects };
