/** At load a figure never keeps the page's thread for longer than 50 ms. Only Chromium says how long a task ran. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./post.js').Sites} Sites */

const LONG = 50;
/** What a busy machine makes long is not long every time; what is long by itself is. */
const LOADS = 3;

/** @param {Engine} engine @param {Sites} sites */
export function load({ name, tasks }, sites) {
  if (!tasks) return;
  for (const page of ['minimal.html', 'module.html', 'twenty.html', 'react.html', 'busy.html']) {
    test(`${name}: ${page} ${page === 'busy.html' ? 'has a long task' : 'has no long task'} at load`, async () => {
      let least = Number.POSITIVE_INFINITY;
      for (let i = 0; i < LOADS && least > LONG; i++) {
        /** @type {number[]} */
        const all = await tasks(sites.own + page, 'document.querySelector("self-attention")?.trace');
        assert.ok(all.length > 10, `${all.length} tasks were seen`);
        least = Math.min(least, Math.max(...all));
      }
      assert.equal(
        least > LONG,
        page === 'busy.html',
        `the longest task took ${least.toFixed(1)} ms of its thread`,
      );
    });
  }
}
