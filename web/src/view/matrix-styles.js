/** How a matrix looks. */
import { css } from 'lit';
import { BEYOND } from './cells.js';

export const matrixStyles = css`
    /* Sizes are set from outside: what happens in one matrix, row or cell moves nothing else. */
    :host { display: block; position: relative; contain: size layout style; }
    .grid { position: absolute; inset: 0; outline: none; touch-action: manipulation; cursor: pointer; }
    .row { display: flex; height: var(--cell-h); }
    .cell {
      box-sizing: border-box; width: var(--cell-w); height: var(--cell-h); flex: none; position: relative;
      border: 0 solid transparent; border-width: 0 1px 1px 0; background-clip: padding-box; border-radius: 4px;
      /* Not 'style' as well: the two together give every cell a layer, which costs ten milliseconds a frame. */
      contain: size layout; text-align: center; white-space: nowrap; scroll-margin-block-end: var(--dock, 0px);
      font: 400 var(--cell-font) / calc(var(--cell-h) - 1px) var(--cell-family); font-variant-numeric: tabular-nums;
      forced-color-adjust: none;
      print-color-adjust: exact; outline: none; user-select: none;
    }
    .cell.masked {
      color: var(--muted); background-color: var(--page);
      background-image: repeating-linear-gradient(-45deg, transparent 0 4px, var(--hatch) 4px 5px);
    }
    .cell.beyond::before {
      content: ''; position: absolute; inset: 0 auto auto 0; width: ${BEYOND}px; height: ${BEYOND}px;
      background: currentcolor; clip-path: polygon(0 0, 100% 0, 0 100%);
    }
    .cell.edited::after {
      content: ''; position: absolute; top: 2px; right: 2px; width: 5px; height: 5px; border-radius: 50%;
      background: currentcolor;
    }
    .cell.virtual { position: absolute; background: none; }
    canvas { position: absolute; inset: 0; width: 100%; height: 100%; image-rendering: pixelated; forced-color-adjust: none; }
    .grid.map, .grid.map::after { background-size: var(--cell-w) var(--cell-h); print-color-adjust: exact; }
    .grid.map {
      background-image: linear-gradient(to right bottom, transparent calc(50% - 0.5px), var(--hatch) 0 calc(50% + 0.5px), transparent 0);
    }
    .grid.map::after {
      content: ''; position: absolute; inset: 0; pointer-events: none;
      background-image:
        linear-gradient(to left, var(--page) var(--gap), transparent 0),
        linear-gradient(to top, var(--page) var(--gap), transparent 0);
    }
    .ring {
      position: absolute; box-sizing: border-box; pointer-events: none; border-radius: 6px;
      border: 2px solid var(--ring, var(--ink)); box-shadow: 0 0 0 1px var(--page);
    }
    .ring.q { --ring: var(--query); }
    .ring.k { --ring: var(--key); }
    .ring.v { --ring: var(--value); }
    .ring.active { --ring: var(--ink); }
    .ring.focus { --ring: var(--query); border-width: 1px; border-style: dashed; box-shadow: none; }
    .cursor {
      position: absolute; box-sizing: border-box; pointer-events: none; border-radius: 6px;
      outline: 3px solid var(--accent); outline-offset: 1px;
    }
`;
