/** The figure as an element. Loading this module defines <self-attention>. */
import type { Edit, Method, Positions } from './softlook.js';

/** Everything a reader can set; what each is for stands in custom-elements.json, and on the site's page of attributes. */
export interface Settings {
  sentence: string;
  context: string;
  words: string;
  contextWords: string;
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

/** Every attribute is a property too, of its setting's type. `focus`, `lang` and `prefix`, which every element has, can be set. */
declare const Typed: new () => HTMLElement & Omit<Settings, 'focus' | 'lang' | 'prefix' | 'keys'>;

export class SelfAttention extends Typed {
  /** Of the package: of two versions on one page the first is used. */
  static readonly version: string;
  /** All settings, as a copy. What is set may be some of them, the others stay; a RangeError names setting, value and expectation. */
  get settings(): Settings;
  set settings(changes: Partial<Settings>);
  /** What stands around the picture: everything, the sentence and the steps, or nothing. */
  controls: 'all' | 'steps' | 'none';
  /** Another way to set `causal`. */
  mask: 'none' | 'causal';
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

type Hyphenated<Name extends string> = Name extends `${infer First}${infer Rest}`
  ? `${First extends Lowercase<First> ? First : `-${Lowercase<First>}`}${Hyphenated<Rest>}`
  : Name;

/** A value, or the text of it that an attribute has. */
type Written<Value> =
  | Value
  | (Value extends number
      ? `${number}`
      : Value extends boolean
        ? 'on' | 'off' | 'true' | 'false' | ''
        : never)
  | (Value extends unknown[] ? string : never);

type Attributes = {
  [Name in Exclude<keyof Settings, 'keys'> as Name | Hyphenated<Name>]?: Written<Settings[Name]>;
};

/** What `<self-attention>` takes in JSX: attributes as their properties or with hyphens, and what every element takes. */
export interface SelfAttentionAttributes extends Attributes {
  mask?: 'none' | 'causal';
  controls?: 'all' | 'steps' | 'none';
  settings?: Partial<Settings>;
  'onsoftlook-change'?: (event: CustomEvent<ChangeDetail>) => void;
  'onsoftlook-step'?: (event: CustomEvent<StepDetail>) => void;
  'onsoftlook-focus'?: (event: CustomEvent<FocusDetail>) => void;
  id?: string;
  class?: string;
  className?: string;
  style?: string | object;
  slot?: string;
  part?: string;
  title?: string;
  dir?: string;
  hidden?: boolean | 'until-found';
  children?: unknown;
  key?: string | number | bigint | null;
  ref?: unknown;
}

interface Elements {
  'self-attention': SelfAttentionAttributes;
}

// @ts-ignore: only where React is
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
// @ts-ignore: only where Preact is
declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}
// @ts-ignore: only where Solid is
declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
}

declare global {
  namespace JSX {
    interface IntrinsicElements extends Elements {}
  }
  interface HTMLElementTagNameMap {
    'self-attention': SelfAttention;
  }
  interface HTMLElementEventMap {
    'softlook-change': CustomEvent<ChangeDetail>;
    'softlook-step': CustomEvent<StepDetail>;
    'softlook-focus': CustomEvent<FocusDetail>;
  }
}
