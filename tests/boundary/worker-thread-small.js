/**
 * The worker with the small core in one of Node's: gives web/src/engine/worker-small.js the two things it uses of a browser's worker,
 * and the core that can be broken on purpose.
 */
import { register } from 'node:module';
import { parentPort } from 'node:worker_threads';

register('./test-build.js', import.meta.url);

/** @type {any} */
const scope = globalThis;
scope.postMessage = parentPort?.postMessage.bind(parentPort);
await import('../../web/src/engine/worker-small.js');
parentPort?.on('message', (data) => scope.onmessage({ data }));
