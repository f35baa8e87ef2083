// Attention for whole tensors, without keeping the scores: what `trace` shows for tens of tokens, for tens of
// thousands.
//
// The same equation, softmax(scale · Q Kᵀ + mask) V (Vaswani et al. 2017, equation 1), computed tile by tile
// with a running maximum and sum for each query (Milakov & Gimelshein 2018, "Online normalizer calculation
// for softmax", algorithm 3; Dao et al. 2022, "FlashAttention", algorithm 1). Memory beside the tensors
// themselves: a few tiles, whatever N and M.
//
// Letters: B batch, N query tokens, H query heads, G key/value heads, D and Dv widths of keys and values,
// P past keys, M new keys, K = P + M all of them. Tensors are row-major. Query i stands at position i + P, or
// where there are no past keys but `keyLengths` L, at i + L − N: its sequence ends with the queries.
//
// The options are those of ONNX's Attention-24, in the same order: scale, softcap, mask, softmax.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace softlook {

/// A tensor that lies elsewhere: its four lengths, and as many numbers as they make.
template <typename Number>
struct View {
  std::array<int, 4> shape;
  std::span<const Number> data;
};
using Tensor = View<float>;

/// The most memory that the tensors of a request and its answer may take together: the WASM memory of 256 MiB
/// (cpp/wasm/CMakeLists.txt) less a quarter for what it may be fragmented by.
inline constexpr std::int64_t kMaxAttendBytes = std::int64_t{192} << 20;
/// The largest D and Dv: of that width the tiles take 4 MiB.
inline constexpr int kMaxAttendWidth = 4096;

/// What `weights` of the answer are: products of queries and keys; times the scale; after the softcap; after
/// all that hides keys, −∞ there; after the softmax.
enum class Shown : std::uint8_t { scores, scaled, capped, masked, weights };

struct AttendRequest {
  Tensor queries;  // (B, H, N, D); every length at least 1, widths at most kMaxAttendWidth
  Tensor keys;  // (B, G, M, D); H is a multiple of G, neighbouring heads share a key head; M may be 0 if P is
                // not
  Tensor values;  // (B, G, M, Dv)
  // The numbers of these three lie as (B, N, H, D): a row holds a token's heads side by side; so does the
  // output's.
  bool packed = false;

  // Keys and values of earlier calls, before the new ones; both or neither. P may be 0.
  std::optional<Tensor> pastKeys;    // (B, G, P, D)
  std::optional<Tensor> pastValues;  // (B, G, P, Dv)

  // Which keys a query sees; a key must be allowed by each. A query that sees none gets output 0.
  bool isCausal = false;                       // a query sees keys up to its own position
  std::optional<int> window;                   // and at most this many before it; at least 0
  std::optional<int> rightWindow;              // and at most this many after it; at least 0
  std::optional<std::vector<int>> keyLengths;  // (B): of each sequence's keys only the first so many, 0 to K
  // (B or 1, H or 1, N or 1, K or 1 or fewer than K, the others hidden): 1 where a query may look, else 0
  std::optional<View<std::uint8_t>> allowed;
  std::optional<Tensor> bias;  // of such a shape: added to the scores; finite or −∞

  std::optional<float> scale;         // 1/√D unless given
  std::optional<float> softcap;       // c > 0: scores become c · tanh(score / c), before `bias` is added
  bool needWeights = false;           // also give the weights,
  Shown weightsAre = Shown::weights;  // or what they come from
};

struct AttendResult {
  std::vector<float> output;     // (B, H, N, Dv)
  std::vector<float> logSumExp;  // (B, H, N): log of the sum of exp(score) over the keys seen; −∞ for none
  std::vector<float> weights;    // (B, H, N, K) with `needWeights`, else empty
  std::vector<float> keys;       // (B, G, K, D)  | past and new, where there are past ones,
  std::vector<float> values;     // (B, G, K, Dv) | else empty
};

/// Throws std::invalid_argument with a sentence: which argument, its value, what was expected. A NaN or an
/// infinity in the input is named by the index of the first; so is the head in which scores overflow float32.
/// What no query may see does not matter, however large it is.
AttendResult attend(const AttendRequest& request);

}  // namespace softlook
