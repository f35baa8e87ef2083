/**
 * The core's glue, which Emscripten generated. The page must not load it with its first screen, so only the worker, the
 * main-thread fallback and the library import this file. In the test build core-test.js stands in for it.
 */
export { default as createCore } from '../../lib/glue.js';
