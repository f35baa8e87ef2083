/** Stands in for core-small.js in the test build. */
export { default as createCore } from '../../lib/glue-small-test.js';
