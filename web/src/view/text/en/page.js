/** What the page says around the figure, in English. */
export default {
  'page.title': 'Softlook: see self-attention happen',
  'page.line': 'See self-attention happen, every number of it.',
  'page.reference': 'Reference',
  'page.copy': 'Copy link',
  'page.embed': 'Embed',
  'page.copied': 'Copied',
  'page.copyByHand': 'Copy it from the address bar',
  'page.other': 'DE',
  'page.other.name': 'Deutsch',
  'page.keys': 'Keys',
  'page.theme': 'Colour theme',

  'embed.put': 'Put this figure into your page',
  'embed.put.say':
    'Your sentence, the kind of attention, the step and the word that are shown above: as a live figure in any post, or as a picture of it.',

  'about.title': 'What you are looking at',
  'about.look': 'A soft look-up',
  'about.look.say':
    'A dictionary gives one value for one key. Attention asks every key at once, and takes a little of every value: more of those whose keys answer the query well. All of it is one line, softmax(Q\u202fKᵀ\u202f/\u202f√d)\u202fV, and the steps above are that line taken apart (Vaswani et al. 2017, equation 1).',
  'about.toy': 'Where the numbers come from',
  'about.toy.say':
    'Embeddings and weights are toy numbers made from a seed. Nothing was trained, so do not read meaning into what a word looks at; what is real is the arithmetic. Change any number and watch everything after it follow.',
  'about.checked': 'How it is checked',
  'about.checked.say':
    'One core in C++, compiled to WebAssembly, makes every number you see and the arithmetic that explains it. Each of its stages is held to PyTorch’s, to a second walk in NumPy and to plain loops; the digits on this page are read back and held to the core’s.',

  'foot.private':
    'Your sentence stays in this browser: no request leaves it, and a link keeps all after the # sign.',
  'foot.forget': 'Forget what I entered',
  'foot.reference.say': ': the figure in your page, the module, checking a layer of your own.',
  'foot.file': 'Softlook as one file',
  'foot.file.say': ': opens from a disk, makes no request.',
  'foot.licence': 'Softlook is free under the MIT licence;',
  'foot.others': 'what ships with it from others',
  'foot.licences': 'Licences',

  'notice.forgotten': 'Forgotten: this browser keeps nothing of what you entered.',
  'notice.aside': 'Kept beside this, from another tab or visit: “{sentence}”.',
  'notice.aside.show': 'Show it',
  'notice.version': 'A new version of this page is there. What you entered stays.',
  'notice.version.take': 'Take it up',
};
