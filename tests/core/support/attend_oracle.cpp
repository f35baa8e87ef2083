#include "support/attend_oracle.h"

#include <algorithm>
#include <cmath>

#include "support/estimate.h"

namespace softlook::test {

namespace {

/// Below e⁻⁸⁷ of the largest an exponential counts as 0.
constexpr double kSmallest = 2e-38;

/// One query of one head.
struct Place {
  int batch, head, query;
};

// A running error analysis, as in estimate.h, with u = kRoundoff: first order in u, rounded up where a factor
// is not worth the trouble.
class Oracle {
 public:
  explicit Oracle(const Attending& wanted) : asked(wanted) {}

  AttendOracle run() {
    for (int batch = 0; batch < asked.batch(); ++batch) {
      for (int head = 0; head < asked.heads(); ++head) {
        for (int query = 0; query < asked.queryCount(); ++query) attendQuery({batch, head, query});
      }
    }
    return result;
  }

 private:
  struct Score {
    double value, error;
  };

  float key(const Place& place, int key, int feature) const {
    return stored(place, asked.pastKeys, asked.keys, key, feature);
  }
  float value(const Place& place, int key, int feature) const {
    return stored(place, asked.pastValues, asked.values, key, feature);
  }

  float stored(const Place& place, const std::optional<OwnedTensor>& past, const OwnedTensor& added, int key,
               int feature) const {
    const int head = place.head * asked.kvHeads() / asked.heads();
    const int older = asked.pastCount();
    return key < older ? past->at(place.batch, head, key, feature)
                       : added.at(place.batch, head, key - older, feature);
  }

  bool sees(const Place& place, int key) const {
    int position = place.query + asked.pastCount();
    if (asked.keyLengths) {
      const int length = asked.keyLengths->at(static_cast<std::size_t>(place.batch));
      if (key >= length) return false;
      if (!asked.pastKeys) position += length - asked.queryCount();
    }
    if (asked.isCausal && key > position) return false;
    if (asked.window && key < position - *asked.window) return false;
    if (asked.rightWindow && key > position + *asked.rightWindow) return false;
    if (asked.bias && asked.bias->shape[3] > 1 && key >= asked.bias->shape[3]) return false;
    if (asked.allowed && asked.allowed->shape[3] > 1 && key >= asked.allowed->shape[3]) return false;
    return !asked.allowed || asked.allowed->at(place.batch, place.head, place.query, key) == 1;
  }

  Score scoreOf(const Place& place, int j, Shown step = Shown::masked) const {
    const int width = asked.queries.shape[3];
    double sum = 0;
    double magnitude = 0;
    for (int f = 0; f < width; ++f) {
      const double product =
          double{asked.queries.at(place.batch, place.head, place.query, f)} * key(place, j, f);
      sum += product;
      magnitude += std::abs(product);
    }
    const double scale = asked.scale ? *asked.scale : static_cast<float>(1 / std::sqrt(width));
    // Each product and each sum is rounded, then the scaled score.
    if (step == Shown::scores) return {sum, (width + 1) * kRoundoff * magnitude};
    Score score{sum * scale, (width + 2) * kRoundoff * magnitude * std::abs(scale)};
    if (step == Shown::scaled) return score;
    if (asked.softcap) {
      const double cap = *asked.softcap;
      // tanh is no steeper than 1. The quotient is rounded, tanh is within 2 ulp (4 u), the product is
      // rounded.
      score.error += kRoundoff * (std::abs(score.value) + 5 * cap * std::abs(std::tanh(score.value / cap)));
      score.value = cap * std::tanh(score.value / cap);
    }
    if (step == Shown::capped) return score;
    if (!sees(place, j)) return {kMinusInfinity, 0};
    if (asked.bias) {
      score.value += asked.bias->at(place.batch, place.head, place.query, j);
      if (std::isinf(score.value)) return {kMinusInfinity, 0};
      score.error += kRoundoff * std::abs(score.value) + asked.biasError;
    }
    return score;
  }

  void attendQuery(const Place& place) {
    std::vector<Score> scores;
    for (int j = 0; j < asked.keyCount(); ++j) scores.push_back(scoreOf(place, j));
    const std::vector<Score> weights = softmaxOf(scores);
    for (int j = 0; j < asked.keyCount(); ++j) {
      push(result.weights, asked.weightsAre == Shown::weights ? weights[static_cast<std::size_t>(j)]
                                                              : scoreOf(place, j, asked.weightsAre));
    }
    for (int f = 0; f < asked.values.shape[3]; ++f) push(result.output, outputOf(place, weights, f));
  }

  /// The weights of one query; its log-sum-exp goes to the result.
  std::vector<Score> softmaxOf(const std::vector<Score>& scores) {
    double largest = kMinusInfinity;
    double largestError = 0;
    for (const Score& score : scores) {
      largest = std::max(largest, score.value);
      largestError = std::max(largestError, score.error);
    }
    if (largest == kMinusInfinity) {
      push(result.logSumExp, {kMinusInfinity, 0});
      return std::vector<Score>(scores.size(), {0, 0});
    }
    double sum = 0;
    for (const Score& score : scores) sum += std::exp(score.value - largest);
    // By what factor an exponential is off: its score's error, the rounding of score − maximum. And the sum.
    const auto stretchOf = [&](const Score& score) {
      return std::exp(score.error + kRoundoff * (largest - score.value + 2 * largestError));
    };
    double stretch = 0;
    for (const Score& score : scores) {
      if (score.value > kMinusInfinity) stretch += std::exp(score.value - largest) / sum * stretchOf(score);
    }
    const double rounding = roundings();
    std::vector<Score> weights;
    for (const Score& score : scores) {
      const double weight = std::exp(score.value - largest) / sum;
      if (weight == 0) {
        weights.push_back({0, score.value == kMinusInfinity ? 0 : kSmallest});
        continue;
      }
      weights.push_back({weight, weight * (stretchOf(score) * stretch * (1 + rounding) - 1) + kSmallest});
    }
    const double logarithm = largest + std::log(sum);
    // The sum becomes float32, its logarithm is within 1 ulp (2 u), and both are added to the maximum.
    push(result.logSumExp,
         {logarithm, std::log(stretch) + rounding +
                         kRoundoff * (1 + 2 * std::log(sum) + std::abs(logarithm) + std::abs(largest))});
    return weights;
  }

  /// Of numerator and denominator of a weight together: an exponential is within 1 ulp (2 u), a tile's sum
  /// takes 8 additions a lane, each tile may multiply by one more exponential (and round the product); and of
  /// their quotient.
  double roundings() const { return kRoundoff * (2 * (2 + 8 + 3 * (asked.keyCount() / 64 + 1)) + 1); }

  Score outputOf(const Place& place, const std::vector<Score>& weights, int feature) const {
    Score output{0, 0};
    for (int j = 0; j < asked.keyCount(); ++j) {
      const Score& weight = weights[static_cast<std::size_t>(j)];
      const double factor = value(place, j, feature);
      output.value += weight.value * factor;
      // One rounding of the product, one of each sum it is part of, one of the quotient.
      output.error += std::abs(factor) * (weight.error + (asked.keyCount() + 3) * kRoundoff * weight.value);
    }
    return output;
  }

  static void push(Bounded& to, const Score& number) {
    to.values.push_back(number.value);
    to.bounds.push_back(number.error);
  }

  const Attending& asked;
  AttendOracle result;
};

}  // namespace

AttendOracle attendOracle(const Attending& asked) { return Oracle(asked).run(); }

testing::AssertionResult isWithin(const std::vector<float>& actual, const Bounded& expected, double factor) {
  if (actual.size() != expected.values.size()) {
    return testing::AssertionFailure() << actual.size() << " numbers, expected " << expected.values.size();
  }
  for (std::size_t i = 0; i < actual.size(); ++i) {
    const double want = expected.values[i];
    // The reference's own rounding, and float32's steps near 0.
    const double bound = factor * expected.bounds[i] + 1e-15 * std::abs(want) + 1e-44;
    if (actual[i] == want || std::abs(actual[i] - want) <= bound) continue;
    return testing::AssertionFailure() << "number " << i << " is " << actual[i] << ", expected " << want
                                       << " (off by " << actual[i] - want << ", at most " << bound << ")";
  }
  return testing::AssertionSuccess();
}

void expectMatchesOracle(const Attending& asked) {
  const AttendResult actual = asked.run();
  const AttendOracle expected = attendOracle(asked);
  EXPECT_TRUE(isWithin(actual.output, expected.output)) << "output";
  EXPECT_TRUE(isWithin(actual.logSumExp, expected.logSumExp)) << "logSumExp";
  EXPECT_TRUE(isWithin(actual.weights, asked.needWeights ? expected.weights : Bounded{})) << "weights";
}

}  // namespace softlook::test
