/**
 * Writes web/custom-elements.json: what editors and frameworks read of <self-attention>. `--check` writes nothing and fails
 * where it is out of date.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { ATTRIBUTES, CUSTOM_PROPERTIES, EVENTS, METHODS, PARTS, PROPERTIES } from './element-docs.mjs';

const manifest = {
  schemaVersion: '2.1.0',
  modules: [
    {
      kind: 'javascript-module',
      path: 'lib/self-attention.js',
      declarations: [
        {
          kind: 'class',
          name: 'SelfAttention',
          tagName: 'self-attention',
          customElement: true,
          description: 'Self-attention, step by step, with every number.',
          attributes: ATTRIBUTES.map((a) => ({
            name: a.name,
            description: `${a.description} (${a.expects})`,
            default: a.default,
            type: { text: 'string' },
          })),
          members: [
            ...PROPERTIES.map(({ name, comment, type }) => ({
              kind: 'field',
              name,
              type: { text: type },
              description: comment,
            })),
            ...METHODS.map(({ name, comment }) => ({ kind: 'method', name, description: comment })),
          ],
          events: EVENTS.map(({ name, comment, type }) => ({
            name,
            description: comment,
            type: { text: type },
          })),
          slots: [{ name: '', description: 'Shown until there are numbers, and where there is no script.' }],
          cssParts: PARTS.map((name) => ({ name })),
          cssProperties: CUSTOM_PROPERTIES.map((name) => ({ name })),
        },
      ],
      exports: [
        { kind: 'custom-element-definition', name: 'self-attention', declaration: { name: 'SelfAttention' } },
      ],
    },
  ],
};

const file = new URL('../web/custom-elements.json', import.meta.url);
const made = `${JSON.stringify(manifest, null, 2)}\n`;
if (!process.argv.includes('--check')) writeFileSync(file, made);
else if (readFileSync(file, 'utf8') !== made) {
  console.error('web/custom-elements.json is out of date: node scripts/docs.mjs writes it anew');
  process.exitCode = 1;
}
