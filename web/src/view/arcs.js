/** The path of an arc from one word to another: it goes above its line, or between the lines, and never over a word. */

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** Of the handles: the arc itself stays within the room above the words. */
const HIGHEST = 22;
/** How far beside a line an arc passes it. */
const BESIDE = 4;

/**
 * Above the words in a line of their own; between the lines where they stand in different ones or in different
 * sentences, and through the gaps of those in between; a small loop from a word to itself.
 * @param {Box} from
 * @param {Box} to
 * @param {Box[]} words all of them, in reading order
 * @returns {{d: string, end: [x: number, y: number]}} an SVG path, and where it meets the word
 */
export function arcPath(from, to, words) {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  if (from === to || (x1 === x2 && from.y === to.y)) {
    const d = `M${x1 - 7},${from.y} C${x1 - 12},${from.y - 16} ${x1 + 12},${from.y - 16} ${x1 + 7},${from.y}`;
    return { d, end: [x1 + 7, from.y] };
  }
  if (isSameLine(from, to)) {
    const height = Math.min(HIGHEST, 10 + Math.abs(x2 - x1) / 8) * 1.3;
    const d = `M${x1},${from.y} C${x1},${from.y - height} ${x2},${to.y - height} ${x2},${to.y}`;
    return { d, end: [x2, to.y] };
  }
  const down = from.y < to.y;
  const near = (/** @type {Box} */ box) => (down ? box.y : box.y + box.height);
  const far = (/** @type {Box} */ box) => (down ? box.y + box.height : box.y);
  let [x, y] = [x1, far(from)];
  let d = `M${x},${y}`;
  const curve = (/** @type {number} */ toX, /** @type {number} */ toY) => {
    const middle = (y + toY) / 2;
    d += ` C${x},${middle} ${toX},${middle} ${toX},${toY}`;
    [x, y] = [toX, toY];
  };
  const lines = linesBetween(from, to, words);
  for (const line of down ? lines : lines.toReversed()) {
    const straight = x + ((x2 - x) * (near(line[0]) - y)) / (near(to) - y);
    curve(nearestGap(line, straight), near(line[0]));
    y = far(line[0]);
    d += ` V${y}`;
  }
  curve(x2, near(to));
  return { d, end: [x2, near(to)] };
}

/** @param {Box} a @param {Box} b */
const isSameLine = (a, b) => Math.abs(a.y - b.y) < Math.min(a.height, b.height) / 2;

/**
 * @param {Box} from
 * @param {Box} to
 * @param {Box[]} words
 * @returns {Box[][]} the words of each line between those of two words, from the upper to the lower
 */
function linesBetween(from, to, words) {
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  /** @type {Box[][]} */
  const lines = [];
  for (const word of words) {
    if (word.y <= top || word.y >= bottom || isSameLine(word, from) || isSameLine(word, to)) continue;
    const line = lines.at(-1);
    if (line && isSameLine(line[0], word)) line.push(word);
    else lines.push([word]);
  }
  return lines;
}

/** @param {Box[]} line @param {number} x @returns {number} the middle of the gap that is nearest */
function nearestGap(line, x) {
  const last = line[line.length - 1];
  const gaps = line.map((word, i) =>
    i === 0 ? word.x - BESIDE : (line[i - 1].x + line[i - 1].width + word.x) / 2,
  );
  gaps.push(last.x + last.width + BESIDE);
  return gaps.reduce((best, gap) => (Math.abs(gap - x) < Math.abs(best - x) ? gap : best));
}
