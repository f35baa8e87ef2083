/** Stands in for core.js in the test build: the core that can be broken on purpose. */
export { default as createCore } from '../../lib/glue-test.js';
