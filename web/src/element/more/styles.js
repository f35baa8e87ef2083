/** The looks of what the first screen does without. */
import { css } from 'lit';

export const optionsStyles = css`
  .options {
    display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 300px), 1fr)); gap: 14px 28px; align-items: start; padding: 12px 16px; margin: 0 0 14px;
    border: 1px solid var(--line); border-radius: 10px; background: var(--raised);
  }
  .options fieldset { border: 0; margin: 0; padding: 0; min-width: 0; max-width: 520px; }
  .options legend { padding: 0; font-size: 13px; font-weight: 650; margin-bottom: 4px; }
  .options .group { display: flex; flex-wrap: wrap; gap: 6px 14px; }
  .options p { margin: 4px 0 0; font-size: 12.5px; color: var(--muted); max-width: 60ch; }
  .options .stepper input { width: 44px; }
  .options .number {
    font: inherit; font-variant-numeric: tabular-nums; width: 64px; min-height: 34px; box-sizing: border-box; padding: 2px 8px;
    border: 1px solid var(--line); border-radius: 8px; color: var(--ink); background: var(--page);
  }
  .options .reset { justify-self: start; align-self: end; font-size: 13px; }
  .options .control { white-space: normal; flex-wrap: wrap; }
  .options select { max-width: 100%; }
  .compare { display: flex; flex-wrap: wrap; gap: 12px 24px; margin-top: 18px; padding-top: 12px; border-top: 1px solid var(--line); }
  .compare figure { margin: 0; min-width: 0; max-width: 100%; }
  .compare figcaption { font-size: 13px; font-weight: 650; margin-bottom: 6px; max-width: 40ch; }
  .compare p { margin: 0; font-size: 13px; color: var(--muted); flex-basis: 100%; }
  .costs { margin-top: 16px; max-width: 640px; }
  .costs h3 { margin: 0; font-size: 14px; }
  .costs p { margin: 2px 0 6px; font-size: 13px; color: var(--muted); }
  .costs table { border-collapse: collapse; width: 100%; font-size: 13px; font-variant-numeric: tabular-nums; }
  .costs th { text-align: left; font-weight: 500; padding: 3px 12px 3px 0; white-space: nowrap; }
  .costs td { text-align: right; padding: 3px 12px 3px 0; }
  .costs .bar { width: 50%; padding-right: 0; }
  .costs .bar span { display: block; height: 10px; border-radius: 3px; background: var(--accent); }
  .saturation { margin-top: 18px; padding-top: 12px; border-top: 1px solid var(--line); max-width: 760px; }
  .saturation h3 { margin: 0; font-size: 15px; }
  .saturation p { margin: 4px 0 10px; color: var(--muted); }
  .saturation .plots { display: flex; flex-wrap: wrap; gap: 12px 24px; }
  .saturation figure { margin: 0; flex: 1 1 300px; min-width: 0; max-width: 400px; }
  .saturation figcaption { font-size: 13px; font-weight: 650; }
  .saturation svg { display: block; width: 100%; height: auto; font-size: 11px; }
  .saturation text { fill: var(--muted); }
  .saturation .axis { stroke: var(--strong-line); }
  .saturation .now { stroke: var(--muted); stroke-dasharray: 3 3; }
  .saturation polyline { fill: none; stroke-width: 2.2; }
  .saturation polyline.scaled { stroke: var(--accent); }
  .saturation polyline.unscaled { stroke: var(--danger); }
  .saturation text.scaled { fill: var(--accent); font-weight: 650; }
  .saturation text.unscaled { fill: var(--danger); font-weight: 650; }
  @media (pointer: coarse), (max-width: 640px) {
    .options .number, .options .reset { min-height: 44px; }
    .options .stepper button { min-height: 44px; width: 44px; }
  }
`;
