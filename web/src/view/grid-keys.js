/** Where a key leads inside a grid: the pattern of the ARIA Authoring Practices for grids. */

/** @typedef {{row: number, column: number}} Place */

/** PageUp and PageDown go this many rows. */
const PAGE = 5;

/**
 * @param {{key: string, ctrlKey: boolean}} event
 * @param {Place} from
 * @param {number} rows
 * @param {number} columns
 * @returns {Place | undefined} undefined where the key does not move; arrows stop at the edges
 */
export function placeAfter({ key, ctrlKey }, { row, column }, rows, columns) {
  switch (key) {
    case 'ArrowLeft':
      return { row, column: Math.max(0, column - 1) };
    case 'ArrowRight':
      return { row, column: Math.min(columns - 1, column + 1) };
    case 'ArrowUp':
      return { row: Math.max(0, row - 1), column };
    case 'ArrowDown':
      return { row: Math.min(rows - 1, row + 1), column };
    case 'Home':
      return { row: ctrlKey ? 0 : row, column: 0 };
    case 'End':
      return { row: ctrlKey ? rows - 1 : row, column: columns - 1 };
    case 'PageUp':
      return { row: Math.max(0, row - PAGE), column };
    case 'PageDown':
      return { row: Math.min(rows - 1, row + PAGE), column };
    default:
      return undefined;
  }
}
