/**
 * The embed builder: the figure above as it stands, as code to copy, with that code running beside it. Loaded when the
 * reader comes to it.
 */
import { html, nothing, render } from 'lit';
import { live } from 'lit/directives/live.js';
import { CONTROLS } from '../../element/attributes.js';
import texts from '../../view/text/en/embed.js';
import { addTexts, inLanguage, text } from '../../view/text/text.js';
import { elementCode, frameCode, markdownCode, PICTURE, pictureCode, SCRIPT } from './codes.js';
import { heightOf } from './height.js';
import { aboutOf, pngOf, stillOfFigure, titleOf } from './picture.js';
import { previewOf } from './preview.js';
import styles from './embed.css?inline';

/** @typedef {import('../../element/self-attention.js').SelfAttention} SelfAttention */
/** @typedef {import('./codes.js').Choice} Choice */
/** @typedef {import('./codes.js').Form} Form */
/** @typedef {import('../../view/text/text.js').TextKey} TextKey */

addTexts(texts);
// As a sheet of the document: with a file of its own, everything that is loaded later would need more code to be so.
const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);

const FORMS = /** @type {Form[]} */ (['element', 'frame', 'picture', 'markdown']);
const THEMES = /** @type {const} */ (['system', 'light', 'dark']);
/** A picture cannot follow the reader's theme. */
const STILL_THEMES = /** @type {const} */ (['light', 'dark']);
/** What is kept for the figure until its height is known, in CSS pixels. */
const USUAL_HEIGHT = 900;
/** The codes follow the figure once the reader pauses (ms). */
const PAUSE = 400;
/** How long a button says what came of it (ms). */
const SAID = 2500;

/**
 * @param {HTMLElement} root what the builder is drawn in
 * @param {SelfAttention} figure
 */
export function openBuilder(root, figure) {
  const builder = new Builder(root, figure);
  let waiting = 0;
  let inSight = true;
  let behind = false;
  const follow = () => {
    clearTimeout(waiting);
    waiting = window.setTimeout(() => {
      // What nobody looks at waits: each new code runs a new figure.
      behind = !inSight;
      if (inSight) builder.draw();
    }, PAUSE);
  };
  for (const event of ['softlook-change', 'softlook-step']) figure.addEventListener(event, follow);
  new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ['lang'] });
  new IntersectionObserver((entries) => {
    inSight = entries[entries.length - 1].isIntersecting;
    if (inSight && behind) follow();
  }).observe(root);
  builder.draw();
}

/** Does what says something, in the language of the page. @type {<Result>(work: () => Result) => Result} */
const spoken = (work) => inLanguage(document.documentElement.lang, work);

class Builder {
  /** @param {HTMLElement} root @param {SelfAttention} figure */
  constructor(root, figure) {
    this.root = root;
    this.figure = figure;
    /** @type {Choice} */
    this.choice = { form: 'element', controls: 'steps', theme: 'system', own: false };
    /** @type {TextKey | null} */
    this.said = null;
    this.height = USUAL_HEIGHT;
    /** What the height is of, and what it is being measured of. */
    this.measured = '';
    this.measuring = '';
    /** What the preview shows. @type {Parameters<typeof previewOf>[0] | null} */
    this.running = null;
  }

  /** @param {Partial<Choice>} changes */
  choose(changes) {
    this.choice = { ...this.choice, ...changes };
    this.said = null;
    this.draw();
  }

  draw() {
    const { figure } = this;
    // Until there are numbers there is nothing to put anywhere.
    if (!figure.trace || !figure.stepShown) {
      figure.addEventListener('softlook-step', () => this.draw(), { once: true });
      return;
    }
    const made = spoken(() => this.#made());
    const what = this.#measurable;
    const ready = what === '' || what === this.measured;
    // A figure is not begun twice: it runs once the height is known that its code keeps.
    if (ready) this.running = { ...made, choice: this.choice, height: this.height };
    spoken(() => render(this.#template(made), this.root));
    if (!ready) this.#measure();
  }

  /** @returns {string} what the height is to be known of; a picture has its own */
  get #measurable() {
    const { form, controls } = this.choice;
    return form === 'element' || form === 'frame' ? JSON.stringify([this.figure.settings, controls]) : '';
  }

  /** The codes keep as much room as the figure takes. */
  async #measure() {
    const what = this.#measurable;
    if (this.measuring === what) return;
    this.measuring = what;
    const height = await heightOf(this.figure.settings, this.choice.controls).catch(() => undefined);
    if (this.measuring !== what) return;
    this.measuring = '';
    this.measured = what;
    this.height = height ?? this.height;
    this.draw();
  }

  /** The code of the chosen form, and the picture where it has one. */
  #made() {
    const { figure, choice } = this;
    const { settings } = figure;
    const said = { about: aboutOf(settings) };
    const about = {
      settings,
      language: document.documentElement.lang,
      base: new URL('./', location.href.replace(/[?#].*/, '')).href,
      title: text('embed.title', said),
      invitation: text('embed.invitation', said),
      height: this.height,
    };
    if (choice.form === 'element') return { code: elementCode(about, choice), svg: '', problem: '' };
    if (choice.form === 'frame') return { code: frameCode(about, choice), svg: '', problem: '' };
    const { trace, stepShown: step } = figure;
    if (!trace || !step) return { code: '', svg: '', problem: '' };
    try {
      const svg = stillOfFigure(figure, trace, step, choice.theme === 'dark');
      const titled = { ...about, title: titleOf(figure, trace, step) };
      return {
        code: choice.form === 'picture' ? pictureCode(about, svg) : markdownCode(titled),
        svg,
        problem: '',
      };
    } catch (error) {
      const { message } = /** @type {Error} */ (error);
      return { code: '', svg: '', problem: text('embed.failed', { message }) };
    }
  }

  /** @param {{code: string, svg: string, problem: string}} made */
  #template({ code, svg, problem }) {
    const { choice } = this;
    const still = choice.form === 'picture' || choice.form === 'markdown';
    return html`
      <div class="builder">
        <div class="choices">
          ${this.#radios('form', FORMS, (form) => text(`embed.form.${form}`))}
          <p class="about-form">${text(`embed.form.${choice.form}.note`)}</p>
          ${still ? nothing : this.#radios('controls', CONTROLS, (around) => text(`embed.around.${around}`))}
          ${this.#radios('theme', still ? STILL_THEMES : THEMES, (theme) => text(`embed.theme.${theme}`))}
          ${choice.form === 'element' ? this.#script() : nothing}
        </div>
        <div class="code">
          ${problem ? html`<p role="alert">${problem}</p>` : this.#code(code)}
          <div class="do">
            <button type="button" class="main" ?disabled=${!code} @click=${() => this.#copy(code)}>${text('embed.copy')}</button>
            ${
              svg
                ? html`<button type="button" @click=${() => this.#save(svg, 'svg')}>${text('embed.saveSvg')}</button>
              <button type="button" @click=${() => this.#save(svg, 'png')}>${text('embed.savePng')}</button>`
                : nothing
            }
            <span role="status">${this.said ? text(this.said) : nothing}</span>
          </div>
          ${this.running?.code ? previewOf(this.running) : nothing}
        </div>
      </div>
    `;
  }

  /** @param {string} code */
  #code(code) {
    return html`<h3 id="embed-code">${text('embed.code')}</h3>
      <pre tabindex="0" role="region" aria-labelledby="embed-code"><code>${code}</code></pre>`;
  }

  /**
   * @template {'form' | 'controls' | 'theme'} Name
   * @param {Name} name
   * @param {readonly Choice[Name][]} values
   * @param {(value: Choice[Name]) => string} said
   */
  #radios(name, values, said) {
    // Where the choice is not offered, the first that is stands for it.
    const chosen = values.includes(this.choice[name]) ? this.choice[name] : values[0];
    const legend = { form: 'embed.form', controls: 'embed.around', theme: 'embed.theme' };
    const key = /** @type {import('../../view/text/text.js').TextKey} */ (legend[name]);
    return html`<fieldset class="pick">
      <legend>${text(key)}</legend>
      ${values.map(
        (
          value,
        ) => html`<label><input type="radio" name="embed-${name}" value=${value} .checked=${live(value === chosen)}
          @change=${() => this.choose({ [name]: value })} />${said(value)}</label>`,
      )}
    </fieldset>`;
  }

  #script() {
    const own = (/** @type {Event} */ event) =>
      this.choose({ own: /** @type {HTMLInputElement} */ (event.target).checked });
    return html`<p class="script">
      <label><input type="checkbox" .checked=${live(this.choice.own)} @change=${own} /> ${text('embed.own')}</label>
      <a href="./${SCRIPT}" download>${text('embed.own.save')}</a>
    </p>`;
  }

  /** @param {TextKey} what the button came to */
  #say(what) {
    this.said = what;
    this.draw();
    setTimeout(() => {
      if (this.said !== what) return;
      this.said = null;
      this.draw();
    }, SAID);
  }

  /** @param {string} code */
  async #copy(code) {
    const copied = await navigator.clipboard?.writeText(code).then(
      () => true,
      () => false,
    );
    if (!copied) {
      // Without the clipboard the reader copies what is selected.
      const block = this.root.querySelector('pre');
      if (block) getSelection()?.selectAllChildren(block);
    }
    this.#say(copied ? 'embed.copied' : 'embed.copyByHand');
  }

  /** @param {string} svg @param {'svg' | 'png'} kind */
  async #save(svg, kind) {
    try {
      const blob = kind === 'png' ? await pngOf(svg) : new Blob([svg], { type: 'image/svg+xml' });
      const address = URL.createObjectURL(blob);
      const link = Object.assign(document.createElement('a'), {
        href: address,
        download: PICTURE.replace('svg', kind),
      });
      link.click();
      // The browser has taken it up by then.
      setTimeout(() => URL.revokeObjectURL(address), 10_000);
    } catch {
      this.#say('embed.noPng');
    }
  }
}
