/** Imported first: the worker starts and the WASM is compiled on other threads while the page's own still loads. */
import { sharedEngine } from '../engine/client.js';
import { expectsMore } from './expects.js';

// A failure is told by the figure, which asks again.
sharedEngine({ expectsMore: expectsMore(location.hash) }).catch(() => {});
