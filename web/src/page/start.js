/**
 * The page's first script, small and alone: the worker starts, the WASM is compiled and German texts are fetched, where they
 * are wanted, while the page's own script is still on its way. scripts/start-script.mjs puts it into the page, engine/begun.js takes over what it has begun.
 */
import { core, german, script } from 'softlook:addresses';
import { KEY, storageOf } from './storage.js';
import { languageIn, wantedLanguage } from './wanted.js';

/** @type {import('../engine/begun.js').Begun} */
const begun = { module: (async () => WebAssembly.compileStreaming(fetch(core)))() };
Object.assign(globalThis, { softlookBegun: begun });

/** The worker, which is asked nothing before it has been started; its answer to that is nobody's. */
function startWorker() {
  const worker = new Worker(script);
  // Until somebody takes it.
  worker.onerror = () => {
    begun.worker = undefined;
  };
  worker.addEventListener('message', (event) => event.stopImmediatePropagation(), { once: true });
  begun.module.then(
    (module) => worker.postMessage({ type: 'start', module }),
    // Whoever has taken it meanwhile gives it up too: it will never be started.
    ({ message }) => worker.onerror?.(new ErrorEvent('error', { message })),
  );
  begun.worker = Object.assign(worker, { isStarted: true });
}

try {
  startWorker();
} catch {
  // Workers are forbidden here: the page finds another way.
}

const link = location.hash || storageOf(window)?.getItem(KEY) || '';
if (wantedLanguage(languageIn(link)) === 'de') {
  for (const href of german)
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
}
