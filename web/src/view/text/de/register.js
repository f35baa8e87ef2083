/**
 * All texts in German, for figures that are there and those that will be: as a part of the site, and as
 * self-attention.de.js, a script that needs no other and may stand before the figure's or after it.
 */
import cache from './cache.js';
import costs from './costs.js';
import editing from './editing.js';
import expects from './expects.js';
import embed from './embed.js';
import figure from './figure.js';
import gradient from './gradient.js';
import heads from './heads.js';
import keys from './keys.js';
import methods from './methods.js';
import notices from './notices.js';
import numbers from './numbers.js';
import operations from './operations.js';
import options from './options.js';
import page from './page.js';
import positions from './positions.js';
import steps from './steps.js';
import why from './why.js';

const scope = /** @type {any} */ (globalThis);
scope.softlookTexts ??= {};
scope.softlookTexts.de = {
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
  ...keys,
  ...page,
  ...embed,
};
// Where there is no page to tell (Node), there is no figure either.
scope.dispatchEvent?.(new Event('softlook-texts'));
