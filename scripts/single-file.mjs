/**
 * Writes softlook.html: the site as one file that opens from a disk and makes no request at all. Its policy proves it:
 * nothing may be fetched, and only the scripts may run whose digests it names.
 *
 * Script, worker and WASM lie in it as text (gzip, then base64: half the size of either as it is), where a small loader
 * unpacks them. A worker from a file does not start under file:, nor does a module; a classic one from a blob
 * and an inline module do, in every engine.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = new URL('../web/', import.meta.url);
const file = (/** @type {string} */ name) => fileURLToPath(new URL(name, web));

/** What is loaded from files elsewhere lies in the page, and none of the WASM is named by its address. */
const parts = {
  name: 'softlook-parts',
  enforce: /** @type {const} */ ('pre'),
  resolveId(/** @type {string} */ id) {
    if (id === './sources.js') return file('src/engine/sources-file.js');
    return id === './variant.js' ? '\0variant' : undefined;
  },
  load: (/** @type {string} */ id) => (id === '\0variant' ? 'export const testBuild = false;' : undefined),
};

/** @param {string} text */
const digest = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** Markup in a text cannot end the element that the text is in. @param {string} text */
const inElement = (text) => text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

/** @param {string} text */
const asText = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

/** @param {string} input a module @returns {Promise<string>} it and all that it imports, as a classic script */
async function bundleScript(input) {
  const { rolldown } = createRequire(new URL('package.json', web))('rolldown');
  const bundle = await rolldown({ input: file(input), plugins: [parts] });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  return output[0].code;
}

/** @returns {Promise<{html: string, script: string, style: string}>} the page, with links to the other two */
async function bundlePage() {
  const { build } = await import(new URL('node_modules/vite/dist/node/index.js', web).href);
  const { output } = await build({
    configFile: false,
    root: file('.'),
    base: './',
    mode: 'file',
    logLevel: 'warn',
    plugins: [parts],
    build: {
      target: 'es2022',
      write: false,
      modulePreload: false,
      rolldownOptions: { input: file('index.html'), output: { codeSplitting: false } },
    },
  });
  /** @param {string} end */
  const named = (end) => {
    const found = output.filter((/** @type {{fileName: string}} */ o) => o.fileName.endsWith(end));
    if (found.length !== 1) throw new Error(`${found.length} files end with ${end}, expected one`);
    return String(found[0].code ?? found[0].source);
  };
  return { html: named('.html'), script: named('.js'), style: named('.css').trim() };
}

/**
 * @param {string} html
 * @param {RegExp} pattern
 * @param {string | ((whole: string, part: string) => string)} by
 */
function put(html, pattern, by) {
  if (!pattern.test(html)) throw new Error(`the page has nothing like ${pattern}`);
  return html.replace(pattern, typeof by === 'string' ? () => by : by);
}

/** @param {string} site folder it is written to */
export async function writeSingleFile(site) {
  const [{ html, script, style }, worker, loading] = await Promise.all([
    bundlePage(),
    bundleScript('src/engine/worker.js'),
    bundleScript('src/page/file-loader.js'),
  ]);
  const loader = inElement(loading);
  const policy = [
    "default-src 'none'",
    `script-src ${digest(loader)} ${digest(script)} 'wasm-unsafe-eval'`,
    'worker-src blob:',
    `style-src ${digest(style)}`,
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types softlook lit-html',
  ].join('; ');
  const icon = readFileSync(file('public/icon-48.png')).toString('base64');
  const packed = Object.entries({ script, worker, core: readFileSync(file('lib/softlook.wasm')) }).map(
    ([id, data]) =>
      `<script type="text/plain" id="${id}">${gzipSync(data, { level: 9 }).toString('base64')}</script>`,
  );
  const others = asText(readFileSync(file('public/third-party.txt'), 'utf8'));
  let page = put(html, /(?<=http-equiv="Content-Security-Policy" content=")[^"]*/, policy);
  page = put(page, /<link rel="icon"[^>]*>/, `<link rel="icon" href="data:image/png;base64,${icon}" />`);
  page = put(page, /\s*<link rel="manifest"[^>]*>/, '');
  page = put(page, /\s*<link rel="preload"[^>]*>/, '');
  page = put(page, /\s*<script type="module"[^>]*><\/script>/, '');
  page = put(page, /<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`);
  page = put(page, /\s*<(p|section|button|a)\b[^>]* class="[^"]*\bonline"[^>]*>.*?<\/\1>/gs, '');
  page = put(page, /<a href="\.\/third-party\.txt"(.*?)<\/a>\./s, (_, text) => `<span${text}</span>:`);
  page = put(
    page,
    /(?=<\/footer>)/,
    `<details><summary data-text="foot.licences">Licences</summary><pre>${others}</pre></details>`,
  );
  page = put(page, /(?=<\/body>)/, `${packed.join('\n')}\n<script>${loader}</script>\n`);
  writeFileSync(join(site, 'softlook.html'), page);
}
