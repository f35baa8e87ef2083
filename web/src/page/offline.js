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
  // Pages that began with an earlier version have their files from its cache, as long as there are any.
  serviceWorker.controller?.postMessage('tidy');
  const takeUp = () => {
    const anew = () => {
      keep();
      location.reload();
    };
    // Another page may have taken it up meanwhile.
    if (!registration.waiting) return anew();
    serviceWorker.addEventListener('controllerchange', anew);
    registration.waiting.postMessage('take up');
  };
  const offer = () => registration.waiting && serviceWorker.controller && offerVersion(figure, takeUp);
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
 * @param {() => void} takeUp
 */
async function offerVersion(figure, takeUp) {
  // It says so in the words of the page.
  await import('./language.js');
  figure.note({
    id: 'version',
    key: 'notice.version',
    quiet: true,
    action: { key: 'notice.version.take', do: takeUp },
  });
}
