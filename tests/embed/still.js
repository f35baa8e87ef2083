/** What follows a figure stays where it is: at load, at the first numbers and through all steps. */
import assert from 'node:assert/strict';
import { holds } from './figures.js';

/** @typedef {import('./post.js').Post} Post */

/** @param {Post} post */
export function still(post) {
  for (const size of /** @type {const} */ ([
    [390, 844],
    [800, 1000],
    [1000, 1000],
    [1280, 1100],
  ])) {
    post(
      'controls.html',
      { asks: ['self-attention.classic.js'], size },
      async (view) => {
        for (let i = 0; i < 3; i++) {
          await view.evaluate(
            (/** @type {number} */ at) => document.querySelectorAll('self-attention')[at].scrollIntoView(),
            i,
          );
          await holds(view, `document.querySelectorAll('self-attention')[${i}].trace`);
          const visited = await view.evaluate(walk, i);
          assert.ok(visited > 5, `${visited} steps`);
        }
        // A walk by a script is no input of the reader's: the pictures themselves have moved, in their figures.
        await view.evaluate(
          '() => { watched.shifts = watched.shifts.filter((s) => /(: |; )(?!within)/.test(s)); }',
        );
      },
      `, all steps at ${size[0]} px`,
    );
  }
}

/** Runs in the page. @param {number} at */
async function walk(at) {
  const figure = /** @type {any} */ (document.querySelectorAll('self-attention')[at]);
  for (const { id } of figure.steps) {
    figure.goTo(id);
    await figure.updateComplete;
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
  }
  return figure.steps.length;
}
