/** <softlook-equation>: the picture of one step. Plain data in; the events of its matrices, with their stage, out. */
import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { mayHide } from '../state/edits.js';
import { anotherTask } from './another-task.js';
import { equationStyles } from './equation-styles.js';
import { legend } from './legend.js';
import { labelsInSight } from './labels.js';
import { paintingOf } from './painting.js';
import { ringsFor } from './rings.js';
import { shared } from './theme.js';
import { SpokenElement } from './text/spoken.js';
import { inLanguage, text } from './text/text.js';
import { formatNumber } from './number.js';
import { isMask, isTokenAxis, labelOf, operatorText, roleOf, speakCell, stageWords } from './words.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('softlook').Explanation} Explanation */
/** @typedef {import('./layout-builder.js').Picture} Picture */
/** @typedef {import('./layout-builder.js').Placed} Placed */
/** @typedef {import('./layout-builder.js').Labels} Labels */
/** @typedef {import('./painting.js').Look} Look */

/** @typedef {{stage: string, head: number, row: number, column: number}} Spot a cell of the trace */

/**
 * @typedef {object} EquationView
 * @property {AsyncTrace} trace
 * @property {string} step id of the step; matrices move when it changes
 * @property {Picture} picture
 * @property {Look} look
 * @property {Spot | null} spot the cell the arithmetic is about
 * @property {Explanation | null} explanation of that cell
 * @property {boolean} pinned
 * @property {number} focus query token; -1 = none
 * @property {boolean} [numbersInMask] whether the cells of the mask take numbers, instead of being hidden and shown
 * @property {import('./matrix.js').Editor} [editor] asked for by `spot-edit`
 */

/** The labels of more words than this take a while: they are drawn so many at a time. */
const MANY_WORDS = 128;
/** What the number of a feature needs along its axis. */
const FEATURE_ROOM = 13;
const MOVE = { duration: 240, easing: 'cubic-bezier(.2,.7,.2,1)' };

export class SoftlookEquation extends SpokenElement {
  static properties = { view: { attribute: false }, count: { state: true } };

  static styles = [shared, equationStyles];

  constructor() {
    super();
    /** @type {EquationView | null} */
    this.view = null;
    /** @type {Map<string, {x: number, y: number}>} where each matrix was drawn last */
    this.places = new Map();
    /** The step drawn last. */
    this.step = '';
    /** So many labels of each run are drawn. */
    this.count = MANY_WORDS;
  }

  /** @override With many words it is drawn in a task of its own, as its matrices are. */
  async scheduleUpdate() {
    const { trace } = this.view ?? {};
    if (trace && (trace.context ?? trace.tokens).length > MANY_WORDS) await anotherTask();
    super.scheduleUpdate();
  }

  render() {
    const { view } = this;
    if (!view) return nothing;
    const { picture } = view;
    const left = picture.labels.filter((l) => l.kind === 'rows' && l.x === 0);
    const others = picture.labels.filter((l) => !left.includes(l));
    return html`
      <div class="frame" .style=${`width:${picture.width}px;height:${picture.height}px;--scale:${picture.scale}`}>
        <div class="stick">${left.map((l) => this.#labels(l))}</div>
        ${others.map((l) => this.#labels(l))}
        ${picture.operators.map((o) => html`<div class="operator" translate="no" .style=${`left:${o.x}px;top:${o.y}px;width:${o.width}px`}>${operatorText(o, view.trace)}</div>`)}
        ${repeat(
          picture.matrices,
          (m) => m.key,
          (m) => this.#matrix(m),
        )}
        ${picture.matrices.map((m) => this.#caption(m))}
        ${picture.entropies.map((e) => entropies(e, view.look.digits))}
      </div>
    `;
  }

  /** @param {Placed} m */
  #matrix(m) {
    const { trace, look, spot, explanation, pinned, focus, numbersInMask, editor } =
      /** @type {EquationView} */ (this.view);
    const { stage, transposed } = m;
    const turn = (/** @type {number} */ a, /** @type {number} */ b) => (transposed ? [b, a] : [a, b]);
    const at = (/** @type {CustomEvent} */ event) => {
      const [row, column] = turn(event.detail.row, event.detail.column);
      return {
        stage: stage.id,
        head: stage.head,
        row,
        column,
        value: event.detail.value,
        first: event.detail.first,
      };
    };
    const send = (/** @type {CustomEvent} */ event) => {
      event.stopPropagation();
      this.dispatchEvent(
        new CustomEvent(`spot-${event.type.slice(5)}`, { detail: at(event), bubbles: true, composed: true }),
      );
    };
    const painting = paintingOf(trace, m, look);
    const rings = ringsFor(stage, transposed, spot, explanation, focus);
    const active = spot && spot.stage === stage.id && spot.head === stage.head ? spot : null;
    const matrix = {
      label: this.#matrixLabel(m),
      painting,
      rings,
      active,
      pinned,
      toggles: !numbersInMask && isMask(stage),
      hides: mayHide(stage.id),
      editor,
      speak: (/** @type {number} */ i, /** @type {number} */ j) => {
        const [row, column] = turn(i, j);
        return inLanguage(this.language, () => {
          const cell = speakCell(trace, stage, row, column, look.digits);
          return painting.beyond(i, j) ? text('cell.speak.beyond', { cell }) : cell;
        });
      },
      exact: (/** @type {number} */ i, /** @type {number} */ j) => {
        const [row, column] = turn(i, j);
        const value = stage.data[row * stage.cols + column];
        return Number.isFinite(value) ? String(Number(value.toPrecision(7))) : formatNumber(value, 0);
      },
    };
    return html`<softlook-matrix
      data-key=${m.key} .style=${`left:${m.x}px;top:${m.y}px`} .view=${matrix}
      @cell-point=${send} @cell-leave=${send} @cell-pin=${send} @cell-release=${send} @cell-edit=${send} @cell-value=${send} @cell-toggle=${send} @cell-draw=${send}
    ></softlook-matrix>`;
  }

  /** @param {Placed} m */
  #matrixLabel(m) {
    const { name } = stageWords(m.stage.id);
    const named =
      m.stage.head >= 0 && /** @type {EquationView} */ (this.view).trace.numHeads > 1
        ? text('stage.head', { name, number: m.stage.head + 1 })
        : name;
    const [rows, columns] = m.transposed ? [m.stage.cols, m.stage.rows] : [m.stage.rows, m.stage.cols];
    return text('matrix.speak', { name: named, rows, columns, origin: text(`origin.${m.stage.origin}`) });
  }

  /** @param {Placed} m */
  #caption(m) {
    const { look, trace } = /** @type {EquationView} */ (this.view);
    const { symbol, name } = stageWords(m.stage.id);
    const { origin } = m.stage;
    const many = trace.numHeads > 1 && m.stage.head >= 0;
    // The head is that of the scores, not of what they are divided by.
    const [, letter, rest] = /^([^/+]*)(.*)$/.exec(symbol) ?? [];
    return html`<div class="caption" .style=${`left:${m.caption.x}px;top:${m.caption.y}px;width:${m.caption.width}px`}>
      <span class="name" title=${name}><b class=${roleOf(m.stage.id)} translate="no">${symbolText(letter)}${many ? html`<sub>${m.stage.head + 1}</sub>` : nothing}${rest}${m.transposed ? html`<sup>T</sup>` : nothing}</b> ${name}</span>
      <span class="scale">${(m.stage.id === 'mask' || m.stage.id === 'pattern') && !look.changes ? text('legend.mask') : legend(look.domain(m.stage), look.colors, look.dark, m.caption.small)}${m.caption.small ? nothing : html`<span class="origin ${origin}" title=${text(`origin.${origin}.title`)}>${text(`origin.${origin}`)}</span>`}</span>
    </div>`;
  }

  /** @param {Labels} l */
  #labels(l) {
    const view = /** @type {EquationView} */ (this.view);
    const { trace, spot, focus, picture } = view;
    const matrix = picture.matrices.find((m) => m.key === l.key);
    const token = isTokenAxis(l.axis);
    const role = l.axis === 'queryToken' ? 'q' : 'k';
    const lit = this.#litIndex(l, matrix, spot);
    const run = l.kind === 'rows' ? rowBox : columnBox;
    // Thin cells are numbered in steps, so that the numbers do not cover each other.
    const every = token ? 1 : Math.ceil(FEATURE_ROOM / l.size);
    const label = (/** @type {Labels} */ at, /** @type {number} */ i) => {
      if (i % every !== 0 && i !== lit) return nothing;
      const on = i === lit || (l.axis === 'queryToken' && i === focus);
      const names = `label ${l.kind === 'rows' ? 'row' : l.turn === 'flat' ? 'column' : `turned ${l.turn}`} ${token ? 'token' : 'feature'}${l.size < 16 ? ' tight' : ''} ${on ? `on ${token ? `role-${role}` : ''}` : ''}`;
      const click = l.axis === 'queryToken' ? () => this.#focusToken(i) : undefined;
      const word = labelOf(trace, l.axis, i);
      return html`<div class=${names} title=${token ? word : nothing} .style=${run(at, i)} @click=${click}>${word}</div>`;
    };
    const background =
      l.kind === 'rows' && l.x === 0
        ? html`<div class="rows" .style=${`position:absolute;left:0;top:${l.y}px;width:${l.room + 6}px;height:${l.count * l.size}px`}></div>`
        : nothing;
    return html`<div aria-hidden="true" translate="no">${background}${labelsInSight({ ...l, count: Math.min(l.count, this.count) }, label)}${l.title ? axisTitle(l) : nothing}</div>`;
  }

  /**
   * Which label of a run belongs to the cell the arithmetic is about.
   * @param {Labels} l
   * @param {Placed | undefined} matrix
   * @param {Spot | null} spot
   */
  #litIndex(l, matrix, spot) {
    const { trace, picture } = /** @type {EquationView} */ (this.view);
    const active =
      spot && picture.matrices.find((m) => m.stage.id === spot.stage && m.stage.head === spot.head);
    if (!active || !spot || !matrix) return -1;
    if (active.stage.rowAxis === l.axis && trace) return spot.row;
    return active.stage.colAxis === l.axis ? spot.column : -1;
  }

  /** @param {number} index */
  #focusToken(index) {
    this.dispatchEvent(new CustomEvent('token-focus', { detail: { index }, bubbles: true, composed: true }));
  }

  updated() {
    const { view } = this;
    if (!view) return;
    const still =
      this.step === view.step || this.step === '' || matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.step = view.step;
    for (const m of view.picture.matrices) {
      const before = this.places.get(m.key) ?? this.places.get(m.key.replace('/T', ''));
      const element = this.renderRoot.querySelector(`[data-key="${m.key}"]`);
      if (!still && element) {
        if (!before) element.animate([{ opacity: 0 }, { opacity: 1 }], MOVE);
        else if (before.x !== m.x || before.y !== m.y) {
          element.animate(
            [{ transform: `translate(${before.x - m.x}px,${before.y - m.y}px)` }, { transform: 'none' }],
            MOVE,
          );
        }
      }
    }
    if (view.picture.labels.some((l) => l.count > this.count))
      requestAnimationFrame(() => (this.count += MANY_WORDS));
    this.places = new Map(view.picture.matrices.map((m) => [m.key, { x: m.x, y: m.y }]));
  }
}

/** @param {import('./layout-builder.js').Entropies} e @param {number} digits */
function entropies({ stage, x, y, size }, digits) {
  const box = (/** @type {number} */ i) =>
    `left:${x}px;top:${y + i * size}px;height:${size}px;line-height:${size}px`;
  const title = text('entropy.title');
  return html`<div class="entropies" role="list" aria-label=${title}>
    <div class="title" title=${title} .style=${`left:${x}px;top:${y - 18}px`} aria-hidden="true">${text('entropy.unit')}</div>
    ${Array.from(stage.entropies ?? [], (bits, i) => html`<div class="bits" translate="no" role="listitem" title=${title} .style=${box(i)}>${formatNumber(bits, digits)}</div>`)}
  </div>`;
}

/** @param {Labels} l @param {number} i */
function rowBox(l, i) {
  return `left:${l.x}px;top:${l.y + i * l.size}px;width:${l.room}px;height:${l.size}px;line-height:${l.size}px`;
}

/** @param {Labels} l @param {number} i */
function columnBox(l, i) {
  if (l.turn === 'angled') return `left:${l.x + (i + 0.5) * l.size + 2}px;top:${l.y - 20}px;line-height:16px`;
  if (l.turn === 'upright')
    return `left:${l.x + (i + 0.5) * l.size + 6}px;top:${l.y - 16}px;line-height:12px`;
  return `left:${l.x + i * l.size}px;top:${l.y - 18}px;width:${l.size}px;line-height:16px`;
}

/** The word query or key at a run of tokens. @param {Labels} l */
function axisTitle(l) {
  if (!isTokenAxis(l.axis)) return nothing;
  const query = l.axis === 'queryToken';
  const place =
    l.kind === 'rows'
      ? `left:${l.x}px;top:${l.y - 19}px;width:${l.room}px;text-align:right`
      : `left:${l.x + (l.turn === 'angled' ? -6 : 2)}px;top:${l.y - l.room}px`;
  return html`<div class="title ${query ? 'role-q' : 'role-k'}" .style=${place}>${text(query ? 'axis.query' : 'axis.key')}${l.kind === 'rows' ? ' ↓' : ' →'}</div>`;
}

/** W_q with its index below the line. @param {string} symbol */
function symbolText(symbol) {
  const [letter, index] = symbol.split('_');
  return index ? html`${letter}<sub>${index}</sub>` : symbol;
}
