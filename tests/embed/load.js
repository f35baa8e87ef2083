/** At load a figure never keeps the page's thread for long. Only Chromium says how long a task ran. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./post.js').Sites} Sites */

/** In loops (../browser/loop.js): some ten are usual, and a busy machine's caches make half as many more of them. */
const LONG = 30;
/** What a busy machine makes long is not long every time; what is long by itself is. */
const LOADS = 3;

/** @param {Engine} engine @param {Sites} sites */
export function load({ name, longestTask }, sites) {
  if (!longestTask) return;
  for (const page of ['minimal.html', 'module.html', 'twenty.html', 'react.html', 'busy.html']) {
    test(`${name}: ${page} ${page === 'busy.html' ? 'has a long task' : 'has no long task'} at load`, async (t) => {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < LOADS && least > LONG; i++) {
        const longest = await longestTask(
          sites.own + page,
          'document.querySelector("self-attention")?.trace',
        );
        least = Math.min(least, longest);
      }
      t.diagnostic(`the longest task took ${least.toFixed(1)} loops`);
      assert.ok(least > 0, 'no task was seen');
      assert.equal(least > LONG, page === 'busy.html', `the longest task took ${least.toFixed(1)} loops`);
    });
  }
}
