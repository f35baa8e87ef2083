/** The scale of a heatmap's colours: a bar with ticks; with points where numbers go on beyond it. */
import { html, nothing } from 'lit';
import { formatNumber } from './number.js';
import { rampFor, STEPS } from './palette.js';
import { text } from './text/text.js';

/** @typedef {import('./palette.js').Domain} Domain */

const STOPS = 12;

/**
 * What a legend says: its two ends as printed, the same in words, and colours at equal distances between them.
 * @param {Domain} domain
 * @param {'signed' | 'cividis'} colors
 * @param {boolean} dark
 */
export function legendOf(domain, colors, dark) {
  const ramp = rampFor(domain.kind, colors, dark);
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => ramp.background[Math.round((i / STOPS) * STEPS)]);
  const needed = domain.high >= 100 ? 0 : domain.high >= 1 ? 1 : domain.high >= 0.1 ? 2 : 3;
  const digits = domain.kind === 'weights' ? 0 : needed;
  const [low, high] = [domain.low, domain.high].map((end) => formatNumber(end, digits));
  // Weights that are edited may be larger than 1, but hardly less than 0.
  const beyond = domain.most > domain.high;
  return {
    low: beyond && domain.kind === 'signed' ? `≤${low}` : low,
    high: beyond ? `≥${high}` : high,
    said: beyond ? text('legend.beyond', { low, high }) : `${low} … ${high}`,
    beyond,
    stops,
  };
}

/**
 * @param {Domain} domain
 * @param {'signed' | 'cividis'} colors
 * @param {boolean} dark
 * @param {boolean} [small]
 */
export function legend(domain, colors, dark, small = false) {
  const { low, high, said, beyond, stops } = legendOf(domain, colors, dark);
  return html`<span class="legend ${small ? 'small' : ''} ${beyond ? 'beyond' : ''}" role="img" translate="no" aria-label=${said} title=${beyond ? said : nothing}
    ><span aria-hidden="true">${low}</span
    ><span class="bar" .style=${`background-image:linear-gradient(to right,${stops.join(',')})`}
      ><span class="tick"></span></span
    ><span aria-hidden="true">${high}</span></span>`;
}
