/**
 * All that a figure says, in English. `{name}` is filled in; `[q:…]`, `[k:…]` and `[v:…]` are drawn in the colours of query,
 * key and value, and `[en:…]` is English wherever it stands. Other languages are other folders of the same files with the
 * same keys. Figures begin with a part of it (text.js); this is loaded with the first option.
 */
import { addTexts } from '../text.js';
import cache from './cache.js';
import costs from './costs.js';
import editing from './editing.js';
import expects from './expects.js';
import figure from './figure.js';
import gradient from './gradient.js';
import heads from './heads.js';
import methods from './methods.js';
import notices from './notices.js';
import numbers from './numbers.js';
import operations from './operations.js';
import options from './options.js';
import positions from './positions.js';
import steps from './steps.js';
import why from './why.js';

const texts = {
  ...figure,
  ...steps,
  ...numbers,
  ...heads,
  ...options,
  ...positions,
  ...methods,
  ...gradient,
  ...cache,
  ...costs,
  ...notices,
  ...editing,
  ...why,
  ...expects,
  ...operations,
};

addTexts(texts);
export default texts;
