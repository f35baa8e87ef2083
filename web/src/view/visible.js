/** Characters that are not seen, by their numbers: a token of them would be a blank, and some turn round what follows. */

/** Controls, marks of direction, blanks without a width, and a letter of Braille without a dot. */
const UNSEEN = /[\p{Cc}\p{DI}\u2800]/gu;
/** These shape the letter or the emoji beside them, and belong to it. */
const SHAPING = /\p{VS}|\p{Join_C}|\u034f|[\u{e0020}-\u{e007f}]/u;

/** @param {string} sign */
const numbered = (sign) => ` U+${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')} `;

/**
 * @param {string} token
 * @returns {string} to be shown: "U+200B" for a blank without a width
 */
export function visible(token) {
  if (token.search(UNSEEN) < 0) return token;
  const blank = token.replace(UNSEEN, '') === '';
  const shown = token.replace(UNSEEN, (sign) => (!blank && SHAPING.test(sign) ? sign : numbered(sign)));
  return shown.trim().replace(/ +/g, ' ');
}
