/**
 * Where the pages of this folder come from: two sites of different origin, both with the scripts beside the pages, and a
 * folder on the disk. And a proxy that answers nothing, for whatever a browser asks of the rest of the world.
 */
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleOf } from './bundles.js';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));
const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
});

/** What is served beside the pages, and from where. */
const BESIDE = /** @type {Record<string, string>} */ ({
  'watch.js': here('watch.js'),
  'embed.html': here('../../web/dist/embed.html'),
  'embed.js': here('../../web/dist/embed.js'),
  'embed.css': here('../../web/dist/embed.css'),
});
for (const name of ['self-attention.js', 'self-attention.classic.js', 'element.js', 'element-define.js'])
  BESIDE[name] = here(`../../web/lib/${name}`);

/**
 * A file as the sites give it.
 * @param {string} name
 * @param {string} other address of the other site
 * @returns {Promise<Buffer | string | undefined>}
 */
async function contents(name, other) {
  if (name.startsWith('newer-')) return newer(name.slice('newer-'.length));
  const bundle = await bundleOf(name);
  if (bundle !== undefined) return bundle;
  const found = await readFile(BESIDE[name] ?? here(`pages/${name}`)).catch(() => undefined);
  if (!found || extname(name) !== '.html') return found;
  // Watched from its first script on.
  return String(found)
    .replace('<head>', '<head><script src="watch.js"></script>')
    .replaceAll('{other}', other);
}

/** The same script as another release would be. @param {string} name */
async function newer(name) {
  const { version } = JSON.parse(await readFile(here('../../web/package.json'), 'utf8'));
  const script = await readFile(BESIDE[name], 'utf8');
  // As a string of its own, whichever quotes the minifier chose.
  return script.replaceAll(new RegExp(`(["'\`])${version.replaceAll('.', '\\.')}\\1`, 'g'), '"9.9.9"');
}

/** @param {() => string} other */
async function site(other) {
  /** @type {string[]} */
  const asked = [];
  const server = createServer(async (request, response) => {
    const name = basename(new URL(request.url ?? '/', 'http://x').pathname);
    // Some browsers ask for an icon by themselves.
    if (name === 'favicon.ico') {
      response.writeHead(204).end();
      return;
    }
    asked.push(name);
    const found = await contents(name, other());
    const type = TYPES[extname(name)] ?? 'text/plain';
    response
      .writeHead(found === undefined ? 404 : 200, {
        'content-type': type,
        'access-control-allow-origin': '*',
      })
      .end(found);
  });
  return { asked, server, port: await listen(server) };
}

/** @param {import('node:http').Server} server @returns {Promise<number>} port */
function listen(server) {
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(address && typeof address === 'object' ? address.port : 0);
    }),
  );
}

/** @typedef {{port: number, asked: string[], close: () => void}} Proxy `asked`: for what, of whomever */

/** @returns {Promise<Proxy>} */
export async function openProxy() {
  /** @type {string[]} */
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.writeHead(502).end();
  });
  server.on('connect', (request, socket) => {
    asked.push(request.url ?? '');
    socket.destroy();
  });
  return { port: await listen(server), asked, close: () => server.close() };
}

/** `own`, `other`: addresses, with a slash at the end; `asked`, `askedOther`: what they were asked for. */
export async function openSites() {
  // Another host, not only another port: browsers keep things apart by site too.
  const addresses = { own: '', other: '' };
  const own = await site(() => addresses.other);
  const other = await site(() => addresses.own);
  addresses.own = `http://localhost:${own.port}/`;
  addresses.other = `http://127.0.0.1:${other.port}/`;
  const folder = await mkdtemp(join(tmpdir(), 'softlook-'));
  return {
    ...addresses,
    asked: own.asked,
    askedOther: other.asked,
    /** @param {string} name a page, put on the disk with its script @returns {Promise<string>} its file: address */
    onDisk: async (name) => {
      await writeFile(join(folder, name), /** @type {string} */ (await contents(name, addresses.other)));
      for (const script of ['watch.js', 'self-attention.classic.js'])
        await copyFile(BESIDE[script], join(folder, script));
      await writeFile(join(folder, 'beside.js'), 'export {};');
      return pathToFileURL(join(folder, name)).href;
    },
    close: async () => {
      for (const server of [own.server, other.server]) {
        server.closeAllConnections();
        server.close();
      }
      await rm(folder, { recursive: true });
    },
  };
}
