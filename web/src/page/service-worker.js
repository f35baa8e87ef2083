/**
 * Makes the site work without a network. scripts/precache.mjs puts `PRECACHE` before this when the site is built: all
 * of its files, each with its digest. A version has one cache, which holds all of its files or does not exist; a page
 * is answered from the cache of one version and never from two.
 */

/** @typedef {{version: string, files: Record<string, string>}} Precache address → SHA-256, in hexadecimal digits */
/** @typedef {{waitUntil(work: Promise<unknown>): void}} Waiting */
/** @typedef {Waiting & {request: Request, respondWith(answer: Promise<Response>): void}} Fetching */
/**
 * @typedef {{
 *   addEventListener(type: 'install' | 'activate', listener: (event: Waiting) => void): void,
 *   addEventListener(type: 'message', listener: (event: MessageEvent) => void): void,
 *   addEventListener(type: 'fetch', listener: (event: Fetching) => void): void,
 *   skipWaiting(): Promise<void>,
 *   clients: {claim(): Promise<void>},
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

async function activate() {
  const earlier = (await caches.keys()).filter((other) => other.startsWith(prefix) && other !== own);
  await Promise.all(earlier.map((other) => caches.delete(other)));
  // The page that brought the worker along: what it has yet to load is there as well.
  await scope.clients.claim();
}

/** @param {Request} request */
async function answer(request) {
  const cache = await caches.open(own);
  const address = request.url.replace(/[?#].*$/, '').replace(/\/index\.html$/, '/');
  for (const name of [address, `${address}index.html`, `${address}.html`]) {
    const found = await cache.match(name, { ignoreVary: true });
    if (found) return found;
  }
  return fetch(request);
}

scope.addEventListener('install', (event) => event.waitUntil(install()));
scope.addEventListener('activate', (event) => event.waitUntil(activate()));
scope.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(scope.registration.scope)) event.respondWith(answer(event.request));
});
// A new version waits until the reader says so: an open page goes on with the files it began with.
scope.addEventListener('message', ({ data }) => {
  if (data === 'take up') scope.skipWaiting();
});
