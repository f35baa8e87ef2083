/** What the figure says about options and stages that the first screen does without, in English. */
import cache from './cache.js';
import costs from './costs.js';
import gradient from './gradient.js';
import heads from './heads.js';
import methods from './methods.js';
import notices from './notices.js';
import operations from './operations.js';
import options from './options.js';
import positions from './positions.js';

export default {
  ...heads,
  ...options,
  ...positions,
  ...methods,
  ...gradient,
  ...cache,
  ...costs,
  ...notices,
  ...operations,
};
