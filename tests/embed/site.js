/** The site itself in each engine: over a network, without one, and as one file from a disk. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { becomes } from '../browser/figure.js';
import { built, serve } from '../browser/server.js';
import { having, holds, shows } from './figures.js';
import { TIMEOUT } from '../browser/tools.js';

/** @typedef {import('./engines.js').Engine} Engine */
/** @typedef {import('./engines.js').View} View */

const SIZE = /** @type {const} */ ([1440, 900]);
const SCORES = having({ kind: 'masked', step: 'weights', seed: 11 });
const LINK = '#kind=masked&step=weights&seed=11';

/** @param {Engine} engine */
export function theSite(engine) {
  const { name } = engine;

  /** @param {string} what @param {(url: string, close: () => Promise<void>) => Promise<void>} check */
  const served = (what, check) =>
    test(`${name}: ${what}`, { timeout: TIMEOUT }, async () => {
      const before = engine.foreign().length;
      const { url, close } = await serve(built('dist'));
      try {
        await check(url, close);
        assert.deepEqual(engine.foreign().slice(before), [], 'asked of anybody else');
      } finally {
        await close();
      }
    });

  served('a link shows its numbers, and the code to copy runs beside it', async (url) => {
    const view = await engine.open(url + LINK, SIZE);
    await shows(view, SCORES);
    await view.evaluate(() => document.getElementById('show-embed')?.click());
    await holds(view, 'document.querySelector(".embed iframe")');
    await shows(view, SCORES, { inFrame: true });
    await view.close();
  });

  served('after one visit it opens without a network', async (url, close) => {
    const view = await engine.open(url + LINK, SIZE);
    await shows(view, SCORES);
    await holds(view, 'navigator.serviceWorker.controller');
    await close();
    await view.evaluate('() => { window.before = true; setTimeout(() => location.reload()); }');
    await becomes(
      () =>
        view
          .evaluate('() => !window.before && Boolean(document.querySelector("self-attention"))')
          .catch(() => false),
      true,
      'it is there again',
    );
    await shows(view, SCORES);
    await view.close();
  });

  test(`${name}: softlook.html works from a disk, and keeps nothing where other files could read it`, {
    timeout: TIMEOUT,
  }, async () => {
    const before = engine.foreign().length;
    const view = await engine.open(pathToFileURL(join(built('dist'), 'softlook.html')).href + LINK, SIZE);
    await shows(view, SCORES);
    assert.equal(await view.evaluate(() => localStorage.length + sessionStorage.length), 0);
    const sent = await view.evaluate(() =>
      fetch('https://elsewhere.invalid/').then(
        () => true,
        () => false,
      ),
    );
    assert.equal(sent, false, 'its policy lets nothing out');
    assert.deepEqual(engine.foreign().slice(before), [], 'asked of anybody else');
    await view.close();
  });
}
