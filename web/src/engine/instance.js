/** Live instances of the core, and a few idle ones that wait for their next user. */
import { createCore } from './core.js';

/** @typedef {import('../../lib/glue.js').Core} Core */
/** @typedef {{core: Core, memory: WebAssembly.Memory}} Instance */

/**
 * A new instance, at once: a failed one can be replaced in the middle of a call, and WebKit has workers that hang
 * in the asynchronous way.
 * @param {WebAssembly.Module} module
 * @returns {Instance}
 */
function instantiate(module) {
  /** @type {Core | undefined} */
  let core;
  /** @type {WebAssembly.Memory | undefined} */
  let memory;
  const made = createCore({
    instantiateWasm(imports, receive) {
      const instance = new WebAssembly.Instance(module, imports);
      // Its name in the exports is the compiler's affair.
      memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
      receive(instance, module);
      return instance.exports;
    },
    onRuntimeInitialized() {
      core = this;
    },
  });
  // Compilers differ in whether the factory returns the core or a promise of it; both are done by now.
  Promise.resolve(made).catch(() => {});
  if (!core || !memory) throw new Error('the WebAssembly module did not start');
  return { core, memory };
}

/** Idle instances kept for each module: enough for figures that come and go one after the other. */
const MOST_IDLE = 2;
/** An instance that has grown beyond this (bytes) is left to the garbage collector. */
const LARGEST_IDLE = 16 * 1024 * 1024;

/**
 * WebAssembly memories are freed by the garbage collector only, and Chromium has room for some hundred of them in a
 * process: engines made and disposed in a row have to take turns with the same ones.
 * @type {WeakMap<WebAssembly.Module, Instance[]>}
 */
const idle = new WeakMap();

/**
 * @param {WebAssembly.Module} module
 * @returns {Instance}
 */
export function borrowInstance(module) {
  return idle.get(module)?.pop() ?? instantiate(module);
}

/**
 * Takes a sound instance back, without the trace it kept.
 * @param {WebAssembly.Module} module
 * @param {Instance} instance
 */
export function returnInstance(module, instance) {
  instance.core.forget();
  if (instance.memory.buffer.byteLength > LARGEST_IDLE) return;
  const waiting = idle.get(module) ?? [];
  if (waiting.length < MOST_IDLE) waiting.push(instance);
  idle.set(module, waiting);
}
