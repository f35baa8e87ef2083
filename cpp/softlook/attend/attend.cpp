#include "softlook/attend/attend.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "softlook/attend/check.h"
#include "softlook/attend/kernel.h"
#include "softlook/text/complain.h"

namespace softlook {

namespace {

constexpr float kMinusInfinity = -std::numeric_limits<float>::infinity();
constexpr float kLargest = std::numeric_limits<float>::max();

std::size_t area(std::int64_t rows, std::int64_t columns) { return static_cast<std::size_t>(rows * columns); }

/// A mask that is stretched along every axis of length 1.
template <typename Number>
class Stretched {
 public:
  explicit Stretched(const View<Number>& view) : data(view.data.data()), shape(view.shape) {}

  /// The following keys' cells are step() apart.
  const Number* cell(int batch, int head, int query, int key) const {
    std::int64_t at = shape[0] == 1 ? 0 : batch;
    at = at * shape[1] + (shape[1] == 1 ? 0 : head);
    at = at * shape[2] + (shape[2] == 1 ? 0 : query);
    return data + (at * shape[3] + (shape[3] == 1 ? 0 : key));
  }
  int step() const { return shape[3] == 1 ? 0 : 1; }
  /// From this key on all are hidden.
  int reach() const { return shape[3] == 1 ? std::numeric_limits<int>::max() : shape[3]; }

 private:
  const Number* data;
  std::array<int, 4> shape;
};

/// Keys from … to − 1.
struct Range {
  int from, to;
};

/// Where the rows of one head of one sequence lie: from which number on, and how many apart.
struct Place {
  std::ptrdiff_t from, stride;
};
Place headOf(const std::array<int, 4>& shape, bool packed, int batch, int head) {
  const auto width = static_cast<std::ptrdiff_t>(shape[3]);
  const std::ptrdiff_t stride = packed ? shape[1] * width : width;
  const std::ptrdiff_t before = packed ? head : std::ptrdiff_t{head} * shape[2];
  return {std::ptrdiff_t{batch} * shape[1] * shape[2] * width + before * width, stride};
}
Rows<const float> headOf(const Tensor& tensor, bool packed, int batch, int head) {
  const Place place = headOf(tensor.shape, packed, batch, head);
  return {tensor.data.data() + place.from, place.stride};
}

/// Past and new tensors joined along the tokens.
std::vector<float> joined(const Tensor& past, const Tensor& added, bool packed) {
  std::vector<float> result(past.data.size() + added.data.size());
  auto* to = result.data();
  const auto append = [&](const Tensor& tensor, Rows<const float> rows) {
    for (int token = 0; token < tensor.shape[2]; ++token) {
      to = std::copy_n(rows.row(token), tensor.shape[3], to);
    }
  };
  for (int batch = 0; batch < added.shape[0]; ++batch) {
    for (int head = 0; head < added.shape[1]; ++head) {
      append(past, headOf(past, false, batch, head));
      append(added, headOf(added, packed, batch, head));
    }
  }
  return result;
}

/// Values are added up times this where their sum might overflow: 2²⁵ keys of the largest float32 then do
/// not.
constexpr float kShrunk = 0x1p-32F;

class Attention {
 public:
  Attention(const AttendRequest& asked, const AttendSizes& found)
      : request(asked), sizes(found), kernel(found.headDim, found.valueDim) {
    if (asked.allowed) allowed.emplace(*asked.allowed);
    if (asked.bias) bias.emplace(*asked.bias);
  }

  AttendResult run() {
    const std::size_t rows = area(std::int64_t{sizes.batch} * sizes.heads, sizes.queries);
    if (request.pastKeys) {
      result.keys = joined(*request.pastKeys, request.keys, request.packed);
      result.values = joined(*request.pastValues, request.values, request.packed);
    }
    result.output.resize(rows * static_cast<std::size_t>(sizes.valueDim));
    result.logSumExp.resize(rows);
    if (request.needWeights) {
      const float hidden = request.weightsAre == Shown::masked ? kMinusInfinity : 0;
      result.weights.resize(rows * static_cast<std::size_t>(sizes.keys()), hidden);
    }
    for (int batch = 0; batch < sizes.batch; ++batch) {
      for (int head = 0; head < sizes.heads; ++head) attendHead(batch, head);
    }
    return std::move(result);
  }

 private:
  /// A tile: `count` queries from `first` on, of one head.
  struct Tile {
    int batch, head, first, count;
  };

  void attendHead(int batch, int head) {
    for (int first = 0; first < sizes.queries; first += kTileQueries) {
      attendTile({batch, head, first, std::min(kTileQueries, sizes.queries - first)});
    }
  }

  void attendTile(const Tile& tile) {
    const std::array<int, 4> shape = {sizes.batch, sizes.heads, sizes.queries, sizes.valueDim};
    const Place head = headOf(shape, request.packed, tile.batch, tile.head);
    const Rows<float> output = {result.output.data() + head.from + tile.first * head.stride, head.stride};
    const Range range = {visible(tile.batch, tile.first).from,
                         visible(tile.batch, tile.first + tile.count - 1).to};
    gather(tile, range, 1);
    kernel.finish(output);
    if (!isFinite(output, tile.count)) gatherShrunk(tile, range, output);
    for (int query = 0; query < tile.count; ++query) finishQuery(tile, query, range);
  }

  /// Goes through the keys of a tile, whose values count times `factor`.
  void gather(const Tile& tile, Range range, float factor) {
    const Rows<const float> queries = headOf(request.queries, request.packed, tile.batch, tile.head);
    const Rows<const float> keys = stored(request.keys, result.keys, tile);
    const Rows<const float> values = stored(request.values, result.values, tile);
    kernel.start({queries.row(tile.first), queries.stride}, tile.count);
    const Range looked = showsAll() ? Range{0, sizes.keys()} : range;
    for (int key = looked.from; key < looked.to; key += kTileKeys) {
      const int count = std::min(kTileKeys, looked.to - key);
      float* const scores = kernel.score({keys.row(key), keys.stride}, count);
      finishScores(tile, {key, key + count}, scores);
      kernel.add({values.row(key), values.stride}, factor);
    }
  }

  /// The mean of values is no larger than they are, but their sum can overflow: that of smaller ones does
  /// not.
  void gatherShrunk(const Tile& tile, Range range, Rows<float> output) {
    gather(tile, range, kShrunk);
    std::vector<float> shrunk(area(tile.count, sizes.valueDim));
    kernel.finish({shrunk.data(), sizes.valueDim});
    for (int query = 0; query < tile.count; ++query) {
      float* const row = output.row(query);
      for (int i = 0; i < sizes.valueDim; ++i) {
        if (std::isfinite(row[i])) continue;
        // Rounding may lead beyond what is the largest there is.
        row[i] = std::clamp(shrunk[area(query, sizes.valueDim) + area(1, i)] / kShrunk, -kLargest, kLargest);
      }
    }
  }

  bool isFinite(Rows<float> output, int count) const {
    for (int query = 0; query < count; ++query) {
      const float* const row = output.row(query);
      if (!std::all_of(row, row + sizes.valueDim, [](float value) { return std::isfinite(value); }))
        return false;
    }
    return true;
  }

  /// The keys or values of a tile's head: those of the request, or past and new ones joined.
  Rows<const float> stored(const Tensor& given, const std::vector<float>& joint, const Tile& tile) const {
    const int head = sizes.kvHead(tile.head);
    if (!request.pastKeys) return headOf(given, request.packed, tile.batch, head);
    const std::array<int, 4> shape = {sizes.batch, sizes.kvHeads, sizes.keys(), given.shape[3]};
    return headOf({shape, joint}, false, tile.batch, head);
  }

  /// The place of a tile's first query among all.
  std::size_t rowOf(const Tile& tile) const {
    return area(static_cast<std::int64_t>(tile.batch) * sizes.heads + tile.head, sizes.queries) +
           static_cast<std::size_t>(tile.first);
  }

  /// Whether the answer also holds the scores of keys that a query does not see.
  bool showsAll() const {
    return request.needWeights && request.weightsAre != Shown::masked && request.weightsAre != Shown::weights;
  }

  /// The keys that causality, windows, lengths and the width of a mask leave a query.
  Range visible(int batch, int query) const {
    std::int64_t keys = sizes.keys();
    std::int64_t position = std::int64_t{query} + sizes.pastKeys;
    if (request.keyLengths) {
      const int length = (*request.keyLengths)[static_cast<std::size_t>(batch)];
      if (!request.pastKeys) position += length - sizes.queries;
      keys = std::min<std::int64_t>(keys, length);
    }
    if (allowed) keys = std::min<std::int64_t>(keys, allowed->reach());
    if (bias) keys = std::min<std::int64_t>(keys, bias->reach());
    const std::int64_t from = request.window ? position - *request.window : 0;
    std::int64_t to = request.isCausal ? position + 1 : keys;
    if (request.rightWindow) to = std::min(to, position + *request.rightWindow + 1);
    return {static_cast<int>(std::clamp<std::int64_t>(from, 0, keys)),
            static_cast<int>(std::clamp<std::int64_t>(to, 0, keys))};
  }

  /// From products of queries and keys to the scores that the softmax is taken of.
  void finishScores(const Tile& tile, Range keys, float* scores) {
    for (int i = 0; i < tile.count; ++i) {
      float* const row = scores + static_cast<std::ptrdiff_t>(i) * kTileKeys;
      show(Shown::scores, tile, i, keys, row);
      if (!scaleRow(row, sizes.scale)) checkRow(tile, i, keys, row);
      show(Shown::scaled, tile, i, keys, row);
      if (request.softcap) capRow(row, *request.softcap);
      show(Shown::capped, tile, i, keys, row);
      maskRow(tile, i, keys, row);
      show(Shown::masked, tile, i, keys, row);
      show(Shown::weights, tile, i, keys, row);
    }
  }

  /// Keeps scores as they are now, if that is what is asked for.
  void show(Shown now, const Tile& tile, int i, Range keys, const float* row) {
    if (!request.needWeights || request.weightsAre != now) return;
    std::copy_n(row, keys.to - keys.from, weightsOf(tile, i) + keys.from);
  }

  /// A score that overflows matters only where it is seen, or shown.
  void checkRow(const Tile& tile, int i, Range keys, float* row) const {
    for (int j = 0; j < kTileKeys; ++j) {
      if (std::isfinite(row[j])) continue;
      if (showsAll() || sees(tile, i, keys.from + j)) overflows(tile, i);
      row[j] = 0;
    }
  }

  bool sees(const Tile& tile, int i, int key) const {
    const int query = tile.first + i;
    const Range seen = visible(tile.batch, query);
    if (key < seen.from || key >= seen.to) return false;
    if (allowed && *allowed->cell(tile.batch, tile.head, query, key) == 0) return false;
    return !bias || *bias->cell(tile.batch, tile.head, query, key) != kMinusInfinity;
  }

  void maskRow(const Tile& tile, int i, Range keys, float* row) const {
    const int query = tile.first + i;
    const Range seen = visible(tile.batch, query);
    const int first = std::clamp(seen.from, keys.from, keys.to) - keys.from;
    const int last = std::clamp(seen.to, keys.from, keys.to) - keys.from;
    if (bias && last > 0) {
      const float* added = bias->cell(tile.batch, tile.head, query, keys.from);
      for (int j = 0; j < last; ++j, added += bias->step()) row[j] += *added;
    }
    if (allowed && last > 0) {
      const std::uint8_t* may = allowed->cell(tile.batch, tile.head, query, keys.from);
      for (int j = 0; j < last; ++j, may += allowed->step()) {
        if (*may == 0) row[j] = kMinusInfinity;
      }
    }
    std::fill(row, row + first, kMinusInfinity);
    std::fill(row + std::max(first, last), row + (keys.to - keys.from), kMinusInfinity);
  }

  float* weightsOf(const Tile& tile, int query) {
    return result.weights.data() + (rowOf(tile) + static_cast<std::size_t>(query)) * sizes.keys();
  }

  void finishQuery(const Tile& tile, int query, Range range) {
    const float logSumExp = kernel.logSumExp(query);
    if (std::isnan(logSumExp)) overflows(tile, query);
    result.logSumExp[rowOf(tile) + static_cast<std::size_t>(query)] = logSumExp;
    if (!request.needWeights || request.weightsAre != Shown::weights || range.from >= range.to) return;
    kernel.toWeights(query, weightsOf(tile, query) + range.from, range.to - range.from);
  }

  [[noreturn]] static void overflows(const Tile& tile, int query) {
    complain("scores of batch ", tile.batch, ", head ", tile.head, ", query ", tile.first + query,
             " overflows float32; use smaller queries, keys, values, scale or mask");
  }

  const AttendRequest& request;
  const AttendSizes& sizes;
  AttendKernel kernel;
  std::optional<Stretched<std::uint8_t>> allowed;
  std::optional<Stretched<float>> bias;
  AttendResult result;
};

}  // namespace

AttendResult attend(const AttendRequest& request) {
  const AttendSizes sizes = checkAttend(request);
  return Attention(request, sizes).run();
}

}  // namespace softlook
