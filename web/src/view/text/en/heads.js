/** What is said where there are several heads, in English. */
export default {
  'heads.label': 'Head',
  'heads.one': 'head {number}',
  'heads.shared': 'K{number} V{number}',
  'heads.shared.title': 'These heads share their keys and values.',

  'step.projections.ask.shared':
    'What does each word [q:ask for], [k:answer to] and [v:pass on]? Every {share} heads share their [k:keys] and [v:values].',
  'step.concatenated.title': 'Join heads',
  'step.concatenated.note': 'side by side',
  'step.concatenated.ask':
    'What did the heads find? Their outputs are set side by side, one wide row for every word.',
  'step.output.title.projected': 'Output',
  'step.output.note.projected': 'joined × Wₒ',
  'step.output.ask.projected':
    'How are the heads combined? One last projection mixes what they found into the output.',

  'stage.concatenated': 'Z|joined heads|z',
  'stage.outputWeights': 'W_o|output weights|w_o',
  'stage.outputBias': 'b_o|output bias|b_o',
  'stage.head': '{name}, head {number}',

  'operator.concatenate': 'join\n→',

  'cell.ofHead': '{cell} of head {number}',

  'heads.all': 'All heads',

  'entropy.head': '{low} to {high} bits',
};
