/**
 * <softlook-sentence>: the words, shaded by how much the focused one looks at them, with arcs; or, while it is
 * edited, one line of text in the same place. `sentence-input`, `sentence-edit`, `token-focus` and `token-move` out.
 */
import { css, html, nothing, svg } from 'lit';
import { arcPath } from './arcs.js';
import { shared } from './theme.js';
import { SpokenElement } from './text/spoken.js';
import { richText, text } from './text/text.js';
import { WordDrag } from './word-drag.js';

/**
 * @typedef {object} SentenceView
 * @property {string} sentence as typed
 * @property {string[]} tokens
 * @property {string | null} context as typed; null in self-attention
 * @property {string[]} contextTokens
 * @property {number} focus query token; -1 = none
 * @property {ArrayLike<number> | null} weights of the focused token over the key tokens
 * @property {string[]} weightTexts the same, as numbers to read
 * @property {{background: string[], ink: string[]}} ramp
 * @property {number} cached so many words have their keys and values in the cache
 * @property {string} problem what is wrong with what was typed; empty when nothing is
 */

/** @typedef {ReturnType<typeof arcPath> & {weight: number}} Arc */

/** Arcs of smaller weight are not drawn: they would only be clutter. */
const FAINT = 0.02;
/** More words than this scroll in a box of their own, and are drawn so many a frame. */
const MANY = 96;
/** What is seen beside the focused word, in pixels. */
const BESIDE = 36;

export class SoftlookSentence extends SpokenElement {
  static properties = {
    view: { attribute: false },
    editing: { state: true },
    arcs: { state: true },
    count: { state: true },
    clip: { state: true },
  };

  static styles = [
    shared,
    css`
      :host { display: block; position: relative; }
      .line { display: flex; align-items: flex-end; gap: 6px; min-height: 44px; }
      .notes { display: flex; flex-wrap: wrap; gap: 0 6px; align-items: flex-end; }
      /* Arcs have a lane above each line. */
      .words { display: flex; flex-wrap: wrap; gap: 24px 4px; min-width: 0; }
      .words.above { padding-top: 30px; }
      .words.many { max-height: 216px; overflow-y: auto; }
      .word {
        position: relative; border: 1px solid transparent; border-radius: 10px; padding: 2px 9px; min-height: 36px;
        font-size: 20px; line-height: 30px; background: none; text-align: center; display: inline-block; max-width: 100%;
        overflow: hidden; text-overflow: ellipsis; white-space: nowrap;
      }
      button.word:hover:not(.on) { border-color: var(--strong-line); }
      button.word { touch-action: pan-y; }
      /* A line that scrolls is moved by touch, and no word in it. */
      .scrolls button.word { touch-action: pan-x pan-y; }
      .word.cached { border-bottom: 2px dashed var(--key); }
      .word.dragged { opacity: 0.5; }
      .word.before { box-shadow: -3px 0 0 var(--accent); }
      .word.after { box-shadow: 3px 0 0 var(--accent); }
      .note { font-size: 12px; color: var(--muted); margin: 0 6px 9px 0; }
      .context { margin-top: 34px; }
      input {
        flex: 1; min-width: 0; width: 100%; height: 44px; padding: 0 10px; font: 20px system-ui, sans-serif;
        color: var(--ink); background: var(--raised); border: 2px solid var(--accent); border-radius: 10px;
      }
      form { display: flex; gap: 8px; flex: 1; min-width: min(100%, 320px); }
      svg { position: absolute; inset: 0; width: 100%; height: 100%; pointer-events: none; overflow: visible; }
      path { fill: none; stroke: var(--accent); stroke-linecap: round; }
      circle { fill: var(--accent); stroke: var(--page); }
      .problem { margin: 4px 0 0; color: var(--danger); font-size: 14px; }
      .edit { flex: none; margin-left: 2px; padding: 5px 10px; }
      @media print { .edit { display: none; } }
      button.word { border-color: var(--line); }
      button.word.on { border-color: var(--query); box-shadow: inset 0 0 0 1px var(--query); font-weight: 600; }
      @media (pointer: coarse) {
        .word { min-height: 44px; min-width: 44px; }
      }
      /* One line that scrolls, and the picture has the rest. */
      @container (max-width: 819px) {
        .word { flex: none; font-size: 18px; padding: 2px 7px; min-height: 44px; min-width: 44px; }
        .words { flex: 1; min-width: 0; flex-wrap: nowrap; overflow: auto hidden; max-height: none; scrollbar-width: none; }
        .words.above { padding-top: 26px; }
        .line:has(.note) { flex-wrap: wrap; }
        .note { order: -1; flex-basis: 100%; margin: 0; background: var(--page); position: relative; z-index: 1; }
        .context { margin-top: 18px; }
        input { font-size: 18px; }
      }
    `,
  ];

  constructor() {
    super();
    /** @type {SentenceView | null} */
    this.view = null;
    /** @type {'' | 'sentence' | 'context'} which text is being typed */
    this.editing = '';
    /** @type {Arc[]} */
    this.arcs = [];
    /** So many words are drawn. */
    this.count = MANY;
    this.drag = new WordDrag(
      () => /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll('[data-query]')]),
      (from, to) => this.#send('token-move', { from, to }),
      () => this.requestUpdate(),
    );
    this.measuring = 0;
    /** What of the arcs is seen where the words are in one line that scrolls. */
    this.clip = '';
    /** The focused word, brought into sight last. */
    this.followed = '';
    this.resize = new ResizeObserver(() => this.#measure());
  }

  connectedCallback() {
    super.connectedCallback();
    this.resize.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.resize.disconnect();
  }

  render() {
    const { view } = this;
    if (!view) return nothing;
    const cross = view.context !== null;
    return html`
      ${this.editing === 'sentence' ? this.#input('sentence', view.sentence) : this.#words(view, cross)}
      ${cross ? html`<div class="context">${this.editing === 'context' ? this.#input('context', view.context ?? '') : this.#contextWords(view)}</div>` : nothing}
      ${view.problem ? html`<p class="problem" role="alert">${view.problem}</p>` : nothing}
      ${this.editing ? nothing : html`<svg aria-hidden="true" .style=${this.clip}>${this.arcs.map((a) => svg`<path d=${a.d} stroke-width=${1 + 5 * a.weight} opacity=${0.3 + 0.7 * a.weight}></path><circle cx=${a.end[0]} cy=${a.end[1]} r=${2.5 + 2 * a.weight}></circle>`)}</svg>`}
    `;
  }

  /** @param {'sentence' | 'context'} which @param {string} value */
  #input(which, value) {
    return html`<form class="line" @submit=${this.#done}>
      <input type="text" data-which=${which} .value=${value} autocomplete="off" spellcheck="false"
        aria-label=${text(which === 'sentence' ? 'sentence.label' : 'sentence.context')} dir="auto"
        @input=${(/** @type {InputEvent} */ e) => this.#send('sentence-input', { which, value: /** @type {HTMLInputElement} */ (e.target).value })}
        @keydown=${this.#key} @blur=${this.#blur} />
      <button>${text('sentence.done')}</button>
    </form>`;
  }

  /** @param {SentenceView} view @param {boolean} cross */
  #words(view, cross) {
    return html`<div class="line">
      <div class="words ${cross ? '' : 'above'} ${this.clip ? 'scrolls' : ''} ${view.tokens.length > MANY ? 'many' : ''}" role="group" translate="no" @scroll=${this.#later} aria-label=${text('sentence.label')} aria-description=${text('sentence.move')}
        @pointermove=${(/** @type {PointerEvent} */ e) => this.drag.drag(e)} @pointerup=${() => this.drag.up()}
        @pointercancel=${() => this.drag.cancel()}>
        ${view.tokens.slice(0, this.count).map(
          (token, i) => html`<button class="word ${this.#state(view, i)}" data-query=${i}
          @pointerdown=${(/** @type {PointerEvent} */ e) => this.drag.down(e, i)}
          @keydown=${(/** @type {KeyboardEvent} */ e) => this.#moveByKey(e, i)}
          .style=${cross ? '' : this.#shade(view, i)} aria-pressed=${i === view.focus}
          aria-label=${this.#spoken(view, token, i, cross)} title=${text(i < view.cached ? 'sentence.cached' : 'sentence.focus', { token })}
          @click=${() => this.#send('token-focus', { index: i })}>${token}</button>`,
        )}
      </div>
      ${cross ? html`<span class="note">${richText('sentence.query.note')}</span>` : nothing}
      <button class="edit" @click=${() => this.edit('sentence')} aria-label=${text('sentence.edit')}>${text('sentence.edit.short')}</button>
    </div>`;
  }

  /** @param {SentenceView} view @param {number} i */
  #state(view, i) {
    const { dragged, target } = this.drag;
    const side = target === i && dragged >= 0 ? (dragged < i ? 'after' : 'before') : '';
    return `${i === view.focus ? 'on' : ''} ${i < view.cached ? 'cached' : ''} ${i === dragged ? 'dragged' : ''} ${side}`;
  }

  /** Alt with an arrow moves the word the keyboard is on. @param {KeyboardEvent} event @param {number} from */
  async #moveByKey(event, from) {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const to = from + (by ?? 0);
    if (!event.altKey || !by || !this.view || to < 0 || to >= this.view.tokens.length) return;
    event.preventDefault();
    this.#send('token-move', { from, to });
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector(`[data-query="${to}"]`))?.focus();
  }

  /** @param {SentenceView} view */
  #contextWords(view) {
    return html`<div class="line">
      <div class="words ${view.contextTokens.length > MANY ? 'many' : ''}" role="group" translate="no" tabindex=${view.contextTokens.length > MANY || this.clip ? 0 : nothing} @scroll=${this.#later} aria-label=${text('sentence.context')}>
        ${view.contextTokens.slice(0, this.count).map((token, i) => html`<span class="word" data-key=${i} .style=${this.#shade(view, i)}>${token}</span>`)}
      </div>
      <span class="note">${richText('sentence.context.note')}</span>
      <button class="edit" @click=${() => this.edit('context')} aria-label=${text('sentence.edit.context')}>${text('sentence.edit.short')}</button>
    </div>`;
  }

  /** @param {SentenceView} view @param {string} token @param {number} i @param {boolean} cross */
  #spoken(view, token, i, cross) {
    const weight = view.weightTexts[i];
    return !cross && weight ? text('sentence.weight', { token, weight }) : token;
  }

  /** @param {SentenceView} view @param {number} i */
  #shade(view, i) {
    if (!view.weights || !(i < view.weights.length)) return '';
    const at = Math.round(view.weights[i] * (view.ramp.background.length - 1));
    return `background-color:${view.ramp.background[at]};color:${view.ramp.ink[at]};forced-color-adjust:none`;
  }

  /** @param {'sentence' | 'context'} which */
  async edit(which) {
    this.editing = which;
    this.#send('sentence-edit', { which });
    await this.updateComplete;
    const input = this.renderRoot.querySelector('input');
    input?.focus();
    input?.select();
  }

  /** @param {SubmitEvent} event */
  async #done(event) {
    event.preventDefault();
    this.editing = '';
    await this.updateComplete;
    /** @type {HTMLElement | null} */ (this.renderRoot.querySelector('button.edit'))?.focus();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === 'Escape') this.renderRoot.querySelector('form')?.requestSubmit();
  }

  /** @param {FocusEvent} event */
  #blur(event) {
    const to = event.relatedTarget;
    if (to instanceof Node && this.renderRoot.querySelector('form')?.contains(to)) return;
    this.editing = '';
  }

  /** @param {string} name @param {object} detail */
  #send(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  /** @param {import('lit').PropertyValues} changed */
  updated(changed) {
    if (!changed.has('view') && !changed.has('editing') && !changed.has('count')) return;
    this.#later();
  }

  /** Just before the next frame everything has its place, and asking for it costs no layout of its own. */
  #later() {
    cancelAnimationFrame(this.measuring);
    this.measuring = requestAnimationFrame(() => {
      this.#measure();
      const { tokens, contextTokens } = this.view ?? { tokens: [], contextTokens: [] };
      if (this.editing) this.count = MANY;
      else if (this.count < Math.max(tokens.length, contextTokens.length)) this.count += MANY;
    });
  }

  /**
   * The words are in one line where there is little room: the focused one is kept in sight, but for a reader's own scrolling.
   * @param {SentenceView} view
   * @param {Element | null} word
   */
  #follow({ tokens, focus, context }, word) {
    const home = this.getBoundingClientRect();
    const lines = /** @type {HTMLElement[]} */ ([...this.renderRoot.querySelectorAll('.words')]);
    const scrolling = lines.find((line) => line.scrollWidth > line.clientWidth + 1);
    const frame = scrolling?.getBoundingClientRect();
    this.clip = frame
      ? `clip-path:inset(-40px ${home.right - frame.right}px -40px ${frame.left - home.left}px)`
      : '';
    const now = [focus, home.width, context, ...tokens].join();
    if (now === this.followed) return;
    this.followed = now;
    const line = word?.closest('.words');
    if (!line || !word) return;
    const [seen, own] = [line.getBoundingClientRect(), word.getBoundingClientRect()];
    const beyond = Math.max(0, own.right + BESIDE - seen.right) || Math.min(0, own.left - BESIDE - seen.left);
    if (beyond) line.scrollLeft += beyond;
  }

  /** Arcs need to know where the words stand. */
  #measure() {
    const { view } = this;
    if (!view || this.editing) return;
    const from = this.renderRoot.querySelector(`[data-query="${view.focus}"]`);
    this.#follow(view, from);
    /** @type {Arc[]} */
    const arcs = [];
    if (from && view.weights) {
      const home = this.getBoundingClientRect();
      const box = (/** @type {Element} */ e) => {
        const r = e.getBoundingClientRect();
        return { x: r.x - home.x, y: r.y - home.y, width: r.width, height: r.height };
      };
      // Where the words scroll in a box, only some are.
      const inSight = (/** @type {Element} */ word) => {
        const frame = word.closest('.many')?.getBoundingClientRect();
        const { top, bottom } = word.getBoundingClientRect();
        return !frame || (bottom > frame.top && top < frame.bottom);
      };
      const start = box(from);
      const words = [...this.renderRoot.querySelectorAll('.word')].map(box);
      const selector = view.context === null ? 'query' : 'key';
      for (const element of this.renderRoot.querySelectorAll(`[data-${selector}]`)) {
        const index = Number(/** @type {HTMLElement} */ (element).dataset[selector]);
        const weight = view.weights[index];
        if (weight >= FAINT && inSight(from) && inSight(element))
          arcs.push({ ...arcPath(start, box(element), words), weight });
      }
    }
    if (JSON.stringify(arcs) !== JSON.stringify(this.arcs)) this.arcs = arcs;
  }
}
