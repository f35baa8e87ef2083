/** The still picture of a step. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepOf, stepsOf } from '../../web/src/state/steps.js';
import { domainsOf } from '../../web/src/view/domain.js';
import { fit } from '../../web/src/view/fit.js';
import { layoutStep } from '../../web/src/view/layout.js';
import { MOST_CELLS, stillOf } from '../../web/src/view/still.js';
import { addTexts, textParts } from '../../web/src/view/text/text.js';
import texts from '../../web/src/view/text/en/embed.js';
import { sampleTrace } from './sample.js';
import { measureWithoutBrowser } from './tools.js';

measureWithoutBrowser();
addTexts(texts);

/**
 * @param {Partial<import('./sample.js').Shape>} shape
 * @param {string} id of a step
 * @param {Partial<import('../../web/src/view/still.js').Still>} [changes]
 * @param {import('../../web/src/view/painting.js').Look['domain']} [domain]
 */
function draw(shape, id, changes = {}, domain = undefined) {
  const trace = sampleTrace(shape);
  const steps = stepsOf(trace);
  const step = stepOf(steps, id);
  const fitted = fit(trace, steps, 0, 2, { width: 700, height: 600 });
  const domains = domainsOf(trace);
  const picture = layoutStep(step, trace, 0, fitted);
  const svg = stillOf({
    trace,
    picture,
    look: {
      digits: 2,
      font: fitted.font,
      readable: fitted.readable,
      least: fitted.least,
      colors: 'signed',
      dark: false,
      changes: false,
      domain: domain ?? ((stage) => domains.get(stage.id) ?? { kind: 'signed', low: -1, high: 1, most: 1 }),
    },
    spot: null,
    explanation: null,
    focus: -1,
    title: 'A title',
    asks: textParts('step.scores.ask'),
    alt: 'What it is',
    credit: 'Softlook',
    ...changes,
  });
  return { trace, picture, svg };
}

/** @param {string} markup @returns {string[]} the texts of its elements; fails where a tag is not closed */
function textsOf(markup) {
  /** @type {string[]} */
  const open = [];
  const texts = [];
  for (const [, close, name, empty, text] of markup.matchAll(/<(\/?)([a-z]+)(?:\s[^<>]*?)?(\/?)>([^<]*)/g)) {
    if (close) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
    if (text) texts.push(text);
  }
  assert.deepEqual(open, []);
  return texts;
}

test('it has every number of every matrix of the step, as they are printed', () => {
  const { picture, svg } = draw({}, 'scores');
  const texts = textsOf(svg);
  assert.ok(picture.matrices.length === 3);
  for (const { stage } of picture.matrices) {
    for (const value of stage.data) {
      const size = Math.abs(value).toFixed(2);
      const printed = value < 0 && Number(size) !== 0 ? `−${size}` : size;
      assert.ok(texts.includes(printed), `${stage.id} ${printed}`);
    }
  }
});

test('what is masked is hatched and reads −∞', () => {
  const { svg } = draw({ causal: true }, 'maskedScores');
  assert.ok(textsOf(svg).includes('−∞'));
  assert.match(svg, /<path d="M[^"]+" stroke="#77748499"\/>/);
  // A name would have to be the only one in the page.
  assert.doesNotMatch(svg, / id="/);
});

test('a number beyond the scale has a mark, and the legend says where the scale ends', () => {
  const marks = (/** @type {string} */ svg) => svg.match(/<path d="M[-\d. ]+h7l-7 7z"/g)?.length ?? 0;
  const upTo = (/** @type {number} */ most) => () =>
    /** @type {const} */ ({ kind: 'signed', low: -0.5, high: 0.5, most });
  const beyond = draw({}, 'words', {}, upTo(1));
  const large = Array.from(beyond.trace.stage('embeddings').data).filter((v) => Math.abs(v) > 0.5);
  assert.ok(large.length > 0);
  assert.equal(marks(beyond.svg), large.length);
  assert.ok(textsOf(beyond.svg).includes('≤−0.50'));
  assert.ok(textsOf(beyond.svg).some((text) => text.startsWith('≥0.50')));
  const inside = draw({}, 'words', {}, upTo(0.5));
  assert.equal(marks(inside.svg), 0);
  assert.ok(textsOf(inside.svg).includes('−0.50'));
});

test('roles have their colours, and the axes say query and key', () => {
  const { svg } = draw({}, 'scores');
  assert.match(svg, /<tspan fill="#8f5a00"[^>]*>query<\/tspan>/);
  assert.match(svg, /<tspan fill="#97396f"[^>]*>key<\/tspan>/);
  assert.ok(textsOf(svg).some((text) => text.startsWith('query ↓')));
  assert.ok(textsOf(svg).some((text) => text.startsWith('key →')));
});

test('it is as large as it says, and says what it is', () => {
  const { picture, svg } = draw({}, 'scores');
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  assert.ok(Number(width) >= picture.width && Number(height) > picture.height);
  assert.match(svg, /role="img" aria-label="What it is"/);
  assert.equal(textsOf(svg)[0], 'What it is');
});

test('words cannot become markup, and what XML cannot hold is replaced', () => {
  const hostile = '</text><script>alert("1")</script>&\u0000\ud800';
  const { svg } = draw({ tokens: [hostile, 'b', 'c'] }, 'scores', { alt: hostile, credit: hostile });
  assert.doesNotMatch(svg, /<script/);
  textsOf(svg);
  assert.equal(svg, svg.toWellFormed());
  assert.equal(svg.includes('\u0000'), false);
});

test('a step of too many numbers is refused, in words', () => {
  const tokens = Array.from({ length: 64 }, (_, i) => `w${i}`);
  assert.throws(() => draw({ tokens }, 'scores'), {
    name: 'RangeError',
    message: new RegExp(`numbers, at most ${MOST_CELLS} make a picture`),
  });
});
