/** Where the worker is spoken to and answers. In a script that is one file, build-element.mjs puts another in its place. */
export const scope =
  /** @type {{onmessage: unknown, postMessage(message: unknown, transfer: Transferable[]): void}} */ (
    /** @type {unknown} */ (globalThis)
  );
