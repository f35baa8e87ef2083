/** The step that a figure shows, as a still picture: SVG text, and the same as PNG. */
import { lookOf } from '../../element/picture.js';
import { fit } from '../../view/fit.js';
import { layoutStep } from '../../view/layout.js';
import { stillOf } from '../../view/still.js';
import { spellKind } from '../../view/spell.js';
import { stepWords } from '../../view/steps.js';
import { text } from '../../view/text/text.js';

/** @typedef {import('../../element/self-attention.js').SelfAttention} SelfAttention */
/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../../state/steps.js').Step} Step */

/** What a column of text has room for, in CSS pixels. */
const ROOM = { width: 688, height: 620 };
/** Screens with two pixels for one show it sharp. */
const DENSITY = 2;

/** @param {import('../../state/settings.js').Settings} settings @returns {string} what the figure is about */
export function aboutOf(settings) {
  const { sentence, context, cross } = settings;
  const said = { kind: spellKind(settings), sentence: sentence.trim(), context: context.trim() };
  return text(cross ? 'embed.about.cross' : 'embed.about', said);
}

/** @param {SelfAttention} figure @param {AsyncTrace} trace @param {Step} step */
export function titleOf({ settings }, trace, step) {
  const { title } = stepWords(step, trace);
  const changes = settings.changes && settings.edits.length > 0;
  const key = changes ? 'embed.picture.changes' : 'embed.picture.title';
  return text(key, { step: title, about: aboutOf(settings) });
}

/**
 * @param {SelfAttention} figure
 * @param {AsyncTrace} trace
 * @param {Step} step
 * @param {boolean} dark
 * @returns {string} an <svg> element
 * @throws {RangeError} where the step has too many numbers for one
 */
export function stillOfFigure(figure, trace, step, dark) {
  const { headShown: head, steps, settings, focusedRow, pinned, explained } = figure;
  const fitted = fit(trace, steps, head, settings.digits, ROOM);
  const { title, asks } = stepWords(step, trace);
  const about = titleOf(figure, trace, step);
  const current = pinned && explained?.trace === trace ? explained : null;
  return stillOf({
    trace,
    picture: layoutStep(step, trace, head, fitted),
    look: { ...lookOf(figure, trace, fitted), dark },
    spot: current?.spot ?? null,
    explanation: current?.explanation ?? null,
    focus: focusedRow,
    title: `${step.number} · ${title}`,
    asks,
    alt: about,
    credit: text('embed.picture.credit', { about }),
  });
}

/**
 * @param {string} svg
 * @returns {Promise<Blob>} the same as PNG
 */
export async function pngOf(svg) {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * DENSITY;
  canvas.height = image.naturalHeight * DENSITY;
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no canvas');
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('no PNG'))), 'image/png');
  });
}
