/**
 * Makes the site work without a network. scripts/precache.mjs puts `PRECACHE` before this when the site is built: all
 * of its files, each with its digest. A version has one cache, which holds all of its files or does not exist. A page that
 * is opened has the files of the newest version; one that began with an earlier version goes on with that, whose cache
 * stays as long.
 */

/** @typedef {{version: string, files: Record<string, string>}} Precache address → SHA-256, in hexadecimal digits */
/** @typedef {{waitUntil(work: Promise<unknown>): void}} Waiting */
/** @typedef {Waiting & {request: Request, respondWith(answer: Promise<Response>): void}} Fetching */
/**
 * @typedef {{
 *   addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void,
 *   addEventListener(type: 'message', listener: (event: MessageEvent & Waiting) => void): void,
 *   addEventListener(type: 'fetch', listener: (event: Fetching) => void): void,
 *   skipWaiting(): Promise<void>,
 *   clients: {claim(): Promise<void>, matchAll(options: {includeUncontrolled: true}): Promise<{id: string}[]>},
 *   registration: ServiceWorkerRegistration,
 *   PRECACHE: Precache,
 * }} Scope
 */

const scope = /** @type {Scope} */ (/** @type {unknown} */ (globalThis));
const { version, files } = scope.PRECACHE;
/** Copies of the site in several folders of one origin keep to themselves. */
const prefix = `softlook ${scope.registration.scope} `;
const own = prefix + version;

/**
 * The digest tells a file of another version apart, and an error page that was sent as a success.
 * @param {Cache} cache
 * @param {string} address
 * @param {string} digest
 */
async function add(cache, address, digest) {
  const response = await fetch(new Request(address, { cache: 'reload' }));
  const body = await response.clone().arrayBuffer();
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
  const found = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (!response.ok || found !== digest) throw new Error(`${address} is not that of version ${version}`);
  // Hosts that leave out .html send elsewhere; what came from elsewhere is no answer to a page that is opened.
  const { redirected, headers } = response;
  await cache.put(address, redirected ? new Response(body, { headers }) : response);
}

async function install() {
  const cache = await caches.open(own);
  try {
    await Promise.all(Object.entries(files).map(([address, digest]) => add(cache, address, digest)));
  } catch (error) {
    await caches.delete(own);
    throw error;
  }
}

/** Where a version notes what was there before it. */
const BEFORE = `${scope.registration.scope}before`;

/** @returns {Promise<string[]>} ids of the open pages */
const openPages = async () =>
  (await scope.clients.matchAll({ includeUncontrolled: true })).map((page) => page.id);

/** @returns {Promise<{pages: string[], versions: string[]}>} pages that were open before this version, and caches */
async function before() {
  const noted = await (await caches.open(own)).match(BEFORE);
  return noted ? noted.json() : { pages: [], versions: [] };
}

/** Earlier versions go with the last page that began with one. */
async function tidy() {
  const { pages, versions } = await before();
  const open = await openPages();
  if (pages.some((id) => open.includes(id))) return;
  await Promise.all(versions.map((version) => caches.delete(version)));
}

async function activate() {
  const versions = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== own);
  const noted = JSON.stringify({ pages: await openPages(), versions });
  await (await caches.open(own)).put(BEFORE, new Response(noted));
  await tidy();
  // The page that brought the worker along: what it has yet to load is there as well.
  await scope.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const address = request.url.replace(/[?#].*$/, '').replace(/\/index\.html$/, '/');
  for (const cacheName of [own, ...(await before()).versions]) {
    for (const name of [address, `${address}index.html`, `${address}.html`]) {
      const found = await caches.match(name, { cacheName, ignoreVary: true });
      if (found) return found;
    }
  }
  return fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope.registration.scope)) event.respondWith(answer(event.request));
});
// A new version waits until the reader says so.
scope.addEventListener('message', (event) => {
  if (event.data === 'take up') scope.skipWaiting();
  if (event.data === 'tidy') event.waitUntil(tidy());
});
