/** What the embed builder says, in English. */
export default {
  'embed.form': 'Form',
  'embed.form.element': 'Element',
  'embed.form.element.note':
    'Live, with every number. For pages whose HTML you write: your own, Hugo, Jekyll, Quarto, React, Vue, Svelte.',
  'embed.form.frame': 'Frame',
  'embed.form.frame.note':
    'Live as well. For places that allow frames but no scripts: Notion, Ghost, wikis, course pages.',
  'embed.form.picture': 'Picture',
  'embed.form.picture.note':
    'The step as it stands now, with a link to the live one. For places that allow neither: newsletters, Medium, slides, print.',
  'embed.form.markdown': 'Markdown',
  'embed.form.markdown.note':
    'The picture and its link, for READMEs and notebooks. Save the picture beside the text.',
  'embed.around': 'Around the picture',
  'embed.around.all': 'everything',
  'embed.around.steps': 'the steps',
  'embed.around.none': 'nothing',
  'embed.theme': 'Colours',
  'embed.theme.system': 'as the reader has them',
  'embed.theme.light': 'light',
  'embed.theme.dark': 'dark',
  'embed.own': 'I keep the script beside my page',
  'embed.own.save': 'Save the script',
  'embed.code': 'Code to copy',
  'embed.copy': 'Copy',
  'embed.copied': 'Copied',
  'embed.copyByHand': 'Selected: copy it',
  'embed.saveSvg': 'Save as SVG',
  'embed.savePng': 'Save as PNG',
  'embed.preview': 'Preview',
  'embed.preview.note': 'This is the code above, running.',
  'embed.preview.picture': 'This is the picture, and what it links to.',
  'embed.title': 'Self-attention on “{sentence}”, step by step',
  'embed.invitation': 'Self-attention on “{sentence}”, step by step, with every number',
  'embed.picture.title': '{step}: a step of self-attention on “{sentence}”',
  'embed.picture.credit': 'Softlook · “{sentence}”',
  'embed.noPng': 'This browser could not make a PNG. The SVG is the same picture.',
  'embed.failed': 'The picture could not be made: {message}',
  'still.tooLarge':
    'this step has {cells} numbers, at most {most} make a picture. Take a shorter sentence or another step, or the live figure.',
};
