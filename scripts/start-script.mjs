/**
 * Makes the page's first script, web/src/page/start.js: a file that depends on no other, made once the files that it asks for
 * have their names.
 */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const web = new URL('../web/', import.meta.url);

/** @param {string[]} files @returns {string} a module with the addresses of worker, WASM and German, as seen from the page */
function addressesIn(files) {
  const address = (/** @type {RegExp} */ pattern) => {
    const [found] = files.filter((name) => pattern.test(name));
    if (!found) throw new Error(`no file of the site is like ${pattern}`);
    return JSON.stringify(`./${found}`);
  };
  const german = ['language', 'register'].map((name) => address(RegExp(`/${name}-[\\w-]{8}\\.js$`)));
  const script = address(/\/worker-[\w-]{8}\.js$/);
  const core = address(/\/softlook(-test)?-[\w-]{8}\.wasm$/);
  return `export const german = [${german}], script = ${script}, core = ${core};`;
}

/**
 * @param {string[]} files of the site
 * @returns {Promise<{name: string, code: string}>} the script, and the file that it is to be
 */
export async function startScript(files) {
  const { rolldown } = createRequire(new URL('package.json', web))('rolldown');
  const addresses = 'softlook:addresses';
  const plugin = {
    name: 'softlook-addresses',
    resolveId: (/** @type {string} */ id) => (id === addresses ? id : undefined),
    load: (/** @type {string} */ id) => (id === addresses ? addressesIn(files) : undefined),
  };
  const made = await rolldown({ input: fileURLToPath(new URL('src/page/start.js', web)), plugins: [plugin] });
  const { output } = await made.generate({ format: 'iife', minify: true });
  await made.close();
  const [{ code }] = output;
  const digest = createHash('sha256').update(code).digest('base64url').slice(0, 8);
  return { name: `assets/start-${digest}.js`, code };
}
