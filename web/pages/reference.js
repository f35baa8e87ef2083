/**
 * The pages of the reference: in the reader's theme, with their figures once those come near the sight, and without a network
 * after one visit. All there is to read is there without it.
 */
import { KEY, storageOf } from '../src/page/storage.js';

/** How far from the sight a figure may be when its script is fetched. */
const NEAR = '400px';

/** The theme that the reader has chosen on the site. */
function chosenTheme() {
  try {
    return new URLSearchParams(storageOf(window)?.getItem(KEY) ?? '').get('theme');
  } catch {
    return null;
  }
}

const theme = chosenTheme();
if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;

function showFigures() {
  const script = document.createElement('script');
  script.src = '../self-attention.classic.js';
  document.head.append(script);
}

document.addEventListener('DOMContentLoaded', () => {
  const figures = document.querySelectorAll('self-attention');
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      showFigures();
    },
    { rootMargin: NEAR },
  );
  for (const figure of figures) {
    if (theme) figure.setAttribute('theme', theme);
    observer.observe(figure);
  }
});

// A page of text has nothing that a new version could take away: it is there with the next page that is opened.
window.addEventListener('load', () => {
  navigator.serviceWorker?.register('../service-worker.js', { updateViaCache: 'none' }).catch(() => {});
});
