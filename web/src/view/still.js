/**
 * A step as a picture that stands still: SVG text that needs nothing else, for places that run no script. Drawn from the
 * same layout, paintings and words as the live figure (layout.js, painting.js, words.js).
 */
import { COLORS, HATCH } from './colors.js';
import { CAPTION } from './sizes.js';
import { legendOf } from './legend.js';
import { formatNumber } from './number.js';
import { paintingOf } from './painting.js';
import { ringsFor } from './rings.js';
import { cell, fitting, lines, num, put, tag, words } from './still-parts.js';
import { text } from './text/text.js';
import { isTokenAxis, labelOf, operatorText, roleOf, stageWords } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('./layout-builder.js').Picture} Picture */
/** @typedef {import('./layout-builder.js').Placed} Placed */
/** @typedef {import('./layout-builder.js').Labels} Labels */
/** @typedef {import('./still-parts.js').Colors} Colors */

/**
 * @typedef {object} Still
 * @property {AsyncTrace} trace
 * @property {Picture} picture the step as it is laid out, in CSS pixels
 * @property {import('./painting.js').Look} look
 * @property {import('./equation.js').Spot | null} spot a cell that is pinned
 * @property {import('softlook').Explanation | null} explanation of that cell
 * @property {number} focus query row; -1 = none
 * @property {string} title
 * @property {ReturnType<typeof import('./text/text.js').textParts>} asks what the step asks
 * @property {string} alt said instead of the picture
 * @property {string} credit written below it
 */

/** More cells than this make the text too long to be put into a post. */
export const MOST_CELLS = 4000;

const PAD = 16;
const LEAST_WIDTH = 360;
const HEAD = { title: 24, line: 20, gap: 12 };
const FOOT = 26;
const ROLE = /** @type {const} */ ({ q: 'query', k: 'key', v: 'value' });

/**
 * @param {Still} still
 * @returns {string} an <svg> element, width and height in CSS pixels
 * @throws {RangeError} where the step has more than MOST_CELLS cells
 */
export function stillOf(still) {
  const { picture, look, title, asks, alt, credit } = still;
  const cells = picture.matrices.reduce((sum, { stage }) => sum + stage.rows * stage.cols, 0);
  if (cells > MOST_CELLS) throw new RangeError(text('still.tooLarge', { cells, most: MOST_CELLS }));
  const theme = look.dark ? 1 : 0;
  /** @type {Colors} */
  const colors = Object.fromEntries(Object.entries(COLORS).map(([name, pair]) => [name, pair[theme]]));
  colors.hatch = HATCH[theme];
  const inside = Math.max(picture.width, LEAST_WIDTH);
  const asked = lines(asks, inside, 15);
  const top = PAD + HEAD.title + asked.length * HEAD.line + HEAD.gap;
  const width = Math.ceil(inside + 2 * PAD);
  const height = Math.ceil(top + picture.height + FOOT + PAD);
  const ink = (/** @type {string} */ role) => colors[ROLE[/** @type {'q' | 'k' | 'v'} */ (role)] ?? 'muted'];
  const question = asked.map((line, i) =>
    put(
      PAD,
      PAD + HEAD.title + 15 + i * HEAD.line,
      line.map((part) =>
        tag('tspan', part.mark ? { fill: ink(part.mark), 'font-weight': 600 } : {}, words(part.words)),
      ),
      { 'font-size': 15, fill: colors.muted },
    ),
  );
  return tag(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': alt,
      'font-family': 'Helvetica, Arial, sans-serif',
      'font-size': 13,
      style: 'max-width: 100%; height: auto',
    },
    tag('title', {}, words(alt)),
    tag('rect', { width, height, fill: colors.page }),
    put(PAD, PAD + 17, words(title), { 'font-size': 19, 'font-weight': 700, fill: colors.ink }),
    ...question,
    tag('g', { transform: `translate(${PAD} ${top})` }, ...drawn(still, colors)),
    put(PAD, height - PAD, words(fitting(credit, inside)), { 'font-size': 12, fill: colors.muted }),
  );
}

/** @param {Still} still @param {Colors} colors */
function drawn(still, colors) {
  const { picture, trace, look } = still;
  return [
    ...picture.labels.map((l) => labels(still, colors, l)),
    ...picture.matrices.flatMap((m) => [matrix(still, colors, m), caption(still, colors, m)]),
    ...picture.operators.map((o) => {
      const rows = operatorText(o, trace).split('\n');
      const y = o.y - (rows.length - 1) * 8.5;
      return rows.map((row, i) =>
        put(o.x + o.width / 2, y + i * 17, words(row), {
          'font-size': 14,
          fill: colors.muted,
          'text-anchor': 'middle',
          dy: '.35em',
        }),
      );
    }),
    ...picture.entropies.map(({ stage, x, y, size }) => [
      put(x, y - 8, words(text('entropy.unit')), {
        fill: colors.muted,
        'font-style': 'italic',
        'font-size': 12,
      }),
      ...Array.from(stage.entropies ?? [], (bits, i) =>
        put(x, y + (i + 0.5) * size, words(formatNumber(bits, look.digits)), {
          fill: colors.muted,
          'font-size': 12,
          dy: '.35em',
        }),
      ),
    ]),
  ].flat(2);
}

/** @param {Still} still @param {Colors} colors @param {Placed} m */
function matrix({ trace, look, spot, explanation, focus }, colors, m) {
  const painting = paintingOf(trace, m, look);
  const cells = [];
  for (let i = 0; i < painting.rows; i++) {
    for (let j = 0; j < painting.cols; j++) cells.push(cell(painting, i, j, colors));
  }
  const rings = ringsFor(m.stage, m.transposed, spot, explanation, focus).map((ring) => {
    const focused = ring.role === 'focus';
    const role = /** @type {'q' | 'k' | 'v'} */ (focused ? 'q' : ring.role);
    return tag('rect', {
      x: num(ring.column * m.cellW - 1),
      y: num(ring.row * m.cellH - 1),
      width: num(ring.columns * m.cellW + 1),
      height: num(ring.rows * m.cellH + 1),
      rx: 5,
      fill: 'none',
      stroke: colors[ROLE[role] ?? 'ink'],
      'stroke-width': focused ? 1 : 2,
      ...(focused ? { 'stroke-dasharray': '4 3' } : {}),
    });
  });
  return tag('g', { transform: `translate(${num(m.x)} ${num(m.y)})` }, ...cells, ...rings);
}

/** How far a caption may go: to the next beside it, or to the edge. @param {Still} still @param {Placed} m */
function captionWidth({ picture }, { caption: at }) {
  const beside = picture.matrices
    .map(({ caption }) => caption)
    .filter(({ x, y }) => x > at.x && Math.abs(y - at.y) < CAPTION)
    .map(({ x }) => x - 8);
  return Math.min(...beside, Math.max(picture.width, LEAST_WIDTH)) - at.x;
}

/** Symbol, name, colour scale and origin of a matrix. @param {Still} still @param {Colors} colors @param {Placed} m */
function caption(still, colors, m) {
  const { trace, look } = still;
  const { stage, caption: at } = m;
  const { symbol, name } = stageWords(stage.id);
  const [, letter, index = '', rest] = /^([^_/+]*)_?([^/+]*)(.*)$/.exec(symbol) ?? [];
  const head = trace.numHeads > 1 && stage.head >= 0 ? String(stage.head + 1) : '';
  const small = (/** @type {string} */ what, /** @type {number} */ dy) =>
    what === ''
      ? ''
      : tag('tspan', { 'font-size': 10.5, dy }, words(what)) + tag('tspan', { dy: -dy }, '\u200b');
  const ink = colors[ROLE[/** @type {'q' | 'k' | 'v'} */ (roleOf(stage.id))] ?? 'ink'];
  const symbols = tag(
    'tspan',
    { 'font-weight': 700, 'font-size': 14, fill: ink },
    words(letter),
    small(index + head, 3),
    words(rest),
    small(m.transposed ? 'T' : '', -5),
  );
  const named = fitting(name, captionWidth(still, m) - 34);
  const line = put(at.x, at.y + 14, `${symbols} ${words(named)}`, { fill: colors.muted });
  const plainMask = (stage.id === 'mask' || stage.id === 'pattern') && !look.changes;
  return line + (plainMask ? note(at, text('legend.mask'), colors) : scale(m, look, colors));
}

/** @param {Placed['caption']} at @param {string} what @param {Colors} colors */
const note = (at, what, colors) => put(at.x, at.y + 31, words(what), { 'font-size': 11, fill: colors.muted });

/** @param {Placed} m @param {import('./painting.js').Look} look @param {Colors} colors */
function scale(m, look, colors) {
  const { x, y, small } = m.caption;
  const { low, high, beyond, stops } = legendOf(look.domain(m.stage), look.colors, look.dark);
  const from = x + low.length * 6 + 5;
  const bar = (small ? 22 : 40) - (beyond ? 8 : 0);
  const step = bar / stops.length;
  const steps = stops.map((fill, i) =>
    tag('rect', { x: num(from + i * step), y: y + 23, width: num(step + 0.3), height: 8, fill }),
  );
  const after = from + bar + 5;
  const origin = small ? '' : `   ${text(`origin.${m.stage.origin}`)}`;
  return [
    note(m.caption, low, colors),
    ...steps,
    put(after, y + 31, words(high + origin), {
      'font-size': 11,
      fill: colors.muted,
      'xml:space': 'preserve',
    }),
  ].join('');
}

/** @param {Still} still @param {Colors} colors @param {Labels} l */
function labels({ trace, focus, picture: { scale } }, colors, l) {
  const token = isTokenAxis(l.axis);
  const query = l.axis === 'queryToken';
  const every = token ? 1 : Math.ceil(13 / l.size);
  const tight = l.size < 16 || l.turn === 'upright';
  const shown = Array.from({ length: l.count }, (_, i) => i).filter((i) => i % every === 0);
  const run = shown.map((i) => {
    const on = query && i === focus;
    const word = fitting(labelOf(trace, l.axis, i), token ? 110 : 40);
    const style = {
      'font-size': token && tight ? 11 : num((token ? 13 : 11) * scale),
      fill: token ? colors[on ? 'query' : 'ink'] : colors.muted,
      ...(on ? { 'font-weight': 700 } : {}),
    };
    return put(...place(l, i), words(word), { ...style, ...turned(l, i) });
  });
  if (l.title && token) {
    const [x, y] =
      l.kind === 'rows' ? [l.x + l.room, l.y - 8] : [l.x + (l.turn === 'angled' ? -6 : 2), l.y - l.room + 11];
    run.push(
      put(x, y, words(`${text(query ? 'axis.query' : 'axis.key')} ${l.kind === 'rows' ? '↓' : '→'}`), {
        'font-size': 12,
        'font-style': 'italic',
        fill: colors[query ? 'query' : 'key'],
        ...(l.kind === 'rows' ? { 'text-anchor': 'end' } : {}),
      }),
    );
  }
  return run;
}

/** Where a label stands. @param {Labels} l @param {number} i @returns {[x: number, y: number]} */
function place(l, i) {
  const middle = (i + 0.5) * l.size;
  if (l.kind === 'rows') return [l.x + l.room, l.y + middle];
  if (l.turn === 'flat') return [l.x + middle, l.y - 10];
  return [l.x + middle + (l.turn === 'angled' ? 4 : 3), l.y - 6];
}

/** How it stands there. @param {Labels} l @param {number} i @returns {Record<string, string>} */
function turned(l, i) {
  if (l.kind === 'rows') return { 'text-anchor': 'end', dy: '.35em' };
  if (l.turn === 'flat') return { 'text-anchor': 'middle', dy: '.35em' };
  const [x, y] = place(l, i);
  return { transform: `rotate(${l.turn === 'angled' ? -40 : -90} ${num(x)} ${num(y)})` };
}
