/**
 * The copied code, running: a document of its own that holds nothing else, under the policy of the page, so that no
 * script but the site's own runs in it. Not in a sandbox: without an origin, WebKit lets 'self' be nobody.
 */
import { html } from 'lit';
import { text } from '../../view/text/text.js';
import { PICTURE } from './codes.js';

/** @typedef {import('./codes.js').Choice} Choice */

/** Figures take over the type of their page. */
const FAMILY = 'system-ui, -apple-system, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif';
/** What the body of a document has around it. */
const MARGIN = 32;

/**
 * @param {{code: string, svg: string, choice: Choice, height: number}} made the still picture where the form has one, and
 *   the height of the live figure, in CSS pixels
 */
export function previewOf({ code, svg, choice, height }) {
  const scheme = choice.theme === 'system' ? 'light dark' : choice.theme;
  const shown = choice.form === 'markdown' ? asMarkdownShowsIt(code, svg) : code;
  const page = `<!doctype html><meta charset="utf-8"><meta name="color-scheme" content="${scheme}">
<meta name="viewport" content="width=device-width"><title>${text('embed.preview')}</title>
<body style="font-family: ${FAMILY}">
${shown}`;
  const tall = svg ? Number(/ height="(\d+)"/.exec(svg)?.[1]) : height;
  return html`<figure class="preview">
    <figcaption><b>${text('embed.preview')}</b> ${text(choice.form === 'markdown' ? 'embed.preview.picture' : 'embed.preview.note')}</figcaption>
    <iframe title=${text('embed.preview')} .srcdoc=${page} height=${tall + MARGIN}></iframe>
  </figure>`;
}

/** @param {string} code `[![title](file)](link)` @param {string} svg */
function asMarkdownShowsIt(code, svg) {
  const link = code.slice(code.lastIndexOf(`(${PICTURE})](`) + PICTURE.length + 4, -1);
  const source = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return `<a href="${link.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}"><img alt="" style="max-width: 100%" src="${source.replaceAll("'", '%27')}"></a>`;
}
