/**
 * What an author copies: the figure as an element, as a frame, as a picture with a link, and as Markdown. Plain text in
 * and out; everything that a reader typed is escaped.
 */
import { hyphenated } from '../../element/attributes.js';
import { asLink, formatLink, writtenOf } from '../../state/link.js';
import { SETTINGS } from '../../state/settings.js';
import { words as escaped } from '../../view/still-parts.js';

/** @typedef {import('../../state/settings.js').Settings} Settings */
/** @typedef {import('../../element/attributes.js').Controls} Controls */
/** @typedef {'element' | 'frame' | 'picture' | 'markdown'} Form */

/**
 * @typedef {object} Choice
 * @property {Form} form
 * @property {Controls} controls what stands around the picture
 * @property {Settings['theme']} theme
 * @property {boolean} own whether the author has the script beside the post
 */

/**
 * @typedef {object} Figure what the codes are about
 * @property {Settings} settings
 * @property {string} language that it speaks
 * @property {string} base address of the site, ending with a slash
 * @property {string} title said of the figure where it is not there
 * @property {string} invitation the text of a link to it
 * @property {number} height that is kept for it, in CSS pixels
 */

/** Of the reader, not of the figure; or decided here. @type {string[]} */
const OWN = ['keys', 'theme', 'lang'];

/** The script that defines the element. */
export const SCRIPT = 'self-attention.classic.js';
/** The file that a picture is saved as. */
export const PICTURE = 'self-attention.svg';

/** Its texts in another language, as a script beside that one. @param {string} language */
const textsOf = (language) => `self-attention.${language}.js`;

/**
 * @param {Pick<Figure, 'settings' | 'language'>} figure
 * @param {Choice} choice
 * @returns {[name: string, value: string][]} the attributes that differ from their defaults
 */
export function attributesOf({ settings, language }, { controls, theme }) {
  const written = writtenOf(settings).filter(([name]) => ![...OWN, 'sentence'].includes(name));
  // The sentence is what the figure is about, whichever it is.
  /** @type {[string, string][]} */
  const attributes = [['sentence', settings.sentence]];
  for (const [name, value] of written) attributes.push([hyphenated(name), value]);
  if (controls !== 'all') attributes.push(['controls', controls]);
  if (theme !== 'system') attributes.push(['theme', theme]);
  if (language !== 'en') attributes.push(['lang', language]);
  return attributes;
}

/** @param {Figure} figure @returns {string} its address on the site */
export function linkOf({ settings, base }) {
  const shared = { ...settings, keys: SETTINGS.keys.default, theme: SETTINGS.theme.default };
  const link = formatLink(/** @type {Settings} */ (shared));
  return link === '' ? base : `${base}#${link}`;
}

/** Longer tags than this have a line for each attribute. */
const LINE = 88;

/** @param {string} name @param {[string, string][]} attributes @param {string} [indent] @returns {string} a start tag */
function startTag(name, attributes, indent = '') {
  const written = attributes.map(([key, value]) => (value === '' ? key : `${key}="${escaped(value)}"`));
  const inOneLine = [`<${name}`, ...written].join(' ');
  return `${inOneLine.length < LINE ? inOneLine : [`<${name}`, ...written].join(`\n  ${indent}`)}>`;
}

/** @param {Figure} figure @param {Choice} choice */
export function elementCode(figure, choice) {
  const scripts = [...(figure.language === 'en' ? [] : [textsOf(figure.language)]), SCRIPT];
  const style = `display: flow-root; min-height: ${figure.height}px`;
  return [
    ...scripts.map(
      (name) =>
        `${startTag('script', [
          ['src', choice.own ? name : figure.base + name],
          ['defer', ''],
        ])}</script>`,
    ),
    startTag('self-attention', [...attributesOf(figure, choice), ['style', style]]),
    `  ${startTag('a', [['href', linkOf(figure)]], '  ')}${escaped(figure.invitation)}</a>`,
    '</self-attention>',
  ].join('\n');
}

/** @param {Figure} figure @param {Choice} choice */
export function frameCode(figure, choice) {
  const link = asLink(attributesOf(figure, choice));
  return `${startTag('iframe', [
    ['src', `${figure.base}embed.html#${link}`],
    ['title', figure.title],
    ['width', '100%'],
    ['height', String(figure.height)],
    ['loading', 'lazy'],
    ['sandbox', 'allow-scripts'],
    ['style', 'border: 0'],
  ])}</iframe>`;
}

/** @param {Figure} figure @param {string} svg */
export function pictureCode(figure, svg) {
  return `<a href="${escaped(linkOf(figure))}">${svg}</a>`;
}

/** In Markdown, brackets and backslashes are escaped by a backslash; a line break would end the text. @param {string} text */
const inMarkdown = (text) => text.replace(/[\\[\]]/g, '\\$&').replace(/\s+/g, ' ');

/** @param {Figure} figure */
export function markdownCode(figure) {
  return `[![${inMarkdown(figure.title)}](${PICTURE})](${linkOf(figure)})`;
}
