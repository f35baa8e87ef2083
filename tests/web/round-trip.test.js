/** Settings go out and come back: by a link, and by attributes in any order. Drawn over everything each field can hold. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ATTRIBUTES, readAttribute } from '../../web/src/element/attributes.js';
import { takeAsProperties } from '../../web/src/element/properties.js';
import { attributesOf } from '../../web/src/page/embed/codes.js';
import { formatLink, parseLink, parseSetting, writtenOf } from '../../web/src/state/link.js';
import { traceRequest } from '../../web/src/state/request.js';
import { Session } from '../../web/src/state/session.js';
import { tokensOf, withLengths } from '../../web/src/state/tokenize.js';
import { settings as anySettings } from './arbitrary.js';
import { fc } from './tools.js';

/** @typedef {import('../../web/src/state/settings.js').Settings} Settings */

/** The same every time. */
const RUN = { numRuns: 2000, seed: 10 };

/** @param {Settings} settings */
const requestOf = (settings) =>
  traceRequest(settings, tokensOf(settings, 'sentence'), tokensOf(settings, 'context'));

/** As much of a figure as reading attributes needs. */
class Figure {
  session = new Session();
  /** @type {Map<string, string>} */
  attributes = new Map();
  /** @type {Map<string, string>} */
  notes = new Map();

  get settings() {
    return this.session.settings;
  }

  /** @param {string} name @param {string | null} value */
  set(name, value) {
    if (value === null) this.attributes.delete(name);
    else this.attributes.set(name, value);
    readAttribute(/** @type {any} */ (this), name);
    return this;
  }

  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.set(name, value);
  }

  /** @param {string} name */
  removeAttribute(name) {
    this.set(name, null);
  }

  get lang() {
    return this.getAttribute('lang') ?? '';
  }

  get controls() {
    return 'all';
  }

  focus() {}

  requestUpdate() {}

  /** @param {string} name */
  getAttribute(name) {
    return this.attributes.get(name) ?? null;
  }

  /** @param {string} name */
  hasAttribute(name) {
    return this.attributes.has(name);
  }

  /** @param {string} id */
  dismiss(id) {
    this.notes.delete(id);
  }

  /** @param {{id: string, key: string}} notice */
  note({ id, key }) {
    this.notes.set(id, key);
  }
}

test('a link brings back the same settings, and the engine is asked the same', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      const link = formatLink(settings);
      const { settings: back, refused, counted } = parseLink(link);
      assert.deepEqual([back, refused, counted], [withLengths(settings), [], []]);
      assert.deepEqual(requestOf(back), requestOf(settings));
      // Nothing in it is taken for mark-up, and nothing at its end is cut off.
      assert.doesNotMatch(link, /[\s*_~'"()<>!,:;[\]{}|\\^`]|[^\w]$/);
    }),
    RUN,
  );
});

test('attributes bring them back too, in whatever order they are set', () => {
  const order = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(anySettings, order, (settings, random) => {
      const choice = /** @type {const} */ ({ form: 'element', controls: 'all', theme: 'system', own: false });
      const written = attributesOf({ settings, language: 'en' }, choice)
        .map((pair) => /** @type {const} */ ([random.next().value, pair]))
        .sort(([a], [b]) => a - b);
      const figure = new Figure();
      for (const [, [name, value]] of written) {
        assert.ok(ATTRIBUTES.includes(name), name);
        figure.set(name, value);
      }
      const { keys, theme, lang } = figure.settings;
      assert.deepEqual(figure.settings, { ...withLengths(settings), keys, theme, lang });
      assert.deepEqual([...figure.notes], []);
    }),
    RUN,
  );
});

test('so do properties, which read as what they were set to', () => {
  /** @type {new () => any} */
  const Hosted = class extends Figure {};
  takeAsProperties(Hosted.prototype);
  const order = fc.infiniteStream(fc.nat());
  fc.assert(
    fc.property(anySettings.map(withLengths), order, (settings, random) => {
      const names = writtenOf(settings)
        .map(([name]) => /** @type {const} */ ([random.next().value, name]))
        .sort(([a], [b]) => a - b)
        .map(([, name]) => name)
        .filter((name) => name !== 'keys');
      const figure = new Hosted();
      for (const name of names) figure[name] = settings[name];
      assert.deepEqual(figure.session.settings, { ...settings, keys: true });
      // These are of every element, and the order of the others is no matter.
      for (const name of names.filter((n) => !['focus', 'lang'].includes(n)))
        assert.deepEqual(figure[name], settings[name], name);
      assert.deepEqual([...figure.notes], []);
      for (const name of names) figure[name] = null;
      assert.deepEqual(figure.session.settings, new Figure().settings);
    }),
    RUN,
  );
});

test('a property that is set again wins over what a reader has changed since', () => {
  /** @type {new () => any} */
  const Hosted = class extends Figure {};
  takeAsProperties(Hosted.prototype);
  const figure = new Hosted();
  figure.scaled = false;
  figure.session.set({ scaled: true });
  assert.equal(figure.scaled, true);
  figure.scaled = false;
  assert.equal(figure.scaled, false);
  assert.equal(figure.mask, 'none');
  figure.mask = 'causal';
  assert.deepEqual([figure.mask, figure.causal, figure.kind], ['causal', true, 'masked']);
  // What is handed out is a copy.
  figure.edits = [{ stage: 'scores', head: 0, row: 0, column: 0, value: 1 }];
  figure.edits[0].value = 2;
  assert.equal(figure.edits[0].value, 1);
});

test('a link does not end in the full stop of its sentence', () => {
  const link = formatLink(parseLink('sentence=The+cat+sat.').settings);
  assert.equal(link, 'sentence=The+cat+sat%2E');
  for (const end of ['!', '?', '…', ')', '*', '_', '~', '-', '+', "'", ' ', ',', ':', ';'])
    assert.match(formatLink({ ...parseLink('').settings, sentence: `it${end}` }), /^[\w+=%.-]*\w$/, end);
});

test('every number in range is taken in every form that JavaScript prints', () => {
  for (const text of ['0.08838834764831845', '1e-7', '1E-7', '0.00004', '.5', '5.', String(1 / 3), '1e2'])
    assert.equal(parseSetting('factor', text), Number(text), text);
  // The core would take it for 0, which stands for something else.
  for (const text of ['1e-50', '-1e-7', '101', '', '1e', 'NaN', 'Infinity', '1,5', '0x1'])
    assert.equal(parseSetting('factor', text), undefined, text);
});

test('a causal mask that is taken away is none any more, and the order of mask and causal is no matter', () => {
  const figure = new Figure().set('mask', 'causal');
  assert.equal(figure.settings.kind, 'masked');
  assert.deepEqual(figure.set('mask', null).settings, new Figure().settings);
  const one = new Figure().set('mask', 'causal').set('causal', 'off');
  const other = new Figure().set('causal', 'off').set('mask', 'causal');
  assert.deepEqual(one.settings, other.settings);
  assert.equal(one.settings.causal, false);
  assert.deepEqual([[...one.notes.values()], [...other.notes.values()]], [['notice.mask'], ['notice.mask']]);
  assert.deepEqual([...one.set('causal', null).notes], []);
  assert.equal(one.settings.causal, true);
});

test('heads that are taken away are those of the kind again', () => {
  const figure = new Figure().set('heads', '4').set('kind', 'multi');
  assert.equal(figure.settings.heads, 4);
  assert.equal(figure.set('heads', null).settings.heads, 2);
  assert.equal(figure.set('kind', null).settings.heads, 1);
});
