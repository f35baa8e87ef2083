/** The figure as an element. Loading this module defines <self-attention>. */
import type { Edit, Method, Positions } from './softlook.js';

/** Everything a reader can set; what each is for stands in the table of attributes in the README. */
export interface Settings {
  sentence: string;
  context: string;
  kind: 'plain' | 'self' | 'masked' | 'multi' | 'cross';
  heads: number;
  width: number;
  headWidth: number;
  causal: boolean;
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

/** All settings, after some of them changed. */
export interface ChangeDetail {
  settings: Settings;
}

/** The step now shown: its id, its number from 1, and how many there are. */
export interface StepDetail {
  step: string;
  number: number;
  count: number;
}

/** The focused word, from 0; -1 and null where none is. */
export interface FocusDetail {
  index: number;
  token: string | null;
}

export class SelfAttention extends HTMLElement {
  /** Of the package: of two versions on one page the first is used. */
  static readonly version: string;
  /** What is absent in what is set keeps its value. Throws a RangeError that names setting, value and expectation. */
  get settings(): Settings;
  set settings(changes: Partial<Settings>);
  /** What stands around the picture. */
  controls: 'all' | 'steps' | 'none';
  next(): void;
  back(): void;
  /** Shows one step after the other; stops at the last, or when the figure leaves the sight. */
  play(): void;
  pause(): void;
  /** Throws a RangeError where this kind of attention has no step of that id. */
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
