import assert from 'node:assert/strict';
import { test } from 'node:test';
import { History } from '../../web/src/state/history.js';
import { fc } from './tools.js';

test('a new history has nothing to undo and nothing to redo', () => {
  const history = new History();
  assert.equal(history.canUndo, false);
  assert.equal(history.canRedo, false);
  assert.equal(history.undo('now'), undefined);
  assert.equal(history.redo('now'), undefined);
  assert.equal(history.canRedo, false);
});

test('undo gives back what was before, redo what was after', () => {
  const history = new History();
  history.record('a', 'x', 0);
  history.record('b', 'y', 10);
  assert.equal(history.undo('c'), 'b');
  assert.equal(history.undo('b'), 'a');
  assert.equal(history.redo('a'), 'b');
  assert.equal(history.redo('b'), 'c');
  assert.equal(history.canRedo, false);
});

test('changes of one name in quick succession are one step', () => {
  const history = new History();
  for (const [i, state] of ['', 'h', 'he', 'hel'].entries()) history.record(state, 'sentence', i * 300);
  assert.equal(history.undo('hell'), '');
  assert.equal(history.canUndo, false);
});

test('a pause of a second begins a new step', () => {
  const history = new History();
  history.record('', 'sentence', 0);
  history.record('one', 'sentence', 1000);
  assert.equal(history.undo('one two'), 'one');
});

test('a change of another name begins a new step', () => {
  const history = new History();
  history.record('a', 'sentence', 0);
  history.record('b', 'seed', 1);
  history.record('c', 'sentence', 2);
  assert.deepEqual([history.undo('d'), history.undo('c'), history.undo('b')], ['c', 'b', 'a']);
});

test('changes without a name are never taken together', () => {
  const history = new History();
  history.record('a', '', 0);
  history.record('b', '', 1);
  assert.deepEqual([history.undo('c'), history.undo('b')], ['b', 'a']);
});

test('typing goes on in a step of its own after an undo', () => {
  const history = new History();
  history.record('a', 'sentence', 0);
  history.record('b', 'seed', 1);
  assert.equal(history.undo('c'), 'b');
  history.record('b', 'sentence', 2);
  assert.equal(history.undo('d'), 'b');
});

test('a change after an undo ends what could be redone', () => {
  const history = new History();
  history.record('a', 'x', 0);
  history.undo('b');
  history.record('a', 'y', 1);
  assert.equal(history.canRedo, false);
});

test('at least a hundred steps are kept, and not all for ever', () => {
  const history = new History();
  for (let i = 0; i < 100_000; i++) history.record(i, '', i);
  let kept = 0;
  while (history.canUndo) {
    history.undo(0);
    kept++;
  }
  assert.ok(kept >= 100 && kept <= 1000, `${kept} steps`);
});

test('any walk of changes, undos and redos is that of a plain list of states', () => {
  const moves = fc.array(fc.constantFrom('change', 'undo', 'redo'), { maxLength: 60 });
  fc.assert(
    fc.property(moves, (walk) => {
      const history = new History();
      let states = [0];
      let at = 0;
      let now = 0;
      for (const [step, move] of walk.entries()) {
        if (move === 'change') {
          history.record(now, '', step);
          now = step + 1;
          states = [...states.slice(0, at + 1), now];
          at++;
        } else {
          const to = move === 'undo' ? history.undo(now) : history.redo(now);
          const expected = states[at + (move === 'undo' ? -1 : 1)];
          assert.equal(to, expected);
          if (to !== undefined) {
            now = to;
            at += move === 'undo' ? -1 : 1;
          }
        }
        assert.equal(history.canUndo, at > 0);
        assert.equal(history.canRedo, at < states.length - 1);
      }
    }),
  );
});
