/** What the page says once it works without a network; see en.js. */
export default {
  'notice.version': 'A new version of this page is there. What you entered stays.',
  'notice.version.take': 'Take it up',
};
