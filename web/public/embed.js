/**
 * The figure alone, for places that allow only frames. What stands after `#` are attributes of <self-attention>, as in
 * `embed.html#sentence=The%20cat%20sat&mask=causal&controls=steps`. The page around it is told
 * `{ type: 'softlook-height', height }`, in CSS pixels, whenever the height changes: only that number leaves.
 */
const figure = document.querySelector('self-attention');

function read() {
  // Nothing else may be set: an address must not be able to write a handler.
  const known = customElements.get('self-attention').observedAttributes;
  for (const name of figure.getAttributeNames()) figure.removeAttribute(name);
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (known.includes(name.toLowerCase())) figure.setAttribute(name, value);
  }
}

let told = 0;
function tell() {
  const box = figure.getBoundingClientRect();
  const height = Math.ceil(box.height);
  // A frame that is not shown, as in closed details, has hardly a width, and a height of no use.
  if (box.width < 40 || height === told) return;
  told = height;
  // To any origin: the frame may be anywhere, also in a page without one.
  if (parent !== window) parent.postMessage({ type: 'softlook-height', height }, '*');
}

/** Texts in another language are a script of their own, which a frame without an origin could not fetch otherwise. */
function readTexts() {
  const script = document.createElement('script');
  script.src = './self-attention.de.js';
  const loaded = new Promise((resolve) => {
    script.onload = script.onerror = resolve;
  });
  document.head.append(script);
  return loaded;
}

const defined = customElements.whenDefined('self-attention');
const german = new URLSearchParams(location.hash.slice(1)).get('lang') === 'de';
// At once, so that the figure is never drawn with other settings.
(german ? readTexts().then(() => defined) : defined).then(() => {
  read();
  window.addEventListener('hashchange', read);
  new ResizeObserver(tell).observe(figure);
});
