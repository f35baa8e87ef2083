#include "softlook/saturation/saturation.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <string_view>

#include "softlook/numbers/elementary.h"
#include "softlook/numbers/toy.h"
#include "softlook/request/request.h"
#include "softlook/text/complain.h"

namespace softlook {

namespace {

// Each group of queries looks at n keys of its own.
constexpr int kGroups = 16;
constexpr int kQueries = 16;

void check(const SaturationRequest& request) {
  const auto count = static_cast<int>(request.widths.size());
  if (count < 1 || count > kMaxSaturationWidths) {
    complain("widths has ", count, " entries, expected 1 to ", kMaxSaturationWidths);
  }
  for (int i = 0; i < count; ++i) {
    const int width = request.widths[static_cast<std::size_t>(i)];
    if (width >= 1 && width <= kMaxWidth) continue;
    complain("widths[", i, "] is ", width, ", expected 1 to ", kMaxWidth);
  }
  if (request.keys < 2 || request.keys > kMaxTokens) {
    complain("keys is ", request.keys, ", expected 2 to ", kMaxTokens);
  }
}

/// (rows, kMaxWidth) of one group, row by row.
Matrix drawn(std::uint32_t seed, std::string_view name, int group, int rows) {
  const int count = rows * kMaxWidth;
  return toyWeights(seed, name, 1, group * count, count);
}

/// Sums over the rows seen so far.
struct Sums {
  double scores = 0, squares = 0, entropy = 0, gradient = 0;

  /// Of one row of scores, each times the scale. `exponentials` is room for as many numbers.
  void add(const double* products, double scale, int count, double* exponentials) {
    const double max = *std::max_element(products, products + count) * scale;
    double sum = 0;
    double below = 0;  // Σ e^(s − max) (s − max)
    for (int j = 0; j < count; ++j) {
      const double score = products[j] * scale;
      scores += score;
      squares += score * score;
      exponentials[j] = exponentialOf(score - max);
      sum += exponentials[j];
      below += exponentials[j] * (score - max);
    }
    // −Σ w log w, where log w = s − max − log sum.
    constexpr double kLog2E = 1.4426950408889634;
    entropy += logarithm2(sum) - below / sum * kLog2E;
    gradient += jacobianNorm(exponentials, sum, count);
  }

  /// √(Σ_j (w_j (1 − w_j))² + Σ_j Σ_{k≠j} (w_j w_k)²), of weights that are exponentials over their sum.
  static double jacobianNorm(const double* exponentials, double sum, int count) {
    double squaresOfWeights = 0;
    for (int j = 0; j < count; ++j) squaresOfWeights += exponentials[j] * exponentials[j] / (sum * sum);
    double total = 0;
    for (int j = 0; j < count; ++j) {
      const double weight = exponentials[j] / sum;
      const double square = weight * weight;
      total += square * ((1 - weight) * (1 - weight) + std::max(0.0, squaresOfWeights - square));
    }
    return std::sqrt(total);
  }

  Softness mean(int keys) const {
    constexpr int kRows = kGroups * kQueries;
    const double count = static_cast<double>(kRows) * keys;
    const double mean = scores / count;
    return {static_cast<float>(std::sqrt(std::max(0.0, squares / count - mean * mean))),
            static_cast<float>(entropy / kRows), static_cast<float>(gradient / kRows)};
  }
};

/// Without and with the scale.
using Pair = std::array<Sums, 2>;

/// The places of the widths, from narrow to wide.
std::vector<std::size_t> orderOf(const std::vector<int>& widths) {
  std::vector<std::size_t> order;
  for (int width = 1; width <= kMaxWidth; ++width) {
    for (std::size_t place = 0; place < widths.size(); ++place) {
      if (widths[place] == width) order.push_back(place);
    }
  }
  return order;
}

/// Adds the rows of one group of queries.
void addGroup(const SaturationRequest& request, int group, const std::vector<std::size_t>& order,
              std::vector<Pair>& sums) {
  const Matrix queries = drawn(request.seed, "saturation queries", group, kQueries);
  const Matrix keys = drawn(request.seed, "saturation keys", group, request.keys);
  const auto count = static_cast<std::size_t>(request.keys);
  std::vector<double> exponentials(count);
  for (int query = 0; query < kQueries; ++query) {
    std::vector<double> products(count);
    int done = 0;
    for (const std::size_t place : order) {
      const int width = request.widths[place];
      for (int key = 0; key < request.keys; ++key) {
        double& sum = products[static_cast<std::size_t>(key)];
        const float* const left = queries.data() + std::ptrdiff_t{query} * kMaxWidth;
        const float* const right = keys.data() + std::ptrdiff_t{key} * kMaxWidth;
        for (int k = done; k < width; ++k)
          sum += static_cast<double>(left[k]) * static_cast<double>(right[k]);
      }
      done = width;
      for (std::size_t i = 0; i < 2; ++i) {
        const double scale = i == 0 ? 1 : 1 / std::sqrt(static_cast<double>(width));
        sums[place].at(i).add(products.data(), scale, request.keys, exponentials.data());
      }
    }
  }
}

}  // namespace

std::vector<SaturationPoint> saturation(const SaturationRequest& request) {
  check(request);
  const std::vector<std::size_t> order = orderOf(request.widths);
  std::vector<Pair> sums(order.size());
  for (int group = 0; group < kGroups; ++group) addGroup(request, group, order, sums);
  std::vector<SaturationPoint> points;
  for (std::size_t i = 0; i < sums.size(); ++i) {
    points.push_back({request.widths[i], sums[i][0].mean(request.keys), sums[i][1].mean(request.keys)});
  }
  return points;
}

}  // namespace softlook
