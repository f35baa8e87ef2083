// What must hold of masks, positions and the options that change the scores, whatever the numbers are.
#include <gtest/gtest.h>

#include <cmath>

#include "softlook/operations/alibi.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

constexpr float kHidden = kMinusInfinity;

Request request(int tokens, int heads = 2) {
  Request result;
  result.tokens = someTokens(tokens);
  result.numHeads = heads;
  return result;
}

Matrix maskOf(const Mask& mask, int queries = 4, int keys = 4) {
  Request asked = request(queries);
  asked.context = someTokens(keys);
  asked.mask = mask;
  return trace(asked).stage(StageId::mask).values;
}

Mask mask(bool causal, std::optional<int> window, int prefix) {
  Mask result;
  result.causal = causal;
  result.window = window;
  result.prefix = prefix;
  return result;
}

Matrix outputOf(const Request& asked) { return trace(asked).stage(StageId::output).values; }

TEST(MaskOptions, aCausalWindowIsABand) {
  EXPECT_TRUE(isEqual(maskOf(mask(true, 1, 0)), matrix({{0, kHidden, kHidden, kHidden},
                                                        {0, 0, kHidden, kHidden},
                                                        {kHidden, 0, 0, kHidden},
                                                        {kHidden, kHidden, 0, 0}})));
}

TEST(MaskOptions, aWindowAloneLimitsThePastOnly) {
  EXPECT_TRUE(isEqual(maskOf(mask(false, 0, 0), 3, 4),
                      matrix({{0, 0, 0, 0}, {kHidden, 0, 0, 0}, {kHidden, kHidden, 0, 0}})));
}

TEST(MaskOptions, aPrefixIsSeenByAllWhateverCausalityAndWindowSay) {
  EXPECT_TRUE(isEqual(
      maskOf(mask(true, 0, 2)),
      matrix({{0, 0, kHidden, kHidden}, {0, 0, kHidden, kHidden}, {0, 0, 0, kHidden}, {0, 0, kHidden, 0}})));
}

TEST(MaskOptions, paddingIsSeenByNobodyNotEvenInThePrefix) {
  Mask padded = mask(true, std::nullopt, 2);
  padded.padding = {1, 0, 1, 1};
  EXPECT_TRUE(isEqual(maskOf(padded), matrix({{0, kHidden, kHidden, kHidden},
                                              {0, kHidden, kHidden, kHidden},
                                              {0, kHidden, 0, kHidden},
                                              {0, kHidden, 0, 0}})));
}

TEST(MaskOptions, aKeyMustBeAllowedByEachAndThenHasItsBias) {
  Mask all = mask(true, std::nullopt, 0);
  all.allowed = {1, 1, 0, 1, 1, 1};
  all.bias = matrix({{1, 2, 3}, {4, 5, kHidden}});
  EXPECT_TRUE(isEqual(maskOf(all, 2, 3), matrix({{1, kHidden, kHidden}, {4, 5, kHidden}})));
}

TEST(MaskOptions, aRowWithNothingAllowedHasWeights0AndOutput0AndIsListed) {
  Request asked = request(3);
  asked.mask.allowed = {1, 1, 1, 0, 0, 0, 0, 1, 0};
  asked.outputProjection = false;
  const Trace walk = trace(asked);
  for (int head = 0; head < 2; ++head) {
    const Stage& weights = walk.stage(StageId::weights, head);
    EXPECT_EQ(weights.emptyRows, std::vector<int>{1});
    EXPECT_TRUE(isEqual(weights.values.row(1), Matrix::Zero(1, 3)));
    EXPECT_EQ(weights.values(2, 1), 1);
  }
  EXPECT_TRUE(isEqual(walk.stage(StageId::output).values.row(1), Matrix::Zero(1, 8)));
}

TEST(MaskOptions, aWindowAsLongAsTheSentenceIsNoWindow) {
  Request asked = request(5);
  asked.mask.causal = true;
  const Matrix full = outputOf(asked);
  asked.mask.window = 5;
  EXPECT_TRUE(isEqual(outputOf(asked), full));
}

TEST(MaskOptions, aMaskThatHidesNothingChangesNothing) {
  Request asked = request(3);
  const Matrix full = outputOf(asked);
  asked.mask.padding = {1, 1, 1};
  asked.mask.allowed = std::vector<std::uint8_t>(9, 1);
  asked.mask.bias = Matrix::Zero(3, 3);
  EXPECT_TRUE(isEqual(outputOf(asked), full));
}

TEST(MaskOptions, paddingIsTheSameAsLeavingTheWordsOut) {
  Request asked = request(3);
  asked.context = someTokens(3);
  const Matrix without = outputOf(asked);
  asked.context = {"w0", "w1", "w2", "pad", "pad"};
  asked.mask.padding = {1, 1, 1, 0, 0};
  EXPECT_TRUE(isEqual(outputOf(asked), without));
}

TEST(MaskOptions, aMaskWithNumbersOfTheReadersIsLoaded) {
  Request asked = request(3);
  asked.mask.padding = {1, 1, 0};
  EXPECT_EQ(trace(asked).stage(StageId::mask).origin, Origin::plain);
  asked.mask.bias = Matrix::Zero(3, 3);
  EXPECT_EQ(trace(asked).stage(StageId::mask).origin, Origin::loaded);
}

TEST(PositionOptions, withoutPositionsThePlaceOfAWordDoesNotMatterAndWithThemItDoes) {
  for (const Positions positions :
       {Positions::none, Positions::sinusoidal, Positions::rope, Positions::alibi}) {
    Request asked = request(3);
    asked.positions = positions;
    const Matrix before = outputOf(asked);
    std::swap(asked.tokens[0], asked.tokens[1]);
    const Matrix after = outputOf(asked);
    // The same sums over keys in another order, where they are the same.
    const bool same = static_cast<bool>(isNear(after.row(2), before.row(2).cast<double>(), 1e-5, 1e-6));
    EXPECT_EQ(same, positions == Positions::none);
  }
}

TEST(PositionOptions, sinusoidsAreThoseOfThePaper) {
  Request asked = request(3);
  asked.embedDim = 4;
  asked.positions = Positions::sinusoidal;
  const Matrix table = trace(asked).stage(StageId::positions).values;
  const double slow = std::pow(10000, -0.5);
  Wide expected(3, 4);
  for (int p = 0; p < 3; ++p)
    expected.row(p) << std::sin(p), std::cos(p), std::sin(p * slow), std::cos(p * slow);
  EXPECT_TRUE(isNear(table, expected, 6e-8, 0));  // rounded once
}

TEST(PositionOptions, rotationKeepsTheLengthOfEachPair) {
  const Matrix features = Random(6).matrix(9, 6, 2);
  Request asked = request(9, 1);
  asked.projections = false;
  asked.embedDim = 6;
  asked.embeddings = features;
  asked.positions = Positions::rope;
  const Matrix turned = trace(asked).stage(StageId::rotatedQueries).values;
  for (int row = 0; row < 9; ++row) {
    for (int pair = 0; pair < 3; ++pair) {
      const float before = std::hypot(features(row, pair), features(row, pair + 3));
      EXPECT_NEAR(std::hypot(turned(row, pair), turned(row, pair + 3)), before,
                  5e-7 * before);  // a few roundings
    }
  }
  EXPECT_TRUE(isEqual(turned.row(0), features.row(0)));
}

TEST(PositionOptions, shiftingBothPositionsChangesNoRotaryScore) {
  Request asked = request(4);
  asked.positions = Positions::rope;
  const Trace before = trace(asked);
  for (const int shift : {1, 7, 100}) {
    Request shifted = asked;
    shifted.tokens.insert(shifted.tokens.begin(), static_cast<std::size_t>(shift), "x");
    const Trace after = trace(shifted);
    for (int head = 0; head < 2; ++head) {
      const Matrix scores = after.stage(StageId::scores, head).values.bottomRightCorner(4, 4);
      // Scores are sums of four products of features of size 1 or so, each rounded some ten times on the way.
      EXPECT_TRUE(isNear(scores, before.stage(StageId::scores, head).values.cast<double>(), 0, 3e-6))
          << shift;
    }
  }
}

TEST(PositionOptions, alibiSlopesAreThoseOfThePaper) {
  for (int head = 0; head < 8; ++head) EXPECT_EQ(alibiSlope(head, 8), std::ldexp(1.0F, -(head + 1)));
  for (int head = 0; head < 4; ++head) EXPECT_EQ(alibiSlope(head, 4), std::ldexp(1.0F, -2 * (head + 1)));
  EXPECT_EQ(alibiSlope(0, 1), 1.0F / 256);
  // Six heads: the four of 4, then the first and third of 8.
  EXPECT_EQ(alibiSlope(3, 6), 1.0F / 256);
  EXPECT_EQ(alibiSlope(4, 6), 0.5F);
  EXPECT_EQ(alibiSlope(5, 6), 0.125F);
  // Sixteen: 2^(−1/2), 2^(−1), …
  EXPECT_FLOAT_EQ(alibiSlope(0, 16), std::sqrt(0.5F));
}

TEST(PositionOptions, alibiTakesTheSameFromEqualDistances) {
  Request asked = request(3);
  asked.positions = Positions::alibi;
  const float slope = 1.0F / 16;  // the first of two heads
  EXPECT_TRUE(isEqual(trace(asked).stage(StageId::positionBias).values,
                      matrix({{0, -slope, -2 * slope}, {-slope, 0, -slope}, {-2 * slope, -slope, 0}})));
}

TEST(ScoreOptions, aSoftcapBoundsTheScoresAndKeepsTheirOrder) {
  Request asked = request(6);
  asked.scale = 5.0F;
  asked.softcap = 2.0F;
  const Trace walk = trace(asked);
  const Matrix& scaled = walk.stage(StageId::scaledScores).values;
  const Matrix& capped = walk.stage(StageId::cappedScores).values;
  for (int i = 0; i < 36; ++i) {
    EXPECT_LE(std::abs(capped.data()[i]), 2);
    for (int j = 0; j < 36; ++j)
      EXPECT_TRUE(scaled.data()[i] < scaled.data()[j] || capped.data()[i] >= capped.data()[j]);
  }
}

TEST(ScoreOptions, aVeryLargeSoftcapChangesNothing) {
  Request asked = request(4);
  const Matrix before = outputOf(asked);
  asked.softcap = 1e6F;
  // tanh(x) = x − x³/3: for scores of 10 and a cap of 1e6 that is 1e-9 of the score.
  EXPECT_TRUE(isNear(outputOf(asked), before.cast<double>(), 1e-6, 1e-7));
}

TEST(ScoreOptions, aTemperatureOf2IsHalfTheScale) {
  Request warm = request(4);
  warm.temperature = 2;
  Request half = request(4);
  half.scale = 0.25F;  // of 1/√4; powers of 2 are exact
  EXPECT_TRUE(isEqual(outputOf(warm), outputOf(half)));
}

TEST(ScoreOptions, coldIsOneHotAndHotIsEven) {
  Request asked = request(4, 1);
  asked.temperature = 1e-4F;
  EXPECT_EQ(trace(asked).stage(StageId::weights).values.rowwise().maxCoeff().minCoeff(), 1);
  asked.temperature = 1e6F;
  // Scores of 5 or so over 1e6 leave 5e-6 of a weight.
  const Wide even = Wide::Constant(4, 4, 0.25);
  EXPECT_TRUE(isNear(trace(asked).stage(StageId::weights).values, even, 1e-5, 0));
}

TEST(ScoreOptions, theTraceSaysWhatWasUsed) {
  Request asked = request(2);
  EXPECT_EQ(trace(asked).softcap, 0);
  EXPECT_EQ(trace(asked).temperature, 1);
  asked.softcap = 3.0F;
  asked.temperature = 0.5F;
  EXPECT_EQ(trace(asked).softcap, 3);
  EXPECT_EQ(trace(asked).temperature, 0.5F);
}

std::string scoreStagesOf(const Trace& walk) {
  std::string ids;
  for (const Stage& stage : walk.stages) {
    if (stage.head <= 0 && stage.id >= StageId::rotatedQueries && stage.id <= StageId::weights) {
      ids += std::string(name(stage.id)) + " ";
    }
  }
  return ids;
}

TEST(OptionStages, standInTheOrderInWhichTheyAreComputed) {
  Request asked = request(2);
  asked.positions = Positions::alibi;
  asked.softcap = 3.0F;
  asked.temperature = 0.5F;
  asked.mask.prefix = 1;
  EXPECT_EQ(
      scoreStagesOf(trace(asked)),
      "scores scaledScores cappedScores positionBias biasedScores mask maskedScores temperedScores weights ");
  asked = request(2);
  asked.positions = Positions::rope;
  asked.temperature = 0.5F;
  EXPECT_EQ(scoreStagesOf(trace(asked)),
            "rotatedQueries rotatedKeys scores scaledScores temperedScores weights ");
}

TEST(OptionStages, sinusoidalPositionsReachQueriesKeysAndValues) {
  Request asked = request(2);
  asked.positions = Positions::sinusoidal;
  const Trace self = trace(asked);
  for (const StageId id : {StageId::queries, StageId::keys, StageId::values}) {
    EXPECT_EQ(self.stage(id).inputs[0].id, StageId::positionedEmbeddings);
  }
  asked.context = someTokens(3);
  const Trace cross = trace(asked);
  EXPECT_EQ(cross.stage(StageId::queries).inputs[0].id, StageId::positionedEmbeddings);
  EXPECT_EQ(cross.stage(StageId::keys).inputs[0].id, StageId::positionedContext);
  EXPECT_EQ(cross.stage(StageId::values).inputs[0].id, StageId::positionedContext);
}

}  // namespace
}  // namespace softlook::test
