/** The site: one figure, the address, the keys, the theme, the language. */
import '../element/define.js';
import { loadTexts } from '../element/other-texts.js';
import { sharedEngine } from '../engine/client.js';
import { formatLink, formatSetting, parseLink } from '../state/link.js';
import { anotherTask } from '../view/another-task.js';
import { offerEmbed } from './embed.js';
import { handleKey, showKeys } from './keys.js';
import { hashAfter, noteHash, Saved } from './saved.js';
import { storageOf } from './storage.js';
import { wantedLanguage } from './wanted.js';

/** @typedef {import('../element/self-attention.js').SelfAttention} SelfAttention */

const figure = /** @type {SelfAttention} */ (
  /** @type {Element} */ (document.querySelector('self-attention'))
);
/** How long the first picture waits for texts in the reader's language (ms). */
const PATIENCE = 1000;

const saved = new Saved(storageOf(window));
const session = storageOf(window, 'sessionStorage');
figure.isPage = true;

/**
 * Takes over what a link says and tells what could not be used, or counts by now.
 * @param {ReturnType<typeof parseLink>} link
 * @param {'link' | 'kept'} from where it stood: in an address, or in what this browser kept
 * @param {boolean} undoable
 */
function take({ settings, refused, counted }, from, undoable) {
  // The step is the link's, and not the one that the reader was at.
  figure.current = null;
  figure.session.load(settings, undoable);
  for (const { id } of figure.notes) if (/^(link|counted) /.test(id)) figure.dismiss(id);
  for (const { name, value, expected } of refused) {
    const params = { name, value, expected };
    figure.note({ id: `link ${name}`, key: name === 'edits' ? 'notice.edits' : `notice.${from}`, params });
  }
  for (const name of counted) {
    const value = formatSetting(name, settings[name]);
    figure.note({ id: `counted ${name}`, key: 'notice.counted', params: { name, value }, quiet: true });
  }
}

/** The address's hash, as it was last read or written: where it is another, that is about to be read. */
let address = location.hash;

/** @param {string} hash @param {boolean} undoable */
function readAddress(hash, undoable) {
  address = location.hash;
  take(parseLink(hash), 'link', undoable);
  saved.begin(figure.session.settings, true);
}

function writeAddress() {
  const { settings, stepShown } = figure;
  const link = formatLink({ ...settings, step: stepShown?.id ?? settings.step });
  if (location.hash !== address || link === address.slice(1)) return;
  history.replaceState(null, '', link === '' ? location.pathname + location.search : `#${link}`);
  address = location.hash;
}

function keep() {
  writeAddress();
  saved.keep(figure.session.settings);
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
// Instead of a step that there is none of, which has been told.
figure.addEventListener('softlook-step', () => {
  if (figure.stepShown?.id !== figure.settings.step) writeAddress();
});
window.addEventListener('pagehide', () => {
  const { hash } = location;
  keep();
  noteHash(session, hash, location.hash);
});
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

const hash = hashAfter(session, location.hash);
if (hash !== '') readAddress(hash, false);
else {
  const link = saved.read();
  if (link) take(link, 'kept', false);
  saved.begin(figure.session.settings);
}
// Drawn at once in the reader's language, in a task of its own; texts that do not come are not waited for.
const late = new Promise((resolve) => setTimeout(resolve, PATIENCE));
figure.opening = Promise.race([speak().catch(() => {}), late]).then(anotherTask);

// Once the first numbers are there, and out of their way.
if (import.meta.env.PROD && import.meta.env.MODE !== 'file') {
  sharedEngine().then(
    () =>
      setTimeout(() => import('./later.js').then((m) => m.later(figure, saved, keep)).catch(() => {}), 1500),
    () => {},
  );
}

// Only in the build that the browser tests use: ways to break the core on purpose.
if (import.meta.env.MODE === 'test') {
  Promise.all([import('../engine/test-hooks.js'), sharedEngine()]).then(([{ testHooks }, engine]) =>
    Object.assign(window, { softlookTest: testHooks(engine) }),
  );
}
