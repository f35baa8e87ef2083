// What must hold over the whole space of options: random requests, changed so that the answer must not
// change, or must change in a known way. (attention_test and options_test have the same laws on small
// examples.)
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <set>

#include "support/attending.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

constexpr int kRounds = 150;

/// Without gradients, which depend on all rows at once.
Request forward(Random& random) {
  Request asked = randomSoftmaxRequest(random);
  asked.gradient = std::nullopt;
  return asked;
}

/// A token a row, self-attention.
Request selfAttention(Random& random) {
  Request asked = forward(random);
  asked.context = std::nullopt;
  asked.contextEmbeddings = std::nullopt;
  asked.mask = Mask{};
  return asked;
}

Matrix outputOf(const Request& asked) { return trace(asked).stage(StageId::output).values; }

int tokenCount(const Request& asked) { return static_cast<int>(asked.tokens.size()); }
int keyCount(const Request& asked) { return static_cast<int>(asked.context.value_or(asked.tokens).size()); }

TEST(RandomRequests, reachEverySizeAndOption) {
  Random random(1);
  std::set<int> tokens;
  std::set<int> keys;
  std::set<int> heads;
  std::set<Positions> positions;
  std::set<bool> projections;
  for (int round = 0; round < 1000; ++round) {
    const Request asked = randomRequest(random);
    tokens.insert(tokenCount(asked));
    keys.insert(keyCount(asked));
    heads.insert(asked.numHeads);
    positions.insert(asked.positions);
    projections.insert(asked.projections);
  }
  EXPECT_EQ(tokens.size(), 33U);
  EXPECT_EQ(*tokens.rbegin(), 33);
  EXPECT_EQ(keys, tokens);
  EXPECT_EQ(heads.size(), 8U);
  EXPECT_EQ(positions.size(), 4U);
  EXPECT_EQ(projections.size(), 2U);
}

TEST(RandomRequests, haveRowsInWhichNothingIsAllowed) {
  Random random(3);
  int empty = 0;
  for (int round = 0; round < kRounds; ++round) {
    empty += trace(randomRequest(random)).stage(StageId::weights).emptyRows.empty() ? 0 : 1;
  }
  EXPECT_GT(empty, kRounds / 20);
}

TEST(Properties, aCausalOutputDoesNotDependOnLaterTokens) {
  Random random(2);
  int later = 0;
  for (int round = 0; round < kRounds; ++round) {
    Request asked = selfAttention(random);
    asked.mask.causal = true;
    if (random.coin()) asked.mask.window = random.integer(0, 40);
    const Matrix before = outputOf(asked);
    const int count = tokenCount(asked);
    const int kept = random.integer(1, count);
    for (int row = kept; row < count; ++row) {
      asked.tokens[static_cast<std::size_t>(row)] = "changed";
      if (asked.embeddings) asked.embeddings->row(row).array() += 1;
    }
    const Matrix after = outputOf(asked);
    EXPECT_TRUE(isEqual(after.topRows(kept), before.topRows(kept))) << round;
    later += isEqual(after, before) ? 0 : 1;
  }
  EXPECT_GT(later, kRounds / 2);
}

TEST(Properties, aWindowAsLongAsTheSentenceIsNone) {
  Random random(3);
  for (int round = 0; round < kRounds; ++round) {
    Request asked = forward(random);
    asked.mask.window = std::nullopt;
    const Matrix full = outputOf(asked);
    asked.mask.window = tokenCount(asked) + random.integer(0, 3);
    EXPECT_TRUE(isEqual(outputOf(asked), full)) << round;
  }
}

/// The columns of each key/value head, once for each query head that reads it.
std::optional<Matrix> repeated(const std::optional<Matrix>& grouped, int heads, int kvHeads) {
  if (!grouped) return std::nullopt;
  const Eigen::Index width = grouped->cols() / kvHeads;
  Matrix result(grouped->rows(), heads * width);
  for (int head = 0; head < heads; ++head) {
    result.middleCols(head * width, width) = grouped->middleCols(head / (heads / kvHeads) * width, width);
  }
  return result;
}

TEST(Properties, groupedHeadsAreMultiHeadAttentionWithTheHeadsRepeated) {
  Random random(4);
  int grouped = 0;
  for (int round = 0; round < kRounds; ++round) {
    Request asked = forward(random);
    if (!asked.projections) continue;
    const int kvHeads = asked.numKvHeads.value_or(asked.numHeads);
    const int headDim = asked.headDim.value_or(asked.embedDim / asked.numHeads);
    const int valueDim = asked.valueDim.value_or(headDim);
    Weights& weights = asked.weights;
    weights.key = random.matrix(asked.embedDim, kvHeads * headDim, 1);
    weights.value = random.matrix(asked.embedDim, kvHeads * valueDim, 1);
    const Matrix output = outputOf(asked);
    for (std::optional<Matrix>* const side :
         {&weights.key, &weights.value, &weights.keyBias, &weights.valueBias}) {
      *side = repeated(*side, asked.numHeads, kvHeads);
    }
    asked.numKvHeads = asked.numHeads;
    EXPECT_TRUE(isEqual(outputOf(asked), output)) << round;
    grouped += kvHeads < asked.numHeads ? 1 : 0;
  }
  EXPECT_GT(grouped, kRounds / 10);
}

TEST(Properties, permutingTheTokensPermutesTheOutput) {
  Random random(5);
  for (int round = 0; round < kRounds; ++round) {
    Request asked = selfAttention(random);
    asked.positions = Positions::none;
    const Matrix output = outputOf(asked);
    std::vector<std::size_t> order(asked.tokens.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    for (std::size_t i = order.size(); i > 1; --i) {
      std::swap(order[i - 1], order[static_cast<std::size_t>(random.integer(0, static_cast<int>(i) - 1))]);
    }
    Request permuted = asked;
    Matrix expected = output;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto to = static_cast<Eigen::Index>(i);
      const auto from = static_cast<Eigen::Index>(order[i]);
      permuted.tokens[i] = asked.tokens[order[i]];
      if (asked.embeddings) permuted.embeddings->row(to) = asked.embeddings->row(from);
      expected.row(to) = output.row(from);
    }
    // The same up to 33 terms of each head's output in another order, and their sums through the output
    // weights.
    const double most = 1 + double{output.cwiseAbs().maxCoeff()};
    EXPECT_TRUE(isNear(outputOf(permuted), expected.cast<double>(), 1e-5, 1e-5 * most)) << round;
  }
}

TEST(Properties, shiftingBothPositionsChangesNoRotaryScore) {
  Random random(6);
  for (int round = 0; round < kRounds; ++round) {
    Request asked = selfAttention(random);
    asked.positions = Positions::rope;
    const int width =
        asked.projections ? asked.headDim.value_or(asked.embedDim / asked.numHeads) : asked.embedDim;
    if (width % 2 != 0) continue;
    const Trace before = trace(asked);
    const int count = tokenCount(asked);
    const int shift = random.integer(1, 200);
    asked.tokens.insert(asked.tokens.begin(), static_cast<std::size_t>(shift), "x");
    if (asked.embeddings) {
      Matrix shifted(shift + count, asked.embedDim);
      shifted << random.matrix(shift, asked.embedDim, 1), *asked.embeddings;
      asked.embeddings = shifted;
    }
    const Trace after = trace(asked);
    for (int head = 0; head < asked.numHeads; ++head) {
      const Matrix& scores = before.stage(StageId::scores, head).values;
      const Stage& turned = before.stage(StageId::scores, head);
      const double queries = before.stage(turned.inputs[0].id, turned.inputs[0].head).values.norm();
      const double keys = before.stage(turned.inputs[1].id, turned.inputs[1].head).values.norm();
      // A score is a sum of `width` products and each side is rounded some three times before it.
      const double error = (width + 8) * 6e-8 * queries * keys;
      EXPECT_TRUE(isNear(after.stage(StageId::scores, head).values.bottomRightCorner(count, count),
                         scores.cast<double>(), 0, error))
          << round;
    }
  }
}

/// Whether no number is NaN, and each infinite one is the −∞ of a masked score.
bool isSound(const Stage& stage) {
  const bool masked =
      stage.id == StageId::mask || stage.id == StageId::maskedScores || stage.id == StageId::temperedScores;
  const auto isFinite = [](float value) { return std::isfinite(value); };
  return std::all_of(stage.values.data(), stage.values.data() + stage.values.size(),
                     [&](float value) { return isFinite(value) || (masked && value == kMinusInfinity); }) &&
         std::all_of(stage.entropies.begin(), stage.entropies.end(), isFinite);
}

TEST(Properties, scoresOfTenThousandDoNotOverflow) {
  Random random(7);
  for (int round = 0; round < kRounds; ++round) {
    Request asked = forward(random);
    const float most = trace(asked).stage(StageId::scores).values.cwiseAbs().maxCoeff();
    if (most < 1e-3F) continue;
    asked.scale = (random.coin() ? 1e4F : -1e4F) / most;
    const Trace walk = trace(asked);
    EXPECT_NEAR(walk.stage(StageId::scaledScores).values.cwiseAbs().maxCoeff(), 1e4, 1);
    for (const Stage& stage : walk.stages) EXPECT_TRUE(isSound(stage)) << label({stage.id, stage.head});
  }
}

/// Rows of ones and of minus ones in turn: any two have the product ±D.
void fillWithOnes(OwnedTensor& tensor) {
  const auto width = static_cast<std::size_t>(tensor.shape[3]);
  for (std::size_t i = 0; i < tensor.data.size(); ++i) tensor.data[i] = i / width % 2 == 0 ? 1.0F : -1.0F;
}

TEST(Properties, scoresOfTenThousandDoNotOverflowInAttendEither) {
  Random random(8);
  const auto isFinite = [](float value) { return std::isfinite(value); };
  const auto isWeight = [](float value) { return value >= 0 && value <= 1; };
  const auto isLogarithm = [](float value) { return std::abs(value) < 1.1e4F || value == kMinusInfinity; };
  for (int round = 0; round < kRounds; ++round) {
    Attending asked = randomAttending(random);
    fillWithOnes(asked.queries);
    fillWithOnes(asked.keys);
    if (asked.pastKeys) fillWithOnes(*asked.pastKeys);
    asked.scale = 1e4F / static_cast<float>(asked.queries.shape[3]);
    asked.softcap = std::nullopt;
    asked.weightsAre = Shown::weights;
    const AttendResult answer = asked.run();
    EXPECT_TRUE(std::all_of(answer.output.begin(), answer.output.end(), isFinite)) << round;
    EXPECT_TRUE(std::all_of(answer.weights.begin(), answer.weights.end(), isWeight)) << round;
    EXPECT_TRUE(std::all_of(answer.logSumExp.begin(), answer.logSumExp.end(), isLogarithm)) << round;
  }
}

}  // namespace
}  // namespace softlook::test
