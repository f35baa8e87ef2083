#include "support/oracle_methods.h"

#include <algorithm>
#include <cmath>

#include "softlook/numbers/toy.h"

namespace softlook::test {

namespace {

Estimate featuresOf(const Estimate& x) {
  Estimate result = x;
  for (int i = 0; i < x.values.rows(); ++i) {
    for (int j = 0; j < x.values.cols(); ++j) {
      const double v = x.values(i, j);
      result.values(i, j) = v > 0 ? v + 1 : std::exp(v);
      const double slope = std::min(1.0, std::exp(v + x.error(i, j)));  // the largest within the error
      result.error(i, j) = x.error(i, j) * slope + kRoundoff * (result.values(i, j) + x.error(i, j));
    }
  }
  return result;
}

Estimate linear(const MethodInputs& in) {
  const bool causal = in.request.mask.causal;
  const Estimate q = in.put(StageId::queryFeatures, in.head, featuresOf(in.queries));
  const Estimate k = in.put(StageId::keyFeatures, in.kvHead, featuresOf(in.keys));
  Estimate similarities = in.put(StageId::similarities, in.head, multiply(q, k.transposed()));
  const auto keys = static_cast<int>(k.values.rows());
  if (causal) {
    for (int i = 0; i < similarities.values.rows(); ++i) {
      for (int j = i + 1; j < keys; ++j) similarities.values(i, j) = similarities.error(i, j) = 0;
    }
    similarities = in.put(StageId::maskedSimilarities, in.head, similarities);
  }
  const Estimate weights =
      in.put(StageId::linearWeights, in.head, overRows(similarities, multiply(similarities, ones(keys, 1))));
  in.put(StageId::quadraticOutput, in.head, multiply(weights, in.values));

  std::vector<Estimate> states;
  std::vector<Estimate> sums;
  for (int last = causal ? 1 : keys; last <= keys; ++last) {
    const Estimate seen = rowsOf(k, 0, last);
    states.push_back(multiply(seen.transposed(), rowsOf(in.values, 0, last)));
    sums.push_back(multiply(ones(1, last), seen));
  }
  const Estimate state = in.put(StageId::keyValueState, in.kvHead, stacked(states));
  const Estimate sum = in.put(StageId::keySum, in.kvHead, stacked(sums));
  const Eigen::Index width = k.values.cols();
  std::vector<Estimate> numerators;
  std::vector<Estimate> denominators;
  for (Eigen::Index i = 0; i < q.values.rows(); ++i) {
    const Eigen::Index at = std::min(i, sum.values.rows() - 1);
    numerators.push_back(multiply(rowsOf(q, i, 1), rowsOf(state, at * width, width)));
    denominators.push_back(multiply(rowsOf(q, i, 1), rowsOf(sum, at, 1).transposed()));
  }
  return overRows(in.put(StageId::numerators, in.head, stacked(numerators)),
                  in.put(StageId::denominators, in.head, stacked(denominators)));
}

Estimate lowRank(const MethodInputs& in) {
  const auto keys = static_cast<int>(in.keys.values.rows());
  const int rank = in.request.rank.value_or(std::min(4, (keys + 1) / 2));
  const auto mixing = [&](StageId id, const std::optional<Matrix>& given) {
    const Matrix matrix = given ? *given : toyWeights(in.request.seed, name(id), rank, 0, keys);
    return in.put(id, -1, Estimate::exact(matrix.cast<double>()));
  };
  const Estimate mixKeys = mixing(StageId::keyMixing, in.request.weights.keyMixing);
  const Estimate mixValues = mixing(StageId::valueMixing, in.request.weights.valueMixing);
  const Estimate mixed = in.put(StageId::mixedKeys, in.kvHead, multiply(mixKeys, in.keys));
  const Estimate mixedValues = in.put(StageId::mixedValues, in.kvHead, multiply(mixValues, in.values));
  Estimate scores = in.put(StageId::lowRankScores, in.head, multiply(in.queries, mixed.transposed()));
  scores = in.put(StageId::lowRankScaledScores, in.head, times(scores, in.scale));
  return multiply(in.put(StageId::lowRankWeights, in.head, softmaxOfRows(scores)), mixedValues);
}

Estimate localGlobal(const MethodInputs& in) {
  const int reach = in.request.reach.value_or(1);
  const int global = in.request.globalTokens.value_or(1);
  Wide pattern(in.scores.values.rows(), in.scores.values.cols());
  for (int i = 0; i < pattern.rows(); ++i) {
    for (int j = 0; j < pattern.cols(); ++j) {
      const bool near = j >= i - reach && j <= i + reach;
      pattern(i, j) = near || i < global || j < global ? 0 : static_cast<double>(kMinusInfinity);
    }
  }
  const Estimate shown = in.put(StageId::pattern, -1, Estimate::exact(pattern));
  const Estimate scores = in.put(StageId::localScores, in.head, add(in.scores, shown));
  return multiply(in.put(StageId::localWeights, in.head, softmaxOfRows(scores)), in.values);
}

}  // namespace

Estimate approximate(const MethodInputs& inputs) {
  switch (inputs.request.method) {
    case Method::linear:
      return linear(inputs);
    case Method::lowRank:
      return lowRank(inputs);
    default:
      return localGlobal(inputs);
  }
}

}  // namespace softlook::test
