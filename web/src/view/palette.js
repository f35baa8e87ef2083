/**
 * Colours of heatmap cells. Signed numbers: diverging about 0, orange above and purple below (PuOr, Brewer 2002).
 * Attention weights: one hue from 0 to 1, more always standing out more from the page. `cividis` (Nuñez,
 * Anderton and Renslow 2018) for either. The ink on a cell is whichever of black and white reads better:
 * that is always at least 4.5 : 1.
 */

/** @typedef {{background: string[], ink: string[], rgb: Rgb[]}} Ramp colours for 0…STEPS */
/** @typedef {[number, number, number]} Rgb */

/** A ramp has this many steps and one more colour. */
export const STEPS = 128;

/** @type {Record<string, Rgb[]>} colours at equal distances */
const STOPS = {
  signedLight: [
    [74, 46, 128],
    [128, 104, 178],
    [186, 174, 215],
    [226, 221, 238],
    [253, 252, 250],
    [253, 230, 208],
    [250, 190, 130],
    [233, 129, 40],
    [191, 85, 6],
  ],
  signedDark: [
    [192, 168, 255],
    [154, 129, 215],
    [114, 95, 168],
    [75, 65, 112],
    [28, 27, 34],
    [90, 64, 40],
    [146, 94, 44],
    [206, 130, 54],
    [255, 184, 104],
  ],
  weightsLight: [
    [253, 252, 250],
    [214, 213, 240],
    [160, 159, 220],
    [104, 102, 190],
    [62, 58, 158],
    [30, 26, 104],
  ],
  weightsDark: [
    [28, 27, 34],
    [52, 51, 92],
    [82, 82, 150],
    [122, 124, 204],
    [170, 173, 240],
    [224, 226, 255],
  ],
  cividis: [
    [0, 34, 78],
    [18, 53, 112],
    [59, 73, 108],
    [87, 93, 109],
    [112, 113, 115],
    [138, 134, 120],
    [165, 156, 116],
    [195, 179, 105],
    [225, 204, 85],
    [254, 232, 56],
  ],
};

/**
 * Relative luminance, WCAG 2.2.
 * @param {Rgb} rgb
 */
export function luminance(rgb) {
  const [r, g, b] = rgb.map((c) => {
    const s = c / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black on colours lighter than this, white on darker ones: where both contrast equally. */
const MIDDLE = Math.sqrt(1.05 * 0.05) - 0.05;

/**
 * @param {Rgb[]} stops
 * @returns {Ramp}
 */
function ramp(stops) {
  /** @type {Ramp} */
  const result = { background: [], ink: [], rgb: [] };
  for (let i = 0; i <= STEPS; i++) {
    const at = (i / STEPS) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    const part = at - low;
    const rgb = /** @type {Rgb} */ (stops[low].map((c, k) => Math.round(c + part * (stops[low + 1][k] - c))));
    result.rgb.push(rgb);
    result.background.push(`rgb(${rgb.join(',')})`);
    result.ink.push(luminance(rgb) > MIDDLE ? '#000' : '#fff');
  }
  return result;
}

/** @type {Map<string, Ramp>} */
const ramps = new Map();

/**
 * @param {'signed' | 'weights'} kind
 * @param {'signed' | 'cividis'} colors the reader's choice
 * @param {boolean} dark
 * @returns {Ramp}
 */
export function rampFor(kind, colors, dark) {
  const key = `${kind} ${colors} ${dark}`;
  let found = ramps.get(key);
  if (!found) {
    let stops = STOPS[`${kind}${dark ? 'Dark' : 'Light'}`];
    if (colors === 'cividis') {
      // More attention is darker on a light page and lighter on a dark one.
      stops = kind === 'weights' && !dark ? STOPS.cividis.toReversed() : STOPS.cividis;
    }
    found = ramp(stops);
    ramps.set(key, found);
  }
  return found;
}

/**
 * What the ends of a ramp stand for.
 * @typedef {object} Domain
 * @property {'signed' | 'weights'} kind
 * @property {number} low
 * @property {number} high
 * @property {number} most the largest magnitude there is; more than `high` where some numbers are beyond the scale
 */

/**
 * @param {number} value
 * @param {Domain} domain
 * @returns {boolean} whether it has the colour of an end although it is larger; what is infinite has no colour
 */
export function isBeyond(value, { low, high }) {
  return (value > high || value < low) && Number.isFinite(value);
}

/**
 * @param {number} value
 * @param {Domain} domain
 * @returns {number} index into a ramp; out-of-range values take the ends
 */
export function rampIndex(value, domain) {
  const part = (value - domain.low) / (domain.high - domain.low);
  return Math.round(Math.min(1, Math.max(0, part)) * STEPS) || 0;
}
