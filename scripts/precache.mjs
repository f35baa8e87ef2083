/**
 * Writes service-worker.js into a built site: web/src/page/service-worker.js with the list of all the site's files.
 * For the build, and for the tests, which change a built site.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = new URL('../web/', import.meta.url);
const NAME = 'service-worker.js';

/** @param {string | Buffer} data */
const digestOf = (data) => createHash('sha256').update(data).digest('hex');

/** @param {string} site folder with an index.html */
export async function writeServiceWorker(site) {
  const paths = readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(site.length + 1))
    .filter((path) => path !== NAME)
    .sort();
  // The first page is that of the folder everywhere; a folder inside has one only where the host looks for it.
  const addressOf = (/** @type {string} */ path) => (path === 'index.html' ? './' : path);
  const files = Object.fromEntries(
    paths.map((path) => [addressOf(path), digestOf(readFileSync(join(site, path)))]),
  );
  const { rolldown } = createRequire(new URL('package.json', web))('rolldown');
  const bundle = await rolldown({ input: fileURLToPath(new URL(`src/page/${NAME}`, web)) });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const code = output[0].code;
  const version = digestOf(JSON.stringify(files) + code).slice(0, 16);
  writeFileSync(join(site, NAME), `self.PRECACHE=${JSON.stringify({ version, files })};\n${code}`);
}
