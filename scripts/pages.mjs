/**
 * Writes the reference into a built site: a page of plain HTML for each file of web/pages, with its tables (tables.mjs), what its
 * examples print (examples.mjs), and in each figure the numbers that are read where no script runs.
 *
 *   node scripts/pages.mjs web/dist
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { formatLink } from '../web/src/state/link.js';
import { stepOf, stepsOf } from '../web/src/state/steps.js';
import { formatNumber } from '../web/src/view/number.js';
import { labelOf, stageWords } from '../web/src/view/words.js';
import { outputOf } from './examples.mjs';
import { settingsOf, tableOf, traceOf } from './tables.mjs';

const web = new URL('../web/', import.meta.url);
const inWeb = createRequire(new URL('package.json', web));
/** @type {typeof import('../web/node_modules/marked')} */
const { Marked } = await import(pathToFileURL(inWeb.resolve('marked')).href);
const { rolldown } = inWeb('rolldown');

/** In the order that they are read in. */
const NAMES = [
  'index',
  'embedding',
  'attributes',
  'module',
  'types',
  'your-own-layer',
  'checks',
  'limits',
  'hosting',
];
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self' blob:; img-src 'self' data:; base-uri 'none'; form-action 'none'";
/** More cells than this make no table that anybody reads. */
const MOST_CELLS = 150;

/** @typedef {{name: string, title: string, lead: string, source: string, sections: {id: string, title: string}[]}} Page */

/** @param {string} words */
const escaped = (words) => words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** @param {string} title @returns {string} a heading's name in an address */
const slug = (title) =>
  title
    .toLowerCase()
    .replace(/[^\w]+/g, '-')
    .replace(/^-|-$/g, '');

/** @param {string} name @returns {Page} */
function readPage(name) {
  const source = readFileSync(new URL(`pages/${name}.md`, web), 'utf8');
  const [, title, lead] = /^# (.+)\n\n([^\n]+(?:\n[^\n]+)*)/.exec(source) ?? [];
  if (!lead) throw new Error(`pages/${name}.md begins without a title and a paragraph`);
  const found = source.replace(/^```.*?^```/gms, '').matchAll(/^## (.+)$/gm);
  const sections = [...found].map(([, heading]) => ({ id: slug(heading), title: heading }));
  return { name, title, lead: lead.replaceAll('\n', ' '), source, sections };
}

/** A figure as a page of others has it, with the numbers of its step inside. @param {string} attributes as they are written */
function figure(attributes) {
  const link = new URLSearchParams();
  for (const [, name, value] of attributes.matchAll(/([\w-]+)="([^"]*)"/g)) {
    if (name !== 'controls')
      link.set(
        name.replace(/-(\w)/g, (_, letter) => letter.toUpperCase()),
        value,
      );
  }
  const settings = settingsOf(link.toString());
  const trace = traceOf(settings);
  const step = stepOf(stepsOf(trace), settings.step);
  const head = Math.min(settings.head, trace.numHeads - 1);
  const stage = trace.stages.find((s) => s.id === step.results[0] && (s.head === head || s.head === -1));
  if (step.id !== settings.step || !stage)
    throw new Error(`no step ${settings.step} in <self-attention ${attributes}>`);
  const says = `${settings.sentence}: ${stageWords(stage.id).name}${trace.numHeads > 1 && stage.head >= 0 ? `, head ${head + 1}` : ''}`;
  const name = (/** @type {import('softlook').Axis} */ axis, /** @type {number} */ i) =>
    escaped(labelOf(trace, axis, i));
  const rows = Array.from({ length: stage.rows }, (_, row) => {
    const numbers = stage.data.subarray(row * stage.cols, (row + 1) * stage.cols);
    const cells = Array.from(numbers, (value) => `<td>${formatNumber(value, settings.digits)}</td>`);
    return `<tr><th scope="row">${name(stage.rowAxis, row)}</th>${cells.join('')}</tr>`;
  });
  const columns = Array.from(
    { length: stage.cols },
    (_, i) => `<th scope="col">${name(stage.colAxis, i)}</th>`,
  );
  const numbers =
    stage.data.length > MOST_CELLS
      ? `<p>${escaped(says)}</p>`
      : `<div class="scroll"><table><caption>${escaped(says)}</caption><thead><tr><td></td>${columns.join('')}</tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
  const address = `../#${escaped(formatLink(settings))}`;
  return `<figure><self-attention ${attributes}>${numbers}</self-attention><figcaption><a href="${address}">This figure in Softlook</a></figcaption></figure>`;
}

/** Tables that a phone shows row by row keep their meaning by roles. */
const renderer = {
  /** @this {any} @param {any} token */
  table(token) {
    const { header, rows } = token;
    const inline = (/** @type {any} */ cell) => this.parser.parseInline(cell.tokens);
    const heads = header.map(
      (/** @type {any} */ cell) =>
        `<th role="columnheader" scope="col">${inline(cell) || '<span class="unseen">meaning</span>'}</th>`,
    );
    const body = rows.map((/** @type {any[]} */ row) => {
      const cells = row.map((cell, i) => {
        const label = i > 1 && header[i].text ? ` data-label="${escaped(header[i].text)}"` : '';
        return i === 0
          ? `<th role="rowheader" scope="row"${/^`[^ ]*`\??$/.test(cell.text) ? ' class="name"' : ''}>${inline(cell)}</th>`
          : `<td role="cell"${label}>${inline(cell)}</td>`;
      });
      return `<tr role="row">${cells.join('')}</tr>`;
    });
    return `<table class="rows" role="table"><thead role="rowgroup"><tr role="row">${heads.join('')}</tr></thead><tbody role="rowgroup">${body.join('\n')}</tbody></table>\n`;
  },
  /** @this {any} @param {any} token */
  heading(token) {
    const { tokens, depth, text } = token;
    const id = depth === 3 ? text.replaceAll('`', '') : slug(text);
    return `<h${depth}${depth > 1 ? ` id="${id}"` : ''}>${this.parser.parseInline(tokens)}</h${depth}>\n`;
  },
  /** @param {{text: string, lang?: string}} block */
  code({ text, lang }) {
    const kind = lang === 'printed' ? ' class="printed"' : '';
    const label = lang === 'printed' ? 'What it prints' : 'Code';
    return `<pre${kind} tabindex="0" role="group" aria-label="${label}"><code>${escaped(text)}</code></pre>\n`;
  },
};
const marked = new Marked({ renderer });

/** @returns {string} that of the first page, which allows all that any page needs */
function sitePolicy() {
  const page = readFileSync(new URL('index.html', web), 'utf8');
  return (
    /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1].replaceAll('; ', ';\n') ?? ''
  );
}

/** @param {Page} page @param {Page[]} pages @returns {Promise<string>} what stands on it, as HTML */
async function contentOf({ name, source }, pages) {
  let written = source.replace(/^<!-- table: ([\w-]+) -->$/gm, (_, table) => tableOf(table));
  const others = pages.filter((page) => page.name !== name);
  const list = others.map((page) => `- [${page.title}](${page.name}.html): ${page.lead}`).join('\n');
  written = written
    .replace('<!-- pages -->', list)
    .replace('<!-- policy -->', () => `\`\`\`text\n${sitePolicy()}\n\`\`\``);
  for (const [block, code] of [...written.matchAll(/^```js run\n(.*?)^```$/gms)]) {
    const printed = await outputOf(code);
    written = written.replace(block, () => `\`\`\`js\n${code}\`\`\`\n\n\`\`\`printed\n${printed}\n\`\`\``);
  }
  written = written.replace(/^<self-attention ([^>]*)><\/self-attention>$/gm, (_, attributes) =>
    figure(attributes),
  );
  return /** @type {string} */ (marked.parse(written));
}

/** @param {string} name @returns {string} what a page is called where there is little room */
function shortName(name) {
  if (name === 'index') return 'Overview';
  return name[0].toUpperCase() + name.slice(1).replaceAll('-', ' ');
}

/**
 * @param {Page} page
 * @param {Page[]} pages
 * @param {{style: string, script: string}} files
 */
async function htmlOf(page, pages, { style, script }) {
  const links = pages.map(({ name }) => {
    const isThis = name === page.name;
    const inside = page.sections.map((s) => `<li><a href="#${s.id}">${escaped(s.title)}</a></li>`).join('');
    return `<li><a href="./${name}.html"${isThis ? ' aria-current="page"' : ''}>${shortName(name)}</a>${isThis && inside ? `<ul>${inside}</ul>` : ''}</li>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escaped(page.lead.replace(/[`*]/g, ''))}">
<title>${escaped(page.title)} · Softlook</title>
<link rel="icon" href="../icon-48.png" sizes="48x48">
<link rel="stylesheet" href="./${style}">
<script src="./${script}"></script>
</head>
<body>
<header><a href="../">Softlook</a><p>See self-attention happen, every number of it.</p></header>
<div class="page">
<nav aria-label="Reference"><ul>${links.join('\n')}</ul></nav>
<main>
${await contentOf(page, pages)}</main>
</div>
<footer><p><a href="../">Back to the figure</a></p></footer>
</body>
</html>
`;
}

/** @param {string} code @param {string} kind @returns {string} a name that changes with what is in it */
const hashed = (code, kind) =>
  `reference-${createHash('sha256').update(code).digest('base64url').slice(0, 8)}.${kind}`;

/** @param {string} site folder of a built site */
async function writePages(site) {
  const folder = join(site, 'reference');
  mkdirSync(folder, { recursive: true });
  const bundle = await rolldown({ input: fileURLToPath(new URL('pages/reference.js', web)) });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const sheets = ['src/page/theme.css', 'pages/reference.css'].map((file) =>
    readFileSync(new URL(file, web), 'utf8'),
  );
  const css = sheets.join('');
  const files = { style: hashed(css, 'css'), script: hashed(output[0].code, 'js') };
  writeFileSync(join(folder, files.style), css);
  writeFileSync(join(folder, files.script), output[0].code);
  const pages = NAMES.map(readPage);
  for (const page of pages)
    writeFileSync(join(folder, `${page.name}.html`), await htmlOf(page, pages, files));
}

await writePages(process.argv[2]);
