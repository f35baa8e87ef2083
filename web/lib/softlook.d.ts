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
  | 'positions'
  | 'contextPositions'
  | 'positionedEmbeddings'
  | 'positionedContext'
  | 'newEmbeddings'
  | 'queryWeights'
  | 'keyWeights'
  | 'valueWeights'
  | 'queryBias'
  | 'keyBias'
  | 'valueBias'
  | 'queries'
  | 'cachedKeys'
  | 'cachedValues'
  | 'newKeys'
  | 'newValues'
  | 'keys'
  | 'values'
  | 'rotatedQueries'
  | 'rotatedKeys'
  | 'scores'
  | 'scaledScores'
  | 'cappedScores'
  | 'positionBias'
  | 'biasedScores'
  | 'mask'
  | 'maskedScores'
  | 'temperedScores'
  | 'weights'
  | 'exactOutput'
  | 'queryFeatures'
  | 'keyFeatures'
  | 'similarities'
  | 'maskedSimilarities'
  | 'linearWeights'
  | 'quadraticOutput'
  | 'keyValueState'
  | 'keySum'
  | 'numerators'
  | 'denominators'
  | 'keyMixing'
  | 'valueMixing'
  | 'mixedKeys'
  | 'mixedValues'
  | 'lowRankScores'
  | 'lowRankScaledScores'
  | 'lowRankWeights'
  | 'pattern'
  | 'localScores'
  | 'localWeights'
  | 'headOutput'
  | 'outputDifference'
  | 'concatenated'
  | 'outputWeights'
  | 'outputBias'
  | 'output'
  | 'fullOutput'
  | 'decodeDifference'
  | 'outputGradient'
  | 'outputBiasGradient'
  | 'outputWeightsGradient'
  | 'concatenatedGradient'
  | 'headOutputGradient'
  | 'localWeightsGradient'
  | 'localScoresGradient'
  | 'lowRankWeightsGradient'
  | 'lowRankScaledScoresGradient'
  | 'lowRankScoresGradient'
  | 'mixedValuesGradient'
  | 'mixedKeysGradient'
  | 'valueMixingGradient'
  | 'keyMixingGradient'
  | 'denominatorsGradient'
  | 'numeratorsGradient'
  | 'keySumGradient'
  | 'keyValueStateGradient'
  | 'keyFeaturesGradient'
  | 'queryFeaturesGradient'
  | 'weightsGradient'
  | 'temperedScoresGradient'
  | 'maskedScoresGradient'
  | 'biasedScoresGradient'
  | 'cappedScoresGradient'
  | 'scaledScoresGradient'
  | 'scoresGradient'
  | 'rotatedKeysGradient'
  | 'rotatedQueriesGradient'
  | 'valuesGradient'
  | 'keysGradient'
  | 'queriesGradient'
  | 'valueBiasGradient'
  | 'keyBiasGradient'
  | 'queryBiasGradient'
  | 'valueWeightsGradient'
  | 'keyWeightsGradient'
  | 'queryWeightsGradient'
  | 'positionedContextGradient'
  | 'positionedEmbeddingsGradient'
  | 'contextEmbeddingsGradient'
  | 'embeddingsGradient';

export type Operation =
  | 'input'
  | 'copy'
  | 'product'
  | 'productTransposed'
  | 'scale'
  | 'mask'
  | 'softmax'
  | 'concatenate'
  | 'add'
  | 'sinusoid'
  | 'rotate'
  | 'alibi'
  | 'softcap'
  | 'divide'
  | 'transposedProduct'
  | 'columnSums'
  | 'split'
  | 'softmaxGradient'
  | 'softcapGradient'
  | 'rotateBack'
  | 'divideGradient'
  | 'featuresGradient'
  | 'queryGradient'
  | 'keyGradient'
  | 'valueGradient'
  | 'stateGradient'
  | 'features'
  | 'hide'
  | 'normalize'
  | 'runningStates'
  | 'runningSums'
  | 'stateProduct'
  | 'rowProduct'
  | 'subtract'
  | 'stack';

export type Axis =
  | 'queryToken'
  | 'keyToken'
  | 'embeddingFeature'
  | 'headFeature'
  | 'valueFeature'
  | 'concatenatedFeature'
  | 'single'
  | 'mixedKey'
  | 'keyTokenFeature';

/** Where numbers come from: no parameters, seeded random, trained here, given by the caller, put in by hand. */
export type Origin = 'plain' | 'toy' | 'trained' | 'loaded' | 'edited';

/** Names a cell. `head` may be left out where there is one head or all heads share the stage. */
export interface CellRef {
  stage: StageId;
  head?: number;
  row: number;
  column: number;
}

/** A number put in by hand: finite, in `mask`, `maskedScores`, `temperedScores`, `pattern` and
 * `localScores` also `-Infinity`. */
export interface Edit extends CellRef {
  value: number;
}

/**
 * Multiplied from the right, x·W + b: the `weight` of a PyTorch `nn.Linear` is the transpose. Head h has columns h·D to
 * (h + 1)·D. A bias is a matrix of one row: `{ rows: 1, cols: b.length, data: b }`.
 */
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
  /** (k, M), with method `'lowRank'`; toy by default. */
  keyMixing?: Matrix;
  /** (k, M), likewise. */
  valueMixing?: Matrix;
}

/**
 * Which keys a query may look at: those that `causal`, `window`, `padding` and `allowed` all let through; a prefix lifts
 * the first two. A row with nothing allowed has weights 0 and output 0, and is listed in `emptyRows`.
 */
export interface Mask {
  /** Query i sees keys 0…i. */
  causal?: boolean;
  /**
   * Query i sees keys from i − window on; a whole number from 0. With `causal` that are window + 1 keys: the `window`
   * of a model with Mistral's `sliding_window` W is W − 1, that of flash-attention's `window_size=(L, 0)` is L.
   */
  window?: number;
  /** The first so many keys are seen by all; a whole number from 0. */
  prefix?: number;
  /**
   * M entries; `true` = a real token, `false` = padding that nobody sees. Padding has a position all the same: after two
   * padded tokens the first real one stands at position 2, for `positions`, `causal` and `window` alike.
   */
  padding?: boolean[];
  /** N·M entries, row-major; `true` = the query may look. */
  allowed?: boolean[];
  /** (N, M), added to the scores; finite or `-Infinity`. */
  bias?: Matrix;
}

/**
 * `'sinusoidal'`: added to the embeddings. `'rope'`: queries and keys are rotated, features j and j + D/2 as a pair;
 * needs an even headDim. Both to the base 10000. (A checkpoint that pairs features 2j and 2j + 1 has to be rearranged: in
 * `query`, `key` and their biases, of each head, column j is its column 2j and column j + D/2 its column 2j + 1.) `'alibi'`: scores lose by distance, each head at its own slope, 2^(−8(h + 1)/H)
 * where H is a power of 2, else as in Press et al. 2022.
 */
export type Positions = 'none' | 'sinusoidal' | 'rope' | 'alibi';

/**
 * The loss: a cell of `output`, or any whose gradient with respect to the output is `upstream`, of the output's shape.
 */
export type Gradient = { row: number; column: number } | { upstream: Matrix };

/**
 * How the output is computed. Any but `'softmax'` is an approximation; the trace then holds the exact attention too, up
 * to `exactOutput`, and each head's `outputDifference` = `headOutput` − `exactOutput`.
 *
 * `'linear'` (Katharopoulos et al. 2020): features φ(x) = elu(x) + 1 instead of the exponential, in the quadratic order
 * (`similarities` to `quadraticOutput`) and in the linear one (`keyValueState` to `headOutput`). Takes no mask but a
 * causal one, with which the state runs: block i of `keyValueState`, D rows of it, is the state after key i, row i of
 * `keySum` its sum. An edit of `mask` reaches the quadratic order only. Scale, softcap, ALiBi and temperature enter the
 * exact attention only.
 *
 * `'lowRank'` (Wang et al. 2020, "Linformer"): keys and values are mixed into `rank` of them by `keyMixing` and
 * `valueMixing`, which the heads share. Takes no mask, ALiBi, softcap or temperature.
 *
 * `'localGlobal'` (Beltagy et al. 2020, "Longformer"): each query sees keys within `reach`; the first `globalTokens` see
 * all and are seen by all. Local and global attention share the projections.
 */
export type Method = 'softmax' | 'linear' | 'lowRank' | 'localGlobal';

export interface TraceRequest {
  /** 1 to 512 query-side tokens, each a well-formed string of 1 to 4096 UTF-16 code units. */
  tokens: string[];
  /** Key-side tokens; present = cross-attention. */
  context?: string[];
  /** `false`: no learned parameters, Q = K = V = X, one head. Default `true`. */
  projections?: boolean;
  /** 1 to 512. Default 8. */
  embedDim?: number;
  /** 1 to 64. Default 1. */
  numHeads?: number;
  /** Default `numHeads`; divides it. Head h takes key/value head ⌊h·G / H⌋. */
  numKvHeads?: number;
  /** 1 to 512. Default `embedDim / numHeads`, which must then be whole. */
  headDim?: number;
  /** 1 to 512. Default `headDim`. */
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
  /** Default `'none'`. */
  positions?: Positions;
  /** c > 0: scaled scores become c · tanh(score / c), before positions and mask. Default: none. */
  softcap?: number;
  /** Above 0: what the softmax is taken of is divided by it. Default 1. */
  temperature?: number;
  /**
   * Present: the trace goes on after `output` with the backward pass. For each stage that the output is made from and that
   * is no constant (mask, pattern, positions) comes the gradient of the loss with respect to it, `<stage>Gradient`, of the
   * same shape and for the same heads; last stage first, heads ascending. A number put in by hand counts as a shift of what
   * was computed: gradients pass through it unchanged. With another method than `'softmax'` the exact attention beside it
   * has none. Where a query sees no key, `weightsGradient` says what weights would do to the loss if there were any; as
   * they are 0 whatever the scores are, the gradients before them are 0.
   */
  gradient?: Gradient;
  /** Default `'softmax'`. */
  method?: Method;
  /** With `'lowRank'`: from 1 to M. Default: half of M, rounded up, at most 4. */
  rank?: number;
  /** With `'localGlobal'`: how many positions away a key may be, on either side; at least 0. Default 1. */
  reach?: number;
  /** With `'localGlobal'`: at least 0. Default 1. */
  globalTokens?: number;
  /**
   * P, from 0 to N − 1: decoding with a key/value cache. The last N − P tokens are new (`newEmbeddings`) and make the
   * queries, which stand at positions P to N − 1; `keys` and `values` are the cache's, `cachedKeys` and `cachedValues`,
   * above `newKeys` and `newValues`. Stages of queries have N − P rows, those of keys N. Embeddings and mask stay those
   * of all tokens. With rope the keys are rotated after they were stacked. At the end `fullOutput` holds the same rows
   * of the output without a cache, computed for all tokens at once, with the edits that it can have (those of
   * `newEmbeddings`, `cached…` and `new…` it cannot), and `decodeDifference` = `output` − `fullOutput`. Only in causal
   * self-attention with the method `'softmax'`, and without a gradient. Default: no cache.
   */
  cachedTokens?: number;
  /** Of the toy embeddings and weights; a whole number from 0 to 4294967295. Default 7. */
  seed?: number;
  /** At most 65536, made one after the other. */
  edits?: Edit[];
  /** Also give each stage's difference from the trace without the edits. Default `false`. */
  differences?: boolean;
  /**
   * Another configuration: also give each stage's difference from the same stage of its trace. Not together with
   * `differences`.
   */
  against?: Omit<TraceRequest, 'differences' | 'against'>;
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
  /**
   * Cell by cell. With `differences`: this trace minus the one without the edits. With `against`: this trace minus the
   * other, where that has the same stage of the same head and shape; keys and values are compared with those that serve
   * the same first query head. Equal infinities differ by 0; `-Infinity` is masked here alone, `Infinity` there alone.
   */
  difference?: Float32Array;
  /** Cells put in by hand, as `row * cols + column`. */
  edited: number[];
  /** Of a softmax: rows in which no key is allowed. */
  emptyRows: number[];
  /**
   * Of a softmax (`weights`, `lowRankWeights`, `localWeights`): one a row, in bits, −Σ w log₂ w over the weights above 0; 0 for a row with one weight of 1 or
   * none, log₂ n for n equal ones.
   */
  entropies?: Float32Array;
  /**
   * The scalar multiplications it takes, as textbooks count them: N·K·M for a product, one a cell for a scale, none for
   * sums, divisions and exponentials. Of `localScores` and what follows only the pairs that may look count: D each for
   * their scores, Dv for `headOutput`.
   */
  multiplications: number;
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
  /** The cells the two factors were read from; `null` for what is not a cell (a scale, a sine, the 1 of a bias). */
  from: { left: Source | null; right: Source | null };
}

/**
 * One cell's arithmetic. Except for a softmax and its gradient, `computed` is the sum of the products.
 * softmaxGradient: a term for each key, left = its weight w (before a change by hand), right = its gradient g; they come
 * to `sum`, and `computed` is w (g − sum) of the cell's own column.
 * In six operations a product is not that of its sides:
 * softmax: a term for each key, left = its score, right = `max`, product = exp(left − right);
 * softcap: product = right · tanh(left / right); divide, normalize: product = left / right;
 * features: product = φ(left), right = 0;
 * sinusoid: left = position, right = frequency, product = their angle's sine (even columns) or cosine.
 */
export interface Explanation {
  operation: Operation;
  terms: Term[];
  /** The value in the trace. */
  result: number;
  /** What the terms come to; differs from `result` only where the cell was edited. */
  computed: number;
  edited: boolean;
  /** Sinusoid, rotate and rotateBack only: position · frequency, in radians. */
  angle?: number;
  /** Softmax only. */
  max?: number;
  exponentials?: number[];
  /** Softmax and softmaxGradient only. */
  sum?: number;
}

/** The sums of `multiplications` over the stages of all heads; 0 where the trace has no such stages. */
export interface Costs {
  /** Exact attention: from `scores` to `weights`, and `weights` times `values`. */
  exact: number;
  /** Linear attention in the quadratic order: from `similarities` to `quadraticOutput`. */
  quadratic: number;
  /** The approximation: its other stages, up to `headOutput`. */
  method: number;
  /** Decoding: from `newEmbeddings` to `output`, without what the cache holds. */
  cached: number;
  /** Of `fullOutput`: all that is computed without a cache, from the projections on. */
  full: number;
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
  /** The c of the softcap; 0 for none. */
  softcap: number;
  /** What the scores were divided by before the softmax. */
  temperature: number;
  /** The position of the first query: `cachedTokens`, else 0. */
  firstQuery: number;
  costs: Costs;
  /** In the order they were computed. */
  stages: Stage[];
  /** Throws a RangeError where the trace has no such stage. */
  stage(id: StageId, head?: number): Stage;
}

export interface Trace extends TraceData {
  explain(cell: CellRef): Explanation;
}

/** Row-major; `data.length` is the product of `shape`. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/**
 * Letters as above, with B sequences, P past keys and K = P + M keys in all. Query i stands at position i + P, or where
 * there are `keyLengths` L and no past keys, at i + L − N. What no query may see does not matter, however large it is.
 */
export interface AttendRequest {
  /** (B, H, N, D), or with `numHeads` (B, N, H·D); widths up to 4096. */
  queries: Tensor;
  /** (B, G, M, D), or (B, M, G·D); H is a multiple of G. M may be 0 where there are past keys. */
  keys: Tensor;
  /** (B, G, M, Dv), or (B, M, G·Dv). */
  values: Tensor;
  /** H, where queries, keys and values have three lengths. */
  numHeads?: number;
  /** G, likewise. Default `numHeads`. */
  numKvHeads?: number;
  /** A query sees keys up to its own position. Default `false`. */
  isCausal?: boolean;
  /**
   * (…, N, K), of one to four lengths, each that of (B, H, N, K) or 1. The last may be smaller than K: the keys that a mask
   * says nothing of are hidden. A Uint8Array: 1 where a query may look, else 0. A Float32Array: added to the scores, so
   * that 0 and 1 in it hide nothing; finite or `-Infinity`.
   */
  mask?: { shape: number[]; data: Uint8Array | Float32Array };
  /** What the scores are multiplied with. Default 1/√D. */
  scale?: number;
  /** c > 0: scores become c · tanh(score / c), before the mask. */
  softcap?: number;
  /** A query sees keys at most this many positions before its own: flash-attention's `window_size[0]`. */
  window?: number;
  /** A query sees keys at most this many positions after its own: flash-attention's `window_size[1]`. */
  rightWindow?: number;
  /**
   * B whole numbers from 0 to K: of each sequence's keys only the first so many are seen (ONNX: `nonpad_kv_seqlen`). Without
   * past keys the queries are the last of them.
   */
  keyLengths?: number[];
  /** (B, G, P, D), before `keys`; P may be 0. */
  pastKeys?: Tensor;
  /** (B, G, P, Dv), before `values`. */
  pastValues?: Tensor;
  /** Also give the weights. Default `false`. */
  needWeights?: boolean;
  /**
   * With `needWeights`: what to give as weights. `'scores'`: q · k; `'scaled'`: those times the scale (ONNX:
   * `qk_matmul_output_mode` 0); `'capped'`: after the softcap (1); `'masked'`: after the mask, −∞ for keys that are hidden
   * (2); `'weights'`: after the softmax (3). Default `'weights'`.
   */
  weightsAre?: 'scores' | 'scaled' | 'capped' | 'masked' | 'weights';
}

export interface AttendResult {
  /** (B, H, N, Dv), or with `numHeads` (B, N, H·Dv); 0 where a query sees no key. */
  output: Tensor;
  /** (B, H, N): the logarithm of the sum of exp(score) over the keys seen; `-Infinity` for none. */
  logSumExp: Tensor;
  /** (B, H, N, K), with `needWeights`. */
  weights?: Tensor;
  /** (B, G, K, D): past and new keys, where there are past ones. */
  keys?: Tensor;
  /** (B, G, K, Dv), likewise. */
  values?: Tensor;
}

/**
 * Why scores are divided by √D (Vaswani et al. 2017, section 3.2.1): 256 queries look at n keys each, with independent
 * components of mean 0 and variance 1, in several widths.
 */
export interface SaturationRequest {
  /** D: 1 to 64 whole numbers from 1 to 512. */
  widths: number[];
  /** n, from 2 to 512. Default 16. */
  keys?: number;
  /** Of the queries and keys. Default 7. */
  seed?: number;
}

export interface Softness {
  /** The standard deviation of the scores. */
  spread: number;
  /** Of a query's weights, in bits, on average: log₂ n where all are alike, 0 where one has everything. */
  entropy: number;
  /** The Frobenius norm of the softmax's Jacobian, diag(w) − w wᵀ, on average over the queries. */
  gradient: number;
}

export interface SaturationPoint {
  width: number;
  /** Of q · k. */
  unscaled: Softness;
  /** Of q · k / √D. */
  scaled: Softness;
}

/** Where a WASM comes from, as the file itself says; `unknown` where it does not. */
export interface Version {
  /** Of the package. */
  readonly softlook: string;
  /** The last that changed the core, in 40 hexadecimal digits; with `-dirty` where something was not committed. */
  readonly commit: string;
  readonly compiler: string;
  /** What the core's sources were compiled with, without warnings. */
  readonly flags: string;
  readonly linkFlags: string;
}

export interface Engine {
  readonly version: Version;
  /**
   * Throws a TypeError or RangeError that names the argument, its value and what was expected; an Error where the
   * core broke down (out of memory, a defect): it is then started anew, and other requests work.
   */
  trace(request: TraceRequest): Trace;
  /**
   * softmax(scale · Q Kᵀ + mask) V for whole tensors, without keeping the scores. All tensors of a request and its
   * answer may take 192 MiB together. Throws as `trace` does.
   */
  attend(request: AttendRequest): AttendResult;
  /** A point for each width, in their order. Throws as `trace` does. */
  saturation(request: SaturationRequest): SaturationPoint[];
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
