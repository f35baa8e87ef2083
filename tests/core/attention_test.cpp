// What must hold of attention whatever the numbers are, and small traces checked by hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

Request request(int tokens, int embedDim, int heads, bool causal = false) {
  Request result;
  result.tokens = someTokens(tokens);
  result.embedDim = embedDim;
  result.numHeads = heads;
  result.mask.causal = causal;
  return result;
}

/// Tokens that are their own scores: with X = I and W_q given, the scores are W_q itself.
Request scoresByHand(const Matrix& scores) {
  const int size = static_cast<int>(scores.rows());
  Request result = request(size, size, 1);
  result.embeddings = Matrix::Identity(size, size);
  result.weights.query = scores;
  result.weights.key = Matrix::Identity(size, size);
  result.weights.value = Matrix::Identity(size, size);
  result.scale = 1.0F;
  return result;
}

Matrix weightsOf(const Matrix& scores) { return trace(scoresByHand(scores)).stage(StageId::weights).values; }

// X = | 1 0 |   X Xᵀ = | 1 0 1 |, scale 1:  row 0 = (e, 1, e) / (2e + 1)
//     | 0 1 |          | 0 1 1 |            row 2 = (e, e, e²) / (2e + e²)
//     | 1 1 |          | 1 1 2 |
TEST(Attention, threeTokensWithoutParametersAreWhatAPencilSays) {
  Request asked = request(3, 2, 1);
  asked.projections = false;
  asked.scale = 1.0F;
  asked.embeddings = matrix({{1, 0}, {0, 1}, {1, 1}});
  const Trace walk = trace(asked);
  EXPECT_TRUE(isEqual(walk.stage(StageId::scores).values, matrix({{1, 0, 1}, {0, 1, 1}, {1, 1, 2}})));
  const double e = std::exp(1.0);
  Wide weights(3, 3);
  weights << e, 1, e, 1, e, e, e, e, e * e;
  for (int row = 0; row < 3; ++row) weights.row(row) /= weights.row(row).sum();
  // One rounding of the exponential and one of the quotient.
  EXPECT_TRUE(isNear(walk.stage(StageId::weights).values, weights, 1.2e-7, 0));
  EXPECT_TRUE(
      isNear(walk.stage(StageId::output).values, weights * asked.embeddings->cast<double>(), 3e-7, 0));
}

TEST(Attention, rowsOfWeightsSumTo1OrAreListedAsEmptyAndAll0) {
  Random random(1);
  for (int round = 0; round < 200; ++round) {
    for (const Stage& stage : trace(randomRequest(random)).stages) {
      if (stage.operation != Operation::softmax) continue;
      for (int row = 0; row < stage.values.rows(); ++row) {
        const bool empty = std::count(stage.emptyRows.begin(), stage.emptyRows.end(), row) > 0;
        // Each weight is rounded once, by at most 6e-8 of itself, and together they are 1.
        EXPECT_NEAR(stage.values.row(row).cast<double>().sum(), empty ? 0 : 1, empty ? 0 : 6.1e-8);
      }
    }
  }
}

TEST(Attention, permutingTheTokensPermutesTheOutput) {
  Request forth = request(7, 8, 2);
  Request back = forth;
  std::reverse(back.tokens.begin(), back.tokens.end());
  const Matrix output = trace(forth).stage(StageId::output).values;
  const Matrix permuted = trace(back).stage(StageId::output).values.colwise().reverse();
  // The same sums over keys in another order.
  EXPECT_TRUE(isNear(permuted, output.cast<double>(), 1e-5, 1e-6));
}

TEST(Attention, permutingTheContextLeavesTheOutput) {
  Request forth = request(4, 8, 2);
  forth.context = someTokens(6);
  Request back = forth;
  std::reverse(back.context->begin(), back.context->end());
  const Matrix output = trace(forth).stage(StageId::output).values;
  EXPECT_TRUE(isNear(trace(back).stage(StageId::output).values, output.cast<double>(), 1e-5, 1e-6));
}

TEST(Attention, shiftingAllScoresOfARowChangesNothing) {
  const Matrix scores = matrix({{0.5F, -1, 2}, {3, 0.25F, -2}, {1, 1, 4}});
  Matrix shifted = scores;
  shifted.row(1).array() += 100;  // exact in float32: multiples of 1/4 below 2¹⁰
  EXPECT_TRUE(isEqual(weightsOf(shifted), weightsOf(scores)));
}

TEST(Attention, equalScoresGiveEqualWeights) {
  EXPECT_TRUE(isEqual(weightsOf(Matrix::Constant(4, 4, -3)), Matrix::Constant(4, 4, 0.25F)));
}

TEST(Attention, hugeScoresNeitherOverflowNorMakeNaN) {
  const Matrix weights = weightsOf(matrix({{1e4F, -1e4F, 0}, {-1e4F, -1e4F, -1e4F}, {1e4F, 1e4F, 0}}));
  const float third = 1.0F / 3;
  EXPECT_TRUE(isEqual(weights, matrix({{1, 0, 0}, {third, third, third}, {0.5F, 0.5F, 0}})));
  EXPECT_TRUE(isEqual(weightsOf(matrix({{3e38F, -3e38F}, {0, 0}})), matrix({{1, 0}, {0.5F, 0.5F}})));
}

TEST(Attention, causalOutputIgnoresTheFuture) {
  Request asked = request(6, 8, 2, true);
  const Matrix before = trace(asked).stage(StageId::output).values;
  asked.tokens[4] = "something";
  asked.tokens[5] = "else";
  const Matrix after = trace(asked).stage(StageId::output).values;
  EXPECT_TRUE(isEqual(after.topRows(4), before.topRows(4)));
  EXPECT_FALSE(isEqual(after.bottomRows(2), before.bottomRows(2)));
}

TEST(Attention, causalOutputOfAPrefixIsThePrefixOfTheOutput) {
  const Matrix whole = trace(request(6, 8, 2, true)).stage(StageId::output).values;
  EXPECT_TRUE(isEqual(trace(request(4, 8, 2, true)).stage(StageId::output).values, whole.topRows(4)));
}

TEST(Attention, maskedScoresAreMinusInfinityAndTheirWeightsExactly0) {
  const Trace walk = trace(request(5, 8, 1, true));
  for (int query = 0; query < 5; ++query) {
    for (int key = 0; key < 5; ++key) {
      const bool hidden = key > query;
      EXPECT_EQ(walk.stage(StageId::mask).values(query, key), hidden ? kMinusInfinity : 0);
      EXPECT_EQ(walk.stage(StageId::maskedScores).values(query, key) == kMinusInfinity, hidden);
      EXPECT_EQ(walk.stage(StageId::weights).values(query, key) == 0, hidden);
    }
  }
}

TEST(Attention, causalCrossAttentionSeesKeysUpToItsOwnPosition) {
  for (const int keys : {2, 4, 7}) {
    Request asked = request(4, 8, 1, true);
    asked.context = someTokens(keys);
    const Matrix mask = trace(asked).stage(StageId::mask).values;
    for (int query = 0; query < 4; ++query) {
      for (int key = 0; key < keys; ++key) EXPECT_EQ(mask(query, key), key <= query ? 0 : kMinusInfinity);
    }
  }
}

TEST(Attention, crossAttentionToTheSameSentenceIsSelfAttention) {
  Request self = request(5, 8, 2);
  Request cross = self;
  cross.context = self.tokens;
  EXPECT_TRUE(isEqual(trace(cross).stage(StageId::output).values, trace(self).stage(StageId::output).values));
}

TEST(Attention, multiHeadAttentionWithOneHeadIsOneHead) {
  const Request single = request(5, 8, 1);
  Request multi = single;
  multi.outputProjection = true;
  multi.weights.output = Matrix::Identity(8, 8);
  const Trace walk = trace(multi);
  const Matrix output = trace(single).stage(StageId::output).values;
  EXPECT_TRUE(isEqual(walk.stage(StageId::headOutput).values, output));
  EXPECT_TRUE(isEqual(walk.stage(StageId::concatenated).values, output));
  EXPECT_TRUE(isEqual(walk.stage(StageId::output).values, output));
}

TEST(Attention, aHeadIsAttentionWithItsColumnsOfTheWeights) {
  Request multi = request(5, 8, 4);
  multi.weights.query = Random(1).matrix(8, 8, 1);
  multi.weights.key = Random(2).matrix(8, 8, 1);
  multi.weights.value = Random(3).matrix(8, 8, 1);
  const Trace walk = trace(multi);
  for (int head = 0; head < 4; ++head) {
    Request single = request(5, 8, 1);
    single.headDim = 2;
    single.weights.query = multi.weights.query->middleCols(2 * head, 2);
    single.weights.key = multi.weights.key->middleCols(2 * head, 2);
    single.weights.value = multi.weights.value->middleCols(2 * head, 2);
    EXPECT_TRUE(
        isEqual(walk.stage(StageId::headOutput, head).values, trace(single).stage(StageId::output).values));
  }
}

TEST(Attention, groupedQueriesWithRepeatedHeadsAreMultiHeadAttention) {
  Request grouped = request(5, 8, 4);
  grouped.numKvHeads = 2;
  grouped.weights.key = Random(1).matrix(8, 4, 1);
  grouped.weights.value = Random(2).matrix(8, 4, 1);
  Request repeated = grouped;
  repeated.numKvHeads = 4;
  repeated.weights.key = Matrix(8, 8);
  repeated.weights.value = Matrix(8, 8);
  for (int head = 0; head < 4; ++head) {
    repeated.weights.key->middleCols(2 * head, 2) = grouped.weights.key->middleCols(head / 2 * 2, 2);
    repeated.weights.value->middleCols(2 * head, 2) = grouped.weights.value->middleCols(head / 2 * 2, 2);
  }
  EXPECT_TRUE(
      isEqual(trace(grouped).stage(StageId::output).values, trace(repeated).stage(StageId::output).values));
}

TEST(Attention, theScaleIsOneOverTheRootOfHeadDimUnlessGiven) {
  Request asked = request(3, 8, 2);
  EXPECT_EQ(trace(asked).scale, 0.5F);
  asked.headDim = 16;
  EXPECT_EQ(trace(asked).scale, 0.25F);
  asked.scale = 1.0F;
  const Trace walk = trace(asked);
  EXPECT_EQ(walk.scale, 1);
  EXPECT_TRUE(isEqual(walk.stage(StageId::scaledScores).values, walk.stage(StageId::scores).values));
}

TEST(Attention, theSameRequestGivesTheSameNumbers) {
  Random random(3);
  const Request asked = randomRequest(random);
  const Trace first = trace(asked);
  const Trace second = trace(asked);
  for (std::size_t i = 0; i < first.stages.size(); ++i) {
    EXPECT_TRUE(isEqual(first.stages[i].values, second.stages[i].values));
  }
}

}  // namespace
}  // namespace softlook::test
