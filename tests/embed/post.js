/**
 * A test that opens a page of this folder in one engine. It also fails when the page is not quiet: when anything is
 * logged, thrown, forbidden or not found, when anything but the expected files is asked for, of whomever, or when what
 * is seen moves by itself.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMEOUT } from '../browser/tools.js';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./engines.js').View} View */
/** @typedef {Awaited<ReturnType<typeof import('./sites.js').openSites>>} Sites */
/**
 * @typedef {object} Options
 * @property {string[]} asks the only files of the page's own site, beside the page, that may be asked for
 * @property {string[]} [asksOther] likewise files of the other site
 * @property {RegExp} [expects] what may be logged
 * @property {readonly [width: number, height: number]} [size]
 * @property {boolean} [onDisk]
 * @property {string} [hash] after the page's address
 */
/** @typedef {(page: string, options: Options, check: (view: View, sites: Sites) => Promise<unknown>, what?: string) => void} Post */

/** What the tests themselves put into the pages. */
const OURS = ['watch.js'];

/** @param {Engine} engine @param {Sites} sites @returns {Post} */
export function postsOf(engine, sites) {
  return (page, options, check, what = '') => {
    test(`${engine.name}: ${page}${what}`, { timeout: TIMEOUT }, async () => {
      const before = engine.foreign().length;
      for (const list of [sites.asked, sites.askedOther]) list.length = 0;
      const address = options.onDisk ? await sites.onDisk(page) : sites.own + page;
      const view = await engine.open(address + (options.hash ?? ''), options.size ?? [1000, 900]);
      try {
        await check(view, sites);
        assert.deepEqual(await problemsOf(view, options.expects), [], 'the page was not quiet');
        const tooMuch = [
          ...sites.asked.filter((name) => ![page, ...OURS, ...options.asks].includes(name)),
          ...sites.askedOther.filter((name) => ![...OURS, ...(options.asksOther ?? [])].includes(name)),
          ...engine.foreign().slice(before),
        ];
        assert.deepEqual(tooMuch, [], 'asked of its own site, of the other one, or of anybody else');
      } finally {
        await view.close();
      }
    });
  };
}

/** @param {View} view @param {RegExp} [expected] */
export async function problemsOf(view, expected) {
  const watched = await watchedIn(view, false);
  const framed = await watchedIn(view, true).catch(() => null);
  const all = [...(await view.problems()), ...watched, ...(framed ?? [])];
  // Browsers look for an icon by themselves.
  return all.filter((problem) => !expected?.test(problem) && !problem.includes('/favicon.ico'));
}

/** @param {View} view @param {boolean} inFrame @returns {Promise<string[]>} */
function watchedIn(view, inFrame) {
  const read = () => {
    const { problems, shifts, heights } = /** @type {any} */ (window).watched;
    // What follows a figure that fills the window is out of sight; in a frame nothing follows.
    const seen = heights.filter((/** @type {number[]} */ h) => h.length > 1 && Math.min(...h) < innerHeight);
    const moved =
      window.parent === window ? seen.map((/** @type {number[]} */ h) => `height ${h.join(', ')}`) : [];
    return [...problems, ...[...shifts, ...moved].map((/** @type {string} */ how) => `moved ${how}`)];
  };
  return view.evaluate(read, undefined, inFrame);
}
