#include "softlook/trace/limits.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "softlook/request/request.h"
#include "softlook/text/complain.h"

namespace softlook {

std::int64_t cellsOf(const std::vector<PlannedStage>& stages) {
  std::int64_t cells = 0;
  for (const PlannedStage& stage : stages) cells += std::int64_t{stage.rows} * stage.columns;
  return cells;
}

void checkSize(std::int64_t cells) {
  if (cells <= kMaxTraceCells) return;
  complain("the trace would hold ", cells, " numbers, expected at most ", kMaxTraceCells,
           "; use fewer tokens, heads or features");
}

void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs) {
  const float* const cells = stage.values.data();
  const bool cellByCell = stage.operation == Operation::mask || stage.operation == Operation::divide;
  const auto isMasked = [&](Eigen::Index i) {
    if (!std::isinf(cells[i]) || cells[i] > 0) return false;
    const auto given = [&](const Matrix* input) { return input->data()[i] == cells[i]; };
    return cellByCell && takesMinusInfinity(stage.id) && std::any_of(inputs.begin(), inputs.end(), given);
  };
  for (Eigen::Index i = 0; i < stage.values.size(); ++i) {
    if (std::isfinite(cells[i]) || isMasked(i)) continue;
    const std::string head = stage.head < 0 ? "" : " of head " + std::to_string(stage.head);
    complain(name(stage.id), head, " overflows float32 at row ", i / stage.values.cols(), ", column ",
             i % stage.values.cols(), "; use smaller embeddings, weights, scale or edits");
  }
}

namespace {

/// By how much a product that underflows is off at most: half of float32's smallest step.
const double kLost = std::ldexp(1.0, -150);
/// The share of a sum that may be lost: a tenth of what tests allow for rounding.
constexpr double kHarmless = 1e-6;

[[noreturn]] void underflows(const char* stage, const LinearInputs& linear, Eigen::Index row,
                             const char* remedy) {
  complain(stage, " of head ", linear.head, " would hold too little for float32 at row ", row,
           ", expected sums well above 1e-38; use larger ", remedy);
}

/// The sums over the keys so far, in float64: of their features (D), and of the state's magnitudes (D, Dv).
struct KeySums {
  std::vector<double> features, states;
};

void take(KeySums& sums, const Matrix& keys, const Matrix& values, Eigen::Index row) {
  double* state = sums.states.data();
  for (Eigen::Index k = 0; k < keys.cols(); ++k) {
    const double feature = keys(row, k);
    sums.features[static_cast<std::size_t>(k)] += feature;
    for (Eigen::Index v = 0; v < values.cols(); ++v) *state++ += feature * std::abs(double{values(row, v)});
  }
}

/// A query's sums in float64: of its features, of those with the sum of the keys', and with the magnitudes of
/// the state's.
struct Sums {
  double features = 0, denominator = 0, keys = 0;
  std::vector<double> numerators;
};

Sums sumsOf(const Matrix& queries, Eigen::Index row, const KeySums& sums) {
  Sums seen;
  seen.numerators.resize(sums.states.size() / sums.features.size());
  const double* state = sums.states.data();
  for (Eigen::Index k = 0; k < queries.cols(); ++k) {
    const double feature = queries(row, k);
    const double sum = sums.features[static_cast<std::size_t>(k)];
    seen.features += feature;
    seen.keys += sum;
    seen.denominator += feature * sum;
    for (double& numerator : seen.numerators) numerator += feature * *state++;
  }
  return seen;
}

}  // namespace

void checkLinear(const LinearInputs& linear) {
  const bool edited = !linear.queryFeatures.edited.empty() || !linear.keyFeatures.edited.empty();
  const Matrix& queries = linear.queryFeatures.values;
  const Matrix& keys = linear.keyFeatures.values;
  const Matrix& values = linear.values.values;
  const auto width = static_cast<double>(keys.cols());
  const auto terms = static_cast<double>(keys.rows());
  KeySums sums{std::vector<double>(static_cast<std::size_t>(keys.cols())),
               std::vector<double>(static_cast<std::size_t>(keys.cols() * values.cols()))};
  Eigen::Index taken = 0;
  for (Eigen::Index row = 0; row < queries.rows(); ++row) {
    const Eigen::Index last = linear.runs ? std::min(row + 1, keys.rows()) : keys.rows();
    for (; taken < last; ++taken) take(sums, keys, values, taken);
    const Sums seen = sumsOf(queries, row, sums);
    // Features are never 0, but by hand.
    if (edited && seen.denominator <= 0) continue;
    // Lost are a bit of each feature, of each product, and of each number of the state.
    const double lost = kLost * (terms * seen.features + width);
    if (lost + kLost * (seen.keys + terms * width) > kHarmless * seen.denominator) {
      underflows("denominators", linear, row, "queries or keys");
    }
    for (const double numerator : seen.numerators) {
      if (numerator > 0 && lost > kHarmless * numerator) underflows("numerators", linear, row, "values");
    }
  }
}

void checkEntropies(const Stage& stage) {
  for (std::size_t row = 0; row < stage.entropies.size(); ++row) {
    if (std::isfinite(stage.entropies[row])) continue;
    complain(name(stage.id), " of head ", stage.head, " have an entropy that overflows float32 at row ", row,
             "; use smaller edits");
  }
}

}  // namespace softlook
