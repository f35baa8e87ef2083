/** The scale of a heatmap's colours: a bar with ticks. */
import { html } from 'lit';
import { formatNumber } from './number.js';
import { rampFor, STEPS } from './palette.js';

/** @typedef {import('./palette.js').Domain} Domain */

const STOPS = 12;

/**
 * What a legend says: its two ends as printed, and colours at equal distances between them.
 * @param {Domain} domain
 * @param {'signed' | 'cividis'} colors
 * @param {boolean} dark
 */
export function legendOf(domain, colors, dark) {
  const ramp = rampFor(domain.kind, colors, dark);
  const stops = Array.from({ length: STOPS + 1 }, (_, i) => ramp.background[Math.round((i / STOPS) * STEPS)]);
  const needed = domain.high >= 100 ? 0 : domain.high >= 0.1 ? 1 : domain.high >= 0.01 ? 2 : 3;
  const digits = domain.kind === 'weights' ? 0 : needed;
  return { low: formatNumber(domain.low, digits), high: formatNumber(domain.high, digits), stops };
}

/**
 * @param {Domain} domain
 * @param {'signed' | 'cividis'} colors
 * @param {boolean} dark
 * @param {boolean} [small]
 */
export function legend(domain, colors, dark, small = false) {
  const { low, high, stops } = legendOf(domain, colors, dark);
  return html`<span class=${small ? 'legend small' : 'legend'} role="img" aria-label="${low} … ${high}"
    ><span aria-hidden="true">${low}</span
    ><span class="bar" .style=${`background-image:linear-gradient(to right,${stops.join(',')})`}
      ><span class="tick"></span></span
    ><span aria-hidden="true">${high}</span></span>`;
}
