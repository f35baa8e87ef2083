/** The small core's glue, see core.js. */
export { default as createCore } from '../../lib/glue-small.js';
