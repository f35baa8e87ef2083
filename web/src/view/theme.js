/**
 * Colours and type that every part of the figure shares. Custom properties pass through shadow roots; those that begin
 * with --softlook are for the page around a figure to set, anywhere above it.
 */
import { css } from 'lit';

export const tokens = css`
  :host {
    --page: var(--softlook-page, light-dark(#fbfaf8, #141318));
    --raised: var(--softlook-raised, light-dark(#ffffff, #1c1b22));
    --ink: var(--softlook-ink, light-dark(#1b1a22, #ecebf1));
    --muted: var(--softlook-muted, light-dark(#5c5a68, #a9a7b6));
    --line: var(--softlook-line, light-dark(#e2dfda, #33313d));
    --strong-line: var(--softlook-strong-line, light-dark(#8b8895, #74717f));
    --accent: var(--softlook-accent, light-dark(#3d3ab0, #a3a6ff));
    --accent-soft: var(--softlook-accent-soft, light-dark(#ecebfa, #26253f));
    --on-accent: var(--softlook-on-accent, light-dark(#ffffff, #14131f));
    --query: var(--softlook-query, light-dark(#8f5a00, #f0b23f));
    --key: var(--softlook-key, light-dark(#97396f, #e39cc4));
    --value: var(--softlook-value, light-dark(#00694d, #3ecb9f));
    --danger: var(--softlook-danger, light-dark(#a3271b, #ff9d8f));
    --hatch: light-dark(#77748499, #8f8c9c99);
    --cell-family: Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', system-ui, sans-serif;
  }
`;

export const shared = css`
  * { box-sizing: border-box; }
  .role-q { color: var(--query); }
  .role-k { color: var(--key); }
  .role-v { color: var(--value); }
  button {
    font: inherit; color: inherit; background: var(--raised); border: 1px solid var(--line); border-radius: 8px;
    padding: 5px 12px; min-height: 34px; cursor: pointer;
  }
  button:hover:not(:disabled, [aria-disabled='true']) { border-color: var(--strong-line); }
  button:disabled, button[aria-disabled='true'] { color: var(--muted); cursor: default; }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 1px; }
  @media (pointer: coarse), (max-width: 640px) {
    button { min-height: 44px; min-width: 44px; }
  }
  .hidden {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
  }
`;
