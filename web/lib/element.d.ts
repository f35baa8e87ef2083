/** The class by itself: nothing is defined before define() is called. */
export {
  type ChangeDetail,
  define,
  type FocusDetail,
  SelfAttention,
  type SelfAttentionAttributes,
  type Settings,
  type StepDetail,
} from './self-attention.js';
