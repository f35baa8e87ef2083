// The entropies of the rows of weights.
#include <gtest/gtest.h>

#include <cmath>

#include "softlook/numbers/softmax.h"
#include "support/complaints.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

float entropyOf(const std::vector<float>& weights) {
  return entropy(weights.data(), static_cast<int>(weights.size()));
}

/// The rows of weights are these.
std::vector<float> entropiesOf(const Matrix& weights) {
  Request asked;
  asked.tokens = someTokens(static_cast<int>(weights.rows()));
  for (int row = 0; row < weights.rows(); ++row) {
    for (int column = 0; column < weights.cols(); ++column) {
      asked.edits.push_back({"weights", 0, row, column, weights(row, column)});
    }
  }
  return trace(asked).stage(StageId::weights).entropies;
}

TEST(Entropies, ofEqualWeightsAreTheLogarithmOfTheirNumber) {
  for (int count = 1; count <= 512; ++count) {
    Request asked;
    asked.tokens = {"a"};
    asked.context = std::vector<std::string>(static_cast<std::size_t>(count), "same");
    const std::vector<float> entropies = trace(asked).stage(StageId::weights).entropies;
    ASSERT_EQ(entropies.size(), 1U);
    // Each weight is off by up to 6e-8 of itself, its logarithm by 9e-8 (that over ln 2), the result again by
    // 6e-8 of itself.
    EXPECT_NEAR(entropies[0], std::log2(count), 2e-7 * std::log2(count) + 1e-7) << count;
  }
  EXPECT_EQ(entropyOf(std::vector<float>(8, 0.125F)), 3);
  EXPECT_EQ(entropyOf({0.5F, 0.25F, 0.125F, 0.125F}), 1.75F);
}

TEST(Entropies, ofOneHotAndOfEmptyRowsAre0) {
  for (const float value : {entropyOf({0, 1, 0}), entropyOf({1}), entropyOf({0, 0}), entropyOf({-0.0F})}) {
    EXPECT_EQ(value, 0);
    EXPECT_FALSE(std::signbit(value));
  }
  Request asked;
  asked.tokens = someTokens(3);
  asked.mask.allowed = {1, 0, 0, 0, 0, 0, 1, 1, 1};
  const std::vector<float> entropies = trace(asked).stage(StageId::weights).entropies;
  EXPECT_EQ(entropies[0], 0);
  EXPECT_EQ(entropies[1], 0);
  EXPECT_GT(entropies[2], 0);
}

TEST(Entropies, areOfWhatWasPutInByHand) {
  EXPECT_EQ(entropiesOf(matrix({{0.5F, 0.5F}, {0.25F, 0.25F}})), (std::vector<float>{1, 1}));
  // No distribution, but still the sum over the weights above 0.
  EXPECT_EQ(entropiesOf(matrix({{2, -3}, {-1, 0}})), (std::vector<float>{-2, 0}));
}

TEST(Entropies, areOfEverySoftmax) {
  for (const auto& [method, id] : {std::pair{Method::lowRank, StageId::lowRankWeights},
                                   std::pair{Method::localGlobal, StageId::localWeights}}) {
    Request asked;
    asked.tokens = someTokens(5);
    asked.method = method;
    const Stage weights = trace(asked).stage(id);
    ASSERT_EQ(weights.entropies.size(), 5U);
    for (int row = 0; row < 5; ++row) {
      double expected = 0;
      for (int key = 0; key < weights.values.cols(); ++key) {
        const double p = weights.values(row, key);
        if (p > 0) expected -= p * std::log2(p);
      }
      EXPECT_NEAR(weights.entropies[static_cast<std::size_t>(row)], expected, 1e-6 * (1 + expected));
    }
  }
}

TEST(Entropies, thatOverflowAreRefused) {
  EXPECT_EQ(complaint([](Request& r) {
              r.edits = {{"weights", 1, 2, 0, 3e38F}};
            }),
            "weights of head 1 have an entropy that overflows float32 at row 2; use smaller edits");
}

void expectWithinBounds(const Stage& weights) {
  ASSERT_EQ(weights.entropies.size(), static_cast<std::size_t>(weights.values.rows()));
  for (int row = 0; row < weights.values.rows(); ++row) {
    const auto seen = static_cast<double>((weights.values.row(row).array() > 0).count());
    const float value = weights.entropies[static_cast<std::size_t>(row)];
    EXPECT_GE(value, 0);
    EXPECT_LE(value, seen == 0 ? 0 : std::log2(seen) + 1e-6);
  }
}

TEST(Entropies, ofRandomTracesAreBetween0AndTheMost) {
  Random random(5);
  for (int round = 0; round < 200; ++round) {
    for (const Stage& stage : trace(randomRequest(random)).stages) {
      if (stage.operation == Operation::softmax) {
        expectWithinBounds(stage);
      } else {
        EXPECT_TRUE(stage.entropies.empty());
      }
    }
  }
}

}  // namespace
}  // namespace softlook::test
