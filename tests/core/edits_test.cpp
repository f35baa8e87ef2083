// Numbers put in by hand: everything downstream follows, nothing upstream does.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/oracle.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

/// Two causal heads over a context, with every bias, a softcap and a temperature; with each kind of positions
/// in turn the trace has every stage.
Request everything(Positions positions = Positions::none) {
  Random random(11);
  Request request;
  request.tokens = someTokens(4);
  request.context = someTokens(5);
  request.embedDim = 6;
  request.numHeads = 2;
  request.headDim = 4;
  request.positions = positions;
  request.softcap = 2.0F;
  request.temperature = 0.5F;
  request.mask.causal = true;
  request.weights.queryBias = random.matrix(1, 8, 1);
  request.weights.keyBias = random.matrix(1, 8, 1);
  request.weights.valueBias = random.matrix(1, 8, 1);
  request.weights.outputBias = random.matrix(1, 6, 1);
  return request;
}

/// Of each kind of positions, of each method, whatever it takes, and with a cache.
std::vector<Request> kinds() {
  std::vector<Request> requests;
  for (const Positions positions :
       {Positions::none, Positions::sinusoidal, Positions::rope, Positions::alibi}) {
    requests.push_back(everything(positions));
  }
  for (const Method method : {Method::linear, Method::lowRank, Method::localGlobal}) {
    Request request = everything();
    request.method = method;
    if (method == Method::lowRank) {
      request.mask = {};
      request.softcap = std::nullopt;
      request.temperature = 1;
    }
    requests.push_back(request);
  }
  Request decoding = everything(Positions::rope);
  decoding.context = std::nullopt;
  decoding.cachedTokens = 2;
  requests.push_back(decoding);
  return requests;
}

Edit editOf(const Stage& stage, int row, int column, float value) {
  return {std::string(name(stage.id)), std::max(0, stage.head), row, column, value};
}

/// Does the computation without a cache have it too?
bool isOfWhole(StageId id) {
  return id <= StageId::output && id != StageId::newEmbeddings &&
         (id < StageId::cachedKeys || id > StageId::newValues);
}

/// The stages that are made from the given one, directly or not.
std::set<std::pair<StageId, int>> downstreamOf(const Trace& trace, const Stage& changed) {
  std::set<std::pair<StageId, int>> reached = {{changed.id, changed.head}};
  if (isOfWhole(changed.id)) reached.insert({StageId::fullOutput, -1});
  for (const Stage& stage : trace.stages) {
    for (const StageRef& input : stage.inputs) {
      if (reached.count({input.id, input.head}) > 0) reached.insert({stage.id, stage.head});
    }
  }
  return reached;
}

class EveryStage : public testing::TestWithParam<Request> {};

TEST_P(EveryStage, anEditChangesWhatIsMadeOfItAndNothingElse) {
  const Request& plain = GetParam();
  const Trace before = trace(plain);
  for (const Stage& stage : before.stages) {
    SCOPED_TRACE(label({stage.id, stage.head}));
    const int row = static_cast<int>(stage.values.rows()) - 1;
    const int column = std::min(1, static_cast<int>(stage.values.cols()) - 1);
    Request edited = plain;
    edited.edits = {editOf(stage, row, column, 0.75F)};
    const Trace after = trace(edited);
    expectMatchesOracle(after, edited);
    const auto reached = downstreamOf(before, stage);
    for (std::size_t i = 0; i < after.stages.size(); ++i) {
      const Stage& now = after.stages[i];
      const bool touched = reached.count({now.id, now.head}) > 0;
      EXPECT_EQ(now.origin == Origin::edited, touched) << label({now.id, now.head});
      EXPECT_TRUE(touched || isEqual(now.values, before.stages[i].values)) << label({now.id, now.head});
    }
    const Stage& now = after.stage(stage.id, stage.head);
    EXPECT_EQ(now.values(row, column), 0.75F);
    EXPECT_EQ(now.edited, std::vector<int>{row * static_cast<int>(now.values.cols()) + column});
  }
}

INSTANTIATE_TEST_SUITE_P(OfEachKind, EveryStage, testing::ValuesIn(kinds()));

TEST(Edits, everyStageIsEditedSomewhere) {
  std::set<StageId> seen;
  for (const Request& request : kinds()) {
    for (const Stage& stage : trace(request).stages) seen.insert(stage.id);
  }
  EXPECT_EQ(seen.size(), static_cast<std::size_t>(StageId::decodeDifference) + 1);
}

TEST(Edits, severalEditsAtSeveralStagesAllHold) {
  Request request = everything();
  request.edits = {{"output", 0, 0, 0, 9},       {"embeddings", 0, 1, 2, -1}, {"keys", 1, 2, 0, 3},
                   {"scaledScores", 0, 3, 1, 2}, {"mask", 0, 3, 4, 0},        {"weights", 1, 2, 2, 0.5F}};
  const Trace walk = trace(request);
  expectMatchesOracle(walk, request);
  EXPECT_EQ(walk.stage(StageId::output).values(0, 0), 9);
  EXPECT_EQ(walk.stage(StageId::weights, 1).values(2, 2), 0.5F);
}

TEST(Edits, theLastOfTwoEditsOfACellHolds) {
  Request request = everything();
  request.edits = {{"scores", 0, 0, 0, 1}, {"scores", 0, 1, 1, 5}, {"scores", 0, 0, 0, 2}};
  EXPECT_EQ(trace(request).stage(StageId::scores).values(0, 0), 2);
  EXPECT_EQ(trace(request).stage(StageId::scores).edited, (std::vector<int>{0, 6}));
}

TEST(Edits, theHeadOfAnEditDoesNotMatterWhereAllHeadsShareTheStage) {
  Request request = everything();
  request.edits = {{"embeddings", 63, 0, 0, 2}};
  EXPECT_EQ(trace(request).stage(StageId::embeddings).values(0, 0), 2);
}

TEST(Edits, anEditOfTheScaledScoresReachesTheWeightsUnscaled) {
  Request request;
  request.tokens = {"a", "b"};
  request.edits = {{"scaledScores", 0, 0, 0, 0}, {"scaledScores", 0, 0, 1, std::log(3.0F)}};
  const Matrix weights = trace(request).stage(StageId::weights).values;
  EXPECT_FLOAT_EQ(weights(0, 0), 0.25F);
  EXPECT_FLOAT_EQ(weights(0, 1), 0.75F);
}

TEST(Edits, openingTheMaskLetsOneKeyIn) {
  Request request;
  request.tokens = {"a", "b", "c"};
  request.mask.causal = true;
  request.edits = {{"mask", 0, 0, 2, 0}};
  const Matrix weights = trace(request).stage(StageId::weights).values;
  EXPECT_GT(weights(0, 2), 0);
  EXPECT_EQ(weights(0, 1), 0);
}

TEST(Edits, aRowWithNothingAllowedHasWeights0AndOutput0AndIsListed) {
  for (const char* const stage : {"mask", "maskedScores", "temperedScores"}) {
    Request request;
    request.tokens = {"a", "b", "c"};
    request.mask.causal = true;
    request.temperature = 2;
    request.edits = {{stage, 0, 1, 0, kMinusInfinity}, {stage, 0, 1, 1, kMinusInfinity}};
    const Trace walk = trace(request);
    EXPECT_TRUE(isEqual(walk.stage(StageId::weights).values.row(1), Matrix::Zero(1, 3)));
    EXPECT_TRUE(isEqual(walk.stage(StageId::output).values.row(1), Matrix::Zero(1, 8)));
    EXPECT_EQ(walk.stage(StageId::weights).emptyRows, std::vector<int>{1});
  }
}

TEST(Differences, areTheTraceMinusTheTraceWithoutTheEdits) {
  Request request = everything();
  const Trace before = trace(request);
  request.edits = {{"embeddings", 0, 1, 2, -1}, {"mask", 0, 0, 3, 0}, {"mask", 0, 1, 0, kMinusInfinity}};
  request.differences = true;
  const Trace after = trace(request);
  for (std::size_t i = 0; i < after.stages.size(); ++i) {
    const Stage& stage = after.stages[i];
    for (int row = 0; row < stage.values.rows(); ++row) {
      for (int column = 0; column < stage.values.cols(); ++column) {
        const float now = stage.values(row, column);
        const float then = before.stages[i].values(row, column);
        EXPECT_EQ(stage.difference(row, column), now == then ? 0 : now - then)
            << label({stage.id, stage.head});
      }
    }
  }
  EXPECT_EQ(after.stage(StageId::mask).difference(0, 3), -kMinusInfinity);
  EXPECT_EQ(after.stage(StageId::mask).difference(1, 0), kMinusInfinity);
  EXPECT_EQ(after.stage(StageId::mask).difference(0, 4), 0);
}

TEST(Differences, areEmptyUnlessAskedForAnd0WithoutEdits) {
  Request request = everything();
  for (const Stage& stage : trace(request).stages) EXPECT_EQ(stage.difference.size(), 0);
  request.differences = true;
  for (const Stage& stage : trace(request).stages) {
    EXPECT_TRUE(isEqual(stage.difference, Matrix::Zero(stage.values.rows(), stage.values.cols())));
  }
}

}  // namespace
}  // namespace softlook::test
