/** What authors, and addresses that somebody else has made, may say: it is shown as text, or told, and never runs. */
import assert from 'node:assert/strict';
import { becomes } from '../browser/figure.js';
import { having, notices, shows } from './figures.js';

/** @typedef {import('./post.js').Post} Post */
/** @typedef {import('./engines.js').View} View */

const CODE = '<img src=x onerror=hit()>';

/** @type {[name: string, value: string, told: RegExp][]} */
const REFUSED = [
  ['heads', CODE, /heads is “<img src=x onerror=hit\(\)>”; expected a whole number from 1 to 8/],
  ['width', '65', /width is “65”; expected a whole number from 1 to 64/],
  ['seed', '-1', /seed is “-1”; expected a whole number/],
  ['temperature', '1e999', /temperature is “1e999”; expected a number/],
  ['kind', '__proto__', /kind is “__proto__”; expected one of plain, self/],
  ['mask', '\u202egnp', /mask is “\u202egnp”; expected one of none, causal/],
  ['context', 'x'.repeat(1 << 20), /context is “x{40}…”; expected at least a word, at most 4000 characters/],
  ['edits', '~'.repeat(1 << 20), /“~{40}…”; expected at most 2000 edits/],
  ['digits', '\ud800', /digits is “.”; expected a whole number from 0 to 4/],
];
const WORDS = `${CODE} \u202egnp.exe \ud83d\ude00`;

/** @param {Post} post */
export function hostile(post) {
  post(
    'minimal.html',
    { asks: ['self-attention.classic.js'] },
    async (view) => {
      await shows(view, having({ sentence: 'The cat sat', kind: 'masked', causal: true, step: 'weights' }));
      await view.evaluate(
        (/** @type {string[][]} */ all) => {
          const figure = /** @type {Element} */ (document.querySelector('self-attention'));
          for (const [name, value] of all) figure.setAttribute(name, value);
        },
        REFUSED.map(([name, value]) => [name, value]),
      );
      await told(
        view,
        REFUSED.map(([, , pattern]) => pattern),
        false,
      );
      // The rest holds, with the defaults of what was refused; a lone surrogate becomes a character that there is.
      await view.evaluate(
        (/** @type {string} */ words) =>
          document.querySelector('self-attention')?.setAttribute('sentence', `${words} \ud800`),
        WORDS,
      );
      await shows(view, having({ sentence: `${WORDS} \ufffd`, step: 'weights' }));
      await inert(view, false);
      await forgetMoves(view);
    },
    ', hostile attributes',
  );

  // Browsers take addresses of up to some hundred kilobytes.
  const address = new URLSearchParams([
    ...REFUSED.filter(([name]) => name !== 'digits').map(([name, value]) => [name, value.slice(0, 60_000)]),
    ['sentence', WORDS],
    ['onclick', 'hit()'],
    ['style', 'display:none'],
    ['__proto__', 'x'],
    ['step', 'scores'],
  ]);
  post(
    'embed.html',
    { asks: ['embed.css', 'embed.js', 'self-attention.classic.js'], hash: `#${address}&focus=%ED%A0%80` },
    async (view) => {
      await told(
        view,
        [
          ...REFUSED.filter(([name]) => name !== 'digits').map(([, , pattern]) => pattern),
          /focus is “\ufffd+”/,
        ],
        false,
      );
      await shows(view, having({ sentence: WORDS, step: 'scores' }));
      await inert(view, false);
      const attributes = await view.evaluate(() =>
        document
          .querySelector('self-attention')
          ?.getAttributeNames()
          .filter((name) => ['onclick', 'style', '__proto__'].includes(name)),
      );
      assert.deepEqual(attributes, []);
      await forgetMoves(view);
    },
    ', a hostile address',
  );
}

/** Every pattern is told once. @param {View} view @param {RegExp[]} patterns @param {boolean} inFrame */
function told(view, patterns, inFrame) {
  const untold = async () => {
    const all = await notices(view, 0, inFrame);
    return patterns
      .filter((pattern) => all.filter((notice) => pattern.test(notice)).length !== 1)
      .map(String);
  };
  return becomes(untold, [], 'what is not told');
}

/** Nothing of it became an element or ran. @param {View} view @param {boolean} inFrame */
async function inert(view, inFrame) {
  const found = await view.evaluate(
    `() => {
      const inside = (root) => [...root.querySelectorAll('*')].flatMap((e) => [e, ...(e.shadowRoot ? inside(e.shadowRoot) : [])]);
      const images = inside(document).filter((e) => e.localName === 'img').length;
      return [images, typeof hit, Object.keys(Object.prototype).length];
    }`,
    undefined,
    inFrame,
  );
  assert.deepEqual(found, [0, 'undefined', 0]);
}

/** Notices above a figure make it higher, as they should. @param {View} view */
function forgetMoves(view) {
  return view.evaluate(() => {
    const { watched } = /** @type {any} */ (window);
    watched.shifts.length = watched.heights.length = 0;
  });
}
