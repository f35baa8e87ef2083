/**
 * Reads a file of type declarations, for the reference: what it exports, member by member, each with the comment before it.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const web = new URL('../web/', import.meta.url);
const { parseSync } = createRequire(new URL('package.json', web))('rolldown/utils');

/** @typedef {{name: string, comment: string, type: string, optional: boolean, static: boolean, kind: string}} Member a method's type is all from its brackets on; kind: get or set, of accessors */
/** @typedef {{name: string, comment: string, text: string, kind: string, parents: string[], members: Member[]}} Declaration text: as it stands in the file */

/**
 * @param {string} name of a file in web/lib
 * @returns {Map<string, Declaration>} by name, in the order of the file, with those of the global scope
 */
export function declarationsOf(name) {
  const source = readFileSync(new URL(`lib/${name}`, web), 'utf8');
  const { program, comments, errors } = parseSync(name, source);
  if (errors.length > 0) throw new Error(`${name}: ${errors[0].message}`);
  const commentBefore = (/** @type {any} */ node) => {
    const found = comments.find((/** @type {any} */ c) => c.value.startsWith('*') && isJustBefore(c, node));
    return found ? plain(found.value.slice(1)) : '';
  };
  const isJustBefore = (/** @type {any} */ comment, /** @type {any} */ node) =>
    comment.end <= node.start && source.slice(comment.end, node.start).trim() === '';

  const memberOf = (/** @type {any} */ node) => {
    const { start, end } = node.key;
    const written = source.slice(end, node.end).replace(/;$/, '');
    return {
      name: source.slice(start, end).replace(/^'|'$/g, ''),
      comment: commentBefore(node),
      type: written.replace(/^\??:?\s*/, '').replace(/\s*\n\s*/g, ' '),
      optional: written.startsWith('?'),
      static: Boolean(node.static),
      kind: node.kind ?? '',
    };
  };

  const statements = program.body.flatMap((/** @type {any} */ node) =>
    node.body?.type === 'TSModuleBlock' ? node.body.body : [node],
  );
  const found = new Map();
  for (const node of statements) {
    const declared = node.declaration ?? node;
    if (!declared.id) continue;
    found.set(declared.id.name, {
      name: declared.id.name,
      comment: commentBefore(node),
      text: source.slice(declared.start, declared.end),
      kind: declared.type,
      parents: (declared.extends ?? []).map((/** @type {any} */ parent) => parent.expression.name),
      members: (declared.body?.body ?? []).filter((/** @type {any} */ m) => m.key).map(memberOf),
    });
  }
  return found;
}

/** @param {string} comment @returns {string} without the stars before its lines; paragraphs stay apart */
function plain(comment) {
  const lines = comment.split('\n').map((line) => line.replace(/^\s*\* ?/, '').trim());
  return lines.join('\n').trim();
}
