/** Where texts in other languages come from: German is the only one. They register themselves. */
export const loadTexts = (/** @type {string} */ _language) => import('../view/text/de/register.js');
