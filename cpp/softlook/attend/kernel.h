// The inner loops of attend(): one tile of queries against one tile of keys and values. This interface is all
// that attend.cpp knows of them, so that they can be exchanged for faster ones.
//
//   start(queries) → for each tile of keys: score(keys) → the caller scales and masks → add(values) →
//   finish()
//
// Dao et al. 2022, "FlashAttention", algorithm 1, lines 9 to 13, with the division by the sum at the end as
// in Dao 2023, "FlashAttention-2", section 3.1.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

namespace softlook {

/// The most queries and keys in a tile. With widths of 64 a tile of each and the scores fit a 128 KB cache.
inline constexpr int kTileQueries = 64;
inline constexpr int kTileKeys = 64;

/// Rows that lie `stride` numbers apart.
template <typename Number>
struct Rows {
  Number* data;
  std::ptrdiff_t stride;
  Number* row(int index) const { return data + index * stride; }
};

// What the caller does to a row of kTileKeys scores. All of them, also where there are fewer keys: loops of a
// known length become SIMD without a remainder.

/// Scores times the scale. False where one of them is not finite.
bool scaleRow(float* row, float scale);

/// c · tanh(score / c): Gemma 2 (2024), section 2.
void capRow(float* row, float cap);

/// A tile of queries of one head and what it has gathered from the keys it has seen so far.
class AttendKernel {
 public:
  AttendKernel(int headWidth, int valueWidth);
  AttendKernel(const AttendKernel&) = delete;
  AttendKernel& operator=(const AttendKernel&) = delete;
  AttendKernel(AttendKernel&&) = delete;
  AttendKernel& operator=(AttendKernel&&) = delete;
  ~AttendKernel() = default;

  /// Takes `count` queries, (count, D), 1 to kTileQueries of them, and forgets the ones before.
  void start(Rows<const float> queryTile, int count);

  /// The products with `count` keys, (count, D), 1 to kTileKeys of them. Rows of the result are queries and
  /// kTileKeys apart, 0 beyond `count`; the caller makes the final scores of them, −∞ where a key is hidden.
  /// Valid until the next call. Sums run in ascending order of the feature, in float32, as those of trace().
  float* score(Rows<const float> keyTile, int count);

  /// Adds the values, (count, Dv), times `factor`, of the keys that were scored last, by the final scores.
  void add(Rows<const float> valueTile, float factor);

  /// (count, Dv): the mean of what was added, weighted by exp(score); 0 where no key was seen.
  void finish(Rows<float> output) const;

  /// log Σ exp(score) over the keys seen by one query; −∞ for none, NaN where a score was NaN or +∞.
  float logSumExp(int query) const;

  /// Turns final scores of one query into its weights, in place.
  void toWeights(int query, float* numbers, int count) const;

 private:
  /// The maximum, the sum and the exponentials of one query with the tile of keys in `scores`.
  void addRow(int query);

  int headDim, valueDim;
  int valueStride;  // Dv rounded up to whole columns of a block
  int queryCount = 0, keyCount = 0;
  std::vector<float> memory;  // of what follows
  float* queries;             // (kTileQueries, D)
  float* keys;                // (D, kTileKeys): transposed, so that the inner loop runs over keys
  float* values;              // (kTileKeys, valueStride)
  float* scores;              // (kTileQueries, kTileKeys), then the exponentials
  float* outputs;             // (kTileQueries, valueStride), not yet divided by the sums
  std::array<float, kTileQueries> maxima = {};  // of each query's scores so far
  std::array<double, kTileQueries> sums = {};   // of exp(score − maximum)
};

}  // namespace softlook
