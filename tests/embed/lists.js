/** That the tests can fail: of a page that does everything wrong, each engine's lists tell. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { becomes } from '../browser/figure.js';
import { problemsOf } from './post.js';
import { TIMEOUT } from '../browser/tools.js';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./post.js').Sites} Sites */

/** @param {Engine} engine @param {Sites} sites */
export function lists(engine, sites) {
  test(`${engine.name}: what a page does wrong is noticed`, { timeout: TIMEOUT }, async () => {
    const view = await engine.open(`${sites.own}busy.html`, [1000, 900]);
    const expected = [/logged on purpose/, /rejected on purpose/, /thrown on purpose/, /moved height/];
    const unseen = async () => {
      const problems = await problemsOf(view);
      return expected.filter((pattern) => !problems.some((problem) => pattern.test(problem))).map(String);
    };
    await becomes(unseen, [], 'what was not noticed');
    const asked = async () =>
      ['asked', 'by-a-worker'].filter((path) =>
        engine.foreign().some((url) => url.endsWith(`elsewhere.invalid/${path}`)),
      );
    await becomes(asked, ['asked', 'by-a-worker'], 'what was asked of another machine');
    await view.close();
  });

  test(`${engine.name}: a page from a disk is as restricted as it is for readers`, {
    timeout: TIMEOUT,
  }, async () => {
    const view = await engine.open(await sites.onDisk('from-disk.html'), [1000, 900]);
    const loads = await view.evaluate(async () => {
      const script = Object.assign(document.createElement('script'), { type: 'module', src: 'beside.js' });
      const loading = new Promise((resolve) => {
        script.onload = () => resolve(true);
        script.onerror = () => resolve(false);
      });
      document.head.append(script);
      const fetching = fetch('beside.js').then(
        () => true,
        () => false,
      );
      return [await loading, await fetching];
    });
    assert.deepEqual(loads, [false, false], 'a module and any file beside the page');
    await view.close();
  });
}
