/** Imported first: the worker starts and the WASM is compiled on other threads while the page's own still loads. */
import { sharedEngine } from '../engine/client.js';
import { smallCoreUrl } from '../engine/variant.js';
import { expectsMore } from './expects.js';

const more = expectsMore(location.hash);
// The page has asked for the small core by itself (index.html); what nobody takes up, browsers complain about.
if (more) fetch(smallCoreUrl()).catch(() => {});

// A failure is told by the figure, which asks again.
sharedEngine({ expectsMore: more }).catch(() => {});
