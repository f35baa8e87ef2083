// The backward pass: what it is by definition, and what the reader's own numbers do to it.
#include <gtest/gtest.h>

#include <cmath>

#include "support/complaints.h"
#include "support/matrices.h"
#include "support/oracle.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

constexpr std::string_view kSuffix = "Gradient";

bool isGradient(StageId id) {
  const std::string_view text = name(id);
  return text.size() > kSuffix.size() && text.substr(text.size() - kSuffix.size()) == kSuffix;
}

/// The stage whose gradient it is.
StageRef differentiated(const Stage& gradient) {
  const std::string_view text = name(gradient.id);
  return {stageId(text.substr(0, text.size() - kSuffix.size())), gradient.head};
}

double loss(const OracleTrace& stages, const Matrix& upstream) {
  const Wide& output = stages.at({StageId::output, -1}).values;
  return output.cwiseProduct(upstream.cast<double>()).sum();
}

/// (loss(x + h) − loss(x − h)) / 2h, all in float64: off by some h² = 1e-10 of the third derivative.
double centralDifference(const Request& asked, const Cell& cell, const Matrix& upstream) {
  constexpr double kStep = 1e-5;
  const double above = loss(nudged(asked, {cell, kStep}), upstream);
  const double below = loss(nudged(asked, {cell, -kStep}), upstream);
  return (above - below) / (2 * kStep);
}

/// Holds one cell of each gradient of the trace to the definition of a derivative.
void expectSlopes(const Request& asked, Random& random) {
  const Trace walk = trace(asked);
  const OracleTrace estimates = oracle(asked);
  const Matrix& upstream = walk.stage(StageId::outputGradient).values;
  for (const Stage& gradient : walk.stages) {
    if (!isGradient(gradient.id)) continue;
    const int row = random.integer(0, static_cast<int>(gradient.values.rows()) - 1);
    const int column = random.integer(0, static_cast<int>(gradient.values.cols()) - 1);
    const Cell cell{differentiated(gradient), row, column};
    const double slope = centralDifference(asked, cell, upstream);
    const Estimate& estimate = estimates.at({gradient.id, gradient.head});
    const double near = 1e-4 * std::abs(slope) + 1e-8;
    SCOPED_TRACE(label({gradient.id, gradient.head}));
    EXPECT_NEAR(estimate.values(row, column), slope, near);
    EXPECT_NEAR(gradient.values(row, column), slope, near + estimate.error(row, column));
  }
}

/// Small, so that hundreds of differences take no time.
Request smallRequest(Random& random) {
  Request asked;
  do {
    asked = randomRequest(random);
  } while (asked.tokens.size() > 9 || asked.context.value_or(asked.tokens).size() > 9 || !asked.gradient);
  return asked;
}

class GradientSlopes : public testing::TestWithParam<std::uint32_t> {};

TEST_P(GradientSlopes, areTheLossesDifferences) {
  Random random(GetParam());
  for (int round = 0; round < 10; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    expectSlopes(smallRequest(random), random);
    if (HasFailure()) return;
  }
}

TEST_P(GradientSlopes, passThroughNumbersPutInByHandAsThroughAShift) {
  Random random(GetParam() + 100);
  for (int round = 0; round < 10; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Request asked = smallRequest(random);
    for (const Stage& stage : trace(asked).stages) {
      const auto rows = static_cast<int>(stage.values.rows());
      const auto columns = static_cast<int>(stage.values.cols());
      Edit edit{std::string(name(stage.id)), stage.head, random.integer(0, rows - 1),
                random.integer(0, columns - 1), random.real(1)};
      // Features and their sums are above 0: over what is near it a quotient bends too much for a difference.
      if (stage.id >= StageId::queryFeatures && stage.id <= StageId::denominators) {
        edit.value = 2 + std::abs(edit.value);
      }
      // From −∞ to a number is no shift.
      if (isGradient(stage.id) || std::isinf(stage.values(edit.row, edit.column))) continue;
      if (random.coin()) asked.edits.push_back(edit);
    }
    expectSlopes(asked, random);
    if (HasFailure()) return;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, GradientSlopes, testing::Range(0U, 6U));

TEST(Gradient, everyCellOfRandomTracesIsExplainedToTheLastBit) {
  Random random(21);
  for (int round = 0; round < 20; ++round) {
    Request asked = smallRequest(random);
    asked.edits = {{"weights", 0, 0, 0, 0.75F}, {"queriesGradient", 0, 0, 0, 0.5F}};
    const Trace walk = trace(asked);
    for (const Stage& stage : walk.stages) {
      SCOPED_TRACE(label({stage.id, stage.head}));
      for (int row = 0; row < stage.values.rows(); ++row) {
        for (int column = 0; column < stage.values.cols(); ++column) {
          const Explanation cell = explain(walk, {{stage.id, stage.head}, row, column});
          const float value = stage.values(row, column);
          ASSERT_TRUE(cell.edited || cell.computed == value) << row << ", " << column << ": " << value;
        }
      }
    }
  }
}

std::string complaintOf(const Request& asked) {
  return complaint([](Request&) {}, asked);
}

Request causal(int tokens) {
  Request asked;
  asked.tokens = someTokens(tokens);
  asked.embedDim = 4;
  asked.mask.causal = true;
  asked.gradient = Gradient{};
  return asked;
}

TEST(Gradient, aCellOfTheOutputIsAnUpstreamOfOneOne) {
  Request asked = causal(3);
  asked.gradient = {1, 2, std::nullopt};
  const Trace cell = trace(asked);
  Matrix upstream = Matrix::Zero(3, 4);
  upstream(1, 2) = 1;
  asked.gradient = {0, 0, upstream};
  const Trace whole = trace(asked);
  for (const Stage& stage : cell.stages) {
    EXPECT_TRUE(isEqual(whole.stage(stage.id, stage.head).values, stage.values));
  }
  EXPECT_EQ(cell.stage(StageId::outputGradient).origin, Origin::plain);
  EXPECT_EQ(whole.stage(StageId::outputGradient).origin, Origin::loaded);
}

TEST(Gradient, laterTokensHaveNoneThroughACausalMask) {
  Request asked = causal(4);
  asked.gradient = {1, 0, std::nullopt};
  const Matrix gradient = trace(asked).stage(StageId::embeddingsGradient).values;
  EXPECT_TRUE(isEqual(gradient.bottomRows(2), Matrix::Zero(2, 4)));
  EXPECT_GT(gradient.row(0).norm(), 0.0F);
}

TEST(Gradient, aQueryThatSeesNothingHasNone) {
  Request asked = causal(2);
  asked.mask.padding = {0, 1};
  const Trace walk = trace(asked);
  EXPECT_TRUE(isEqual(walk.stage(StageId::maskedScoresGradient).values, Matrix::Zero(2, 2)));
  EXPECT_TRUE(isEqual(walk.stage(StageId::embeddingsGradient).values, Matrix::Zero(2, 4)));
}

TEST(Gradient, rowsOfTheScoresGradientSumTo0) {
  Request asked = causal(5);
  asked.gradient = {0, 0, Random(3).matrix(5, 4, 1)};
  const Matrix gradient = trace(asked).stage(StageId::maskedScoresGradient).values;
  EXPECT_TRUE(isNear(gradient.rowwise().sum(), Wide::Zero(5, 1), 0, 1e-6));
}

TEST(Gradient, canBePutInByHandAndWhatFollowsFollows) {
  Request asked = causal(2);
  asked.edits = {{"scoresGradient", 0, 1, 0, 3}};
  const Trace walk = trace(asked);
  const Matrix& scores = walk.stage(StageId::scoresGradient).values;
  EXPECT_EQ(scores(1, 0), 3);
  const Wide expected = scores.cast<double>() * walk.stage(StageId::keys).values.cast<double>();
  EXPECT_TRUE(isNear(walk.stage(StageId::queriesGradient).values, expected, 1e-6, 1e-6));
  EXPECT_EQ(walk.stage(StageId::embeddingsGradient).origin, Origin::edited);
}

TEST(Gradient, ofASoftmaxIsExplainedByItsRowAndTheWeightsBeforeTheEdit) {
  Request asked = causal(3);
  const float weight = trace(asked).stage(StageId::weights).values(2, 1);
  asked.gradient = {2, 0, std::nullopt};
  asked.edits = {{"weights", 0, 2, 1, 0.875F}};
  const Explanation cell = explain(trace(asked), {{StageId::maskedScoresGradient, 0}, 2, 0});
  ASSERT_EQ(cell.terms.size(), 3U);
  EXPECT_EQ(cell.terms[0].leftFrom->stage, (StageRef{StageId::weights, 0}));
  EXPECT_EQ(cell.terms[0].rightFrom->stage, (StageRef{StageId::weightsGradient, 0}));
  EXPECT_EQ(cell.terms[1].left, weight);
  EXPECT_FALSE(cell.terms[1].leftFrom.has_value());
  EXPECT_NEAR(*cell.sum, cell.terms[0].product + cell.terms[1].product + cell.terms[2].product, 1e-7);
  EXPECT_NEAR(cell.computed, cell.terms[0].left * (cell.terms[0].right - *cell.sum), 1e-6);
}

TEST(Gradient, aSumOverHeadsIsExplainedHeadByHead) {
  Request asked = causal(3);
  asked.numHeads = 2;
  asked.numKvHeads = 1;
  const Explanation cell = explain(trace(asked), {{StageId::keysGradient, 0}, 1, 0});
  ASSERT_EQ(cell.terms.size(), 6U);
  EXPECT_EQ(cell.terms[2].leftFrom->stage, (StageRef{StageId::scoresGradient, 0}));
  EXPECT_EQ(cell.terms[3].leftFrom->stage, (StageRef{StageId::scoresGradient, 1}));
  EXPECT_EQ(cell.terms[5].rightFrom->stage, (StageRef{StageId::queries, 1}));
}

TEST(Gradient, isRefusedWhereTheOutputHasNoSuchCell) {
  Request asked = causal(2);
  asked.gradient = {2, 0, std::nullopt};
  EXPECT_EQ(complaintOf(asked), "gradient.row is 2, expected 0 to 1 (the rows of output)");
  asked.gradient = {0, -1, std::nullopt};
  EXPECT_EQ(complaintOf(asked), "gradient.column is -1, expected 0 to 3 (the columns of output)");
  asked.gradient = {0, 0, Matrix::Zero(2, 5)};
  EXPECT_EQ(complaintOf(asked), "gradient.upstream is 2 by 5, expected 2 by 4");
  asked.gradient = {0, 0, Matrix::Constant(2, 4, INFINITY)};
  EXPECT_EQ(complaintOf(asked),
            "gradient.upstream[0] (row 0, column 0) is Infinity, expected a finite number");
}

TEST(Gradient, thatOverflowsNamesItsStage) {
  Request asked = causal(1);
  asked.weights.value = Matrix::Constant(4, 4, 4);
  asked.embeddings = Matrix::Constant(1, 4, 1);
  asked.gradient = {0, 0, Matrix::Constant(1, 4, 3e38F)};
  EXPECT_EQ(
      complaintOf(asked),
      "weightsGradient of head 0 overflows float32 at row 0, column 0; use smaller embeddings, weights, "
      "scale or edits");
}

TEST(Gradient, isNoStageOfATraceThatDidNotAskForIt) {
  Request asked = causal(2);
  asked.gradient.reset();
  asked.edits = {{"scoresGradient", 0, 0, 0, 1}};
  EXPECT_EQ(
      complaintOf(asked).rfind("edits[0].stage is \"scoresGradient\", expected a stage of this trace: ", 0),
      0U);
}

}  // namespace
}  // namespace softlook::test
