/** The language that the page is wanted in. */

/**
 * @param {string} link
 * @returns {string} what it says about the language
 */
export const languageIn = (link) => /(?:^#?|&)lang=(en|de)(?:&|$)/.exec(link)?.[1] ?? 'auto';

/**
 * @param {string} lang the setting
 * @returns {string} the language set; else the first of the reader's that there are texts in
 */
export function wantedLanguage(lang) {
  if (lang !== 'auto') return lang;
  const known = navigator.languages.map((tag) => /^(en|de)\b/i.exec(tag)?.[0].toLowerCase());
  return known.find(Boolean) ?? 'en';
}
