/**
 * Bundles <self-attention> into files that need no other, with the WASM and the worker inside:
 * web/lib/self-attention.js (ES module) and web/lib/self-attention.classic.js define it; web/lib/element.js only has the
 * class and define(), and web/lib/element-define.js calls that. web/lib/self-attention.de.js has the German texts.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { finish } from './finish.mjs';

const web = new URL('../web/', import.meta.url);
const { build } = createRequire(new URL('package.json', web))('rolldown');
const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, web));

/** The library has its own way to find the WASM; none of it is wanted here. */
const VARIANT = 'export const coreUrl = () => ""; export const testBuild = false;';

/** The worker as a function of where it is spoken to, so that it also runs beside the page. */
async function workerFunction() {
  const { output } = await build({
    input: file('src/engine/worker.js'),
    output: { format: 'iife', minify: true },
    plugins: [replace({ './variant.js': VARIANT, './scope.js': 'export const scope = softlookScope;' })],
    write: false,
  });
  return `export default function (softlookScope) { ${output[0].code} }`;
}

/**
 * @param {Record<string, string>} modules source text by the name they are imported by
 */
function replace(modules) {
  return {
    name: 'softlook-replace',
    resolveId: (/** @type {string} */ id) => (Object.hasOwn(modules, id) ? `\0${id}` : undefined),
    load: (/** @type {string} */ id) => (id.startsWith('\0') ? modules[id.slice(1)] : undefined),
  };
}

/** What a module is replaced by, under the name it is imported by. @type {Record<string, string>} */
const INLINE = {
  './sources.js': 'src/engine/sources-inline.js',
  './other-texts.js': 'src/element/other-texts-inline.js',
};
const inline = {
  name: 'softlook-inline',
  resolveId: (/** @type {string} */ id) => (Object.hasOwn(INLINE, id) ? file(INLINE[id]) : undefined),
};

const wasm = gzipSync(readFileSync(file('lib/softlook.wasm')), { level: 9 }).toString('base64');
const modules = {
  'softlook:wasm': `export const base64 = ${JSON.stringify(wasm)};`,
  'softlook:worker': await workerFunction(),
  './variant.js': VARIANT,
  // It is given bytes and nothing else, once.
  './compile.js': 'export const compile = (bytes) => WebAssembly.compile(bytes);',
};
/** Where the file itself was loaded from: other languages are beside it. */
const ADDRESS = { es: 'import.meta.url', iife: 'document.currentScript?.src' };

/**
 * @param {string} input
 * @param {string} name
 * @param {'es' | 'iife'} format
 */
async function bundle(input, name, format) {
  await build({
    input: file(input),
    output: { file: file(`lib/${name}.js`), format, minify: true, codeSplitting: false, name: 'Softlook' },
    plugins: [
      inline,
      replace({ ...modules, './address.js': `export const address = ${ADDRESS[format]};` }),
      finish,
    ],
  });
}

await bundle('src/element/single.js', 'self-attention', 'es');
await bundle('src/element/single.js', 'self-attention.classic', 'iife');
await bundle('src/element/index.js', 'element', 'es');
await bundle('src/view/text/de/register.js', 'self-attention.de', 'iife');
writeFileSync(file('lib/element-define.js'), "import { define } from './element.js';\n\ndefine();\n");
