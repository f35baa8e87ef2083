// One cell's arithmetic: the terms are read from the right cells and come to the right result.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

/// Three grouped causal heads over a context, with biases: every operation but the copy.
Trace everything() {
  Random random(12);
  Request request;
  request.tokens = someTokens(4);
  request.context = someTokens(5);
  request.embedDim = 6;
  request.numHeads = 4;
  request.numKvHeads = 2;
  request.headDim = 3;
  request.valueDim = 2;
  request.mask.causal = true;
  request.weights.queryBias = random.matrix(1, 12, 1);
  request.weights.outputBias = random.matrix(1, 6, 1);
  request.gradient = {0, 0, random.matrix(4, 6, 1)};
  return trace(request);
}

Trace plain() {
  Request request;
  request.tokens = someTokens(3);
  request.projections = false;
  request.gradient = {1, 2, std::nullopt};
  return trace(request);
}

/// Two heads over a context with those positions, a softcap, a bias and a temperature.
Trace positioned(Positions positions) {
  Request request;
  request.tokens = someTokens(4);
  request.context = someTokens(5);
  request.numHeads = 2;
  request.positions = positions;
  request.softcap = 1.5F;
  request.temperature = 0.75F;
  request.mask.bias = Random(4).matrix(4, 5, 1);
  request.mask.padding = {1, 1, 0, 1, 1};
  request.gradient = {2, 3, std::nullopt};
  return trace(request);
}

/// Two heads that share keys and values, with a method that approximates.
Trace approximated(Method method, bool causal) {
  Request request;
  request.tokens = someTokens(4);
  request.numHeads = 2;
  request.numKvHeads = 1;
  request.method = method;
  request.mask.causal = causal;
  request.gradient = Gradient{};
  return trace(request);
}

/// Two heads that share keys and values, the first tokens' out of a cache.
Trace decoded(int cachedTokens, Positions positions) {
  Request request;
  request.tokens = someTokens(5);
  request.numHeads = 2;
  request.numKvHeads = 1;
  request.mask.causal = true;
  request.positions = positions;
  request.cachedTokens = cachedTokens;
  request.weights.keyBias = Random(6).matrix(1, 4, 1);
  return trace(request);
}

Trace decodedPlainly() {
  Request request;
  request.tokens = someTokens(5);
  request.projections = false;
  request.mask.causal = true;
  request.positions = Positions::sinusoidal;
  request.cachedTokens = 3;
  return trace(request);
}

std::vector<Trace> walks() {
  return {everything(),
          plain(),
          positioned(Positions::sinusoidal),
          positioned(Positions::rope),
          positioned(Positions::alibi),
          approximated(Method::linear, false),
          approximated(Method::linear, true),
          approximated(Method::lowRank, false),
          approximated(Method::localGlobal, true),
          decoded(2, Positions::rope),
          decoded(0, Positions::alibi),
          decodedPlainly()};
}

/// Where a term's product is that of its sides.
bool multiplies(Operation operation) {
  return operation != Operation::softmax && operation != Operation::softcap &&
         operation != Operation::divide && operation != Operation::sinusoid &&
         operation != Operation::softmaxGradient && operation != Operation::normalize &&
         operation != Operation::features;
}

void expectReadFrom(const Trace& walk, const std::optional<Cell>& cell, float value) {
  if (!cell) return;
  const Stage& stage = walk.stage(cell->stage.id, cell->stage.head);
  EXPECT_EQ(stage.head, cell->stage.head);
  EXPECT_EQ(stage.values(cell->row, cell->column), value);
}

/// Calls check(stage, cell, explanation) for every cell of a trace.
template <typename Check>
void forEveryCell(const Trace& walk, Check check) {
  for (const Stage& stage : walk.stages) {
    SCOPED_TRACE(label({stage.id, stage.head}));
    for (int row = 0; row < stage.values.rows(); ++row) {
      for (int column = 0; column < stage.values.cols(); ++column) {
        const Cell cell{{stage.id, stage.head}, row, column};
        check(stage, cell, explain(walk, cell));
      }
    }
  }
}

TEST(Explain, theResultIsTheCellAndTheArithmeticComesToIt) {
  for (const Trace& walk : walks()) {
    forEveryCell(walk, [&](const Stage& stage, const Cell& cell, const Explanation& explanation) {
      EXPECT_EQ(explanation.operation, stage.operation);
      EXPECT_EQ(explanation.result, stage.values(cell.row, cell.column));
      // Exactly: the core adds in float32 in the order of the terms.
      EXPECT_EQ(explanation.computed, explanation.result);
      EXPECT_FALSE(explanation.edited);
    });
  }
}

TEST(Explain, productsSumToTheResult) {
  for (const Trace& walk : walks()) {
    forEveryCell(walk, [&](const Stage& stage, const Cell&, const Explanation& explanation) {
      if (stage.operation == Operation::input || !multiplies(stage.operation)) return;
      double sum = 0;
      double size = 0;
      for (const Term& term : explanation.terms) {
        EXPECT_EQ(term.product, term.left * term.right);
        sum += static_cast<double>(term.left) * static_cast<double>(term.right);
        size += std::abs(static_cast<double>(term.product));
      }
      if (std::isinf(explanation.result)) {
        EXPECT_EQ(sum, explanation.result);
      } else {
        // Each product and each sum is rounded by 6e-8 of at most the sum of the magnitudes.
        const auto roundings = static_cast<double>(2 * explanation.terms.size());
        EXPECT_NEAR(sum, explanation.result, roundings * 6e-8 * size);
      }
    });
  }
}

TEST(Explain, everyFactorStandsInTheCellItIsSaidToBeReadFrom) {
  for (const Trace& walk : walks()) {
    forEveryCell(walk, [&](const Stage&, const Cell&, const Explanation& explanation) {
      for (const Term& term : explanation.terms) {
        expectReadFrom(walk, term.leftFrom, term.left);
        expectReadFrom(walk, term.rightFrom, term.right);
      }
    });
  }
}

TEST(Explain, everyOperationIsExplainedSomewhere) {
  std::set<Operation> seen;
  for (const Trace& walk : walks()) {
    for (const Stage& stage : walk.stages) seen.insert(stage.operation);
  }
  for (int operation = 0; operation <= static_cast<int>(Operation::stack); ++operation) {
    EXPECT_EQ(seen.count(static_cast<Operation>(operation)), 1U) << name(static_cast<Operation>(operation));
  }
}

Cell cellOf(StageId id, int head, int row, int column) { return {{id, head}, row, column}; }

void expectCell(const std::optional<Cell>& actual, const Cell& expected) {
  ASSERT_TRUE(actual.has_value());
  EXPECT_EQ(actual->stage, expected.stage) << label(actual->stage) << ", expected " << label(expected.stage);
  EXPECT_EQ(actual->row, expected.row);
  EXPECT_EQ(actual->column, expected.column);
}

TEST(Explain, aProjectionIsARowOfXTimesAColumnOfWPlusTheBias) {
  const Explanation queries = explain(everything(), cellOf(StageId::queries, 2, 3, 1));
  ASSERT_EQ(queries.terms.size(), 7U);
  for (int k = 0; k < 6; ++k) {
    const Term& term = queries.terms[static_cast<std::size_t>(k)];
    expectCell(term.leftFrom, cellOf(StageId::embeddings, -1, 3, k));
    expectCell(term.rightFrom, cellOf(StageId::queryWeights, 2, k, 1));
  }
  expectCell(queries.terms[6].leftFrom, cellOf(StageId::queryBias, 2, 0, 1));
  EXPECT_EQ(queries.terms[6].right, 1);
  EXPECT_FALSE(queries.terms[6].rightFrom.has_value());
}

TEST(Explain, aScoreIsARowOfTheQueriesTimesARowOfTheSharedKeys) {
  const Explanation score = explain(everything(), cellOf(StageId::scores, 3, 2, 4));
  ASSERT_EQ(score.terms.size(), 3U);
  for (int k = 0; k < 3; ++k) {
    const Term& term = score.terms[static_cast<std::size_t>(k)];
    expectCell(term.leftFrom, cellOf(StageId::queries, 3, 2, k));
    expectCell(term.rightFrom, cellOf(StageId::keys, 1, 4, k));
  }
}

TEST(Explain, aScaledScoreIsTheScoreTimesTheScale) {
  const Trace walk = everything();
  const Explanation scaled = explain(walk, cellOf(StageId::scaledScores, 1, 0, 2));
  ASSERT_EQ(scaled.terms.size(), 1U);
  expectCell(scaled.terms[0].leftFrom, cellOf(StageId::scores, 1, 0, 2));
  EXPECT_EQ(scaled.terms[0].right, walk.scale);
  EXPECT_FALSE(scaled.terms[0].rightFrom.has_value());
}

TEST(Explain, aMaskedScoreIsTheScoreAndTheMask) {
  const Explanation masked = explain(everything(), cellOf(StageId::maskedScores, 1, 0, 2));
  ASSERT_EQ(masked.terms.size(), 2U);
  expectCell(masked.terms[0].leftFrom, cellOf(StageId::scaledScores, 1, 0, 2));
  expectCell(masked.terms[1].leftFrom, cellOf(StageId::mask, -1, 0, 2));
  EXPECT_EQ(masked.result, kMinusInfinity);
}

TEST(Explain, aWeightIsAnExponentialOverTheSumOfItsRow) {
  const Trace walk = everything();
  const Explanation weight = explain(walk, cellOf(StageId::weights, 1, 2, 0));
  const Matrix& scores = walk.stage(StageId::maskedScores, 1).values;
  ASSERT_EQ(weight.terms.size(), 5U);
  ASSERT_EQ(weight.exponentials.size(), 5U);
  EXPECT_EQ(weight.max, scores.row(2).maxCoeff());
  double sum = 0;
  for (int key = 0; key < 5; ++key) {
    const Term& term = weight.terms[static_cast<std::size_t>(key)];
    expectCell(term.leftFrom, cellOf(StageId::maskedScores, 1, 2, key));
    EXPECT_EQ(term.right, weight.max);
    EXPECT_FALSE(term.rightFrom.has_value());
    // One rounding of the difference, of at most 4, and one of the exponential, of at most 1.
    EXPECT_NEAR(term.product,
                std::exp(static_cast<double>(scores(2, key)) - static_cast<double>(*weight.max)), 3e-7);
    EXPECT_EQ(term.product, weight.exponentials[static_cast<std::size_t>(key)]);
    sum += static_cast<double>(term.product);
  }
  EXPECT_EQ(weight.sum, static_cast<float>(sum));
  EXPECT_FLOAT_EQ(weight.result, static_cast<float>(static_cast<double>(weight.exponentials[0]) / sum));
}

TEST(Explain, aRowWithNothingAllowedHasMaximumMinusInfinityAndSum0) {
  Request request;
  request.tokens = {"a", "b"};
  request.mask.causal = true;
  request.edits = {{"mask", 0, 0, 0, kMinusInfinity}};
  const Explanation weight = explain(trace(request), cellOf(StageId::weights, 0, 0, 0));
  EXPECT_EQ(weight.max, kMinusInfinity);
  EXPECT_EQ(weight.sum, 0);
  EXPECT_EQ(weight.exponentials, (std::vector<float>{0, 0}));
  EXPECT_EQ(weight.computed, 0);
}

TEST(Explain, aConcatenatedCellComesFromItsHead) {
  const Explanation cell = explain(everything(), cellOf(StageId::concatenated, -1, 1, 5));
  ASSERT_EQ(cell.terms.size(), 1U);
  expectCell(cell.terms[0].leftFrom, cellOf(StageId::headOutput, 2, 1, 1));
}

TEST(Explain, aCopyComesFromTheSameCell) {
  const Explanation cell = explain(plain(), cellOf(StageId::keys, 0, 1, 5));
  ASSERT_EQ(cell.terms.size(), 1U);
  expectCell(cell.terms[0].leftFrom, cellOf(StageId::embeddings, -1, 1, 5));
}

TEST(Explain, aSinusoidIsAPositionTimesAFrequency) {
  const Trace walk = positioned(Positions::sinusoidal);
  // Pair 1 of embedDim 8: 10000^(−2/8) = 1/10.
  const Explanation sine = explain(walk, cellOf(StageId::contextPositions, -1, 3, 2));
  ASSERT_EQ(sine.terms.size(), 1U);
  EXPECT_EQ(sine.terms[0].left, 3);
  EXPECT_FLOAT_EQ(sine.terms[0].right, 0.1F);
  EXPECT_FLOAT_EQ(*sine.angle, 0.3F);
  EXPECT_FLOAT_EQ(sine.result, std::sin(0.3F));
  EXPECT_FLOAT_EQ(explain(walk, cellOf(StageId::contextPositions, -1, 3, 3)).result, std::cos(0.3F));
}

TEST(Explain, aPositionedEmbeddingIsASum) {
  const Explanation sum =
      explain(positioned(Positions::sinusoidal), cellOf(StageId::positionedContext, -1, 3, 2));
  ASSERT_EQ(sum.terms.size(), 2U);
  expectCell(sum.terms[0].leftFrom, cellOf(StageId::contextEmbeddings, -1, 3, 2));
  expectCell(sum.terms[1].leftFrom, cellOf(StageId::contextPositions, -1, 3, 2));
}

TEST(Explain, aRotatedFeatureIsItselfAndItsPairsOther) {
  const Trace walk = positioned(Positions::rope);
  // headDim 4: pairs (0, 2) and (1, 3); pair 1 turns by 10000^(−2/4) = 1/100 a position.
  const Explanation first = explain(walk, cellOf(StageId::rotatedQueries, 1, 3, 1));
  ASSERT_EQ(first.terms.size(), 2U);
  expectCell(first.terms[0].leftFrom, cellOf(StageId::queries, 1, 3, 1));
  expectCell(first.terms[1].leftFrom, cellOf(StageId::queries, 1, 3, 3));
  EXPECT_FLOAT_EQ(*first.angle, 0.03F);
  EXPECT_FLOAT_EQ(first.terms[0].right, std::cos(0.03F));
  EXPECT_FLOAT_EQ(first.terms[1].right, -std::sin(0.03F));
  const Explanation second = explain(walk, cellOf(StageId::rotatedKeys, 0, 2, 2));
  expectCell(second.terms[0].leftFrom, cellOf(StageId::keys, 0, 2, 2));
  expectCell(second.terms[1].leftFrom, cellOf(StageId::keys, 0, 2, 0));
  EXPECT_FLOAT_EQ(*second.angle, 2);
  EXPECT_FLOAT_EQ(second.terms[1].right, std::sin(2.0F));
}

TEST(Explain, aPositionBiasIsTheDistanceTimesTheSlope) {
  const Explanation bias = explain(positioned(Positions::alibi), cellOf(StageId::positionBias, 1, 3, 1));
  ASSERT_EQ(bias.terms.size(), 1U);
  EXPECT_EQ(bias.terms[0].left, 2);
  EXPECT_EQ(bias.terms[0].right, -1.0F / 256);  // the second of two heads: 2^(−8 · 2/2)
}

TEST(Explain, aCappedScoreIsTheCapTimesATangent) {
  const Explanation capped = explain(positioned(Positions::none), cellOf(StageId::cappedScores, 1, 3, 1));
  ASSERT_EQ(capped.terms.size(), 1U);
  expectCell(capped.terms[0].leftFrom, cellOf(StageId::scaledScores, 1, 3, 1));
  EXPECT_EQ(capped.terms[0].right, 1.5F);
  EXPECT_FLOAT_EQ(capped.terms[0].product, 1.5F * std::tanh(capped.terms[0].left / 1.5F));
}

TEST(Explain, aTemperedScoreIsAQuotient) {
  const Explanation tempered = explain(positioned(Positions::none), cellOf(StageId::temperedScores, 1, 3, 1));
  ASSERT_EQ(tempered.terms.size(), 1U);
  expectCell(tempered.terms[0].leftFrom, cellOf(StageId::maskedScores, 1, 3, 1));
  EXPECT_EQ(tempered.terms[0].right, 0.75F);
  EXPECT_EQ(tempered.terms[0].product, tempered.terms[0].left / 0.75F);
}

TEST(Explain, anInputHasNoTerms) {
  EXPECT_TRUE(explain(everything(), cellOf(StageId::mask, 0, 1, 1)).terms.empty());
  EXPECT_TRUE(explain(everything(), cellOf(StageId::valueWeights, 1, 1, 1)).terms.empty());
}

TEST(Explain, anEditedCellStillSaysWhatItWouldHaveBeen) {
  Request request;
  request.tokens = {"a", "b"};
  const float before = trace(request).stage(StageId::scores).values(1, 0);
  request.edits = {{"scores", 0, 1, 0, 42}};
  const Explanation cell = explain(trace(request), cellOf(StageId::scores, 0, 1, 0));
  EXPECT_TRUE(cell.edited);
  EXPECT_EQ(cell.result, 42);
  EXPECT_EQ(cell.computed, before);
}

}  // namespace
}  // namespace softlook::test
