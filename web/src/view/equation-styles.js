/** How the picture of a step looks. */
import { css } from 'lit';

export const equationStyles = css`
      :host { display: block; overflow-x: auto; overflow-y: hidden; padding: 2px 2px 6px; }
      .frame { position: relative; }
      .frame > *, .stick > * { position: absolute; }
      .stick { position: sticky !important; left: 0; width: 0; height: 0; z-index: 3; }
      .label { position: absolute; white-space: nowrap; font: calc(13px * var(--scale)) var(--cell-family); color: var(--ink); cursor: default; }
      .group { position: absolute; content-visibility: auto; pointer-events: none; }
      .group .token { pointer-events: auto; }
      .feature { font-size: calc(11px * var(--scale)); color: var(--muted); }
      .row { text-align: right; overflow: hidden; text-overflow: ellipsis; }
      .rows { background: var(--page); padding-right: 4px; }
      .column { display: flex; justify-content: center; }
      .turned { transform-origin: 0 100%; max-width: 120px; overflow: hidden; text-overflow: ellipsis; }
      .angled { transform: rotate(-40deg); }
      .upright { transform: rotate(-90deg); font-size: 11px; }
      .tight { font-size: 11px; }
      .token { cursor: pointer; }
      .on { font-weight: 700; }
      .title { position: absolute; font: italic 12px var(--cell-family); white-space: nowrap; }
      .caption { line-height: 20px; font-size: 13px; white-space: nowrap; }
      .caption .name { display: block; overflow: hidden; text-overflow: ellipsis; color: var(--muted); }
      .caption b { font-size: 14px; color: var(--ink); }
      .caption .q { color: var(--query); }
      .caption .k { color: var(--key); }
      .caption .v { color: var(--value); }
      .scale { display: flex; gap: 5px; align-items: center; font-size: 11px; line-height: 16px; color: var(--muted); }
      .origin { border: 1px solid var(--line); border-radius: 8px; padding: 0 5px; line-height: 14px; }
      .origin.edited { color: var(--ink); border-color: var(--ink); }
      .legend { display: inline-flex; gap: 3px; align-items: center; font-variant-numeric: tabular-nums; }
      .bar { position: relative; width: 34px; height: 8px; border-radius: 2px; outline: 1px solid var(--line); forced-color-adjust: none; print-color-adjust: exact; }
      .tick { position: absolute; left: 50%; top: -2px; bottom: -2px; width: 1px; background: var(--muted); }
      .entropies .title, .entropies .bits { position: absolute; font-size: 12px; color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
      .operator { transform: translateY(-50%); text-align: center; font: 500 14px var(--cell-family); color: var(--muted); white-space: pre; line-height: 1.2; }
      .legend.small .bar { width: 22px; }
      .legend.beyond .bar { width: 26px; outline: 0; border-radius: 0; clip-path: polygon(5px 0, calc(100% - 5px) 0, 100% 50%, calc(100% - 5px) 100%, 5px 100%, 0 50%); }
      .legend.small.beyond .bar { width: 16px; }
      sub { font-size: 0.75em; line-height: 0; }
`;
