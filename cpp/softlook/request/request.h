// What a reader asks for: the tokens, the widths, the parameters and the changes made by hand.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "softlook/numbers/matrix.h"

namespace softlook {

/// The largest sequence a trace takes. It keeps every intermediate; `attend` is for longer ones.
inline constexpr int kMaxTokens = 512;
/// The largest width (embedDim, headDim, valueDim) and number of heads.
inline constexpr int kMaxWidth = 512;
inline constexpr int kMaxHeads = 64;
/// The most numbers one trace may hold, over all its stages: 64 MiB of float32.
inline constexpr std::int64_t kMaxTraceCells = std::int64_t{1} << 24;

/// Learned parameters. What is absent is toy (see numbers/toy.h); an absent bias is no bias.
struct Weights {
  std::optional<Matrix> query;        // (E, H·D)
  std::optional<Matrix> key;          // (E, G·D)
  std::optional<Matrix> value;        // (E, G·Dv)
  std::optional<Matrix> output;       // (H·Dv, E)
  std::optional<Matrix> queryBias;    // (1, H·D)
  std::optional<Matrix> keyBias;      // (1, G·D)
  std::optional<Matrix> valueBias;    // (1, G·Dv)
  std::optional<Matrix> outputBias;   // (1, E)
  std::optional<Matrix> keyMixing;    // (k, M), with Method::lowRank
  std::optional<Matrix> valueMixing;  // (k, M), with Method::lowRank
};

/// Which keys a query may look at. A key must be allowed by each of causal, window, padding and allowed; a
/// prefix lifts the first two. Positions count from 0 on either side, also where N ≠ M.
struct Mask {
  bool causal = false;        // query i sees keys 0…i
  std::optional<int> window;  // query i sees keys from i − window on; at least 0
  int prefix = 0;  // the first so many keys are seen by all (a prefix LM, Raffel et al. 2020, section 3.2.1)
  std::optional<std::vector<std::uint8_t>> padding;  // M: 1 = a real token, 0 = padding that nobody sees
  std::optional<std::vector<std::uint8_t>> allowed;  // N·M, row-major: 1 = the query may look, 0 = it may not
  std::optional<Matrix> bias;                        // (N, M): added to the scores; finite or −∞
};

/// How the model knows where a token stands.
enum class Positions {
  none,
  sinusoidal,  // added to the embeddings (Vaswani et al. 2017, section 3.5)
  rope,        // queries and keys are rotated (Su et al. 2021, "RoFormer", equation 34)
  alibi,       // scores lose by distance (Press et al. 2022, "Train Short, Test Long", section 3)
};

/// From its name in the JavaScript interface. Throws std::invalid_argument that lists the known ones.
Positions positionsNamed(std::string_view name);

/// How the output is computed. Any but softmax is an approximation, and the exact attention is kept beside
/// it.
enum class Method {
  softmax,
  /// Kernel features instead of the exponential, φ(x) = elu(x) + 1, in the quadratic order and in the linear
  /// one (Katharopoulos et al. 2020, "Transformers are RNNs", equations 4–12). Takes no mask but a causal
  /// one; scale, softcap, ALiBi and temperature are of the exact attention only.
  linear,
  /// Keys and values are mixed into k (Wang et al. 2020, "Linformer", equation 7). Takes no mask, ALiBi,
  /// softcap or temperature.
  lowRank,
  /// Each query looks at its neighbourhood, the first tokens at all and all at them (Beltagy et al. 2020,
  /// "Longformer", section 3.1; local and global attention share the projections).
  localGlobal,
};

/// From its name in the JavaScript interface. Throws std::invalid_argument that lists the known ones.
Method methodNamed(std::string_view name);

/// A number the reader put in by hand. The core computes the stage, puts the value in and goes on from there.
struct Edit {
  std::string stage;  // a stage id, as in stages/stages.def
  int head = 0;       // ignored where all heads share the stage
  int row = 0;
  int column = 0;
  float value = 0;  // finite; in masks and masked scores (takesMinusInfinity in stages/stage.h) also −∞
};

/// Scale of the scores: 1/√D unless given (1 = not scaled).
using Scale = std::optional<float>;

/// The loss whose gradients a trace is to have: one cell of the output, or any whose gradient with respect to
/// the output is `upstream`.
struct Gradient {
  int row = 0;
  int column = 0;
  std::optional<Matrix> upstream;  // of the output's shape; row and column then do not count
};

struct Request {
  std::vector<std::string> tokens;                  // N ≥ 1 query-side tokens, each non-empty UTF-8
  std::optional<std::vector<std::string>> context;  // M ≥ 1 key-side tokens; present = cross-attention
  bool projections = true;                          // false: Q = K = V = X, one head, no parameters
  int embedDim = 8;                                 // E
  int numHeads = 1;                                 // H
  std::optional<int> numKvHeads;                    // G, H unless given; divides H
  std::optional<int> headDim;                       // D, E/H unless given
  std::optional<int> valueDim;                      // Dv, D unless given
  std::optional<Matrix> embeddings;                 // (N, E)
  std::optional<Matrix> contextEmbeddings;          // (M, E)
  Weights weights;
  std::optional<bool> outputProjection;  // whether W_o is applied; H > 1 unless given
  Scale scale;
  Mask mask;
  Positions positions = Positions::none;  // rope needs an even headDim
  std::optional<float> softcap;      // c > 0: scores become c · tanh(score / c) (Gemma 2, 2024, section 2)
  float temperature = 1;             // > 0: what the softmax is taken of is divided by it
  std::optional<Gradient> gradient;  // present = the trace goes on with the backward pass
  Method method = Method::softmax;
  std::optional<int> rank;          // lowRank: k, from 1 to M; min(4, ⌈M/2⌉) unless given
  std::optional<int> reach;         // localGlobal: keys at most so many positions away; 1 unless given
  std::optional<int> globalTokens;  // localGlobal: the first so many look and are seen everywhere; 1 likewise
  // P, from 0 to N − 1: the trace decodes. The last N − P tokens are new and make the queries; the keys and
  // values of the first P come from a cache. Causal self-attention by softmax only, without a gradient. The
  // mask stays that of all tokens.
  std::optional<int> cachedTokens;
  std::uint32_t seed = 7;  // of the toy numbers
  std::vector<Edit> edits;
  bool differences = false;  // also keep, for each stage, its difference from the trace without the edits
  // Also keep, for each stage, its difference from the same stage of this request's trace (see
  // Stage::difference). Not together with `differences`; a request that is compared with has neither.
  std::shared_ptr<const Request> against;
};

}  // namespace softlook
