/** The pages of frameworks, bundled as their authors would: by a bundler, from packages. */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = new URL('../../web/', import.meta.url);
const { build } = createRequire(new URL('package.json', web))('rolldown');

/** What is bundled, by the name under which it is served. */
const SOURCES = /** @type {Record<string, string>} */ ({
  'react.js': 'pages/react.jsx',
  'controlled.js': 'pages/controlled.jsx',
  'vue.js': 'pages/vue.js',
});

/** @type {Map<string, Promise<string>>} */
const made = new Map();

/** @param {string} name @returns {Promise<string> | undefined} the script; undefined where there is no such bundle */
export function bundleOf(name) {
  if (!Object.hasOwn(SOURCES, name)) return undefined;
  const known = made.get(name) ?? bundle(SOURCES[name]);
  made.set(name, known);
  return known;
}

/** @param {string} source */
async function bundle(source) {
  const { output } = await build({
    input: fileURLToPath(new URL(source, import.meta.url)),
    output: { format: 'es', minify: true, codeSplitting: false },
    resolve: {
      modules: [fileURLToPath(new URL('node_modules', web))],
      alias: { 'softlook/element/define': fileURLToPath(new URL('lib/element-define.js', web)) },
    },
    transform: {
      define: {
        'process.env.NODE_ENV': '"production"',
        __VUE_OPTIONS_API__: 'true',
        __VUE_PROD_DEVTOOLS__: 'false',
        __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false',
      },
    },
    write: false,
  });
  return output[0].code;
}
