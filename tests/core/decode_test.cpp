// Decoding with a key/value cache: the stages, the proof that it comes to the same, and what each way costs.
#include <gtest/gtest.h>

#include <set>

#include "support/complaints.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

Request request(int tokens, int cachedTokens, int heads = 2) {
  Request result;
  result.tokens = someTokens(tokens);
  result.numHeads = heads;
  result.mask.causal = true;
  result.cachedTokens = cachedTokens;
  return result;
}

Request withoutCache(Request asked) {
  asked.cachedTokens = std::nullopt;
  return asked;
}

std::string stagesOf(const Trace& walk) {
  std::string text;
  for (const Stage& stage : walk.stages) {
    if (stage.head > 0) continue;
    text += std::string(name(stage.id)) + " " + std::to_string(stage.values.rows()) + "x" +
            std::to_string(stage.values.cols()) + (stage.rowAxis == Axis::queryToken ? " q, " : ", ");
  }
  return text;
}

bool isZero(const Stage& stage) {
  return static_cast<bool>(isEqual(stage.values, Matrix::Zero(stage.values.rows(), stage.values.cols())));
}

TEST(DecodeStages, newTokensLookAtTheCacheAndAtThemselves) {
  Request asked = request(5, 3);
  asked.numKvHeads = 1;
  asked.valueDim = 3;
  asked.positions = Positions::rope;
  EXPECT_EQ(
      stagesOf(trace(asked)),
      "embeddings 5x8, newEmbeddings 2x8 q, queryWeights 8x4, keyWeights 8x4, valueWeights 8x3, "
      "queries 2x4 q, cachedKeys 3x4, cachedValues 3x3, newKeys 2x4 q, newValues 2x3 q, keys 5x4, "
      "values 5x3, rotatedQueries 2x4 q, rotatedKeys 5x4, scores 2x5 q, scaledScores 2x5 q, mask 2x5 q, "
      "maskedScores 2x5 q, weights 2x5 q, headOutput 2x3 q, concatenated 2x6 q, outputWeights 6x8, "
      "output 2x8 q, fullOutput 2x8 q, decodeDifference 2x8 q, ");
  EXPECT_EQ(trace(asked).firstQuery, 3);
  EXPECT_EQ(trace(withoutCache(asked)).firstQuery, 0);
}

TEST(DecodeStages, withoutParametersAllIsTakenFromTheEmbeddings) {
  Request asked = request(3, 2, 1);
  asked.projections = false;
  asked.positions = Positions::sinusoidal;
  const Trace walk = trace(asked);
  EXPECT_EQ(stagesOf(walk),
            "embeddings 3x8, positions 3x8, positionedEmbeddings 3x8, newEmbeddings 1x8 q, queries 1x8 q, "
            "cachedKeys 2x8, cachedValues 2x8, newKeys 1x8 q, newValues 1x8 q, keys 3x8, values 3x8, "
            "scores 1x3 q, scaledScores 1x3 q, mask 1x3 q, maskedScores 1x3 q, weights 1x3 q, output 1x8 q, "
            "fullOutput 1x8 q, decodeDifference 1x8 q, ");
  EXPECT_TRUE(isEqual(walk.stage(StageId::keys).values, walk.stage(StageId::positionedEmbeddings).values));
  EXPECT_EQ(walk.stage(StageId::fullOutput).origin, Origin::plain);
}

TEST(DecodeStages, anEmptyCacheHasNone) {
  const Trace walk = trace(request(3, 0));
  EXPECT_EQ(walk.stage(StageId::keys).inputs, (std::vector<StageRef>{{StageId::newKeys, 0}}));
  EXPECT_THROW((void)walk.stage(StageId::cachedKeys), std::invalid_argument);
  EXPECT_EQ(walk.stage(StageId::scores).values.rows(), 3);
}

/// Every stage of decoding that the whole computation has too holds the same bits, of the new tokens.
void expectSameBits(const Request& asked) {
  const Trace walk = trace(asked);
  const Trace whole = trace(withoutCache(asked));
  std::set<StageId> compared;
  for (const Stage& stage : whole.stages) {
    const Matrix& values = walk.stage(stage.id, stage.head).values;
    EXPECT_TRUE(isEqual(values, stage.values.bottomRows(values.rows()))) << label({stage.id, stage.head});
    compared.insert(stage.id);
  }
  EXPECT_TRUE(compared.contains(StageId::output));
  EXPECT_TRUE(isEqual(walk.stage(StageId::fullOutput).values, walk.stage(StageId::output).values));
  EXPECT_TRUE(isZero(walk.stage(StageId::decodeDifference)));
}

TEST(Decode, comesToTheSameBitsAsTheWholeComputationWithEveryOptionAndEveryCache) {
  Random random(31);
  std::set<Positions> positions;
  int projected = 0;
  int masked = 0;
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Request asked = randomDecoding(random);
    positions.insert(asked.positions);
    projected += asked.projections ? 1 : 0;
    masked += asked.mask.window && asked.mask.bias ? 1 : 0;
    for (int cached = 0; cached < static_cast<int>(asked.tokens.size()); ++cached) {
      asked.cachedTokens = cached;
      expectSameBits(asked);
    }
    if (HasFailure()) return;
  }
  EXPECT_EQ(positions.size(), 4U);
  EXPECT_GT(projected, 10);
  EXPECT_GT(masked, 0);
}

TEST(Decode, theCacheIsWhatDecodingTheTokensOneByOneLeft) {
  Random random(32);
  for (int round = 0; round < 20; ++round) {
    Request asked = randomDecoding(random);
    asked.mask = {};
    asked.mask.causal = true;
    const auto tokens = static_cast<int>(asked.tokens.size());
    const Matrix embeddings = trace(asked).stage(StageId::embeddings).values;
    asked.cachedTokens = tokens - 1;
    asked.embeddings = embeddings;
    const Trace last = trace(asked);
    for (int count = 1; count < tokens; ++count) {
      Request earlier = asked;
      earlier.tokens.resize(static_cast<std::size_t>(count));
      earlier.embeddings = embeddings.topRows(count);
      earlier.cachedTokens = count - 1;
      const Trace step = trace(earlier);
      EXPECT_TRUE(isEqual(step.stage(StageId::newKeys).values,
                          last.stage(StageId::cachedKeys).values.row(count - 1)));
      EXPECT_TRUE(isEqual(step.stage(StageId::newValues).values,
                          last.stage(StageId::cachedValues).values.row(count - 1)));
    }
  }
}

TEST(DecodeEdits, ofTheCacheShowInTheDifference) {
  for (const char* const stage : {"cachedKeys", "cachedValues", "newKeys", "newValues", "newEmbeddings"}) {
    Request asked = request(4, 2);
    const Matrix before = trace(asked).stage(StageId::fullOutput).values;
    asked.edits = {{stage, 1, 0, 1, 3}};
    const Trace walk = trace(asked);
    EXPECT_FALSE(isZero(walk.stage(StageId::decodeDifference))) << stage;
    EXPECT_TRUE(isEqual(walk.stage(StageId::fullOutput).values, before)) << stage;
    EXPECT_EQ(walk.stage(StageId::decodeDifference).origin, Origin::edited);
    EXPECT_EQ(walk.stage(StageId::fullOutput).origin, Origin::toy);
  }
}

/// Edits of two cells in each stage but those that only a cache has and the proof.
std::vector<Edit> editsEverywhere(const Trace& walk, Random& random) {
  const std::set<StageId> own = {StageId::newEmbeddings,   StageId::cachedKeys, StageId::cachedValues,
                                 StageId::newKeys,         StageId::newValues,  StageId::fullOutput,
                                 StageId::decodeDifference};
  std::vector<Edit> edits;
  for (const Stage& stage : walk.stages) {
    if (own.contains(stage.id)) continue;
    for (int i = 0; i < 2; ++i) {
      const int row = random.integer(0, static_cast<int>(stage.values.rows()) - 1);
      const int column = random.integer(0, static_cast<int>(stage.values.cols()) - 1);
      edits.push_back({std::string(name(stage.id)), stage.head, row, column, random.real(1)});
    }
  }
  return edits;
}

TEST(DecodeEdits, ofOtherStagesReachTheWholeComputationAtTheSameToken) {
  Random random(33);
  for (int round = 0; round < 60; ++round) {
    SCOPED_TRACE("round " + std::to_string(round));
    Request asked = randomDecoding(random);
    const Trace before = trace(asked);
    const std::vector<Edit> edits = editsEverywhere(before, random);
    for (const Edit& edit : edits) {
      asked.edits = {edit};
      const Trace walk = trace(asked);
      EXPECT_TRUE(isZero(walk.stage(StageId::decodeDifference))) << edit.stage;
    }
    asked.edits = edits;
    const Trace walk = trace(asked);
    EXPECT_TRUE(isZero(walk.stage(StageId::decodeDifference)));
    EXPECT_EQ(walk.stage(StageId::fullOutput).origin, Origin::edited);
    if (HasFailure()) return;
  }
}

TEST(DecodeEdits, differencesAreFromTheProofWithoutThem) {
  Request asked = request(4, 2);
  asked.edits = {{"embeddings", 0, 0, 0, 3}};
  asked.differences = true;
  const Trace walk = trace(asked);
  const Stage& full = walk.stage(StageId::fullOutput);
  EXPECT_FALSE(isEqual(full.difference, Matrix::Zero(2, 8)));
  EXPECT_TRUE(isEqual(full.difference, walk.stage(StageId::output).difference));
  EXPECT_TRUE(isEqual(walk.stage(StageId::decodeDifference).difference, Matrix::Zero(2, 8)));
}

TEST(DecodeChecks, whatDoesNotGoTogetherIsRefusedWithTheRemedy) {
  const auto said = [](const std::function<void(Request&)>& change) {
    return complaint(change, request(3, 2));
  };
  const std::string given = "cachedTokens is given, expected none ";
  EXPECT_EQ(said([](Request&) {}), "nothing");
  EXPECT_EQ(said([](Request& r) { r.cachedTokens = 3; }),
            "cachedTokens is 3, expected 0 to 2 (the tokens but one)");
  EXPECT_EQ(said([](Request& r) { r.cachedTokens = -1; }),
            "cachedTokens is -1, expected 0 to 2 (the tokens but one)");
  EXPECT_EQ(said([](Request& r) { r.context = {"a"}; }), given + "in cross-attention; leave context out");
  EXPECT_EQ(said([](Request& r) { r.mask.causal = false; }),
            given + "where keys come after their query; set mask.causal to true");
  EXPECT_EQ(said([](Request& r) { r.method = Method::linear; }),
            given + "with another method than softmax; leave one of them out");
  EXPECT_EQ(said([](Request& r) { r.gradient = Gradient{}; }),
            given + "beside a gradient; leave one of them out");
}

TEST(DecodeChecks, embeddingsAndMaskAreThoseOfAllTokens) {
  const auto said = [](const std::function<void(Request&)>& change) {
    return complaint(change, request(3, 2));
  };
  EXPECT_EQ(said([](Request& r) { r.embeddings = Matrix::Zero(1, 8); }),
            "embeddings is 1 by 8, expected 3 by 8");
  EXPECT_EQ(said([](Request& r) { r.mask.allowed = std::vector<std::uint8_t>(3, 1); }),
            "mask.allowed has 3 entries, expected 9");
  EXPECT_EQ(said([](Request& r) { r.mask.bias = Matrix::Zero(1, 3); }),
            "mask.bias is 1 by 3, expected 3 by 3");
  EXPECT_EQ(said([](Request& r) {
              r.edits = {{"scores", 0, 1, 0, 1}};
            }),
            "edits[0].row is 1, expected 0 (the rows of scores)");
}

TEST(DecodeChecks, theWholeComputationCountsAsPartOfTheTrace) {
  Request asked = request(512, 0, 8);
  EXPECT_EQ(complaint([](Request&) {}, withoutCache(asked)), "nothing");
  EXPECT_EQ(complaint([](Request&) {}, asked).substr(0, 20), "the trace would hold");
}

std::int64_t sumOf(const Trace& walk, const std::set<std::string>& names) {
  std::int64_t sum = 0;
  for (const Stage& stage : walk.stages) {
    if (names.contains(std::string(name(stage.id)))) sum += stage.multiplications;
  }
  return sum;
}

const std::set<std::string> kScores = {"scores",       "scaledScores", "cappedScores",  "positionBias",
                                       "biasedScores", "maskedScores", "temperedScores"};
const std::set<std::string> kProjected = {"queries",        "newKeys",     "newValues",  "keys",  "values",
                                          "rotatedQueries", "rotatedKeys", "headOutput", "output"};

std::int64_t exactOf(const Request& asked, const Trace& walk) {
  std::int64_t count = sumOf(walk, kScores);
  if (asked.method != Method::softmax) return count + sumOf(walk, {"exactOutput"});
  const bool alone = asked.numHeads == 1 && !asked.outputProjection.value_or(false);
  return count + sumOf(walk, {alone ? "output" : "headOutput"});
}

TEST(Costs, areTheSumsOfWhatEachWayMultiplies) {
  Random random(34);
  std::set<Method> methods;
  int cached = 0;
  for (int round = 0; round < 300; ++round) {
    const Request asked = round % 4 == 0 ? randomDecoding(random) : randomRequest(random);
    const Trace walk = trace(asked);
    methods.insert(asked.method);
    EXPECT_EQ(walk.costs.exact, exactOf(asked, walk));
    EXPECT_EQ(walk.costs.quadratic, sumOf(walk, {"similarities", "quadraticOutput"}));
    const std::int64_t states = sumOf(walk, {"keyValueState", "keySum", "numerators", "denominators"});
    const std::int64_t mixed =
        sumOf(walk, {"mixedKeys", "mixedValues", "lowRankScores", "lowRankScaledScores"});
    const std::int64_t head = asked.method == Method::softmax ? 0 : sumOf(walk, {"headOutput"});
    EXPECT_EQ(walk.costs.method, states + mixed + sumOf(walk, {"localScores"}) + head);
    const bool caches = asked.cachedTokens.has_value();
    cached += caches ? 1 : 0;
    EXPECT_EQ(walk.costs.cached, caches ? sumOf(walk, kScores) + sumOf(walk, kProjected) : 0);
    if (!caches) {
      EXPECT_EQ(walk.costs.full, 0);
      continue;
    }
    const Trace whole = trace(withoutCache(asked));
    EXPECT_EQ(walk.costs.full, sumOf(whole, kScores) + sumOf(whole, kProjected));
    EXPECT_EQ(walk.stage(StageId::fullOutput).multiplications, walk.costs.full);
    EXPECT_GE(walk.costs.full, walk.costs.cached);
  }
  EXPECT_EQ(methods.size(), 4U);
  EXPECT_GE(cached, 75);
}

TEST(Costs, ofTheLastOfSixTokens) {
  // One head of width 8: three projections and two products with 6 keys, and the scale of 6 scores.
  const Trace walk = trace(request(6, 5, 1));
  EXPECT_EQ(walk.costs.cached, 3 * 8 * 8 + 2 * 6 * 8 + 6);
  EXPECT_EQ(walk.costs.full, 6 * walk.costs.cached);
  EXPECT_EQ(walk.costs.exact, 2 * 6 * 8 + 6);
  EXPECT_EQ(walk.costs.method, 0);
}

}  // namespace
}  // namespace softlook::test
