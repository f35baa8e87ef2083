/** Resolves the engine's core.js and its kin to those of the test build, as Vite does in its mode "test". */

/** @type {import('node:module').ResolveHook} */
export function resolve(specifier, context, next) {
  return next(specifier.replace(/^\.\/(core|variant)\.js$/, './$1-test.js'), context);
}
