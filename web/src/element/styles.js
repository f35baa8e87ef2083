/** The layout of a figure. It follows the width of its container, not of the window: it lives in other pages too. */
import { css } from 'lit';

export const figureStyles = css`
  :host {
    display: block; container-type: inline-size; color: var(--ink); background: var(--page); color-scheme: light dark;
    /* Of the page's type only the family is wanted. */
    font: 15px/1.4 sans-serif; font-family: var(--softlook-font, inherit); text-align: start; text-indent: 0;
    letter-spacing: normal; word-spacing: normal; text-transform: none; white-space: normal; word-break: normal;
    text-shadow: none; cursor: auto;
  }
  :host(:state(light)) { color-scheme: light; }
  :host(:state(dark)) { color-scheme: dark; }
  .whole { display: flow-root; }
  .top { display: flex; gap: 6px 24px; align-items: flex-end; flex-wrap: wrap; }
  softlook-sentence { flex: 1 1 auto; min-width: 0; max-width: 100%; }
  .examples { display: flex; gap: 6px 8px; flex-wrap: wrap; align-items: center; max-width: 740px; font-size: 13px; color: var(--muted); padding-bottom: 6px; }
  .examples button { font-size: 13px; min-height: 28px; padding: 2px 10px; border-radius: 14px; color: var(--ink); max-width: 204px; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
  .settings { display: flex; flex-wrap: wrap; gap: 8px 10px; align-items: center; margin: 12px 0 14px; }
  .more { display: contents; }
  .settings > .toggle { display: none; }
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
  .head { display: flex; gap: 8px 16px; justify-content: space-between; align-items: flex-start; flex-wrap: wrap; }
  .head h2 { margin: 0; font-size: 20px; line-height: 26px; letter-spacing: -0.01em; }
  .ask { margin: 2px 0 12px; color: var(--muted); font-size: 15.5px; max-width: 90ch; min-height: 22px; }
  .ask b { font-weight: 650; }
  .tools { display: flex; gap: 6px; align-items: center; flex-wrap: wrap; }
  .tools button { font-size: 13px; min-height: 30px; padding: 2px 10px; }
  .tools .count { font-size: 13px; color: var(--muted); }
  .segment { display: flex; border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
  .segment button { border: 0; border-radius: 0; }
  .segment button[aria-pressed='true'] { background: var(--accent); color: var(--on-accent); }
  .head-tabs { display: flex; gap: 6px; align-items: center; margin: 0 0 12px; flex-wrap: wrap; color: var(--muted); font-size: 14px; }
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
    :host { color-scheme: light; --page: #fff; }
    .examples, .settings, .notices, .body { display: none; }
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
    .body { grid-template-columns: 190px minmax(0, 1fr); }
    .steps { grid-row: 1 / span 2; }
    .panel { grid-column: 2; }
    .steps .title { font-size: 14px; }
  }
  @container (min-width: 1180px) {
    .top { flex-wrap: nowrap; }
    softlook-sentence { min-width: 52%; }
    .examples { flex-wrap: nowrap; min-width: 0; }
    .examples button { min-width: 64px; max-width: none; }
    .examples button:first-of-type { flex: none; }
    .body { grid-template-columns: 216px minmax(0, 1fr) 300px; }
    .steps { grid-row: auto; }
    .panel { grid-column: auto; border-inline-start: 1px solid var(--line); padding-inline-start: 24px; }
    .panel .inner { position: sticky; top: 12px; }
  }
  @container (max-width: 1179px) {
    .panel {
      position: sticky; bottom: 0; z-index: 5; background: var(--raised); border: 1px solid var(--strong-line);
      border-radius: 12px 12px 0 0; padding: 0 14px; box-shadow: 0 -6px 18px #0002;
    }
    .panel .strip {
      display: flex; width: 100%; gap: 10px; align-items: center; justify-content: space-between; border: 0; background: none;
      padding: 8px 0; text-align: start; border-radius: 0; min-height: 57px;
    }
    .panel .strip .line { font: 14px/1.45 var(--cell-family); font-variant-numeric: tabular-nums; min-width: 0; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; overflow: hidden; }
    .panel .strip .more { flex: none; color: var(--muted); font-size: 13px; }
    .panel .inner { display: none; max-height: 46vh; overflow: auto; padding-bottom: 14px; }
    .panel.open .inner { display: grid; grid-template-columns: repeat(auto-fit, minmax(260px, 1fr)); gap: 14px 32px; }
    .panel.open .looks { margin-top: 0; }
    .panel.open .strip .line { -webkit-line-clamp: none; }
    .panel.open .arithmetic h3, .panel.open .arithmetic > .line { display: none; }
  }
  @container (max-width: 819px) {
    .top { gap: 8px; }
    .examples { max-width: 100%; flex-wrap: nowrap; overflow-x: auto; padding-bottom: 0; scrollbar-width: none; }
    .examples > span { display: none; }
    .examples button { flex: none; max-width: 240px; min-height: 44px; }
    .settings { margin: 6px 0; gap: 6px; justify-content: space-between; }
    .kinds label { padding: 0 5px; min-height: 44px; font-size: 13px; }
    .body { gap: 12px; padding-top: 8px; }
    .steps ol { flex-direction: row; overflow-x: auto; padding-bottom: 4px; scrollbar-width: thin; }
    .steps li { flex: none; }
    .steps li button { grid-template-columns: auto; justify-items: center; text-align: center; gap: 3px; min-width: 72px; min-height: 44px; padding: 5px 6px; }
    .steps canvas { grid-row: auto; width: 26px; height: 26px; }
    .steps .title { font-size: 12px; line-height: 15px; }
    .steps .note { display: none; }
    .walk { position: relative; z-index: 1; justify-content: flex-end; align-items: center; gap: 6px; height: 44px; margin: 8px 0 -56px; }
    .walk button { flex: none; width: 44px; padding: 0; }
    .walk .word { display: none; }
    .head { padding-inline-end: 152px; min-height: 44px; align-items: center; }
    .ask { margin-bottom: 8px; font-size: 15px; }
    .settings > .toggle { display: grid; place-items: center; padding: 0; width: 44px; min-height: 44px; }
    .more { display: flex; flex-wrap: wrap; gap: 8px 10px; }
    .more.closed { display: none; }
  }
  @media (pointer: coarse), (max-width: 640px) {
    .head-tabs button, .below button, .tools button, .examples button { min-height: 44px; min-width: 44px; }
  }
  /* Where there is little height (a phone on its side, 400 % zoom) nothing may stand over the picture. */
  @media (max-height: 480px) {
    .panel { position: static; }
  }
  @media (forced-colors: active) {
    [aria-current='step'], [aria-pressed='true'], .kinds label:has(:checked) {
      forced-color-adjust: none; background: Highlight; color: HighlightText; outline: 2px solid Highlight;
    }
    [aria-current='step'] .note { color: HighlightText; }
  }
`;
