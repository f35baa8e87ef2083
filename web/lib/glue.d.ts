/** What scripts/build.sh puts into glue.js and glue-test.js: Emscripten's factories for the modules in cpp/wasm. */

/** The answer of a guarded call, see cpp/wasm/guarded.h. */
export type Outcome<Answer> =
  | ({ ok: true } & Answer)
  | { ok: false; kind: 'range' | 'stale' | 'internal'; message: string };

/** See cpp/wasm/to_js.h. */
export interface PackedTrace {
  embedDim: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  valueDim: number;
  scale: number;
  softcap: number;
  temperature: number;
  firstQuery: number;
  costs: Float64Array<ArrayBuffer>;
  names: string[];
  layout: Int32Array<ArrayBuffer>;
  numbers: Float32Array<ArrayBuffer>;
}

/** See cpp/wasm/to_js.h. */
export interface PackedExplanation {
  operation: string;
  result: number;
  computed: number;
  edited: boolean;
  angle?: number;
  max?: number;
  exponentials?: Float32Array<ArrayBuffer>;
  sum?: number;
  names: string[];
  layout: Int32Array<ArrayBuffer>;
  numbers: Float32Array<ArrayBuffer>;
}

/** See cpp/wasm/attend.h. */
export interface PackedAttention {
  output: Float32Array<ArrayBuffer>;
  logSumExp: Float32Array<ArrayBuffer>;
  weights?: Float32Array<ArrayBuffer>;
  keys?: Float32Array<ArrayBuffer>;
  values?: Float32Array<ArrayBuffer>;
}

/** See cpp/wasm/saturation.h. */
export interface PackedSaturation {
  numbers: Float32Array<ArrayBuffer>;
}

/**
 * See cpp/wasm/calls.h, attend.h and saturation.h. The last functions are in the test build only, see
 * cpp/wasm/test_hooks.h.
 */
export interface Core {
  trace(request: object, serial: number): Outcome<PackedTrace>;
  explain(
    serial: number,
    stage: string,
    head: number,
    row: number,
    column: number,
  ): Outcome<PackedExplanation>;
  forget(): void;
  attend(request: object): Outcome<PackedAttention>;
  saturation(request: object): Outcome<PackedSaturation>;
  trap?(): void;
  exhaust?(): Outcome<object>;
  hang?(): void;
  overflow?(): void;
  throwNumber?(): Outcome<object>;
  escape?(): void;
  stackPointer?(): Outcome<{ address: number }>;
}

export default function createCore(options: {
  instantiateWasm(
    imports: WebAssembly.Imports,
    receive: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
  ): WebAssembly.Exports;
}): Promise<Core>;
