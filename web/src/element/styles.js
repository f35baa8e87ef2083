/** The layout of a figure. It follows the width of its container, not of the window: it lives in other pages too. */
import { css } from 'lit';

export const figureStyles = css`
  :host {
    display: block; color: var(--ink); background: var(--page); color-scheme: light dark;
    /* Of the page's type only the family is wanted. */
    font: 15px/1.4 sans-serif; font-family: var(--softlook-font, inherit); text-align: start; text-indent: 0;
    letter-spacing: normal; word-spacing: normal; text-transform: none; white-space: normal; word-break: normal;
    text-shadow: none; cursor: auto;
  }
  :host(:state(light)) { color-scheme: light; }
  :host(:state(dark)) { color-scheme: dark; }
  :host([hidden]:not([hidden='until-found' i])) { display: none !important; }
  /* A container has no width of its own: where width comes from the content, it is what there is room for. */
  .whole { display: grid; grid-template-columns: minmax(200px, 1180px) auto; align-content: start; }
  .whole > * { grid-column: 1 / -1; min-width: 0; }
  .whole > slot { display: flow-root; container-type: inline-size; }
  softlook-sentence { display: block; max-width: 100%; }
  .around { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; margin: 6px 0 12px; }
  .around .seen { flex: 1; }
  .settings, .steppers { display: contents; }
  .toggle { display: none; gap: 8px; align-items: center; }
  .examples { display: flex; gap: 6px 8px; flex-wrap: wrap; align-items: center; min-width: 0; font-size: 13px; color: var(--muted); }
  .examples button { font-size: 13px; min-height: 28px; padding: 2px 10px; border-radius: 14px; color: var(--ink); max-width: 204px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .around .options { flex-basis: 100%; margin: 0; }
  .badge { display: inline-block; min-width: 18px; padding: 0 5px; box-sizing: border-box; border-radius: 9px; background: var(--accent); color: var(--on-accent); font-size: 12px; line-height: 18px; text-align: center; }
  .kv { display: inline-flex; gap: 6px; padding-bottom: 3px; border-bottom: 2px solid var(--key); position: relative; }
  .kv small { align-self: center; font-size: 12px; }
  .notices { display: grid; gap: 8px; }
  .notice {
    display: flex; gap: 12px; align-items: center; padding: 8px 12px; border: 1px solid var(--strong-line);
    border-inline-start: 4px solid var(--danger); border-radius: 8px; background: var(--raised); margin-bottom: 10px;
  }
  .notice.quiet { border-inline-start-color: var(--accent); }
  .notice p { margin: 0; flex: 1; overflow-wrap: anywhere; }
  .body { display: grid; grid-template-columns: minmax(0, 1fr); gap: 16px 28px; border-top: 1px solid var(--line); padding-top: 14px; }
  .picture { min-width: 0; }
  /* Where the page goes from right to left, so does all but rows, columns and formulas; words have their own direction. */
  softlook-equation { direction: ltr; }
  :host(:dir(rtl)) softlook-equation { width: fit-content; max-width: 100%; }
  h2, .ask, .hint, .title, .note, .examples button, label, .line, .paper p { unicode-bidi: plaintext; }
  :host(:dir(rtl)) :is(.ask, .hint, .title, .note, .paper p) { text-align: right; }
  .head { display: flex; gap: 8px 16px; align-items: center; flex-wrap: wrap; min-height: 34px; }
  .head h2 { margin: 0; font-size: 20px; line-height: 26px; letter-spacing: -0.01em; }
  .ask { margin: 2px 0 12px; color: var(--muted); font-size: 15.5px; max-width: 90ch; min-height: 22px; }
  .ask b { font-weight: 650; }
  .tools { display: flex; margin-inline-start: auto; gap: 6px; align-items: center; flex-wrap: wrap; }
  .tools button { font-size: 13px; min-height: 30px; padding: 2px 10px; }
  .tools .count { font-size: 13px; color: var(--muted); }
  .segment { display: flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
  .segment button { border: 0; border-radius: 0; }
  .segment button[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); }
  .head-tabs { display: flex; gap: 6px; align-items: center; flex-wrap: wrap; color: var(--muted); font-size: 14px; }
  .head-tabs button { min-height: 32px; min-width: 36px; padding: 2px 10px; color: var(--ink); }
  .head-tabs button[aria-pressed='true'] { background: var(--accent); border-color: var(--accent); color: var(--on-accent); font-weight: 650; }
  .below .right { margin-inline-start: auto; display: flex; gap: 14px; flex-wrap: wrap; }
  .below { display: flex; gap: 10px 18px; align-items: center; flex-wrap: wrap; margin-top: 14px; color: var(--muted); font-size: 13px; }
  .below button { font-size: 13px; min-height: 32px; color: var(--ink); }
  .panel { font-size: 14px; min-width: 0; overflow-wrap: anywhere; }
  .panel .strip { display: none; }
  .hint { color: var(--muted); font-size: 13px; margin: 8px 0 0; line-height: 1.5; }
  .paper { display: none; }
  @media print {
    :host, :host(:state(dark)) { color-scheme: light; --page: #fff; }
    .around, .notices, .body { display: none; }
    .whole { min-height: 0 !important; }
    .paper { display: block; filter: grayscale(1); }
    .paper section { break-inside: avoid; margin-top: 18px; }
  }
  .body:not(.with-all) .right, .body:not(.with-all) .hint { display: none; }
  .body.with-none { grid-template-columns: minmax(0, 1fr); border: 0; padding: 0; }
  .loading { color: var(--muted); padding: 40px 0; }
  /* Before the first numbers everything already has its place. */
  .steps:empty { min-height: 56px; }
  .panel:empty { visibility: hidden; }
  @container (min-width: 820px) {
    .body { grid-template-columns: 190px minmax(0, 1fr); grid-template-rows: minmax(0, 1fr) auto; }
    .steps { grid-row: 1 / span 2; }
    .panel { grid-column: 2; }
    .steps .title { font-size: 14px; }
  }
  @container (min-width: 1180px) {
    .around { margin-bottom: 14px; }
    /* What is seen and the examples, and below them the settings. */
    .around::after { content: ''; flex-basis: 100%; }
    .around :is(.kinds, .steppers > *, .options) { order: 1; }
    .examples { flex-wrap: nowrap; }
    .examples button { min-width: 64px; max-width: none; }
    .body { grid-template-columns: 216px minmax(0, 1fr) 300px; }
    .steps { grid-row: auto; }
    .panel { grid-column: auto; border-inline-start: 1px solid var(--line); padding-inline-start: 24px; }
    .panel .inner { position: sticky; top: 12px; }
  }
  @container (max-width: 1179px) {
    .toggle { display: flex; }
    .toggle .now { display: none; }
    .ask { font-size: 14.5px; }
    .folded :is(.examples, .steppers, .options) { display: none; }
    .steps .note { display: none; }
    .steps li button { grid-template-columns: 32px 1fr; min-height: 44px; padding: 4px 8px; }
    .steps canvas { grid-row: auto; width: 32px; height: 32px; }
    .steps .title { align-self: center; }
    /* What the keyboard comes to is not left behind what stays at the bottom. */
    .body { --dock: 76px; }
    .picture :is(button, input, select, [tabindex]) { scroll-margin-block-end: var(--dock); }
    .panel {
      position: sticky; bottom: 0; z-index: 5; background: var(--raised); border: 1px solid var(--strong-line);
      border-radius: 12px 12px 0 0; padding: 0 14px; box-shadow: 0 -6px 18px #0002;
    }
    .panel .strip {
      display: flex; width: 100%; gap: 10px; align-items: center; justify-content: space-between; border: 0; background: none;
      padding: 8px 0; text-align: start; border-radius: 0; height: 57px;
    }
    .panel .strip .line { font: 14px/1.45 var(--cell-family); font-variant-numeric: tabular-nums; min-width: 0; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
    .panel .strip .more { display: block; flex: none; color: var(--muted); font-size: 13px; }
    .panel .inner { display: none; max-height: 46vh; overflow: auto; padding-bottom: 14px; }
    .panel.open .inner { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 14px 32px; }
    .panel.open .looks { margin-top: 0; }
    .panel.open .strip { height: auto; min-height: 57px; }
    .panel.open .strip .line { -webkit-line-clamp: none; }
    .panel.open .arithmetic h3, .panel.open .arithmetic > .line { display: none; }
  }
  @container (max-width: 819px) {
    .around { margin: 4px 0 6px; }
    .toggle { position: relative; flex-direction: column; gap: 1px; min-height: 48px; padding: 4px 8px; font-size: 12px; line-height: 14px; }
    .seen p { font-size: 14.5px; }
    .seen small { font-size: 12px; line-height: 15px; }
    .seen { min-height: 50px; }
    .toggle .now { display: inline; }
    /* Still what the button is called. */
    .toggle .what { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
    .folded .kinds { display: none; }
    .kinds label { padding: 0 5px; min-height: 44px; font-size: 13px; }
    .examples { flex-basis: 100%; flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; }
    .examples > span { display: none; }
    .examples button { flex: none; max-width: 240px; min-height: 44px; }
    .body { display: flex; flex-direction: column; gap: 8px; padding-top: 6px; }
    /* The list above the picture; the walk below it, where the thumb is, beside the strip. */
    .steps { display: contents; }
    .steps:empty { display: block; min-height: 53px; }
    .steps ol { flex-direction: row; overflow-x: auto; scrollbar-width: none; }
    .steps li { flex: none; }
    .steps li button { grid-template-columns: auto; justify-items: center; text-align: center; gap: 2px; min-width: 68px; min-height: 44px; padding: 4px 6px; }
    .steps canvas { width: 24px; height: 24px; }
    .steps .title { font-size: 12px; line-height: 15px; }
    .picture { order: 1; }
    .panel { order: 2; padding-inline: 12px 164px; }
    .panel.open { padding-inline: 12px; padding-bottom: 57px; }
    .walk { order: 3; position: sticky; bottom: 0; z-index: 6; align-self: flex-end; align-items: center; height: 57px; margin: -65px 8px 0 0; }
    .walk button { width: 44px; padding: 0; }
    .walk .next { width: 52px; font-size: 17px; }
    .walk .word { display: none; }
    .panel:not(.open) .strip .more { position: absolute; clip-path: inset(50%); }
    .head { flex-wrap: nowrap; min-height: 44px; }
    .head h2 { flex: none; font-size: 18px; }
    .head-tabs { flex-wrap: nowrap; overflow-x: auto; scrollbar-width: none; margin-inline-start: auto; }
    .ask { margin: 0 0 6px; font-size: 14px; line-height: 19px; min-height: 38px; }
  }
  @media (pointer: coarse), (max-width: 640px) {
    .head-tabs button, .below button, .tools button, .examples button { min-height: 44px; min-width: 44px; }
  }
  /* Where there is little height (a phone on its side, 400 % zoom) nothing may stand over the picture. */
  @media (max-height: 480px) {
    .panel, .walk { position: relative; }
    .body { --dock: 0px; }
  }
  @media (forced-colors: active) {
    [aria-current='step'], [aria-pressed='true'], .kinds label:has(:checked) { outline: 3px solid Highlight; }
  }
`;
