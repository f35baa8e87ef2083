/** The digits of a page, held to PyTorch's own: what nn.MultiheadAttention makes of its queries, keys and values. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { becomes } from '../browser/figure.js';
import { matricesOf } from './figures.js';

/** @typedef {import('./post.js').Post} Post */
/** @typedef {{id: string, head: number, rows: number, cols: number, data: (number | string)[]}} Golden */

const CASE = JSON.parse(
  await readFile(new URL('../golden/multihead_2_causal_self.json', import.meta.url), 'utf8'),
);
const GIVEN = ['queries', 'keys', 'values'];
const COMPARED = ['scaledScores', 'maskedScores', 'weights', 'headOutput'];
/** Four digits are printed: half of the last, and the core's own tolerance. */
const WITHIN = 0.5e-4 + 1e-5;

/** @param {Golden} stage @returns {string} its numbers as edits */
const edits = ({ id, head, cols, data }) =>
  data.map((value, i) => `${id}.${head}.${Math.floor(i / cols)}.${i % cols}.${value}`).join('~');

/** @param {Post} post */
export function pytorch(post) {
  post(
    'minimal.html',
    { asks: ['self-attention.classic.js'], size: [1400, 1000] },
    async (view) => {
      const { tokens, embedDim, headDim } = CASE.request;
      /** @type {Golden[]} */
      const stages = CASE.stages;
      const attributes = {
        ...{
          sentence: tokens.join(' '),
          kind: 'multi',
          heads: '2',
          width: String(embedDim),
          'head-width': String(headDim),
        },
        ...{
          digits: '4',
          controls: 'none',
          edits: stages
            .filter(({ id }) => GIVEN.includes(id))
            .map(edits)
            .join('~'),
        },
      };
      await view.evaluate((/** @type {Record<string, string>} */ all) => {
        for (const [name, value] of Object.entries(all))
          document.querySelector('self-attention')?.setAttribute(name, value);
      }, attributes);
      for (const id of COMPARED) {
        for (const head of [0, 1]) {
          await view.evaluate(
            ([step, h]) => {
              document.querySelector('self-attention')?.setAttribute('step', String(step));
              document.querySelector('self-attention')?.setAttribute('head', String(h));
            },
            [id, head],
          );
          const golden = /** @type {Golden} */ (stages.find((s) => s.id === id && s.head === head));
          const wrong = async () => {
            const texts = (await matricesOf(view))[`${id}/${head}`]?.flat() ?? [];
            const numbers = texts.map((t) => Number(t.replace('−', '-').replace('∞', 'Infinity')));
            const off = golden.data.filter(
              (v, i) => !(Number(v) === numbers[i] || Math.abs(Number(v) - numbers[i]) <= WITHIN),
            );
            return [numbers.length, off.length];
          };
          await becomes(
            wrong,
            [golden.rows * golden.cols, 0],
            `${id}, head ${head}: how many numbers, and how many are wrong`,
          );
        }
      }
      assert.ok(
        stages.some((s) => s.data.includes('-Infinity')),
        'the case has hidden keys',
      );
      // The page's author has made another figure of it.
      await view.evaluate('() => { watched.shifts.length = watched.heights.length = 0; }');
    },
    ', the numbers of nn.MultiheadAttention',
  );
}
