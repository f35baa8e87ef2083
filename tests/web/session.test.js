import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Session } from '../../web/src/state/session.js';
import { defaultSettings } from '../../web/src/state/settings.js';

/** @typedef {import('softlook').Edit} Edit */

/** @param {number} row @param {number} value @returns {Edit} */
const edit = (row, value) => ({ stage: 'scores', head: 0, row, column: 0, value });

/** @param {Session} session counts its changes */
function counted(session) {
  const count = { changes: 0 };
  session.addEventListener('change', () => count.changes++);
  return count;
}

test('a session begins with the defaults and nothing to undo', () => {
  const session = new Session();
  assert.deepEqual(session.settings, defaultSettings());
  assert.equal(session.canUndo, false);
  assert.equal(session.canRedo, false);
});

test('a change is told once, and none where nothing changed', () => {
  const session = new Session();
  const count = counted(session);
  session.set({ seed: 8, kind: 'multi' });
  assert.equal(count.changes, 1);
  session.set({ seed: 8 });
  assert.equal(count.changes, 1);
  session.putEdit(edit(0, 1));
  session.putEdit(edit(0, 1));
  session.load({ ...session.settings, edits: [edit(0, 1)] }, true);
  assert.equal(count.changes, 2);
  session.undo();
  assert.deepEqual(session.settings.edits, []);
});

test('settings are replaced and never changed in place', () => {
  const session = new Session();
  const before = session.settings;
  session.set({ seed: 8 });
  session.putEdit(edit(0, 1));
  assert.deepEqual(before, defaultSettings());
});

test('undo brings back the numbers and leaves the view alone', () => {
  const session = new Session();
  session.set({ seed: 8 });
  session.set({ step: 'weights', digits: 4, theme: 'dark' });
  session.undo();
  assert.equal(session.settings.seed, 7);
  assert.equal(session.settings.step, 'weights');
  assert.equal(session.settings.digits, 4);
  assert.equal(session.settings.theme, 'dark');
});

test('a change of the view alone is no step of undo', () => {
  const session = new Session();
  session.set({ step: 'weights', head: 1, focus: 0, digits: 1, colors: 'cividis' });
  assert.equal(session.canUndo, false);
});

test('settings that are changed together are undone together', () => {
  const session = new Session();
  session.set({ sentence: 'a b', focus: 0, seed: 9 });
  session.undo();
  assert.equal(session.settings.sentence, defaultSettings().sentence);
  assert.equal(session.settings.seed, 7);
});

test('redo goes forward again', () => {
  const session = new Session();
  session.set({ seed: 8 });
  session.putEdit(edit(0, 1));
  const after = session.settings;
  session.undo();
  session.undo();
  session.redo();
  session.redo();
  assert.deepEqual(session.settings, after);
  assert.equal(session.canRedo, false);
});

test('a second edit of a cell takes the place of the first', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.putEdit(edit(1, 2));
  session.putEdit({ stage: 'scores', row: 0, column: 0, value: 3 });
  assert.deepEqual(
    session.settings.edits.map((e) => e.value),
    [2, 3],
  );
});

test('two edits in quick succession are two steps of undo', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.putEdit(edit(1, 2));
  session.undo();
  assert.deepEqual(session.settings.edits, [edit(0, 1)]);
  session.undo();
  assert.deepEqual(session.settings.edits, []);
});

test('an edit right after an undo can itself be undone', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.putEdit(edit(1, 2));
  session.undo();
  session.putEdit(edit(2, 3));
  session.undo();
  assert.deepEqual(session.settings.edits, [edit(0, 1)]);
});

test('an edit that is taken back comes again by undo', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.takeBackEdit({ stage: 'scores', head: 0, row: 0, column: 0 });
  assert.deepEqual(session.settings.edits, []);
  session.undo();
  assert.deepEqual(session.settings.edits, [edit(0, 1)]);
});

test('reset takes all edits back in one step, and ends the view of changes', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.putEdit(edit(1, 2));
  session.set({ changes: true });
  session.resetEdits();
  assert.deepEqual(session.settings.edits, []);
  assert.equal(session.settings.changes, false);
  session.undo();
  assert.deepEqual(session.settings.edits, [edit(0, 1), edit(1, 2)]);
});

test('reset without edits changes nothing', () => {
  const session = new Session();
  const count = counted(session);
  session.resetEdits();
  assert.equal(count.changes, 0);
  assert.equal(session.canUndo, false);
});

test('edits that lose their place belong to the step that made them lose it', () => {
  const session = new Session();
  session.putEdit(edit(0, 1));
  session.putEdit(edit(4, 2));
  session.set({ sentence: 'short' });
  session.keepEdits([edit(0, 1)]);
  assert.deepEqual(session.settings.edits, [edit(0, 1)]);
  session.undo();
  assert.equal(session.settings.sentence, defaultSettings().sentence);
  assert.deepEqual(session.settings.edits, [edit(0, 1), edit(4, 2)]);
});

test('a link that is opened later can be undone, the first one cannot', () => {
  const session = new Session();
  session.load({ ...defaultSettings(), seed: 1 }, false);
  assert.equal(session.canUndo, false);
  session.load({ ...defaultSettings(), seed: 2 }, true);
  session.undo();
  assert.equal(session.settings.seed, 1);
});

test('the cells of one stroke over a mask are one step of undo, two strokes are two', () => {
  const session = new Session();
  for (const row of [0, 1, 2]) session.putEdit(edit(row, 1), 'draw 1');
  session.putEdit(edit(3, 1), 'draw 2');
  session.undo();
  assert.equal(session.settings.edits.length, 3);
  session.undo();
  assert.equal(session.settings.edits.length, 0);
});
