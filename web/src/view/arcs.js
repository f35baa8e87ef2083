/** The path of an arc from one word to another. */

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** Of the handles: the arc itself stays within the room above the words. */
const HIGHEST = 22;

/**
 * Above the words in a line of their own; between the lines where they stand in different ones or in
 * different sentences; a small loop from a word to itself.
 * @param {Box} from
 * @param {Box} to
 * @param {boolean} down from one sentence to the one below it
 * @returns {string} an SVG path
 */
export function arcPath(from, to, down) {
  const x1 = from.x + from.width / 2;
  const x2 = to.x + to.width / 2;
  if (down) {
    const y1 = from.y + from.height;
    const middle = (y1 + to.y) / 2;
    return `M${x1},${y1} C${x1},${middle} ${x2},${middle} ${x2},${to.y}`;
  }
  if (from === to || (x1 === x2 && from.y === to.y)) {
    return `M${x1 - 7},${from.y} C${x1 - 12},${from.y - 16} ${x1 + 12},${from.y - 16} ${x1 + 7},${from.y}`;
  }
  if (Math.abs(from.y - to.y) < from.height / 2) {
    const height = Math.min(HIGHEST, 10 + Math.abs(x2 - x1) / 8);
    return `M${x1},${from.y} C${x1},${from.y - height * 1.3} ${x2},${to.y - height * 1.3} ${x2},${to.y}`;
  }
  const y1 = from.y < to.y ? from.y + from.height : from.y;
  const y2 = from.y < to.y ? to.y : to.y + to.height;
  const middle = (y1 + y2) / 2;
  return `M${x1},${y1} C${x1},${middle} ${x2},${middle} ${x2},${y2}`;
}
