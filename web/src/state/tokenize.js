/**
 * A sentence to tokens: words and punctuation, without the white space between them.
 * The locale is fixed, so that a link shows the same tokens to everyone. Where browsers differ all the same, a link says
 * how many characters each token has (the settings `words` and `contextWords`), and that counts.
 */

/** @typedef {import('./settings.js').Settings} Settings */

/** @type {Intl.Segmenter | undefined} */
let segmenter;

/** Sentences that need no segmenter, which takes 10 ms to make: the first heatmap does not wait for it. */
const PLAIN = /^[A-Za-z .,!?]*$/;

/** At an @, and between letters at the others, some browsers part words and others do not; here they always do: e . g. */
const PARTING = /(@|(?<=[\p{L}\p{M}])[.:﹕．：](?=\p{L}))/u;

/** Scripts without spaces: words are looked up in a dictionary, and every browser has its own. */
const LOOKED_UP =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

/** Words and signs, where the browser has no segmenter. */
const SIMPLE = /[\p{L}\p{M}\p{N}]+(?:['’.,][\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*|\S/gu;

/** Which setting says how a sentence is split. */
export const WORDS_OF = /** @type {const} */ ({ sentence: 'words', context: 'contextWords' });

/** @param {string} text @returns {string} with U+FFFD for each half of a character */
export const wellFormed = (text) => text.replace(/\p{Cs}/gu, '\ufffd');

/** @param {string} sentence @returns {boolean} whether words are found without a dictionary of their script, or another rule */
const isCertain = (sentence) =>
  PLAIN.test(sentence) || (Boolean(Intl.Segmenter) && !LOOKED_UP.test(sentence));

/**
 * @param {string} sentence
 * @param {string} [lengths] of its tokens, as lengthsOf() has them; they count where they fit
 * @returns {string[]} "How are you doing?" → How, are, you, doing, ?
 */
export function tokenize(sentence, lengths = '') {
  if (lengths) return cut(sentence, lengths) ?? tokenize(sentence);
  const text = wellFormed(sentence);
  if (PLAIN.test(text)) return text.match(/[A-Za-z]+|[.,!?]/g) ?? [];
  return (segmentsOf(text) ?? [])
    .flatMap((segment) => segment.split(PARTING))
    .map((part) => part.trim())
    .filter(Boolean);
}

/** @param {string} text @returns {string[] | null} */
function segmentsOf(text) {
  if (!Intl.Segmenter) return text.match(SIMPLE);
  segmenter ??= new Intl.Segmenter('en', { granularity: 'word' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** @param {string} sentence @param {string} lengths @returns {string[] | undefined} nothing where they do not fit */
function cut(sentence, lengths) {
  let rest = wellFormed(sentence).trimStart();
  const tokens = [];
  for (const length of lengths.split('-')) {
    const token = rest.slice(0, Number(length));
    const fits = token !== '' && token.length === Number(length);
    if (!fits || token !== token.trimEnd() || token !== wellFormed(token)) return undefined;
    tokens.push(token);
    rest = rest.slice(token.length).trimStart();
  }
  return rest === '' ? tokens : undefined;
}

/** @param {string[]} tokens @returns {string} 3-3-3-5-1 */
export const lengthsOf = (tokens) => tokens.map(({ length }) => length).join('-');

/** @param {Settings} settings @param {'sentence' | 'context'} which @returns {string[]} */
export const tokensOf = (settings, which) => tokenize(settings[which], settings[WORDS_OF[which]]);

/** @param {Settings} settings @returns {Settings} with the lengths that another browser has to be told */
export function withLengths(settings) {
  const told = { ...settings };
  for (const which of /** @type {const} */ (['sentence', 'context'])) {
    const sentence = settings[which];
    if (!isCertain(sentence)) told[WORDS_OF[which]] ||= lengthsOf(tokenize(sentence));
  }
  return told;
}

/**
 * @param {Settings} settings
 * @param {'sentence' | 'context'} which
 * @returns {'misfit' | 'segmenter' | undefined} what is wrong with how it is split: lengths that do not fit, a browser that
 *   cannot find words
 */
export function splitWrongly(settings, which) {
  const lengths = settings[WORDS_OF[which]];
  if (lengths) return cut(settings[which], lengths) ? undefined : 'misfit';
  return Intl.Segmenter || PLAIN.test(settings[which]) ? undefined : 'segmenter';
}
