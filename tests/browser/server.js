/** A static server on localhost for the built site, for as long as a test file runs. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = /** @type {Record<string, string>} */ ({
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.ts': 'text/plain',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
});

/** The strictest policy the site has to work under. */
export const STRICT_CSP = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** @param {string} folder of web/: `dist`, `dist-test` or `lib` */
export function built(folder) {
  return fileURLToPath(new URL(`../../web/${folder}`, import.meta.url));
}

/**
 * @param {string} root folder that is served
 * @param {Record<string, string>} [headers] sent with every answer
 * @param {{withoutHtml?: boolean}} [ways] of some hosts: `withoutHtml` sends readers of x.html to x, and of index.html to its folder
 * @returns {Promise<{url: string, served: string[], close: () => Promise<void>}>} `url` ends with a slash; `served`: the
 *   files that were asked for
 */
export async function serve(root, headers = {}, { withoutHtml = false } = {}) {
  /** @type {string[]} */
  const served = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? '/', 'http://x').pathname));
    if (withoutHtml && path.endsWith('.html')) {
      const location = path.replace(/(\/index)?\.html$/, (_, index) => (index ? '/' : ''));
      response.writeHead(308, { location, ...headers }).end();
      return;
    }
    const named = withoutHtml && !path.endsWith('/') && extname(path) === '' ? `${path}.html` : path;
    const file = join(root, named.endsWith('/') ? `${named}index.html` : named);
    const found = await stat(file).catch(() => null);
    if (!found?.isFile()) {
      response.writeHead(404, headers).end('not found');
      return;
    }
    served.push(file);
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.writeHead(200, { 'content-type': type, 'content-length': found.size, ...headers });
    createReadStream(file).pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://localhost:${port}/`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
