import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { defineConfig } from 'vite';
import { writeServiceWorker } from '../scripts/precache.mjs';
import { writeSingleFile } from '../scripts/single-file.mjs';
import { startScript } from '../scripts/start-script.mjs';

/**
 * The page's first script, before the styles, for which it would wait: it is the first of the page to run.
 * @returns {import('vite').Plugin}
 */
function start() {
  let script = { name: '', code: '' };
  return {
    name: 'softlook-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle = {} }) {
        script = await startScript(Object.keys(bundle));
        return html.replace('<script type="module"', `<script src="./${script.name}"></script>\n$&`);
      },
    },
    writeBundle({ dir = '' }) {
      writeFileSync(resolve(dir, script.name), script.code);
    },
  };
}

/**
 * What is made of the whole site, once it is there.
 * @returns {import('vite').Plugin}
 */
function afterwards() {
  let site = '';
  return {
    name: 'softlook-afterwards',
    apply: 'build',
    configResolved({ root, build }) {
      site = resolve(root, build.outDir);
    },
    async closeBundle() {
      // The scripts that other pages load, and embed.html.
      for (const name of ['self-attention.js', 'self-attention.classic.js', 'self-attention.de.js'])
        copyFileSync(resolve(import.meta.dirname, 'lib', name), resolve(site, name));
      // By itself: it runs the library that has just been built.
      execFileSync('node', [resolve(import.meta.dirname, '../scripts/pages.mjs'), site], {
        stdio: 'inherit',
      });
      await writeSingleFile(site);
      await writeServiceWorker(site);
    },
  };
}

/**
 * The page asks early for the core, which has another name where it is the tests'.
 * @type {import('vite').Plugin}
 */
const testCore = {
  name: 'softlook-test-core',
  transformIndexHtml: {
    order: 'pre',
    handler: (html) => html.replace('lib/softlook.wasm', 'lib/softlook-test.wasm'),
  },
};

export default defineConfig(({ mode }) => ({
  // Relative addresses: the site works from any folder.
  base: './',
  build: {
    target: 'es2022',
    outDir: mode === 'test' ? 'dist-test' : 'dist',
    // What is loaded later is one file each: there is nothing to load ahead of it.
    modulePreload: false,
    // Files stay files: data: addresses are not allowed by the page's policy.
    assetsInlineLimit: 0,
    // What every page begins with is one file: in pieces, for the sake of what comes later, it is larger and asked for later.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: 'index', tags: ['$initial'] }] } } },
  },
  // The test site has the core that can be broken on purpose.
  resolve: {
    alias: mode === 'test' ? [{ find: /^\.\/(core|variant)\.js$/, replacement: './$1-test.js' }] : [],
  },
  // The worker is a classic script, so that it also starts where module workers do not (a file, another origin).
  worker: { format: 'iife' },
  plugins: [start(), afterwards(), ...(mode === 'test' ? [testCore] : [])],
}));
