/** The figure in pages of others: what their code sets and calls, and what it has to leave in peace there. */
import { css, unsafeCSS } from 'lit';
import { COLORS } from '../view/colors.js';
import { wear } from './documents.js';
import { change, takeAsProperties, takeEarly } from './properties.js';
import { reserve } from './reserve.js';
import { SelfAttention } from './self-attention.js';
import { go } from './walking.js';
import { copyOf } from '../state/settings.js';

/** @typedef {import('../state/settings.js').Settings} Settings */

/** What has a use for keys without Ctrl. */
const FIELDS = 'input, select, textarea';

/** @param {KeyboardEvent} event */
function keepKey(event) {
  const [field] = event.composedPath();
  // With AltGr, which counts as Ctrl in places, characters are typed.
  const commands = (event.ctrlKey || event.metaKey) && !event.getModifierState('AltGraph');
  if (!commands && field instanceof Element && field.matches(FIELDS)) event.stopPropagation();
}

/** Paper is white, whatever colours the page has given it. */
const paperStyles = css`
  @media print {
    :host { ${unsafeCSS(
      Object.entries(COLORS)
        .filter(([name]) => name !== 'page')
        .map(([name, [light]]) => `--${name}:${light};`)
        .join(''),
    )} }
  }
`;

export class HostedFigure extends SelfAttention {
  static styles = [...SelfAttention.styles, paperStyles];

  constructor() {
    super();
    this.early = takeEarly(this);
    // One that is in no page is not told of coming into one.
    if (this.early.length > 0) queueMicrotask(() => this.#setEarly());
  }

  /** A key typed into a field is no shortcut of the page. @override */
  createRenderRoot() {
    const root = super.createRenderRoot();
    for (const type of ['keydown', 'keypress', 'keyup'])
      root.addEventListener(type, (event) => keepKey(/** @type {KeyboardEvent} */ (event)));
    return root;
  }

  connectedCallback() {
    // So that notebooks, which listen before anything else, leave it the keys.
    this.dataset.lmSuppressShortcuts = '';
    this.#setEarly();
    super.connectedCallback();
  }

  /** @param {import('lit').CSSResult} styles @override */
  wear(styles) {
    wear(this, styles);
  }

  /** Among others that come with it nothing has its place before all have theirs. */
  arrive() {
    this.updateComplete.then(() => this.isConnected && super.arrive());
  }

  /** After the attributes have been read, which stood there before. */
  #setEarly() {
    for (const [name, value] of this.early.splice(0)) {
      try {
        Object.assign(this, { [name]: value });
      } catch (error) {
        // Whoever set it is not there any more to catch it; the rest holds.
        reportError(error);
      }
    }
  }

  /** @returns {Settings} a copy */
  get settings() {
    return copyOf(this.session.settings);
  }

  /** As properties.js has it. */
  set settings(/** @type {Partial<Settings>} */ changes) {
    change(this, changes);
  }

  /**
   * Shows a step; before there are numbers any.
   * @param {string} step its id
   * @throws {RangeError} where this kind of attention has no such step
   */
  goTo(step) {
    const known = this.steps.map(({ id }) => id);
    if (!this.trace) change(this, { step });
    else if (known.includes(step)) go(this, step);
    else throw new RangeError(`goTo: the step is "${step}", expected one of ${known.join(', ')}`);
  }
}

SelfAttention.reserve = reserve;
takeAsProperties(HostedFigure.prototype);
