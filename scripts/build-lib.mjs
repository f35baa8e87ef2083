/**
 * Bundles web/src/engine into web/lib/softlook.js, one ES module for browsers and Node that finds softlook.wasm
 * beside it; and the same round the core that can be broken on purpose, for the tests.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = new URL('../web/', import.meta.url);
const { build } = createRequire(new URL('package.json', web))('rolldown');

/**
 * @param {string} name of the library and of the WASM beside it
 * @param {boolean} testBuild
 */
async function bundle(name, testBuild) {
  await build({
    input: fileURLToPath(new URL('src/engine/softlook.js', web)),
    output: {
      file: fileURLToPath(new URL(`lib/${name}.js`, web)),
      format: 'es',
      minify: true,
    },
    plugins: [
      {
        name: 'softlook-core',
        /**
         * @param {string} id
         * @param {string | undefined} importer
         */
        resolveId(id, importer) {
          if (id === './variant.js') return '\0variant';
          if (testBuild && id === './core.js' && importer) {
            return fileURLToPath(new URL('src/engine/core-test.js', web));
          }
        },
        /** @param {string} id */
        load(id) {
          if (id !== '\0variant') return;
          return `
            export const coreUrl = () => new URL('${name}.wasm', import.meta.url);
            export const testBuild = ${testBuild};`;
        },
      },
    ],
  });
}

await bundle('softlook', false);
await bundle('softlook-test', true);
