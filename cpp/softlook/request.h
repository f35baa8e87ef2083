// What a reader asks for: the tokens, the widths, the parameters and the changes made by hand.
#pragma once

#include <Eigen/Core>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace softlook {

/// Row-major float32, as everywhere in Softlook: row = token or input feature, column = feature or key.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// The largest sequence a trace takes. It keeps every intermediate; `attend` is for longer ones.
inline constexpr int kMaxTokens = 512;
/// The largest width (embedDim, headDim, valueDim) and number of heads.
inline constexpr int kMaxWidth = 512;
inline constexpr int kMaxHeads = 64;
/// The most numbers one trace may hold, over all its stages: 64 MiB of float32.
inline constexpr std::int64_t kMaxTraceCells = std::int64_t{1} << 24;

/// Learned parameters. What is absent is toy (see toy.h); an absent bias is no bias.
struct Weights {
  std::optional<Matrix> query;       // (E, H·D)
  std::optional<Matrix> key;         // (E, G·D)
  std::optional<Matrix> value;       // (E, G·Dv)
  std::optional<Matrix> output;      // (H·Dv, E)
  std::optional<Matrix> queryBias;   // (1, H·D)
  std::optional<Matrix> keyBias;     // (1, G·D)
  std::optional<Matrix> valueBias;   // (1, G·Dv)
  std::optional<Matrix> outputBias;  // (1, E)
};

/// Which keys a query may look at.
struct Mask {
  bool causal = false;  // query i sees keys 0…i
};

/// A number the reader put in by hand. The core computes the stage, puts the value in and goes on from there.
struct Edit {
  std::string stage;  // a stage id, as in trace.h
  int head = 0;       // ignored where all heads share the stage
  int row = 0;
  int column = 0;
  float value = 0;  // finite; in `mask` and `maskedScores` also −∞
};

/// Scale of the scores: 1/√D unless given (1 = not scaled).
using Scale = std::optional<float>;

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
  std::uint32_t seed = 7;  // of the toy numbers
  std::vector<Edit> edits;
  bool differences = false;  // also keep, for each stage, its difference from the trace without the edits
};

}  // namespace softlook
