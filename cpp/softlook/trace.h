// The trace: self-attention as an ordered list of stages, each with its numbers and where they came from.
//
// Vaswani et al. 2017, "Attention Is All You Need", equation 1: softmax(Q Kᵀ / √d_k) V, and section 3.2.2 for
// heads.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "softlook/request.h"

namespace softlook {

/// With a cache (Request::cachedTokens) N counts the new tokens, N − P of them, in all stages of queries; the
/// embeddings and their positions are of all tokens, and so are keys and values. Keys are rotated after they
/// are stacked, all by their own positions; caches in use hold them rotated, which is the same numbers.
/// Queries count from position P in rotations, distances and the mask.
///
/// "Per kv head" has heads 0 … G − 1; query head h reads key/value head h / (H / G), as neighbours share one
/// (Ainslie et al. 2023, "GQA", section 2.2).
enum class StageId {
  embeddings,            // (N, E)
  contextEmbeddings,     // (M, E), cross-attention only
  positions,             // (N, E)                              | these four only with sinusoidal positions;
  contextPositions,      // (M, E), cross-attention only        | the last two then stand for the
  positionedEmbeddings,  // (N, E) = embeddings + positions     | embeddings in all that follows
  positionedContext,     // (M, E), cross-attention only        |
  newEmbeddings,         // (N − P, E) = the last rows of what stands for the embeddings; only with a cache
  queryWeights,          // (E, D) per head      | these seven only
  keyWeights,            // (E, D) per kv head   | with projections
  valueWeights,          // (E, Dv) per kv head  |
  queryBias,             // (1, D) per head      | the biases only
  keyBias,               // (1, D) per kv head   | where given
  valueBias,             // (1, Dv) per kv head  |
  queries,               // (N, D) per head = X · W_q + b_q; a copy of X without projections
  cachedKeys,            // (P, D) per kv head: the first P tokens', as  | these four
  cachedValues,          // (P, Dv) per kv head      decoding left them  | only with
  newKeys,               // (N − P, D) per kv head                       | a cache; the
  newValues,             // (N − P, Dv) per kv head                      | first two if P > 0
  keys,                  // (M, D) per kv head; with a cache cachedKeys above newKeys
  values,                // (M, Dv) per kv head; likewise
  rotatedQueries,        // (N, D) per head      | only with rope; they then
  rotatedKeys,           // (M, D) per kv head   | make the scores
  scores,                // (N, M) per head = Q · Kᵀ
  scaledScores,          // (N, M) per head = scores · scale
  cappedScores,          // (N, M) per head = c · tanh(scaledScores / c); only with a softcap
  positionBias,          // (N, M) per head = −slope · |query − key|; only with alibi
  biasedScores,          // (N, M) per head = scores so far + positionBias; only with alibi
  mask,                  // (N, M) shared: 0 or −∞, plus Mask::bias; only with a mask
  maskedScores,          // (N, M) per head = scores so far + mask; only with a mask
  temperedScores,        // (N, M) per head = scores so far / temperature; only where that is not 1
  weights,               // (N, M) per head = softmax of each row
  exactOutput,           // (N, Dv) per head = weights · V   | only with another method than softmax
  // With Method::linear; φ is Operation::features. A causal mask makes the two states run.
  queryFeatures,       // (N, D) per head = φ(queries)
  keyFeatures,         // (M, D) per kv head = φ(keys)
  similarities,        // (N, M) per head = φ(Q) · φ(K)ᵀ
  maskedSimilarities,  // (N, M) per head: 0 where the query may not look; only with a causal mask
  linearWeights,       // (N, M) per head = each row over its sum
  quadraticOutput,     // (N, Dv) per head = linearWeights · V, the same as headOutput but for rounding
  keyValueState,       // (D, Dv) per kv head = φ(K)ᵀ · V; causal: (M·D, Dv), the state after each key
  keySum,              // (1, D) per kv head = Σ φ(k); causal: (M, D), the sum after each key
  numerators,          // (N, Dv) per head = φ(Q) · keyValueState; causal: row i with the state after key i
  denominators,        // (N, 1) per head = φ(Q) · keySumᵀ; likewise
  // With Method::lowRank.
  keyMixing,            // (k, M) shared
  valueMixing,          // (k, M) shared
  mixedKeys,            // (k, D) per kv head = keyMixing · keys
  mixedValues,          // (k, Dv) per kv head = valueMixing · V
  lowRankScores,        // (N, k) per head = queries · mixedKeysᵀ
  lowRankScaledScores,  // (N, k) per head = lowRankScores · scale
  lowRankWeights,       // (N, k) per head = softmax of each row
  // With Method::localGlobal.
  pattern,       // (N, M) shared: 0 near the query and at global tokens, else −∞
  localScores,   // (N, M) per head = what weights is the softmax of + pattern
  localWeights,  // (N, M) per head = softmax of each row
  // Of all methods again.
  headOutput,        // (N, Dv) per head = weights · V, or numerators / denominators, lowRankWeights ·
                     // mixedValues, localWeights · V; with softmax only where concatenated or projected
  outputDifference,  // (N, Dv) per head = headOutput − exactOutput; not with softmax
  concatenated,      // (N, H·Dv) shared; as headOutput
  outputWeights,     // (H·Dv, E) shared; with outputProjection
  outputBias,        // (1, E) shared; where given
  output,            // shared; (N, E) = concatenated · W_o + b_o with outputProjection, else (N, H·Dv)
  // With a cache, shared and of the output's shape.
  fullOutput,        // those rows of the output that all tokens have at once, without a cache (see decode.h)
  decodeDifference,  // output − fullOutput: 0 unless cached… or new… stages were edited
  // With Request::gradient, the gradient of the loss with respect to each stage above that is there and is
  // not a constant: of the same shape, per head where the stage is, in this order (see plan_parts.h).
  outputGradient,
  outputBiasGradient,
  outputWeightsGradient,
  concatenatedGradient,
  headOutputGradient,
  weightsGradient,
  temperedScoresGradient,
  maskedScoresGradient,
  biasedScoresGradient,
  cappedScoresGradient,
  scaledScoresGradient,
  scoresGradient,
  rotatedKeysGradient,
  rotatedQueriesGradient,
  valuesGradient,
  keysGradient,
  queriesGradient,
  valueBiasGradient,
  keyBiasGradient,
  queryBiasGradient,
  valueWeightsGradient,
  keyWeightsGradient,
  queryWeightsGradient,
  positionedContextGradient,
  positionedEmbeddingsGradient,
  contextEmbeddingsGradient,
  embeddingsGradient,
};

/// How each cell of a stage came about. Some are of positions and scores:
/// - sinusoid: row p, columns 2i and 2i + 1 are the sine and cosine of p · 10000^(−2i/E);
/// - rotate: in row p features j and j + D/2 are turned as a pair by the angle p · 10000^(−2j/D). (So
/// GPT-NeoX and
///   Llama lay the pairs out; Su et al. take neighbours, which is the same rotation in another order.)
/// - alibi: −slope · |row − column|. With a power of 2 of heads, head h has the slope 2^(−8 (h + 1) / H);
/// else see
///   positions.h.
/// And the last six of gradients:
/// - softmaxGradient: w_j (g_j − Σ_k w_k g_k) in each row, where w is the softmax of inputs[2] and g
/// inputs[1];
///   inputs[0] holds w but for cells put in by hand;
/// - softcapGradient: inputs[0] · (1 − tanh²(inputs[1] / c)), cell by cell;
/// - rotateBack: as rotate, by the opposite angle.
enum class Operation {
  input,              // given, or toy, or computed apart (fullOutput)
  copy,               // the only input as it is; of more rows the last for query tokens, else the first
  product,            // inputs[0] · inputs[1], plus the row inputs[2] where there is one; of as many rows of
                      // inputs[0] as the stage has
  productTransposed,  // inputs[0] · inputs[1]ᵀ + inputs[2] · inputs[3]ᵀ + …
  scale,              // inputs[0] times Trace::scale
  mask,               // inputs[0] + inputs[1]
  softmax,            // of each row of inputs[0]
  concatenate,        // inputs side by side
  add,                // inputs[0] + inputs[1] + …
  sinusoid,           // no inputs
  rotate,             // inputs[0]
  alibi,              // no inputs
  softcap,            // c · tanh(inputs[0] / c), where c is Trace::softcap
  divide,             // inputs[0] / Trace::temperature, or / inputs[1] (n, 1), row by row; 0 where that is 0
  transposedProduct,  // inputs[0]ᵀ · inputs[1] + inputs[2]ᵀ · inputs[3] + …
  columnSums,         // a row: the sum of each column of inputs[0]
  split,              // the columns of inputs[0] that belong to the stage's head
  softmaxGradient,    // inputs: the weights, their gradient, the scores
  softcapGradient,    // inputs: the gradient, the scores
  rotateBack,         // inputs[0]
  features,           // φ(inputs[0]) = elu + 1: x + 1 above 0, else eˣ
  hide,               // inputs[0] where inputs[1] is not −∞, else 0
  normalize,          // each row of inputs[0] over its sum; 0 where that is 0
  runningStates,      // block i = inputs[0]ᵀ · inputs[1] of the rows 0…i
  runningSums,        // row i = the sum of the rows 0…i of inputs[0]
  stateProduct,       // row i of inputs[0] · block i of inputs[1] (the last where there are fewer)
  rowProduct,         // row i of inputs[0] · row i of inputs[1]ᵀ (likewise)
  subtract,           // inputs[0] − inputs[1]
  stack,              // inputs one below the other
};

/// What the rows or columns of a stage stand for. Without projections the features of queries, keys, values
/// and output are the embedding's.
enum class Axis {
  queryToken,
  keyToken,
  embeddingFeature,
  headFeature,
  valueFeature,
  concatenatedFeature,
  single,
  mixedKey,         // of the k that the keys are mixed into
  keyTokenFeature,  // key token · D + head feature
};

/// Where the numbers come from. A computed stage takes the strongest origin among its inputs
/// (edited > loaded > trained > toy > plain); without projections embeddings that were not edited count as
/// plain there.
enum class Origin { plain, toy, trained, loaded, edited };

std::string_view name(StageId id);
std::string_view name(Operation operation);
std::string_view name(Axis axis);
std::string_view name(Origin origin);

struct StageRef {
  StageId id;
  int head;  // -1 where all heads share the stage
  bool operator==(const StageRef&) const = default;
};

struct Stage {
  StageId id;
  int head;
  Operation operation;
  std::vector<StageRef> inputs;
  Axis rowAxis;
  Axis colAxis;
  Origin origin;
  Matrix values;
  // With Request::differences the values minus those without the edits. With Request::against the values
  // minus those of the other trace's stage with that id and head, where it has one of the same shape; per kv
  // head, of the other's kv head that serves the same first query head. Equal infinities differ by 0; a −∞
  // here alone is −∞, there alone +∞. Empty where there is nothing to compare with.
  Matrix difference;
  std::vector<int> edited;       // cells put in by hand, as row · columns + column, ascending
  std::vector<int> emptyRows;    // of a softmax: rows in which no key is allowed (weights 0, output 0)
  std::vector<float> entropies;  // of a softmax: one a row, in bits, of what stands in it (see entropy())
  /// Scalar multiplications that computing it takes, as the textbook counts them (cost.h). Of localScores and
  /// what follows from them only the pairs that may look count: D each for their scores, Dv for headOutput.
  std::int64_t multiplications = 0;
};

/// Multiplications by the ways in which attention is computed, over all heads; 0 where a trace has no such
/// stage.
struct Costs {
  std::int64_t exact;      // scores to weights, and weights · V
  std::int64_t quadratic;  // similarities to quadraticOutput
  std::int64_t method;     // an approximation's other stages, to headOutput
  std::int64_t cached;     // with a cache, from newEmbeddings to output, less what the cache holds
  std::int64_t full;       // of fullOutput
};

struct Trace {
  std::vector<std::string> tokens;
  std::vector<std::string> context;  // empty in self-attention
  int embedDim, numHeads, numKvHeads, headDim, valueDim;
  float scale;        // the factor that was used
  float softcap;      // 0: none
  float temperature;  // 1: none
  int firstQuery;     // the position of the first query: P with a cache, else 0
  Costs costs;
  std::vector<Stage> stages;  // in the order they were computed: inputs before what is made of them

  /// The stage of that head; one that all heads share is found under every head.
  /// Throws std::invalid_argument naming the id where the trace has none.
  const Stage& stage(StageId id, int head = 0) const;
};

/// Runs attention and keeps every intermediate.
/// Throws std::invalid_argument with a sentence: which argument, its value, what was expected; also where a
/// stage overflows float32, so no trace holds NaN or +∞.
Trace trace(const Request& request);

/// A place in a trace.
struct Cell {
  StageRef stage;
  int row;
  int column;
};

/// One term of a cell's arithmetic: left · right = product, each factor with the cell it was read from where
/// it was read from one (a scale factor and the 1 of a bias are not).
struct Term {
  float left, right, product;
  std::optional<Cell> leftFrom, rightFrom;
};

/// How one cell came about. Except for a softmax the result is the sum of the products (in exact arithmetic;
/// the core adds in float32). Terms by operation: products: one for each pair that is multiplied, and bias ·
/// 1 last; scale: value · scale; mask, add: value · 1 of each input; copy, concatenate, stack, split: value ·
/// 1; columnSums: value · 1 of each row; input: none; rotate, rotateBack: value · cos(angle) and the pair's
/// other value · ∓sin(angle); alibi: distance · −slope; softcapGradient: gradient · (1 − tanh²(score / c));
/// runningStates: one a key; stateProduct, rowProduct: one a feature; runningSums: value · 1 a key; hide:
/// value · 1 or · 0; subtract: value · 1 and value · −1.
/// softmaxGradient: a term a key, w_k · g_k; they come to `sum`, and the cell is w (g − sum) of its own term.
/// In six the right side is not a factor: softmax: a term a key, left = its score, right = the row's
/// maximum, product = exp(left − right); softcap: product = right · tanh(left / right); divide, normalize:
/// product = left / right; features: product = φ(left), right = 0; sinusoid: left = position, right =
/// frequency, product = their angle's sine or cosine.
struct Explanation {
  Operation operation;
  std::vector<Term> terms;
  float result;    // the value in the trace
  float computed;  // what the terms come to, to the last bit: differs from result only where the cell was
                   // edited (an input has no terms: its result)
  bool edited;
  float angle = 0;  // sinusoid, rotate and rotateBack: position · frequency, in radians
  // Softmax only (an empty row has maximum −∞ and sum 0):
  float max = 0;
  std::vector<float> exponentials;
  float sum = 0;  // also of a softmaxGradient
};

/// Throws std::invalid_argument when the trace has no such cell.
Explanation explain(const Trace& trace, const Cell& cell);

/// A stage id from its name. Throws std::invalid_argument that lists the known ones.
StageId stageId(std::string_view name);

}  // namespace softlook
