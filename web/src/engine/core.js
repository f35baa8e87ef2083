/**
 * The whole core's glue, which Emscripten generated; core-small.js is the small core's. The page must not load either
 * with its first screen, so only the workers, the main-thread fallback and the library import these files. In the
 * test build core-test.js and core-small-test.js stand in for them.
 */
export { default as createCore } from '../../lib/glue.js';
