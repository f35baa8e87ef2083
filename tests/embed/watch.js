/**
 * Runs in every page before its own scripts. What the page logs, throws, is forbidden, how often it moves, how long it
 * keeps its thread, and what it says to its workers: `window.watched`, for the tests to read.
 * `heights`: of each figure, from its definition on, at every frame in which it had another one.
 */
{
  /** @type {{problems: string[], workers: number, asked: number, shifts: string[], told: unknown[], heights: number[][]}} */
  const watched = { problems: [], workers: 0, asked: 0, shifts: [], told: [], heights: [] };
  Object.assign(window, { watched });

  for (const level of /** @type {const} */ (['error', 'warn'])) {
    const log = console[level];
    console[level] = (...words) => {
      watched.problems.push(`console ${level}: ${words.join(' ')}`);
      log(...words);
    };
  }
  // Capturing: a script or a picture that does not load tells only itself.
  const failed = (/** @type {ErrorEvent} */ e) => {
    const from = /** @type {any} */ (e.target);
    watched.problems.push(e.message ? `thrown: ${e.message}` : `not loaded: ${from.src ?? from.href}`);
  };
  addEventListener('error', failed, true);
  addEventListener('unhandledrejection', (e) => watched.problems.push(`rejected: ${e.reason}`));
  addEventListener('securitypolicyviolation', (e) =>
    watched.problems.push(`forbidden by ${e.effectiveDirective}: ${e.blockedURI}`),
  );
  addEventListener('message', (e) =>
    watched.told.push({
      data: e.data,
      origin: e.origin,
      fromFrame: e.source === document.querySelector('iframe')?.contentWindow,
    }),
  );

  const Real = window.Worker;
  window.Worker = class extends Real {
    /** @param {string | URL} address @param {WorkerOptions} [options] */
    constructor(address, options) {
      super(address, options);
      watched.workers++;
    }

    /** @param {any[]} message */
    postMessage(...message) {
      watched.asked++;
      super.postMessage(.../** @type {[any]} */ (message));
    }
  };

  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    const note = (/** @type {any} */ { value, sources, hadRecentInput }) => {
      if (hadRecentInput) return;
      const moved = sources.map((/** @type {any} */ { node, previousRect: from, currentRect: to }) => {
        const name = node?.className || node?.localName || 'within a figure';
        return `${name} from ${from.x},${from.y} ${from.width}×${from.height} to ${to.x},${to.y} ${to.width}×${to.height}`;
      });
      watched.shifts.push(`by ${value.toFixed(4)}: ${moved.join('; ')}`);
    };
    const observer = new PerformanceObserver((list) => list.getEntries().forEach(note));
    observer.observe({ type: 'layout-shift', buffered: true });
  }

  // Where there is no such entry: what follows a figure moves when the figure's height changes.
  const measure = () => {
    document.querySelectorAll('self-attention:defined').forEach((figure, i) => {
      watched.heights[i] ??= [];
      const { height } = figure.getBoundingClientRect();
      if (height !== watched.heights[i].at(-1)) watched.heights[i].push(height);
    });
    requestAnimationFrame(measure);
  };
  requestAnimationFrame(measure);
}
