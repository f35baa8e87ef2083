/**
 * <self-attention>: the whole figure. It holds the reader's session, asks the engine for numbers and draws them
 * with the elements and templates of the view. Its attributes are the settings (attributes.js); it does not write them
 * back. Fires `softlook-change`, `softlook-step` and `softlook-focus` (events.js).
 */
import { LitElement } from 'lit';
import { version } from '../../package.json';
import { sharedEngine } from '../engine/client.js';
import { sameNumbers } from '../state/settings.js';
import { Session } from '../state/session.js';
import { stepOf } from '../state/steps.js';
import { arithmeticStyles } from '../view/arithmetic.js';
import { controlsStyles } from '../view/controls.js';
import { looksStyles } from '../view/looks.js';
import { keepInSight, stepsStyles } from '../view/steps.js';
import { untranslate } from '../view/text/spoken.js';
import { inLanguage } from '../view/text/text.js';
import { shared, tokens } from '../view/theme.js';
import { paintThumbnails } from '../view/thumbnails.js';
import { ATTRIBUTES, CONTROLS, readAttribute } from './attributes.js';
import { tellChange, tellStep } from './events.js';
import { chooseLanguage, forgetLanguage, watchLanguage } from './language.js';
import { bring } from './parts.js';
import { lookOf, release } from './picture.js';
import { explain, focusIn, rowOf, takeOver } from './showing.js';
import { forgetSight, heightLeft, lookAt, watchSight } from './sight.js';
import { figureStyles } from './styles.js';
import { Tracer } from './tracing.js';
import * as walking from './walking.js';
import { whole } from './whole.js';

/** @typedef {import('softlook').AsyncTrace} AsyncTrace */
/** @typedef {import('../state/steps.js').Step} Step */
/** @typedef {import('../state/settings.js').Settings} Settings */
/** @typedef {import('../view/equation.js').Spot} Spot */
/** @typedef {import('./notices.js').Notice} Notice */
/** @typedef {import('./showing.js').Explained} Explained */

/** The properties that it is drawn again for. */
const STATES = [
  'trace',
  'other',
  'explained',
  'pinned',
  'notes',
  'problem',
  'playing',
  'open',
  'tableShown',
  'whyShown',
  'points',
  'settingsShown',
  'optionsShown',
  'parts',
  'room',
  'dark',
  'printing',
  'language',
];

export class SelfAttention extends LitElement {
  /** Of the package. */
  static version = version;
  /** Keeps the place of a figure in pages of others, see reserve.js. @type {(figure: SelfAttention) => void} */
  static reserve = () => {};

  static properties = Object.fromEntries(STATES.map((name) => [name, { state: true }]));

  static get observedAttributes() {
    // biome-ignore lint/complexity/noThisInStatic: Lit prepares the class that asks, which may be a subclass
    return [...super.observedAttributes, ...ATTRIBUTES];
  }

  static styles = [tokens, shared, controlsStyles, stepsStyles, arithmeticStyles, looksStyles, figureStyles];

  constructor() {
    super();
    /** @type {AsyncTrace | null} */
    this.trace = null;
    /** The other side, where two are compared. @type {AsyncTrace | null} */
    this.other = null;
    /** @type {Step[]} */
    this.steps = [];
    /** The step chosen last. @type {Step | null} */
    this.current = null;
    /** @type {Explained | null} */
    this.explained = null;
    /** @type {Spot | null} */
    this.pointed = null;
    /** @type {Spot | null} */
    this.pinned = null;
    /** @type {Notice[]} */
    this.notes = [];
    /** Notices that the reader has put away, by id. @type {Set<string>} */
    this.putAway = new Set();
    /** What is wrong with the sentence. @type {import('../view/text/text.js').Said | null} */
    this.problem = null;
    this.playing = false;
    this.open = false;
    this.tableShown = false;
    this.whyShown = false;
    /** @type {import('softlook').SaturationPoint[] | null} */
    this.points = null;
    this.settingsShown = false;
    this.optionsShown = false;
    /** @type {import('./parts.js').Parts} */
    this.parts = {};
    /** Of the picture, and the width of the whole figure. */
    this.room = { width: 0, height: 0, whole: 0 };
    /** The theme is a state of the element, which only its own styles see. */
    this.internals = this.attachInternals();
    this.scheme = matchMedia('(prefers-color-scheme: dark)');
    this.dark = this.scheme.matches;
    /** Id of the step drawn last. */
    this.shownStep = '';
    this.printing = false;
    /** Whether it is a page by itself, and no figure in another: then paper has all steps, not only the one shown. */
    this.isPage = false;
    /** What the first drawing waits for. Where nothing is to be waited for, it keeps the figure's place. @type {Promise<unknown> | null} */
    this.opening = null;
    this.onPrint = (/** @type {Event} */ event) => {
      this.printing = event.type === 'beforeprint';
    };
    this.session = new Session();
    // In a frame of its own: what is drawn anew may change the size that is being told.
    this.resize = new ResizeObserver(() => requestAnimationFrame(() => this.measure()));
    this.onScheme = () => this.#setDark();
    this.onChange = (/** @type {any} */ event) => {
      this.#changed();
      tellChange(this, event.detail);
    };
    this.onRestart = (/** @type {any} */ event) => {
      const { reason } = event.detail;
      this.note({ id: 'restart', key: 'notice.restart', params: { reason }, quiet: true });
    };
    /** @type {Tracer | null} */
    this.tracer = null;
    this.inSight = false;
    /** The language that it speaks. */
    this.language = 'en';
    /** The setting that this was chosen by. */
    this.spoken = '';
    /** @type {Settings | null} what numbers were asked for last */
    this.asked = null;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
  }

  get settings() {
    return this.session.settings;
  }

  /** What is shown around the picture. */
  get controls() {
    const written = this.getAttribute('controls');
    return CONTROLS.find((known) => known === written) ?? CONTROLS[0];
  }

  /** @param {string} name @param {string | null} before @param {string | null} value @override */
  attributeChangedCallback(name, before, value) {
    super.attributeChangedCallback(name, before, value);
    if (before !== value && ATTRIBUTES.includes(name)) readAttribute(this, name);
  }

  /** @returns {Step | undefined} the step shown; the first where the trace has no such step */
  get stepShown() {
    return this.steps.length > 0 ? stepOf(this.steps, this.session.settings.step) : undefined;
  }

  get headShown() {
    return Math.min(this.session.settings.head, (this.trace?.numHeads ?? 1) - 1);
  }

  /** The focused query token; the last where the sentence is shorter; -1 where none is. */
  get focusedToken() {
    return focusIn(this.trace, this.session.settings);
  }

  /** The row of the focused token among the queries; -1 where it has none: none is focused, or it is in the cache. */
  get focusedRow() {
    return rowOf(this.trace, this.focusedToken);
  }

  /** How numbers are shown. */
  get look() {
    return lookOf(this, /** @type {AsyncTrace} */ (this.trace), {
      font: 0,
      readable: Number.POSITIVE_INFINITY,
      least: Number.POSITIVE_INFINITY,
    });
  }

  connectedCallback() {
    super.connectedCallback();
    this.scheme.addEventListener('change', this.onScheme);
    this.session.addEventListener('change', this.onChange);
    window.addEventListener('beforeprint', this.onPrint);
    window.addEventListener('afterprint', this.onPrint);
    this.#setDark();
    watchLanguage(this);
    watchSight(this, (inSight) => this.#seen(inSight));
    this.arrive();
    if (this.hasUpdated) this.measure();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.scheme.removeEventListener('change', this.onScheme);
    this.session.removeEventListener('change', this.onChange);
    window.removeEventListener('beforeprint', this.onPrint);
    window.removeEventListener('afterprint', this.onPrint);
    this.resize.disconnect();
    forgetSight(this);
    forgetLanguage(this);
    this.#seen(false);
    if (this.tracer) {
      const stop = (/** @type {EventTarget} */ e) => e.removeEventListener('restart', this.onRestart);
      sharedEngine().then(stop, () => {});
    }
    this.tracer = null;
    this.asked = null;
  }

  /** It has come into a page, whose first screen waits for it. */
  arrive() {
    lookAt(this);
  }

  /** Nothing is computed, or even loaded, for a figure that nobody has seen. @param {boolean} inSight */
  #seen(inSight) {
    if (inSight === this.inSight) return;
    this.inSight = inSight;
    if (!inSight) this.pause();
    else if (!this.tracer) {
      this.#start();
      this.#changed();
    } else if (!this.asked) this.#ask();
  }

  /** Starts the engine that all figures of the page share. */
  #start() {
    const engine = sharedEngine();
    this.tracer = new Tracer(engine, (outcome) => takeOver(this, outcome));
    engine.then(
      (e) => this.isConnected && e.addEventListener('restart', this.onRestart),
      (error) =>
        this.note({
          id: 'failed',
          key: 'notice.failed',
          params: { message: error.message },
          action: { key: 'notice.retry', do: () => this.#restart() },
        }),
    );
  }

  #restart() {
    this.dismiss('failed');
    this.#start();
    this.#ask();
  }

  /** Settings changed: draw what needs no new numbers, and ask for those that do. */
  #changed() {
    this.#setDark();
    if (this.session.settings.lang !== this.spoken) chooseLanguage(this);
    const renew = !this.asked || !sameNumbers(this.asked, this.session.settings);
    if (renew) this.#ask();
    // New numbers bring their own drawing: one before it would only keep them waiting.
    if (!renew || !this.trace) this.requestUpdate();
  }

  #ask() {
    this.asked = this.inSight ? this.session.settings : null;
    if (!this.asked) return;
    // Changes made together (a link taken over at the start) are asked for together.
    queueMicrotask(() => this.tracer?.ask(this.session.settings, this.explained?.spot));
  }

  #setDark() {
    const { theme } = this.session.settings;
    this.dark = theme === 'dark' || (theme === 'system' && this.scheme.matches);
    const { states } = this.internals;
    for (const chosen of ['light', 'dark']) states[theme === chosen ? 'add' : 'delete'](chosen);
  }

  /** The cell the arithmetic is about has changed. */
  async refreshSpot() {
    const { trace } = this;
    if (!trace) return;
    const explained = await explain(this, trace, this.steps).catch(() => null);
    if (this.trace === trace) this.explained = explained;
  }

  /** @param {Notice} notice replaces an earlier one of the same id */
  note(notice) {
    this.notes = [...this.notes.filter((n) => n.id !== notice.id), notice];
    this.putAway.delete(notice.id);
  }

  /** @param {string} id */
  dismiss(id) {
    if (this.notes.some((n) => n.id === id)) this.notes = this.notes.filter((n) => n.id !== id);
  }

  /** @param {string} id */
  putNoticeAway(id) {
    this.dismiss(id);
    this.putAway.add(id);
    this.requestUpdate();
  }

  /** @param {string} id of a step */
  go(id) {
    walking.go(this, id);
  }

  next() {
    this.move(1);
  }

  back() {
    this.move(-1);
  }

  /** @param {number} by steps forward, or back where negative */
  move(by) {
    walking.move(this, by);
  }

  /** @param {number} head from 0 */
  chooseHead(head) {
    walking.chooseHead(this, head);
  }

  /** @param {number} index of a query token; the focused one is let go */
  focusRow(index) {
    this.focusToken(index + (this.trace?.firstQuery ?? 0));
  }

  /** @param {number} index of a token of the sentence; the focused one is let go */
  focusToken(index) {
    walking.focusToken(this, index);
  }

  /** Lets the pinned number go. */
  releasePin() {
    release(this);
  }

  /** Turns the sentence into a field. */
  editSentence() {
    const sentence = /** @type {import('../view/sentence.js').SoftlookSentence | null} */ (
      this.renderRoot.querySelector('softlook-sentence')
    );
    sentence?.edit('sentence');
  }

  /**
   * Moves a word to another place; the focus goes with its word.
   * @param {number} from
   * @param {number} to
   */
  moveToken(from, to) {
    walking.moveToken(this, from, to);
  }

  togglePlaying() {
    if (this.playing) this.pause();
    else this.play();
  }

  /** Shows one step after the other, from the first when the last is shown. Stops when the figure is out of sight. */
  play() {
    walking.play(this);
  }

  pause() {
    clearInterval(this.timer);
    this.playing = false;
  }

  /** @param {import('lit').PropertyValues} changed @override */
  updated(changed) {
    super.updated(changed);
    if (this.trace) paintThumbnails(this.renderRoot);
    const element = this.renderRoot.querySelector('.picture');
    // It measures in the next frame, when everything has its place anyway.
    if (element && !this.room.width) this.resize.observe(element);
    // The picture has its own width only once it stands in the fallback's place.
    if (changed.has('trace') && !changed.get('trace') && this.hasChildNodes()) this.measure();
    if (!this.trace || ['trace', 'room', 'controls'].some((name) => changed.has(name)))
      SelfAttention.reserve(this);
    const id = this.stepShown?.id ?? '';
    if (id === this.shownStep) return;
    this.shownStep = id;
    tellStep(this);
    // With the new picture in place: asking for sizes before that would lay out everything twice.
    requestAnimationFrame(() => keepInSight(this.renderRoot));
  }

  /** @param {import('lit').CSSResult} styles of a part that has come */
  wear({ styleSheet }) {
    const { shadowRoot } = this;
    if (shadowRoot && styleSheet)
      shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, styleSheet];
  }

  async toggleOptions() {
    if (await bring(this, 'options')) this.optionsShown = !this.optionsShown;
  }

  /** Shows what scaling is for, or hides it. */
  async toggleWhy() {
    const part = await bring(this, 'saturation');
    if (!part) return;
    this.whyShown = !this.whyShown;
    if (this.whyShown) this.points = await part.saturationPoints(this.session.settings.seed);
  }

  async toggleTable() {
    if (await bring(this, 'table')) this.tableShown = !this.tableShown;
  }

  /** Asks how much room there is. */
  measure() {
    const element = this.renderRoot.querySelector('.picture');
    if (!element) return;
    // Behind its fallback the picture has no width yet.
    const width = element.clientWidth || this.clientWidth;
    const whole = this.offsetWidth;
    const height = heightLeft(this, whole);
    const { room } = this;
    if (width !== room.width || height !== room.height || whole !== room.whole)
      this.room = { width, height, whole };
  }

  /** @override */
  async scheduleUpdate() {
    if (this.opening && !this.hasUpdated) await this.opening;
    super.scheduleUpdate();
  }

  /** @param {import('lit').PropertyValues} changed @override */
  update(changed) {
    inLanguage(this.language, () => super.update(changed));
    untranslate(this.renderRoot);
  }

  render() {
    return whole(this);
  }
}
