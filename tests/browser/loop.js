/**
 * The unit of all times, in tests and in scripts/bench.mjs: a fixed loop of arithmetic on the page's own thread, run
 * between the things that are measured. What is told is how many loops something takes, so a slow or busy machine
 * lengthens both alike.
 */
import assert from 'node:assert/strict';

/** @typedef {{name: string, ph: string, pid: number, tid: number, ts: number, dur?: number, tdur?: number}} Event */

/** @typedef {import('./tools.js').Browser} Browser */
/** @typedef {import('./tools.js').Page} Page */

/** What Chromium has to note for it. */
export const CATEGORIES = ['disabled-by-default-devtools.timeline', 'devtools.timeline', 'blink.user_timing'];

/**
 * Runs in the page, before its own scripts. There are then `referenceLoop()`, `markDeed(what)`, which runs it in a task
 * of its own before the deed begins, and `atRest()`.
 */
export function installLoop() {
  const loop = () => {
    let whole = 1;
    let real = 0;
    for (let i = 1; i <= 1_000_000; i++) {
      whole = Math.imul(whole, 1664525) + 1013904223;
      real = real * 0.5 + whole / i;
    }
    return real;
  };
  /** @param {string} [deed] what begins after it */
  const mark = (deed) =>
    new Promise((done) => {
      // A task of its own.
      setTimeout(() => {
        performance.mark('loop');
        loop();
        if (deed) setTimeout(() => performance.mark(`deed ${deed}`));
        setTimeout(done);
      });
    });
  /** Frames have been shown, and nothing is left to do. */
  const atRest = () =>
    new Promise((done) => {
      const idle = () => requestIdleCallback(() => setTimeout(done));
      requestAnimationFrame(() => requestAnimationFrame(idle));
    });
  Object.assign(window, { referenceLoop: loop, markDeed: mark, atRest });
  if (window === window.top) performance.mark('deed opening');
}

/**
 * @param {Browser} browser
 * @param {Page} page
 * @param {() => Promise<unknown>} act
 * @returns {Promise<Event[]>} what Chromium has noted meanwhile
 */
export async function traced(browser, page, act) {
  await browser.startTracing(page, { categories: CATEGORIES });
  await act();
  return JSON.parse(String(await browser.stopTracing())).traceEvents;
}

/**
 * What the page's thread had to do in each deed that the page has marked, in loops: the thread's own time, by that of the
 * loops run before and after the deed.
 * @param {Event[]} events of a trace in which markDeed() ran before each deed and after the last
 * @returns {Map<string, {longest: number, all: number}>} its longest task, and all of them
 */
export function tasksOf(events) {
  const marks = events.filter((e) => /^(deed |loop$)/.test(e.name)).sort((a, b) => a.ts - b.ts);
  const tasks = events
    .filter((e) => e.name === 'RunTask' && e.tid === marks[0]?.tid && e.pid === marks[0].pid)
    .sort((a, b) => a.ts - b.ts);
  assert.ok(tasks.length > 20, `${tasks.length} tasks: nothing was measured`);
  /** @type {number[]} how long each loop took */
  const loops = [];
  /** @type {{name: string, longest: number, all: number, loops: number}[]} */
  const deeds = [];
  let next = 0;
  for (const task of tasks) {
    const time = task.tdur ?? 0;
    let isLoop = false;
    for (; marks[next]?.ts < task.ts + (task.dur ?? 0); next++) {
      if (marks[next].name === 'loop') isLoop = true;
      else deeds.push({ name: marks[next].name.slice(5), longest: 0, all: 0, loops: loops.length });
    }
    const deed = deeds.at(-1);
    if (isLoop) loops.push(time);
    else if (deed) {
      deed.longest = Math.max(deed.longest, time);
      deed.all += time;
    }
  }
  // The quickest: at first the browser interprets the loop.
  const unit = (/** @type {number} */ at) => Math.min(...loops.slice(Math.max(0, at - 2), at + 3));
  return new Map(
    deeds.map(({ name, longest, all, loops: at }) => [
      name,
      { longest: longest / unit(at), all: all / unit(at) },
    ]),
  );
}

/** @param {Event[]} events as above @returns {Map<string, number>} the longest task of each deed, in loops */
export const longestTasks = (events) =>
  new Map([...tasksOf(events)].map(([deed, { longest }]) => [deed, longest]));
