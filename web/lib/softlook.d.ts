/**
 * Softlook: self-attention with every intermediate kept, computed by a C++ core in WebAssembly.
 *
 * Letters: N query tokens, M key tokens (M = N in self-attention), E embedDim, H numHeads, G numKvHeads,
 * D headDim, Dv valueDim. Matrices are row-major; rows are queries, columns are keys or features.
 */

/** Row-major; `data.length === rows * cols`. */
export interface Matrix {
  rows: number;
  cols: number;
  data: Float32Array;
}

export type StageId =
  | 'embeddings'
  | 'contextEmbeddings'
  | 'queryWeights'
  | 'keyWeights'
  | 'valueWeights'
  | 'queryBias'
  | 'keyBias'
  | 'valueBias'
  | 'queries'
  | 'keys'
  | 'values'
  | 'scores'
  | 'scaledScores'
  | 'mask'
  | 'maskedScores'
  | 'weights'
  | 'headOutput'
  | 'concatenated'
  | 'outputWeights'
  | 'outputBias'
  | 'output';

export type Operation =
  | 'input'
  | 'copy'
  | 'product'
  | 'productTransposed'
  | 'scale'
  | 'mask'
  | 'softmax'
  | 'concatenate';

export type Axis =
  | 'queryToken'
  | 'keyToken'
  | 'embeddingFeature'
  | 'headFeature'
  | 'valueFeature'
  | 'concatenatedFeature'
  | 'single';

/** Where numbers come from: no parameters, seeded random, trained here, given by the caller, put in by hand. */
export type Origin = 'plain' | 'toy' | 'trained' | 'loaded' | 'edited';

/** Names a cell. `head` may be left out where there is one head or all heads share the stage. */
export interface CellRef {
  stage: StageId;
  head?: number;
  row: number;
  column: number;
}

/** A number put in by hand: finite, in `mask` and `maskedScores` also `-Infinity`. */
export interface Edit extends CellRef {
  value: number;
}

export interface Weights {
  /** (E, H·D) */
  query?: Matrix;
  /** (E, G·D) */
  key?: Matrix;
  /** (E, G·Dv) */
  value?: Matrix;
  /** (H·Dv, E) */
  output?: Matrix;
  /** (1, H·D) */
  queryBias?: Matrix;
  /** (1, G·D) */
  keyBias?: Matrix;
  /** (1, G·Dv) */
  valueBias?: Matrix;
  /** (1, E) */
  outputBias?: Matrix;
}

export interface Mask {
  /** Query i sees keys 0…i. */
  causal?: boolean;
}

export interface TraceRequest {
  /** 1 to 512 query-side tokens, each a well-formed string of 1 to 4096 UTF-16 code units. */
  tokens: string[];
  /** Key-side tokens; present = cross-attention. */
  context?: string[];
  /** `false`: no learned parameters, Q = K = V = X, one head. Default `true`. */
  projections?: boolean;
  /** Default 8. */
  embedDim?: number;
  /** Default 1. */
  numHeads?: number;
  /** Default `numHeads`; divides it. */
  numKvHeads?: number;
  /** Default `embedDim / numHeads`, which must then be whole. */
  headDim?: number;
  /** Default `headDim`. */
  valueDim?: number;
  /** (N, E); toy by default. */
  embeddings?: Matrix;
  /** (M, E); toy by default. */
  contextEmbeddings?: Matrix;
  weights?: Weights;
  /** Whether the concatenated heads go through `weights.output`. Default `numHeads > 1`. */
  outputProjection?: boolean;
  /** `'sqrt'` (the default) 1/√D, `'none'` 1, or the factor itself. */
  scale?: 'sqrt' | 'none' | number;
  mask?: Mask;
  /** Of the toy embeddings and weights; a whole number from 0 to 4294967295. Default 7. */
  seed?: number;
  /** At most 65536, made one after the other. */
  edits?: Edit[];
  /** Also give each stage's difference from the trace without the edits. Default `false`. */
  differences?: boolean;
}

export interface StageRef {
  id: StageId;
  /** -1 where all heads share the stage. */
  head: number;
}

export interface Stage extends Matrix {
  id: StageId;
  /** -1 where all heads share the stage. */
  head: number;
  operation: Operation;
  /** The stages it was made from; they come earlier in the trace. */
  inputs: StageRef[];
  rowAxis: Axis;
  colAxis: Axis;
  origin: Origin;
  /** With `differences`: this trace minus the one without the edits, cell by cell. */
  difference?: Float32Array;
  /** Cells put in by hand, as `row * cols + column`. */
  edited: number[];
  /** Of `weights`: rows in which no key is allowed. */
  emptyRows: number[];
}

/** A cell a factor was read from. */
export interface Source {
  stage: StageId;
  head: number;
  row: number;
  column: number;
}

export interface Term {
  left: number;
  right: number;
  product: number;
  /** The cells the two factors were read from; `null` for a factor that is not a cell (a scale, the 1 of a bias). */
  from: { left: Source | null; right: Source | null };
}

/**
 * One cell's arithmetic. Except for a softmax, `computed` is the sum of the products.
 * For a softmax there is a term for each key: left = its score, right = `max`, product = exp(left − right).
 */
export interface Explanation {
  operation: Operation;
  terms: Term[];
  /** The value in the trace. */
  result: number;
  /** What the terms come to; differs from `result` only where the cell was edited. */
  computed: number;
  edited: boolean;
  /** Softmax only. */
  max?: number;
  exponentials?: number[];
  sum?: number;
}

interface TraceData {
  tokens: string[];
  /** `null` in self-attention. */
  context: string[] | null;
  embedDim: number;
  numHeads: number;
  numKvHeads: number;
  headDim: number;
  valueDim: number;
  /** The factor the scores were multiplied with. */
  scale: number;
  /** In the order they were computed. */
  stages: Stage[];
  /** Throws a RangeError where the trace has no such stage. */
  stage(id: StageId, head?: number): Stage;
}

export interface Trace extends TraceData {
  explain(cell: CellRef): Explanation;
}

export interface Engine {
  /**
   * Throws a TypeError or RangeError that names the argument, its value and what was expected; an Error where the
   * core broke down (out of memory, a defect): it is then started anew, and other requests work.
   */
  trace(request: TraceRequest): Trace;
  /** Gives the WASM instance back; twice is harmless. A disposed engine throws an Error when used. */
  dispose(): void;
}

export interface EngineOptions {
  /** The WASM itself, or an address to fetch it from; by default the file beside this module. */
  wasm?: WebAssembly.Module | BufferSource | string | URL;
}

/** Loads the WASM (once) and makes an engine. Several can live side by side. */
export function createEngine(options?: EngineOptions): Promise<Engine>;

/** The same trace when the engine runs in a worker: only `explain` has to wait. */
export interface AsyncTrace extends TraceData {
  explain(cell: CellRef): Promise<Explanation>;
}
