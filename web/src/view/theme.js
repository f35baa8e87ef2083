/**
 * Colours and type that every part of the figure shares. Custom properties pass through shadow roots; those that begin
 * with --softlook are for the page around a figure to set, anywhere above it.
 */
import { css, unsafeCSS } from 'lit';
import { CELL_FONT, COLORS, HATCH } from './colors.js';

const colors = Object.entries(COLORS).map(
  ([name, [light, dark]]) => `--${name}: var(--softlook-${name}, light-dark(${light}, ${dark}));`,
);

export const tokens = css`
  :host {
    ${unsafeCSS(colors.join(''))}
    --hatch: ${unsafeCSS(`light-dark(${HATCH})`)};
    --cell-family: ${unsafeCSS(CELL_FONT)};
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
