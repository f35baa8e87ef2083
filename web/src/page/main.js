/** The site: one figure, the address, the keys, the theme, the language. */
import '../element/define.js';
import { loadTexts } from '../element/other-texts.js';
import { sharedEngine } from '../engine/client.js';
import { formatLink, formatSetting, parseLink } from '../state/link.js';
import { sameNumbers } from '../state/settings.js';
import { anotherTask } from '../view/another-task.js';
import { offerEmbed } from './embed.js';
import { handleKey, showKeys } from './keys.js';
import { readSaved, save } from './saved.js';
import { storageOf } from './storage.js';
import { wantedLanguage } from './wanted.js';

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

const figure = /** @type {SelfAttention} */ (
  /** @type {Element} */ (document.querySelector('self-attention'))
);
/** How long the first picture waits for texts in the reader's language (ms). */
const PATIENCE = 1000;

const storage = storageOf(window);
figure.isPage = true;
/** What an address said last. @type {import('../state/settings.js').Settings | null} */
let linked = null;

/**
 * Takes over what a link says and tells what could not be used, or counts by now.
 * @param {ReturnType<typeof parseLink>} link
 * @param {'link' | 'kept'} from where it stood: in an address, or in what this browser kept
 * @param {boolean} undoable
 */
function take({ settings, refused, counted }, from, undoable) {
  figure.session.load(settings, undoable);
  for (const { name, value, expected } of refused) {
    figure.note({ id: `link ${name}`, key: `notice.${from}`, params: { name, value, expected } });
  }
  for (const name of counted) {
    const value = formatSetting(name, settings[name]);
    figure.note({ id: `counted ${name}`, key: 'notice.counted', params: { name, value }, quiet: true });
  }
}

/** @param {string} hash @param {boolean} undoable */
function readAddress(hash, undoable) {
  take(parseLink(hash), 'link', undoable);
  linked = figure.settings;
}

function writeAddress() {
  const link = formatLink(figure.settings);
  if (link === location.hash.slice(1)) return;
  history.replaceState(null, '', link === '' ? location.pathname + location.search : `#${link}`);
}

/** @param {boolean} [anew] whether it is the reader's own, whatever an address said */
function keep(anew) {
  writeAddress();
  // Looking at a link takes nobody's own work away: what it shows is kept once its numbers have been changed.
  if (!anew && linked && sameNumbers(linked, figure.settings)) return;
  linked = null;
  save(storage, figure.settings);
}

/** What stands around the figure is English until something else is wanted. The figure itself goes by the page. */
async function speak() {
  const page = document.documentElement;
  const wanted = wantedLanguage(figure.settings.lang);
  if (page.lang === wanted) return;
  const [{ translate }] = await Promise.all([import('./language.js'), wanted === 'en' || loadTexts(wanted)]);
  // The reader may have chosen again meanwhile.
  if (wanted === wantedLanguage(figure.settings.lang)) translate(wanted);
}

/** Browsers allow only so many changes of the address a second: typing writes it once it pauses. */
let writing = 0;
figure.addEventListener('softlook-change', () => {
  clearTimeout(writing);
  writing = window.setTimeout(keep, 200);
  document.documentElement.dataset.theme = figure.settings.theme;
  speak().catch(() => {});
});
window.addEventListener('pagehide', () => keep());
// The event has the address that was entered; the page may have written its own since.
window.addEventListener('hashchange', ({ newURL }) => readAddress(new URL(newURL).hash, true));
document.addEventListener('keydown', (event) => handleKey(figure, event));

/** From the system's to the other one first: a button that changes nothing seems broken. */
const themes = /** @type {import('../state/settings.js').Settings['theme'][]} */ ([
  'system',
  'dark',
  'light',
]);
if (matchMedia('(prefers-color-scheme: dark)').matches) themes.reverse();
document.querySelector('#theme')?.addEventListener('click', () => {
  const at = themes.indexOf(figure.settings.theme);
  figure.session.set({ theme: themes[(at + 1) % themes.length] });
});

document.querySelector('#language')?.addEventListener('click', ({ currentTarget }) => {
  const { lang } = /** @type {HTMLElement} */ (currentTarget);
  figure.session.set({ lang: lang === 'de' ? 'de' : 'en' });
});

document.querySelector('#share')?.addEventListener('click', async (event) => {
  const button = /** @type {HTMLElement} */ (event.currentTarget);
  writeAddress();
  const copied = await navigator.clipboard?.writeText(location.href).then(
    () => true,
    () => false,
  );
  const { say } = await import('./language.js');
  // Without the clipboard the link is still to be had: from the address bar.
  button.textContent = say(copied ? 'page.copied' : 'page.copyByHand');
  setTimeout(() => {
    button.textContent = say('page.copy');
  }, 2500);
});

if (import.meta.env.MODE !== 'file') offerEmbed(figure);
document.querySelector('#show-keys')?.addEventListener('click', () => showKeys(figure));

const saved = readSaved(storage);
if (location.hash !== '') readAddress(location.hash, false);
else if (saved) take(saved, 'kept', false);
// Drawn at once in the reader's language, in a task of its own; texts that do not come are not waited for.
const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
figure.opening = Promise.race([speak().catch(() => {}), late]).then(anotherTask);

// Once the first numbers are there, and out of their way.
if (import.meta.env.PROD && import.meta.env.MODE !== 'file') {
  sharedEngine().then(
    () =>
      setTimeout(
        () => import('./later.js').then((m) => m.later(figure, !!storage, keep)).catch(() => {}),
        1500,
      ),
    () => {},
  );
}

// Only in the build that the browser tests use: ways to break the core on purpose.
if (import.meta.env.MODE === 'test') {
  Promise.all([import('../engine/test-hooks.js'), sharedEngine()]).then(([{ testHooks }, engine]) =>
    Object.assign(window, { softlookTest: testHooks(engine) }),
  );
}
