/** The figure as an element. Loading this module defines <self-attention>. */
import type { Edit, Method, Positions } from './softlook.js';

/** Everything a reader can set; what each is for stands in custom-elements.json, and on the site's page of attributes. */
export interface Settings {
  sentence: string;
  context: string;
  /** Set, a preset of the four that follow, which win where they are set too. Read, what they come to. */
  kind: 'plain' | 'self' | 'masked' | 'multi' | 'cross';
  projections: boolean;
  heads: number;
  width: number;
  headWidth: number;
  causal: boolean;
  cross: boolean;
  outputProjection: 'auto' | 'on' | 'off';
  scaled: boolean;
  factor: number;
  kvHeads: number;
  window: number;
  prefix: number;
  padding: number;
  drawn: 'none' | 'cells' | 'numbers';
  positions: Positions;
  softcap: number;
  temperature: number;
  method: Method;
  rank: number;
  reach: number;
  globals: number;
  cached: number;
  gradient: boolean;
  lossToken: number;
  lossFeature: number;
  against: string;
  seed: number;
  edits: Edit[];
  step: string;
  head: number;
  focus: number;
  changes: boolean;
  digits: number;
  colors: 'signed' | 'cividis';
  keys: boolean;
  theme: 'system' | 'light' | 'dark';
  lang: 'auto' | 'en' | 'de';
}

/** Settings changed: all of them, as they are now. */
export interface ChangeDetail {
  settings: Settings;
}

/** Another step is shown: its id, its number from 1, and how many there are. */
export interface StepDetail {
  step: string;
  number: number;
  count: number;
}

/** Another word is focused: its index from 0 and the word; -1 and null where none is. */
export interface FocusDetail {
  index: number;
  token: string | null;
}

export class SelfAttention extends HTMLElement {
  /** Of the package: of two versions on one page the first is used. */
  static readonly version: string;
  /** All settings. What is set may be some of them, the others stay; a RangeError names setting, value and expectation. */
  get settings(): Settings;
  set settings(changes: Partial<Settings>);
  /** What stands around the picture: everything, the sentence and the steps, or nothing. */
  controls: 'all' | 'steps' | 'none';
  /** Shows the next step. */
  next(): void;
  /** Shows the step before. */
  back(): void;
  /** Shows one step after the other; stops at the last, or when the figure leaves the sight. */
  play(): void;
  /** Stays at the step that is shown. */
  pause(): void;
  /** Shows the step of that id. A RangeError where there is none says which there are. */
  goTo(step: string): void;
}

/** Defines the element, under another name where one is given. Twice is harmless. */
export function define(name?: string): void;

declare global {
  interface HTMLElementTagNameMap {
    'self-attention': SelfAttention;
  }
  interface HTMLElementEventMap {
    'softlook-change': CustomEvent<ChangeDetail>;
    'softlook-step': CustomEvent<StepDetail>;
    'softlook-focus': CustomEvent<FocusDetail>;
  }
}
