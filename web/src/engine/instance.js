/** Live instances of the core, and a few idle ones that wait for their next user. */
import { createCore } from './core.js';

/** @typedef {import('../../lib/glue.js').Core} Core */
/** @typedef {{core: Core, memory: WebAssembly.Memory}} Instance */

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Instance>}
 */
function instantiate(module) {
  return new Promise((resolve, reject) => {
    /** @type {WebAssembly.Instance} */
    let instance;
    createCore({
      instantiateWasm(imports, receive) {
        try {
          // Synchronously: WebKit has workers that hang in the asynchronous way.
          instance = new WebAssembly.Instance(module, imports);
        } catch (error) {
          // Some versions of the glue would only print it and never come to an end.
          reject(error);
          return {};
        }
        receive(instance, module);
        return instance.exports;
      },
    }).then((core) => resolve({ core, memory: memoryOf(instance) }), reject);
  });
}

/**
 * The memory, whose name in the exports is the compiler's affair.
 * @param {WebAssembly.Instance} instance
 */
function memoryOf(instance) {
  const memory = Object.values(instance.exports).find((value) => value instanceof WebAssembly.Memory);
  if (memory instanceof WebAssembly.Memory) return memory;
  throw new Error('the WebAssembly module exports no memory');
}

/** Idle instances kept for each module: one that waits for its next user, one that can stand in for a broken one. */
const MOST_IDLE = 2;
/** An instance that has grown beyond this (bytes) is left to the garbage collector. */
const LARGEST_IDLE = 16 * 1024 * 1024;

/**
 * WebAssembly memories are freed by the garbage collector only, and Chromium has room for some hundred of them in a
 * process: engines made and disposed in a row have to take turns with the same ones.
 * @type {WeakMap<WebAssembly.Module, Instance[]>}
 */
const idleByModule = new WeakMap();

/** @param {WebAssembly.Module} module */
function idleOf(module) {
  const idle = idleByModule.get(module) ?? [];
  idleByModule.set(module, idle);
  return idle;
}

/**
 * @param {WebAssembly.Module} module
 * @returns {Promise<Instance>}
 */
export async function borrowInstance(module) {
  return takeIdle(module) ?? instantiate(module);
}

/**
 * An idle instance, if there is one: making another takes a moment, even if a short one.
 * @param {WebAssembly.Module} module
 * @returns {Instance | undefined}
 */
export function takeIdle(module) {
  return idleOf(module).pop();
}

/**
 * Sees to it that there is an idle instance, where there is room for one.
 * @param {WebAssembly.Module} module
 */
export async function keepSpare(module) {
  const idle = idleOf(module);
  if (idle.length > 0) return;
  const spare = await instantiate(module).catch(() => undefined);
  if (spare && idle.length < MOST_IDLE) idle.push(spare);
}

/**
 * Takes a sound instance back, without the trace it kept.
 * @param {WebAssembly.Module} module
 * @param {Instance} instance
 */
export function returnInstance(module, instance) {
  instance.core.forget();
  const idle = idleOf(module);
  if (instance.memory.buffer.byteLength <= LARGEST_IDLE && idle.length < MOST_IDLE) idle.push(instance);
}
