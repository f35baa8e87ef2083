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

 private:
  const Number* data;
  std::array<int, 4> shape;
};

/// Keys from … to − 1.
struct Range {
  int from, to;
};

/// Past and new tensors joined along the tokens.
std::vector<float> joined(const Tensor& past, const Tensor& added) {
  const auto pastLength = static_cast<std::ptrdiff_t>(area(past.shape[2], past.shape[3]));
  const auto addedLength = static_cast<std::ptrdiff_t>(area(added.shape[2], added.shape[3]));
  const std::ptrdiff_t heads = static_cast<std::ptrdiff_t>(added.shape[0]) * added.shape[1];
  std::vector<float> result(past.data.size() + added.data.size());
  auto* to = result.data();
  for (std::ptrdiff_t head = 0; head < heads; ++head) {
    to = std::copy_n(past.data.data() + head * pastLength, pastLength, to);
    to = std::copy_n(added.data.data() + head * addedLength, addedLength, to);
  }
  return result;
}

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
      result.keys = joined(*request.pastKeys, request.keys);
      result.values = joined(*request.pastValues, request.values);
    }
    result.output.resize(rows * static_cast<std::size_t>(sizes.valueDim));
    result.logSumExp.resize(rows);
    if (request.needWeights) result.weights.resize(rows * static_cast<std::size_t>(sizes.keys()));
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
    const std::size_t row = rowOf(tile);
    const std::int64_t kvHead =
        static_cast<std::int64_t>(tile.batch) * sizes.kvHeads + sizes.kvHead(tile.head);
    const float* const keys = (request.pastKeys ? result.keys.data() : request.keys.data.data()) +
                              kvHead * area(sizes.keys(), sizes.headDim);
    const float* const values = (request.pastKeys ? result.values.data() : request.values.data.data()) +
                                kvHead * area(sizes.keys(), sizes.valueDim);
    kernel.start(request.queries.data.data() + row * sizes.headDim, tile.count);
    const Range range = {visible(tile.first).from, visible(tile.first + tile.count - 1).to};
    for (int key = range.from; key < range.to; key += kTileKeys) {
      const int count = std::min(kTileKeys, range.to - key);
      float* const scores = kernel.score(keys + area(key, sizes.headDim), count);
      finishScores(tile, {key, key + count}, scores);
      kernel.add(values + area(key, sizes.valueDim));
    }
    kernel.finish(result.output.data() + row * sizes.valueDim);
    for (int query = 0; query < tile.count; ++query) finishQuery(tile, query, range);
  }

  /// The place of a tile's first query among all.
  std::size_t rowOf(const Tile& tile) const {
    return area(static_cast<std::int64_t>(tile.batch) * sizes.heads + tile.head, sizes.queries) +
           static_cast<std::size_t>(tile.first);
  }

  /// The keys that causality and the window leave a query.
  Range visible(int query) const {
    const std::int64_t position = std::int64_t{query} + sizes.pastKeys;
    const std::int64_t from = request.window ? position - *request.window : 0;
    const std::int64_t to = request.isCausal ? position + 1 : sizes.keys();
    const auto keys = static_cast<std::int64_t>(sizes.keys());
    return {static_cast<int>(std::clamp<std::int64_t>(from, 0, keys)), static_cast<int>(std::min(to, keys))};
  }

  /// From products of queries and keys to the scores that the softmax is taken of.
  void finishScores(const Tile& tile, Range keys, float* scores) {
    for (int i = 0; i < tile.count; ++i) {
      float* const row = scores + static_cast<std::ptrdiff_t>(i) * kTileKeys;
      if (!scaleRow(row, sizes.scale)) overflows("scores", tile, i);
      if (request.softcap) capRow(row, *request.softcap);
      maskRow(tile, i, keys, row);
      if (request.needWeights) std::copy_n(row, keys.to - keys.from, weightsOf(tile, i) + keys.from);
    }
  }

  void maskRow(const Tile& tile, int i, Range keys, float* row) const {
    const int query = tile.first + i;
    const int count = keys.to - keys.from;
    if (bias) {
      const float* added = bias->cell(tile.batch, tile.head, query, keys.from);
      for (int j = 0; j < count; ++j, added += bias->step()) row[j] += *added;
    }
    if (allowed) {
      const std::uint8_t* may = allowed->cell(tile.batch, tile.head, query, keys.from);
      for (int j = 0; j < count; ++j, may += allowed->step()) {
        if (*may == 0) row[j] = kMinusInfinity;
      }
    }
    const Range seen = visible(query);
    for (int j = 0; j < count; ++j) {
      if (j < seen.from - keys.from || j >= seen.to - keys.from) row[j] = kMinusInfinity;
    }
  }

  float* weightsOf(const Tile& tile, int query) {
    return result.weights.data() + (rowOf(tile) + static_cast<std::size_t>(query)) * sizes.keys();
  }

  void finishQuery(const Tile& tile, int query, Range range) {
    const std::size_t row = rowOf(tile) + static_cast<std::size_t>(query);
    const float logSumExp = kernel.logSumExp(query);
    if (std::isnan(logSumExp)) overflows("scores", tile, query);
    result.logSumExp[row] = logSumExp;
    const float* const output = result.output.data() + row * sizes.valueDim;
    for (int i = 0; i < sizes.valueDim; ++i) {
      if (!std::isfinite(output[i])) overflows("the sum of values", tile, query);
    }
    if (!request.needWeights || range.from >= range.to) return;
    kernel.toWeights(query, weightsOf(tile, query) + range.from, range.to - range.from);
  }

  [[noreturn]] static void overflows(const char* what, const Tile& tile, int query) {
    complain(what, " of batch ", tile.batch, ", head ", tile.head, ", query ", tile.first + query,
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
