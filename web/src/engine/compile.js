/** From what the caller has (nothing, an address, bytes, a module) to a compiled WebAssembly.Module. */
import { describe } from './describe.js';

/** @typedef {NonNullable<import('softlook').EngineOptions['wasm']>} Source */

/**
 * Compiled modules by address and by buffer: a module is compiled once, however many engines are made of it.
 * @type {Map<string, Promise<WebAssembly.Module>>}
 */
const byAddress = new Map();
/** @type {WeakMap<object, Promise<WebAssembly.Module>>} */
const byBytes = new WeakMap();

/**
 * @param {Source} source bytes are read once: what is changed in them afterwards has no effect
 * @returns {Promise<WebAssembly.Module>} rejects with a TypeError for another kind of value, with an Error that
 *   names the address where the file cannot be had or is no WebAssembly
 */
export async function compile(source) {
  if (source instanceof WebAssembly.Module) return source;
  if (typeof source === 'string' || source instanceof URL) {
    const url = new URL(source, baseAddress());
    return remember(byAddress, url.href, () => fromAddress(url));
  }
  if (ArrayBuffer.isView(source) || Object.prototype.toString.call(source) === '[object ArrayBuffer]') {
    return remember(byBytes, source, () => checked(WebAssembly.compile(source), 'wasm'));
  }
  throw new TypeError(`wasm is ${describe(source)}, expected a WebAssembly.Module, its bytes or an address`);
}

/**
 * @template Key
 * @param {{get(key: Key): Promise<WebAssembly.Module> | undefined, set(key: Key, value: Promise<WebAssembly.Module>): unknown, delete(key: Key): boolean}} known
 * @param {Key} key
 * @param {() => Promise<WebAssembly.Module>} make
 */
function remember(known, key, make) {
  const before = known.get(key);
  if (before) return before;
  const made = make();
  known.set(key, made);
  // A failure is not remembered: the next engine tries again.
  made.catch(() => known.delete(key));
  return made;
}

/** What relative addresses are relative to. */
function baseAddress() {
  if (globalThis.document) return document.baseURI;
  if (globalThis.location) return location.href;
  return `file://${process.cwd().split('/').map(encodeURIComponent).join('/')}/`;
}

/** @param {URL} url */
async function fromAddress(url) {
  const inNode = typeof process === 'object' && Boolean(process.versions?.node);
  if (url.protocol === 'file:' && inNode) {
    // The name is not written out so that bundlers for browsers leave it alone.
    const name = 'node:fs/promises';
    const { readFile } = await import(/* @vite-ignore */ name);
    const bytes = await readFile(url).catch((/** @type {Error} */ error) => unavailable(url, error));
    return checked(WebAssembly.compile(bytes), url.href);
  }
  const response = await fetch(url).catch((error) => unavailable(url, error));
  if (!response.ok)
    throw new Error(`${url.href} could not be loaded: the server answered ${response.status}`);
  // Compiling while it loads needs the right type; many servers send another.
  if (response.headers.get('content-type')?.startsWith('application/wasm')) {
    return checked(WebAssembly.compileStreaming(response), url.href);
  }
  const bytes = await response.arrayBuffer().catch((error) => unavailable(url, error));
  return checked(WebAssembly.compile(bytes), url.href);
}

/**
 * @param {URL} url
 * @param {Error} cause
 * @returns {never}
 */
function unavailable(url, cause) {
  throw new Error(`${url.href} could not be loaded: ${cause.message}`, { cause });
}

/**
 * @param {Promise<WebAssembly.Module>} compiling
 * @param {string} what
 */
async function checked(compiling, what) {
  try {
    return await compiling;
  } catch (cause) {
    throw new Error(`${what} could not be compiled: ${/** @type {Error} */ (cause).message}`, { cause });
  }
}
