/** Two configurations of the same sentence: the result of the step on either side, and the difference. */
import { css, html, nothing } from 'lit';
import { differing, otherSettings } from '../state/against.js';
import { nameOf } from '../state/kinds.js';
import { stepLike, stepsOf } from '../state/steps.js';
import { pin, point } from './picture.js';
import { differenceDomain, domainsOf, together } from '../view/domain.js';
import { layoutMatrix, stageFor } from '../view/layout.js';
import { formatNumber, formatSigned } from '../view/number.js';
import { spell, spellKind } from '../view/spell.js';
import '../view/text/en/register.js';
import { text } from '../view/text/text.js';
import { cellName } from '../view/words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Stage} Stage */
/** @typedef {import('./self-attention.js').SelfAttention} Figure */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../state/settings.js').SettingName} SettingName */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('../view/painting.js').Look} Look */
/** @typedef {import('../view/palette.js').Domain} Domain */

/** @typedef {{step: Step, look: Look, fitted: import('../view/fit.js').Fit}} Drawn how the step itself is drawn */

export const styles = css`
  .compare { display: flex; flex-wrap: wrap; gap: 12px 24px; margin-top: 18px; padding-top: 12px; border-top: 1px solid var(--line); }
  .compare figure { margin: 0; min-width: 0; max-width: 100%; }
  .compare figcaption { font-size: 13px; font-weight: 650; margin-bottom: 6px; max-width: 40ch; }
  .compare p { margin: 0; font-size: 13px; color: var(--muted); flex-basis: 100%; }
`;

/**
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {AsyncTrace} other
 * @param {Drawn} drawn
 */
export function comparison(figure, trace, other, drawn) {
  const mine = shownStage(figure, trace, drawn.step);
  const steps = stepsOf(other);
  const like = stepLike(drawn.step, trace, steps, other);
  // The other side may have fewer heads.
  const head = Math.min(figure.headShown, other.numHeads - 1);
  const theirs = stageFor(
    other,
    other.stages.some((s) => s.id === mine.id) ? mine.id : like.results[0],
    head,
  );
  const there = otherSettings(figure.session.settings);
  const title = titles(figure.session.settings, there);
  const [here, beside] = together(domainOf(trace, mine), domainOf(other, theirs)).map((domain) => ({
    ...drawn.look,
    domain: () => domain,
  }));
  const pictured = narrowed(figure, [mine, theirs, mine], drawn);
  const comparable = mine.difference && mine.id === theirs.id;
  return html`<section class="compare" aria-label=${text('compare.title')}>
    ${side(figure, trace, mine, { ...pictured, look: here }, text('compare.here', { settings: title(figure.session.settings) }))}
    ${side(figure, other, theirs, { ...pictured, look: beside }, text('compare.there', { settings: there ? title(there) : '' }))}
    ${
      comparable
        ? side(
            figure,
            trace,
            mine,
            { ...pictured, look: changed(trace, drawn.look) },
            text('compare.difference'),
          )
        : html`<p>${text('compare.none')}</p>`
    }
    ${spoken(figure, trace, mine, theirs)}
  </section>`;
}

/** What the name of a kind says already. @type {SettingName[]} */
const NAMED = ['projections', 'causal', 'cross'];

/**
 * @param {Settings} here
 * @param {Settings | null} there
 * @returns {(settings: Settings) => string} what is to be said of a side: its kind and settings where they differ
 */
function titles(here, there) {
  const kinds = there !== null && nameOf(here) !== nameOf(there);
  const names = differing(here).filter((name) => !kinds || !NAMED.includes(name));
  return (settings) => {
    const said = names.map((name) => spell(settings, name));
    return (kinds ? [spellKind(settings), ...said] : said).join(', ') || text('compare.same');
  };
}

/** @param {AsyncTrace} trace @param {Stage} stage @returns {Domain} */
function domainOf(trace, stage) {
  return domainsOf(trace).get(stage.id) ?? { kind: 'signed', low: -1, high: 1, most: 0 };
}

/** Space between two sides. */
const BETWEEN = 24;

/**
 * Cells as small as it takes for all sides to stand beside each other, as long as their numbers can be read.
 * @param {Figure} figure
 * @param {Stage[]} stages
 * @param {Drawn} drawn
 * @returns {Drawn}
 */
function narrowed({ room }, stages, drawn) {
  const { fitted } = drawn;
  for (let { cellW } = fitted; cellW >= fitted.readable; cellW--) {
    const metrics = { ...fitted, cellW };
    const widths = stages.map((stage) => layoutMatrix(stage, metrics).width);
    if (widths.reduce((sum, width) => sum + width + BETWEEN, 0) <= room.width)
      return { ...drawn, fitted: metrics };
  }
  return drawn;
}

/**
 * The stage whose number is looked at, where the step makes it; else its first.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Step} step
 */
function shownStage({ explained, headShown: head }, trace, step) {
  const current = explained?.trace === trace ? explained.stage : null;
  return current && step.results.includes(current.id) ? current : stageFor(trace, step.results[0], head);
}

/** @param {AsyncTrace} trace @param {Look} look @returns {Look} */
function changed(trace, look) {
  return { ...look, changes: true, domain: (stage) => differenceDomain(trace, stage) };
}

/**
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Stage} stage
 * @param {Drawn} drawn
 * @param {string} title
 */
function side(figure, trace, stage, { step, look, fitted }, title) {
  const spot = figure.explained?.spot ?? null;
  const view = {
    trace,
    step: step.id,
    picture: layoutMatrix(stage, { ...fitted, stacks: () => false }),
    look,
    spot: spot?.stage === stage.id ? { ...spot, head: stage.head } : null,
    explanation: null,
    pinned: Boolean(figure.pinned),
    focus: figure.focusedRow,
  };
  return html`<figure><figcaption>${title}</figcaption><softlook-equation .view=${view}
    role="group" aria-label=${title}
    @spot-point=${(/** @type {CustomEvent} */ e) => pointed(figure, e.detail)}
    @spot-leave=${() => point(figure, null)}
    @spot-pin=${(/** @type {CustomEvent} */ e) => has(figure, e.detail) && pin(figure, e.detail)}
    @token-focus=${(/** @type {CustomEvent} */ e) => figure.focusRow(e.detail.index)}></softlook-equation></figure>`;
}

/** @param {Figure} figure @param {import('../view/equation.js').Spot} spot */
function has(figure, spot) {
  const stage = figure.trace?.stages.find((s) => s.id === spot.stage && s.head === spot.head);
  return Boolean(stage && spot.row < stage.rows && spot.column < stage.cols);
}

/** Both sides light up: the place is the same. @param {Figure} figure @param {import('../view/equation.js').Spot} spot */
function pointed(figure, spot) {
  if (has(figure, spot)) point(figure, spot);
}

/**
 * The number looked at, on both sides, in words.
 * @param {Figure} figure
 * @param {AsyncTrace} trace
 * @param {Stage} mine
 * @param {Stage} theirs
 */
function spoken({ explained, settings }, trace, mine, theirs) {
  const spot = explained?.spot;
  if (!spot || spot.stage !== mine.id || mine.id !== theirs.id) return nothing;
  if (spot.row >= theirs.rows || spot.column >= theirs.cols) return nothing;
  const at = spot.row * mine.cols + spot.column;
  const there = theirs.data[spot.row * theirs.cols + spot.column];
  const { digits } = settings;
  return html`<p class="spoken" role="status">${text('compare.cell', {
    cell: cellName(trace, mine, spot.row, spot.column),
    here: formatNumber(mine.data[at], digits),
    there: formatNumber(there, digits),
    difference: mine.difference ? formatSigned(mine.difference[at], digits) : '',
  })}</p>`;
}
