/** Imported first: which core the page's engine begins with, the same that the page's first script (start.js) has begun with. */
import { sharedEngine } from '../engine/client.js';
import { expectsMore } from './expects.js';

// A failure is told by the figure, which asks again.
sharedEngine({ expectsMore: expectsMore(location.hash) }).catch(() => {});
