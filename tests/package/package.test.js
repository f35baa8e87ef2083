/**
 * The package as `npm pack` makes it, installed without a network where it is used: in a Node script, in an empty Vite
 * project, on a page without a build. Each prints the weights that the module of this repository gives.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createEngine } from '../../web/lib/softlook.js';
import { defaultSettings } from '../../web/src/state/settings.js';
import { becomes, showsDigits } from '../browser/figure.js';
import { serve } from '../browser/server.js';
import { openBrowser } from '../browser/tools.js';

const web = fileURLToPath(new URL('../../web/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'softlook-package-'));
after(() => rmSync(folder, { recursive: true }));

/** @param {string} command @param {string[]} args @param {string} cwd */
const run = (command, args, cwd) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' });

/** A tool of this repository's, run elsewhere. @param {string} script @param {string[]} args @param {string} cwd */
const tool = (script, args, cwd) => run(process.execPath, [join(web, 'node_modules', script), ...args], cwd);

/** @type {{filename: string, files: {path: string}[]}[]} */
const [{ filename, files }] = JSON.parse(run('npm', ['pack', '--json', '--pack-destination', folder], web));

/** @param {string} name @param {Record<string, string>} contents @returns {string} a project with the package in it */
function project(name, contents) {
  const root = join(folder, name);
  mkdirSync(root);
  const manifest = JSON.stringify({ name, private: true, type: 'module' });
  for (const [file, text] of Object.entries({ 'package.json': manifest, ...contents })) {
    writeFileSync(join(root, file), text);
  }
  run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(folder, filename)], root);
  return root;
}

const REQUEST = "{ tokens: ['How', 'are', 'you'], embedDim: 4, mask: { causal: true } }";

const engine = await createEngine();
const weights = engine.trace({ tokens: ['How', 'are', 'you'], embedDim: 4, mask: { causal: true } });
const expected = Array.from(weights.stage('weights').data).join();

/** @param {string} from the module's address */
const onPage = (from) => `import { createEngine } from '${from}';
const engine = await createEngine();
document.title = Array.from(engine.trace(${REQUEST}).stage('weights').data).join();`;

/**
 * The page asks nobody else for anything, and has nothing to complain about.
 * @param {string} site
 * @param {string} path
 * @param {(page: import('../browser/tools.js').Page) => Promise<void>} check
 */
async function opens(site, path, check) {
  const server = await serve(site, {
    'content-security-policy':
      "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src data:; worker-src blob:",
  });
  const browser = await openBrowser();
  try {
    const page = await browser.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on('console', (message) => problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(server.url) && !request.url().startsWith('blob:'))
        problems.push(`request to ${request.url()}`);
    });
    await page.goto(server.url + path);
    await check(page);
    assert.deepEqual(problems, []);
  } finally {
    await browser.close();
    await server.close();
  }
}

/** @param {string} site @param {string} path of a page that puts the weights into its title */
const showsWeights = (site, path) => opens(site, path, (page) => becomes(() => page.title(), expected));

const SENTENCE = 'The cat sat';

/** @param {string} site @param {string} path of a page with the figure of that sentence */
const showsFigure = (site, path) =>
  opens(site, path, (page) => showsDigits(page, { ...defaultSettings(), sentence: SENTENCE }, 'words'));

test('the package has what it needs and nothing else', () => {
  assert.deepEqual(files.map(({ path }) => path).sort(), [
    'LICENSE',
    'README.md',
    'custom-elements.json',
    'lib/element-define.d.ts',
    'lib/element-define.js',
    'lib/element.d.ts',
    'lib/element.js',
    'lib/self-attention.classic.js',
    'lib/self-attention.d.ts',
    'lib/self-attention.de.d.ts',
    'lib/self-attention.de.js',
    'lib/self-attention.js',
    'lib/softlook.d.ts',
    'lib/softlook.js',
    'lib/softlook.wasm',
    'package.json',
    'third-party.txt',
  ]);
});

test('what pages load is ASCII, so that it reads the same where a page does not say how it is encoded', () => {
  for (const name of ['self-attention.classic.js', 'self-attention.js', 'self-attention.de.js']) {
    const file = readFileSync(new URL(`../../web/lib/${name}`, import.meta.url), 'latin1');
    assert.doesNotMatch(file, /[\u0080-\uffff]/, name);
  }
});

test('every file that the map of exports names is in the package', () => {
  const {
    exports: map,
    types,
    private: hidden,
  } = JSON.parse(readFileSync(join(web, 'package.json'), 'utf8'));
  const named = Object.values(map).flatMap((target) =>
    typeof target === 'string' ? target : Object.values(target),
  );
  const packed = files.map(({ path }) => `./${path}`);
  for (const target of [...named, types]) assert.ok(packed.includes(target), target);
  assert.equal(hidden, undefined);
});

test('a Node script gets the numbers, and where the WASM comes from', () => {
  const root = project('script', {
    'script.js': `import { createEngine } from 'softlook';
const engine = await createEngine();
console.log(Array.from(engine.trace(${REQUEST}).stage('weights').data).join());
console.log(JSON.stringify(engine.version));`,
  });
  const [numbers, version] = run(process.execPath, ['script.js'], root).trim().split('\n');
  assert.equal(numbers, expected);
  assert.deepEqual(JSON.parse(version), engine.version);
  // Nothing came with it.
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  assert.deepEqual(Object.keys(packages), ['', 'node_modules/softlook']);
});

test('TypeScript finds the types, and a wrong request is an error', () => {
  const root = project('typed', {
    'right.ts': `import { createEngine, type Trace } from 'softlook';
const engine = await createEngine();
export const trace: Trace = engine.trace(${REQUEST});`,
    'wrong.ts': `import { createEngine } from 'softlook';
(await createEngine()).trace({ tokens: 7 });`,
  });
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', ''];
  tool('typescript/bin/tsc', [...options, 'right.ts'], root);
  assert.throws(
    () => tool('typescript/bin/tsc', [...options, 'wrong.ts'], root),
    (/** @type {any} */ error) => /wrong\.ts\(2,\d+\): error TS2322: Type 'number'/.test(error.stdout),
  );
});

/** As much of React's types as JSX needs. */
const REACT = {
  'package.json': JSON.stringify({
    name: 'react',
    version: '19.0.0',
    exports: { '.': { types: './index.d.ts' }, './jsx-runtime': { types: './jsx-runtime.d.ts' } },
  }),
  'index.d.ts': `export namespace JSX { interface Element {} interface IntrinsicElements { main: { children?: unknown } } }`,
  'jsx-runtime.d.ts': `import type { JSX as React } from './index.js';
export namespace JSX { interface Element extends React.Element {} interface IntrinsicElements extends React.IntrinsicElements {} }
export function jsx(): void; export function jsxs(): void;`,
};

test('TypeScript knows the figure: its properties, its events, and its tag in JSX, with React and without', () => {
  const tag = `<self-attention head-width={2} headWidth={2} heads="4" scaled={false} settings={{ digits: 3 }}
    onsoftlook-step={(event) => event.detail.number.toFixed()}>A picture</self-attention>`;
  const root = project('typed-figure', {
    'right.ts': `import 'softlook/element/define';
import 'softlook/self-attention.classic.js';
const figure = document.createElement('self-attention');
Object.assign(globalThis, { number: figure.headWidth + 1, flag: !figure.scaled, text: figure.step.trim() });
figure.edits = [{ stage: 'scores', row: 0, column: 0, value: 1 }];
figure.settings = { factor: 0.5 };
figure.addEventListener('softlook-change', (event) => event.detail.settings.sentence.trim());`,
    'right.tsx': `import 'softlook/element/define';\nexport const post = ${tag};`,
    'wrong.ts': `import 'softlook/element/define';\ndocument.createElement('self-attention').heads = 'many';`,
    'wrong.tsx': `import 'softlook/element/define';\nexport const post = <self-attention head-width="many" />;`,
    'react.tsx': `import 'softlook/element/define';\nexport const post = <main>${tag}</main>;`,
  });
  const options = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext', '--types', ''];
  const check = (/** @type {string[]} */ ...files) =>
    tool('typescript/bin/tsc', [...options, ...files], root);
  const wrong = (/** @type {RegExp} */ said) => (/** @type {any} */ error) => said.test(error.stdout);
  check('right.ts');
  check('--jsx', 'preserve', 'right.tsx');
  assert.throws(() => check('wrong.ts'), wrong(/wrong\.ts\(2,\d+\): error TS2322: Type 'string'/));
  assert.throws(
    () => check('--jsx', 'preserve', 'wrong.tsx'),
    wrong(/wrong\.tsx\(2,\d+\): error TS2322.*head-width/),
  );
  const react = join(root, 'node_modules/react');
  mkdirSync(react);
  for (const [file, text] of Object.entries(REACT)) writeFileSync(join(react, file), text);
  check('--jsx', 'react-jsx', 'react.tsx');
});

test('an empty Vite project builds a page that shows them', async () => {
  const root = project('vite', {
    'index.html':
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="/main.js"></script>',
    'main.js': onPage('softlook'),
  });
  tool('vite/bin/vite.js', ['build', '--target', 'es2022', '--logLevel', 'warn'], root);
  await showsWeights(join(root, 'dist'), '');
});

test('a page without a build shows them', async () => {
  const root = project('page', {
    'page.html':
      '<!doctype html><link rel="icon" href="data:,"><script type="module" src="page.js"></script>',
    'page.js': onPage('./node_modules/softlook/lib/softlook.js'),
  });
  await showsWeights(root, 'page.html');
});

const FIGURE = `<!doctype html><html lang="en"><link rel="icon" href="data:,"><self-attention sentence="${SENTENCE}"></self-attention>`;

test('an empty Vite project builds a page with the figure', async () => {
  const root = project('figure', {
    'index.html': `${FIGURE}<script type="module" src="/main.js"></script>`,
    'main.js': "import 'softlook/element/define';",
  });
  tool('vite/bin/vite.js', ['build', '--target', 'es2022', '--logLevel', 'error'], root);
  await showsFigure(join(root, 'dist'), '');
});

test('an empty Vite project builds a page with the figure in German', async () => {
  const root = project('german', {
    'index.html': `${FIGURE.replace('lang="en"', 'lang="de"')}<script type="module" src="/main.js"></script>`,
    'main.js': "import 'softlook/element/define';\nimport 'softlook/element/de';",
  });
  tool('vite/bin/vite.js', ['build', '--target', 'es2022', '--logLevel', 'error'], root);
  await opens(join(root, 'dist'), '', async (page) => {
    await becomes(() => page.locator('.walk .next').getAttribute('aria-label'), 'Weiter');
  });
});

for (const script of [
  '<script type="module" src="node_modules/softlook/lib/self-attention.js"></script>',
  '<script src="node_modules/softlook/lib/self-attention.classic.js"></script>',
]) {
  test(`a page without a build shows the figure with ${script}`, async () => {
    const name = `plain-${script.includes('classic') ? 'classic' : 'module'}`;
    await showsFigure(project(name, { 'page.html': FIGURE + script }), 'page.html');
  });
}
