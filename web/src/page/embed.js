/** The way to the embed builder, which is loaded when the reader comes to it. */

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

/** @param {SelfAttention} figure */
export function offerEmbed(figure) {
  const root = /** @type {HTMLElement} */ (document.querySelector('#embed'));
  /** @type {Promise<void> | undefined} */
  let opening;
  const open = () => {
    opening ??= import('./embed/builder.js').then((m) => m.openBuilder(root, figure));
    // A file that could not be loaded is asked for again the next time.
    opening.catch(() => {
      opening = undefined;
    });
    return opening;
  };
  new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) open();
  }).observe(root);
  document.querySelector('#show-embed')?.addEventListener('click', async () => {
    await open().catch(() => {});
    const title = /** @type {HTMLElement} */ (document.querySelector('#embed-title'));
    title.scrollIntoView({ block: 'start' });
    title.focus({ preventScroll: true });
  });
}
