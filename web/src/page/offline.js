/** The site without a network: its service worker, and the notice that a new version is there. */

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

/**
 * @param {SelfAttention} figure tells of a new version
 * @param {() => void} keep writes down what the reader has entered, before the page is loaded again
 */
export async function workOffline(figure, keep) {
  const { serviceWorker } = navigator;
  // Forbidden in private windows of some browsers: the site then needs a network, as any other does.
  const registration = await serviceWorker
    ?.register('./service-worker.js', { updateViaCache: 'none' })
    .catch(() => undefined);
  if (!registration) return;
  // The first worker takes over the page that brought it along; any other is of another version than the page.
  let first = !serviceWorker.controller;
  serviceWorker.addEventListener('controllerchange', () => {
    if (!first) {
      keep();
      location.reload();
    }
    first = false;
  });
  const offer = () =>
    registration.waiting && serviceWorker.controller && offerVersion(figure, registration.waiting);
  registration.addEventListener('updatefound', () =>
    registration.installing?.addEventListener('statechange', offer),
  );
  offer();
  // A page that stays open for days.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') registration.update().catch(() => {});
  });
}

/**
 * @param {SelfAttention} figure
 * @param {ServiceWorker} waiting
 */
async function offerVersion(figure, waiting) {
  // It says so in the words of the page.
  await import('./language.js');
  figure.note({
    id: 'version',
    key: 'notice.version',
    quiet: true,
    action: { key: 'notice.version.take', do: () => waiting.postMessage('take up') },
  });
}
