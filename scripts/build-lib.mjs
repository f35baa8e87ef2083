/**
 * `build-lib.mjs softlook` bundles web/src/engine into web/lib/softlook.js, one ES module for browsers and Node that
 * finds softlook.wasm beside it; `build-lib.mjs softlook-test` the same round the core that can be broken on purpose.
 */
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = new URL('../web/', import.meta.url);
const { build } = createRequire(new URL('package.json', web))('rolldown');
const file = (/** @type {string} */ path) => fileURLToPath(new URL(path, web));

const [, , name] = process.argv;
const testBuild = name.endsWith('-test');
const variant = `
  export const coreUrl = () => new URL('${name}.wasm', import.meta.url);
  export const testBuild = ${testBuild};`;

await build({
  input: file('src/engine/softlook.js'),
  output: { file: file(`lib/${name}.js`), format: 'es', minify: true },
  plugins: [
    {
      name: 'softlook-core',
      resolveId(/** @type {string} */ id) {
        if (id === './variant.js') return '\0variant';
        return id === './core.js' && testBuild ? file('src/engine/core-test.js') : undefined;
      },
      load: (/** @type {string} */ id) => (id === '\0variant' ? variant : undefined),
    },
  ],
});
