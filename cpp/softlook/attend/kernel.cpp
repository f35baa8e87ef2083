#include "softlook/attend/kernel.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "softlook/attend/math.h"

namespace softlook {

namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();

// A block of the result that fits the registers: 4 by 8 numbers are 8 of the 16 there are with SIMD128.
constexpr int kBlockRows = 4;
constexpr int kBlockColumns = 8;
static_assert(kTileQueries % kBlockRows == 0 && kTileKeys % kBlockColumns == 0);

int roundedUp(int count, int step) { return (count + step - 1) / step * step; }

std::size_t area(int rows, int columns) {
  return static_cast<std::size_t>(rows) * static_cast<std::size_t>(columns);
}

/// result += left · right for a block at (row, column); each sum in ascending order of the summed index.
void addBlock(Rows<const float> left, Rows<const float> right, int depth, int row, int column,
              Rows<float> result) {
  std::array<std::array<float, kBlockColumns>, kBlockRows> sums = {};
  const std::array<const float*, kBlockRows> lefts = {left.row(row), left.row(row + 1), left.row(row + 2),
                                                      left.row(row + 3)};
  const float* from = right.data + column;
  for (int k = 0; k < depth; ++k, from += right.stride) {
    for (std::size_t i = 0; i < kBlockRows; ++i) {
      const float factor = lefts[i][k];
      for (std::size_t j = 0; j < kBlockColumns; ++j) sums[i][j] += factor * from[j];
    }
  }
  for (std::size_t i = 0; i < kBlockRows; ++i) {
    float* const to = result.row(row + static_cast<int>(i)) + column;
    for (std::size_t j = 0; j < kBlockColumns; ++j) to[j] += sums[i][j];
  }
}

/// result += left · right, (rows, depth) · (depth, columns), in whole blocks: rows and columns rounded up.
void addProduct(Rows<const float> left, Rows<const float> right, int depth, int rows, int columns,
                Rows<float> result) {
  for (int column = 0; column < columns; column += kBlockColumns) {
    for (int row = 0; row < rows; row += kBlockRows) addBlock(left, right, depth, row, column, result);
  }
}

// A row of a tile is gone through in lanes that do not wait for one another; `count` is a multiple of theirs.

using Lanes = std::array<float, kBlockColumns>;

/// A NaN may be passed over: the sum shows it.
float largest(const float* scores, int count) {
  Lanes lanes{};
  std::copy_n(scores, kBlockColumns, lanes.begin());
  for (int j = kBlockColumns; j < count; j += kBlockColumns) {
    const float* const next = scores + j;
    for (std::size_t lane = 0; lane < kBlockColumns; ++lane) {
      lanes[lane] = lanes[lane] < next[lane] ? next[lane] : lanes[lane];
    }
  }
  return *std::max_element(lanes.begin(), lanes.end());
}

double sumOf(const float* numbers, int count) {
  Lanes lanes{};
  for (int j = 0; j < count; j += kBlockColumns) {
    const float* const next = numbers + j;
    for (std::size_t lane = 0; lane < kBlockColumns; ++lane) lanes[lane] += next[lane];
  }
  double sum = 0;
  for (const float lane : lanes) sum += lane;
  return sum;
}

/// exp(score − shift) in place.
void exponentiate(float* scores, int count, float shift) {
  for (int j = 0; j < count; ++j) scores[j] = exponentialOfNegative(scores[j] - shift);
}

/// What scores are reduced by. Where no key was seen there is nothing to subtract: −∞ − −∞ is no number.
float shiftOf(float maximum) { return maximum == kMinusInfinity ? 0.0F : maximum; }

}  // namespace

bool scaleRow(float* row, float scale) {
  // Without their sign, the bits of infinity and NaN are the largest there are.
  std::uint32_t highest = 0;
  for (int j = 0; j < kTileKeys; ++j) {
    row[j] *= scale;
    highest = std::max(highest, bitsOf(row[j]) & 0x7FFFFFFFU);
  }
  return highest < 0x7F800000U;
}

void capRow(float* row, float cap) {
  for (int j = 0; j < kTileKeys; ++j) row[j] = cap * hyperbolicTangent(row[j] / cap);
}

AttendKernel::AttendKernel(int headWidth, int valueWidth)
    : headDim(headWidth),
      valueDim(valueWidth),
      valueStride(roundedUp(valueWidth, kBlockColumns)),
      memory(area(kTileQueries + kTileKeys, headDim + valueStride) + area(kTileQueries, kTileKeys)),
      queries(memory.data()),
      keys(queries + area(kTileQueries, headDim)),
      values(keys + area(headDim, kTileKeys)),
      scores(values + area(kTileKeys, valueStride)),
      outputs(scores + area(kTileQueries, kTileKeys)) {}

void AttendKernel::start(Rows<const float> queryTile, int count) {
  queryCount = count;
  for (int query = 0; query < count; ++query) {
    std::copy_n(queryTile.row(query), headDim, queries + area(query, headDim));
  }
  std::fill_n(outputs, area(kTileQueries, valueStride), 0.0F);
  maxima.fill(kMinusInfinity);
  sums.fill(0);
}

float* AttendKernel::score(Rows<const float> keyTile, int count) {
  keyCount = count;
  if (count < kTileKeys) std::fill_n(keys, area(headDim, kTileKeys), 0.0F);
  for (int key = 0; key < count; ++key) {
    const float* const from = keyTile.row(key);
    float* to = keys + key;
    for (int feature = 0; feature < headDim; ++feature, to += kTileKeys) *to = from[feature];
  }
  std::fill_n(scores, area(kTileQueries, kTileKeys), 0.0F);
  addProduct({queries, headDim}, {keys, kTileKeys}, headDim, queryCount, count, {scores, kTileKeys});
  return scores;
}

void AttendKernel::add(Rows<const float> valueTile, float factor) {
  for (int key = 0; key < keyCount; ++key) {
    const float* const from = valueTile.row(key);
    float* const to = values + area(key, valueStride);
    for (int i = 0; i < valueDim; ++i) to[i] = from[i] * factor;
  }
  for (int query = 0; query < queryCount; ++query) addRow(query);
  addProduct({scores, kTileKeys}, {values, valueStride}, keyCount, queryCount, valueDim,
             {outputs, valueStride});
}

void AttendKernel::addRow(int query) {
  float* const row = scores + area(query, kTileKeys);
  const int count = roundedUp(keyCount, kBlockColumns);
  std::fill(row + keyCount, row + count, kMinusInfinity);
  const auto at = static_cast<std::size_t>(query);
  const float maximum = std::max(maxima[at], largest(row, count));
  const float shift = shiftOf(maximum);
  const float correction = exponentialOfNegative(maxima[at] - shift);
  exponentiate(row, count, shift);
  maxima[at] = maximum;
  sums[at] = sums[at] * correction + sumOf(row, count);
  if (correction == 1.0F) return;
  float* const output = outputs + area(query, valueStride);
  for (int i = 0; i < valueStride; ++i) output[i] *= correction;
}

void AttendKernel::finish(Rows<float> output) const {
  for (int query = 0; query < queryCount; ++query) {
    const double sum = sums[static_cast<std::size_t>(query)];
    const float* const gathered = outputs + area(query, valueStride);
    float* const to = output.row(query);
    for (int i = 0; i < valueDim; ++i) to[i] = sum == 0 ? 0.0F : static_cast<float>(gathered[i] / sum);
  }
}

float AttendKernel::logSumExp(int query) const {
  const auto at = static_cast<std::size_t>(query);
  // The logarithm in float32: that of float64 brings a table of 4 KB with it.
  return maxima[at] + std::log(static_cast<float>(sums[at]));
}

void AttendKernel::toWeights(int query, float* numbers, int count) const {
  const auto at = static_cast<std::size_t>(query);
  exponentiate(numbers, count, shiftOf(maxima[at]));
  const double sum = sums[at] == 0 ? 1 : sums[at];
  for (int j = 0; j < count; ++j) numbers[j] = static_cast<float>(numbers[j] / sum);
}

}  // namespace softlook
