import { createApp, h, ref } from 'vue';
import 'softlook/element/define';

// In a template, tell the compiler: compilerOptions.isCustomElement = (tag) => tag === 'self-attention'.
createApp({
  setup() {
    const shown = ref(true);
    const sentence = ref('The cat sat');
    const seen = ref('nothing yet');
    const toggle = () => {
      shown.value = !shown.value;
    };
    const other = () => {
      sentence.value = 'Another one';
    };
    const figure = () =>
      h('self-attention', {
        sentence: sentence.value,
        mask: 'causal',
        scaled: false,
        headWidth: 2,
        step: 'weights',
        focus: 1,
        settings: { digits: 3 },
        'onSoftlook-step': (/** @type {CustomEvent} */ event) => {
          seen.value = event.detail.step;
        },
      });
    return () =>
      h('main', [
        h('button', { type: 'button', id: 'toggle', onClick: toggle }, 'Show or hide'),
        h('button', { type: 'button', id: 'other', onClick: other }, 'Another sentence'),
        shown.value ? figure() : null,
        h('output', seen.value),
      ]);
  },
}).mount('#root');
