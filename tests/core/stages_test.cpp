// Which stages a trace has, in which order, made from what, and what their rows and columns stand for.
#include <gtest/gtest.h>

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

std::string idsOf(const Trace& walk) {
  std::string ids;
  for (const Stage& stage : walk.stages) {
    if (stage.head <= 0) ids += std::string(ids.empty() ? "" : " ") + std::string(name(stage.id));
  }
  return ids;
}

TEST(Stages, thePlainKindHasNoParameters) {
  Request asked = request(2, 4, 1);
  asked.projections = false;
  EXPECT_EQ(idsOf(trace(asked)), "embeddings queries keys values scores scaledScores weights output");
}

TEST(Stages, oneHeadHasItsOutputRightAfterTheWeights) {
  EXPECT_EQ(idsOf(trace(request(2, 4, 1))),
            "embeddings queryWeights keyWeights valueWeights queries keys values scores scaledScores weights "
            "output");
}

TEST(Stages, severalHeadsWithAContextAMaskAndBiasesHaveThemAll) {
  Request asked = request(2, 4, 2, true);
  asked.context = {"x", "y", "z"};
  asked.weights.queryBias = Matrix::Zero(1, 4);
  asked.weights.keyBias = Matrix::Zero(1, 4);
  asked.weights.valueBias = Matrix::Zero(1, 4);
  asked.weights.outputBias = Matrix::Zero(1, 4);
  EXPECT_EQ(
      idsOf(trace(asked)),
      "embeddings contextEmbeddings queryWeights keyWeights valueWeights queryBias keyBias valueBias queries "
      "keys values scores scaledScores mask maskedScores weights headOutput concatenated outputWeights "
      "outputBias output");
}

TEST(Stages, theBackwardPassGoesTheSameWayBack) {
  Request asked = request(2, 4, 2, true);
  asked.context = {"x", "y", "z"};
  asked.positions = Positions::alibi;
  asked.softcap = 2.0F;
  asked.temperature = 2;
  asked.weights.keyBias = Matrix::Zero(1, 4);
  asked.weights.outputBias = Matrix::Zero(1, 4);
  const std::string forward = idsOf(trace(asked));
  asked.gradient = Gradient{};
  EXPECT_EQ(
      idsOf(trace(asked)),
      forward +
          " outputGradient outputBiasGradient outputWeightsGradient concatenatedGradient "
          "headOutputGradient weightsGradient temperedScoresGradient maskedScoresGradient "
          "biasedScoresGradient cappedScoresGradient scaledScoresGradient scoresGradient valuesGradient "
          "keysGradient queriesGradient keyBiasGradient valueWeightsGradient keyWeightsGradient "
          "queryWeightsGradient contextEmbeddingsGradient embeddingsGradient");
  asked = request(2, 4, 1);
  asked.projections = false;
  asked.positions = Positions::rope;
  asked.gradient = Gradient{};
  EXPECT_EQ(idsOf(trace(asked)),
            "embeddings queries keys values rotatedQueries rotatedKeys scores scaledScores weights output "
            "outputGradient weightsGradient scaledScoresGradient scoresGradient rotatedKeysGradient "
            "rotatedQueriesGradient valuesGradient keysGradient queriesGradient embeddingsGradient");
}

TEST(Stages, aGradientHasTheShapeAxesAndHeadOfItsStage) {
  Random random(6);
  for (int round = 0; round < 50; ++round) {
    Request asked = randomSoftmaxRequest(random);
    asked.gradient = Gradient{};
    const Trace walk = trace(asked);
    for (const Stage& gradient : walk.stages) {
      const std::string id(name(gradient.id));
      if (id.size() <= 8 || id.substr(id.size() - 8) != "Gradient") continue;
      const Stage& stage = walk.stage(stageId(id.substr(0, id.size() - 8)), gradient.head);
      EXPECT_EQ(gradient.head, stage.head);
      EXPECT_EQ(gradient.values.rows(), stage.values.rows());
      EXPECT_EQ(gradient.values.cols(), stage.values.cols());
      EXPECT_EQ(gradient.rowAxis, stage.rowAxis);
      EXPECT_EQ(gradient.colAxis, stage.colAxis);
    }
  }
}

TEST(Stages, inputsComeBeforeWhatIsMadeOfThem) {
  Random random(5);
  for (int round = 0; round < 50; ++round) {
    const Trace walk = trace(randomRequest(random));
    for (std::size_t i = 0; i < walk.stages.size(); ++i) {
      for (const StageRef& ref : walk.stages[i].inputs) {
        const Stage* const input = &walk.stage(ref.id, ref.head);
        EXPECT_LT(input - walk.stages.data(), static_cast<std::ptrdiff_t>(i));
        EXPECT_EQ(input->head, ref.head);
      }
    }
  }
}

TEST(Stages, originsFollowTheStrongestInput) {
  Request asked = request(2, 4, 1, true);
  asked.weights.key = Matrix::Ones(4, 4);
  const Trace walk = trace(asked);
  EXPECT_EQ(walk.stage(StageId::embeddings).origin, Origin::toy);
  EXPECT_EQ(walk.stage(StageId::queries).origin, Origin::toy);
  EXPECT_EQ(walk.stage(StageId::keyWeights).origin, Origin::loaded);
  EXPECT_EQ(walk.stage(StageId::keys).origin, Origin::loaded);
  EXPECT_EQ(walk.stage(StageId::mask).origin, Origin::plain);
  EXPECT_EQ(walk.stage(StageId::output).origin, Origin::loaded);
  asked = request(2, 4, 1);
  asked.projections = false;
  EXPECT_EQ(trace(asked).stage(StageId::embeddings).origin, Origin::toy);
  EXPECT_EQ(trace(asked).stage(StageId::output).origin, Origin::plain);
  // The matrices that low-rank attention mixes with are parameters all the same.
  asked.method = Method::lowRank;
  asked.rank = 1;
  EXPECT_EQ(trace(asked).stage(StageId::keys).origin, Origin::plain);
  EXPECT_EQ(trace(asked).stage(StageId::keyMixing).origin, Origin::toy);
  EXPECT_EQ(trace(asked).stage(StageId::output).origin, Origin::toy);
  EXPECT_EQ(trace(asked).stage(StageId::exactOutput).origin, Origin::plain);
}

TEST(Stages, axesSayWhatRowsAndColumnsStandFor) {
  const Trace walk = trace(request(3, 4, 2));
  const auto axes = [&](StageId id) {
    const Stage& stage = walk.stage(id);
    return std::string(name(stage.rowAxis)) + " " + std::string(name(stage.colAxis));
  };
  EXPECT_EQ(axes(StageId::embeddings), "queryToken embeddingFeature");
  EXPECT_EQ(axes(StageId::queryWeights), "embeddingFeature headFeature");
  EXPECT_EQ(axes(StageId::keys), "keyToken headFeature");
  EXPECT_EQ(axes(StageId::values), "keyToken valueFeature");
  EXPECT_EQ(axes(StageId::weights), "queryToken keyToken");
  EXPECT_EQ(axes(StageId::concatenated), "queryToken concatenatedFeature");
  EXPECT_EQ(axes(StageId::outputWeights), "concatenatedFeature embeddingFeature");
  EXPECT_EQ(axes(StageId::output), "queryToken embeddingFeature");
}

TEST(Stages, everyNameIsFoundAgain) {
  for (int id = 0; id <= static_cast<int>(StageId::embeddingsGradient); ++id) {
    EXPECT_EQ(stageId(name(static_cast<StageId>(id))), static_cast<StageId>(id));
  }
}

}  // namespace
}  // namespace softlook::test
