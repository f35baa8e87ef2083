// What must hold of the methods that approximate softmax attention, and of the multiplications they make.
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "support/complaints.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

Request request(Method method, int tokens = 5, int heads = 2) {
  Request result;
  result.tokens = someTokens(tokens);
  result.numHeads = heads;
  result.method = method;
  return result;
}

std::string stagesAfterWeights(const Trace& walk) {
  std::string ids;
  for (const Stage& stage : walk.stages) {
    if (stage.head <= 0 && stage.id > StageId::weights) ids += std::string(name(stage.id)) + " ";
  }
  return ids;
}

TEST(MethodStages, theExactAttentionComesFirstAndItsDifferenceAfterTheApproximation) {
  Request asked = request(Method::linear);
  asked.mask.causal = true;
  EXPECT_EQ(stagesAfterWeights(trace(asked)),
            "exactOutput queryFeatures keyFeatures similarities maskedSimilarities linearWeights "
            "quadraticOutput keyValueState keySum numerators denominators headOutput outputDifference "
            "concatenated outputWeights output ");
  EXPECT_EQ(stagesAfterWeights(trace(request(Method::lowRank, 5, 1))),
            "exactOutput keyMixing valueMixing mixedKeys mixedValues lowRankScores lowRankScaledScores "
            "lowRankWeights headOutput outputDifference output ");
  asked = request(Method::localGlobal);
  asked.outputProjection = false;
  EXPECT_EQ(stagesAfterWeights(trace(asked)),
            "exactOutput pattern localScores localWeights headOutput outputDifference concatenated output ");
}

TEST(MethodStages, theExactAttentionIsWhatItIsWithoutTheMethod) {
  for (const Method method : {Method::linear, Method::lowRank, Method::localGlobal}) {
    const Trace walk = trace(request(method));
    const Trace exact = trace(request(Method::softmax));
    for (int head = 0; head < 2; ++head) {
      const Matrix& output = walk.stage(StageId::exactOutput, head).values;
      EXPECT_TRUE(isEqual(output, exact.stage(StageId::headOutput, head).values));
      EXPECT_TRUE(isEqual(walk.stage(StageId::outputDifference, head).values,
                          walk.stage(StageId::headOutput, head).values - output));
    }
    EXPECT_FALSE(isEqual(walk.stage(StageId::output).values, exact.stage(StageId::output).values));
  }
}

TEST(MethodStages, withOneHeadAndNoProjectionTheOutputIsACopy) {
  const Trace walk = trace(request(Method::localGlobal, 5, 1));
  EXPECT_EQ(walk.stage(StageId::output).operation, Operation::copy);
  EXPECT_TRUE(isEqual(walk.stage(StageId::output).values, walk.stage(StageId::headOutput).values));
}

TEST(MethodStages, anEditReachesWhatIsMadeOfItsCell) {
  Request asked = request(Method::linear);
  asked.mask.causal = true;
  const Trace before = trace(asked);
  const auto edited = [&](const std::string& stage) {
    asked.edits = {{stage, 0, 1, 0, 3}};
    return trace(asked);
  };
  const auto changes = [&](const Trace& after, StageId id) {
    return !isEqual(after.stage(id).values, before.stage(id).values);
  };
  const Trace weights = edited("linearWeights");
  EXPECT_TRUE(changes(weights, StageId::quadraticOutput));
  EXPECT_FALSE(changes(weights, StageId::output));
  const Trace sums = edited("keySum");
  EXPECT_TRUE(changes(sums, StageId::output));
  EXPECT_EQ(sums.stage(StageId::output).origin, Origin::edited);
}

// Both orders add the same positive products; a sum of n products has a relative error of at most n + 1
// roundings, and three such sums lie between the features and the output, with values of size 3 or so.
TEST(LinearAttention, theQuadraticAndTheLinearOrderAgree) {
  Random random(21);
  int compared = 0;
  for (int round = 0; round < 400; ++round) {
    const Request asked = randomRequest(random);
    if (asked.method != Method::linear) continue;
    const Trace walk = trace(asked);
    for (int head = 0; head < walk.numHeads; ++head) {
      const Wide quadratic = walk.stage(StageId::quadraticOutput, head).values.cast<double>();
      const double size =
          walk.stage(StageId::values, head * walk.numKvHeads / walk.numHeads).values.cwiseAbs().maxCoeff();
      EXPECT_TRUE(isNear(walk.stage(StageId::headOutput, head).values, quadratic, 0, 200 * 6e-8 * size));
    }
    ++compared;
  }
  EXPECT_GT(compared, 20);
}

TEST(LinearAttention, aRunningStateIsTheStateOfTheTokensSoFar) {
  Request asked = request(Method::linear, 5, 1);
  asked.mask.causal = true;
  const Trace running = trace(asked);
  const Matrix& states = running.stage(StageId::keyValueState).values;
  ASSERT_EQ(states.rows(), 5 * 8);
  for (Eigen::Index count = 1; count <= 5; ++count) {
    const Trace some = trace(request(Method::linear, static_cast<int>(count), 1));
    EXPECT_TRUE(isEqual(states.middleRows((count - 1) * 8, 8), some.stage(StageId::keyValueState).values));
    EXPECT_TRUE(
        isEqual(running.stage(StageId::keySum).values.row(count - 1), some.stage(StageId::keySum).values));
    EXPECT_TRUE(isEqual(running.stage(StageId::headOutput).values.row(count - 1),
                        some.stage(StageId::headOutput).values.row(count - 1)));
  }
}

TEST(LinearAttention, aRowThatSeesNothingHasOutput0) {
  Request asked = request(Method::linear, 2, 1);
  for (int column = 0; column < 2; ++column) asked.edits.push_back({"similarities", 0, 1, column, 0});
  asked.edits.push_back({"denominators", 0, 1, 0, 0});
  const Trace walk = trace(asked);
  EXPECT_TRUE(isEqual(walk.stage(StageId::linearWeights).values.row(1), Matrix::Zero(1, 2)));
  EXPECT_TRUE(isEqual(walk.stage(StageId::headOutput).values.row(1), Matrix::Zero(1, 8)));
}

/// Linear attention over plain embeddings, in float64.
Wide linearOutput(const Wide& embeddings, bool causal) {
  const auto feature = [](double x) { return x > 0 ? x + 1 : std::exp(x); };
  Wide output = Wide::Zero(embeddings.rows(), embeddings.cols());
  for (Eigen::Index i = 0; i < embeddings.rows(); ++i) {
    double sum = 0;
    for (Eigen::Index j = 0; j < (causal ? i + 1 : embeddings.rows()); ++j) {
      double similarity = 0;
      for (Eigen::Index k = 0; k < embeddings.cols(); ++k) {
        similarity += feature(embeddings(i, k)) * feature(embeddings(j, k));
      }
      sum += similarity;
      output.row(i) += similarity * embeddings.row(j);
    }
    output.row(i) /= sum;
  }
  return output;
}

TEST(LinearAttention, isRightOrRefusedHoweverSmallItsFeaturesAre) {
  Random random(28);
  int right = 0;
  int refused = 0;
  for (int round = 0; round < 2000; ++round) {
    Request asked = request(Method::linear, random.integer(1, 6), 1);
    asked.projections = false;
    asked.embedDim = random.integer(1, 4);
    asked.mask.causal = random.coin();
    asked.embeddings = Matrix(static_cast<Eigen::Index>(asked.tokens.size()), asked.embedDim);
    const float shift = random.coin() ? 0 : -std::abs(random.real(110));
    const float spread = random.coin() ? 1.0F : 60.0F;
    const float size =
        random.integer(0, 3) == 0 ? std::pow(10.0F, static_cast<float>(-random.integer(0, 44))) : 1;
    for (float& x : asked.embeddings->reshaped()) x = (shift + random.real(spread)) * size;
    const std::string said = complaint([](Request&) {}, asked);
    if (said != "nothing") {
      EXPECT_NE(said.find(" of head 0 would hold too little for float32 at row "), std::string::npos) << said;
      ++refused;
      continue;
    }
    ++right;
    const Wide expected = linearOutput(asked.embeddings->cast<double>(), asked.mask.causal);
    const Trace walk = trace(asked);
    // Each value is off by a few of float32's roundings of the largest of its column, or of its smallest
    // steps.
    const Eigen::ArrayXd largest =
        asked.embeddings->cast<double>().cwiseAbs().colwise().maxCoeff().transpose().array();
    for (const StageId id : {StageId::headOutput, StageId::quadraticOutput}) {
      const Wide difference = walk.stage(id).values.cast<double>() - expected;
      for (Eigen::Index column = 0; column < difference.cols(); ++column) {
        EXPECT_LE(difference.col(column).cwiseAbs().maxCoeff(), 1e-5 * largest(column) + 1e-44)
            << name(id) << " " << *asked.embeddings;
      }
    }
    if (HasFailure()) return;
  }
  EXPECT_GT(right, 500);
  EXPECT_GT(refused, 200);
}

TEST(LinearAttention, ofEmbeddingsAround50BelowZeroIsRefusedByName) {
  Request asked = request(Method::linear, 2, 1);
  asked.projections = false;
  asked.embedDim = 2;
  asked.mask.causal = true;
  asked.embeddings = matrix({{-50, -50}, {-51, -50}});
  const std::string remedy = ", expected sums well above 1e-38; use larger queries or keys";
  EXPECT_EQ(complaint([](Request&) {}, asked),
            "denominators of head 0 would hold too little for float32 at row 0" + remedy);
  asked.embeddings = matrix({{-5, -5}, {-200, -200}});
  EXPECT_EQ(complaint([](Request&) {}, asked),
            "denominators of head 0 would hold too little for float32 at row 1" + remedy);
  // One feature that is all but 0 does no harm.
  asked.embeddings = matrix({{-5, -200}, {1, -300}});
  EXPECT_EQ(complaint([](Request&) {}, asked), "nothing");
  // Nor what is 0 by hand.
  asked.embeddings = matrix({{-5, -5}, {-5, -5}});
  for (int column = 0; column < 2; ++column) asked.edits.push_back({"queryFeatures", 0, 1, column, 0});
  EXPECT_EQ(complaint([](Request&) {}, asked), "nothing");
}

void expectExact(const Request& asked) {
  const Trace walk = trace(asked);
  for (int head = 0; head < walk.numHeads; ++head) {
    const Matrix& difference = walk.stage(StageId::outputDifference, head).values;
    EXPECT_TRUE(isEqual(difference, Matrix::Zero(difference.rows(), difference.cols())));
  }
}

TEST(LowRankAttention, withAsManyMixedKeysAsKeysAndNoMixingItIsExact) {
  Random random(22);
  for (int round = 0; round < 100; ++round) {
    Request asked = randomRequest(random);
    if (asked.method != Method::lowRank) continue;
    const auto keys = static_cast<int>(asked.context.value_or(asked.tokens).size());
    asked.rank = keys;
    asked.weights.keyMixing = asked.weights.valueMixing = Matrix::Identity(keys, keys);
    expectExact(asked);
  }
}

TEST(LowRankAttention, theUsualRankIsHalfTheKeysAndAtMost4) {
  for (const auto& [tokens, rank] : {std::pair{1, 1}, {2, 1}, {5, 3}, {8, 4}, {40, 4}}) {
    EXPECT_EQ(trace(request(Method::lowRank, tokens)).stage(StageId::keyMixing).values.rows(), rank);
  }
}

TEST(LowRankAttention, toyMixingIsAFunctionOfTheSeedAndAGivenOneIsLoaded) {
  Request asked = request(Method::lowRank);
  const Trace walk = trace(asked);
  EXPECT_EQ(walk.stage(StageId::keyMixing).origin, Origin::toy);
  EXPECT_FALSE(isEqual(walk.stage(StageId::keyMixing).values, walk.stage(StageId::valueMixing).values));
  asked.weights.keyMixing = walk.stage(StageId::keyMixing).values;
  EXPECT_EQ(trace(asked).stage(StageId::mixedKeys).origin, Origin::loaded);
  EXPECT_TRUE(isEqual(trace(asked).stage(StageId::output).values, walk.stage(StageId::output).values));
  asked.weights.keyMixing = std::nullopt;
  asked.seed = 8;
  EXPECT_FALSE(isEqual(trace(asked).stage(StageId::keyMixing).values, walk.stage(StageId::keyMixing).values));
}

TEST(LocalGlobalAttention, thePatternIsABandAndACross) {
  Request asked = request(Method::localGlobal, 4);
  const float hidden = kMinusInfinity;
  EXPECT_TRUE(isEqual(trace(asked).stage(StageId::pattern).values,
                      matrix({{0, 0, 0, 0}, {0, 0, 0, hidden}, {0, 0, 0, 0}, {0, hidden, 0, 0}})));
  asked.globalTokens = 0;
  asked.reach = 0;
  asked.context = someTokens(2);
  EXPECT_TRUE(isEqual(trace(asked).stage(StageId::pattern).values,
                      matrix({{0, hidden}, {hidden, 0}, {hidden, hidden}, {hidden, hidden}})));
  EXPECT_EQ(trace(asked).stage(StageId::localWeights).emptyRows, (std::vector<int>{2, 3}));
}

TEST(LocalGlobalAttention, withAReachOfTheWholeSentenceItIsExact) {
  Random random(23);
  for (int round = 0; round < 100; ++round) {
    Request asked = randomRequest(random);
    if (asked.method != Method::localGlobal) continue;
    asked.reach = 33;
    expectExact(asked);
  }
}

TEST(LocalGlobalAttention, thePatternIsEditedLikeAMask) {
  Request asked = request(Method::localGlobal, 4, 1);
  asked.edits = {{"pattern", 0, 1, 3, 0}, {"pattern", 0, 1, 0, kMinusInfinity}};
  const Trace walk = trace(asked);
  EXPECT_GT(walk.stage(StageId::localWeights).values(1, 3), 0);
  EXPECT_EQ(walk.stage(StageId::localWeights).values(1, 0), 0);
}

/// The products of two cells that the terms of a stage's cells list; a scale, a slope or a turn counts too.
std::int64_t countedNaively(const Trace& walk, const Stage& stage) {
  const std::set<Operation> multiplying = {
      Operation::product,          Operation::productTransposed, Operation::transposedProduct,
      Operation::stateProduct,     Operation::rowProduct,        Operation::scale,
      Operation::rotate,           Operation::rotateBack,        Operation::alibi,
      Operation::softcap,          Operation::sinusoid,          Operation::divideGradient,
      Operation::featuresGradient, Operation::queryGradient,     Operation::keyGradient,
      Operation::valueGradient,    Operation::stateGradient};
  if (!multiplying.contains(stage.operation)) return 0;
  std::int64_t count = 0;
  for (int row = 0; row < stage.values.rows(); ++row) {
    for (int column = 0; column < stage.values.cols(); ++column) {
      const Explanation cell = explain(walk, {{stage.id, stage.head}, row, column});
      const bool biased = stage.operation == Operation::keyGradient ||
                          (stage.operation == Operation::product && stage.inputs.size() > 2);
      count += static_cast<std::int64_t>(cell.terms.size()) - (biased ? 1 : 0);
    }
  }
  return count;
}

/// What is not as many as its terms: a state that goes on from the one before, pairs that may not look,
/// slopes, and what is computed apart.
bool isCountedOtherwise(const Request& asked, const Stage& stage) {
  return stage.id == StageId::fullOutput || stage.operation == Operation::runningStates ||
         stage.operation == Operation::softmaxGradient || stage.operation == Operation::softcapGradient ||
         (asked.method == Method::localGlobal && stage.id >= StageId::localScores &&
          stage.id <= StageId::headOutput);
}

TEST(Multiplications, areAsManyAsTheTermsThatMultiply) {
  Random random(24);
  for (int round = 0; round < 40; ++round) {
    const Request asked = randomRequest(random);
    const Trace walk = trace(asked);
    for (const Stage& stage : walk.stages) {
      if (isCountedOtherwise(asked, stage)) continue;
      EXPECT_EQ(stage.multiplications, countedNaively(walk, stage)) << label({stage.id, stage.head});
    }
  }
}

TEST(Multiplications, aRunningStateTakesOneProductMoreAToken) {
  Request asked = request(Method::linear, 5);
  asked.mask.causal = true;
  EXPECT_EQ(trace(asked).stage(StageId::keyValueState).multiplications, 5 * 4 * 4);
}

TEST(Multiplications, ofLocalScoresOnlyThePairsThatMayLookCount) {
  Request asked = request(Method::localGlobal, 6);
  asked.headDim = 3;
  asked.valueDim = 5;
  asked.mask.causal = true;
  const Trace walk = trace(asked);
  // Causal with a reach of 1 and one global token: 1, 2, 3, 3, 3 and 3 keys.
  EXPECT_EQ(walk.stage(StageId::localScores).multiplications, 15 * 3);
  EXPECT_EQ(walk.stage(StageId::localWeights).multiplications, 0);
  EXPECT_EQ(walk.stage(StageId::headOutput).multiplications, 15 * 5);
  EXPECT_EQ(walk.stage(StageId::scores).multiplications, 36 * 3);
  EXPECT_EQ(walk.stage(StageId::exactOutput).multiplications, 36 * 5);
}

TEST(MethodChecks, whatDoesNotGoTogetherIsRefusedWithTheRemedy) {
  const auto linear = [](const std::function<void(Request&)>& change) {
    return complaint(change, request(Method::linear, 3));
  };
  const std::string causalOnly =
      " is given, expected none with linear attention, whose running state has a causal mask only; leave it "
      "out";
  EXPECT_EQ(linear([](Request& r) { r.mask.window = 1; }), "mask.window" + causalOnly);
  EXPECT_EQ(linear([](Request& r) { r.mask.prefix = 1; }), "mask.prefix" + causalOnly);
  EXPECT_EQ(linear([](Request& r) { r.mask.padding = {1, 1, 1}; }), "mask.padding" + causalOnly);
  EXPECT_EQ(linear([](Request& r) { r.mask.allowed = std::vector<std::uint8_t>(9, 1); }),
            "mask.allowed" + causalOnly);
  EXPECT_EQ(linear([](Request& r) { r.mask.bias = Matrix::Zero(3, 3); }), "mask.bias" + causalOnly);
  EXPECT_EQ(linear([](Request& r) { r.mask.causal = true; }), "nothing");
  EXPECT_EQ(linear([](Request& r) { r.rank = 2; }),
            "rank is given, expected none with another method; set method to lowRank");
  EXPECT_EQ(linear([](Request& r) { r.reach = 2; }),
            "reach is given, expected none with another method; set method to localGlobal");
}

TEST(MethodChecks, ofLowRank) {
  const auto lowRank = [](const std::function<void(Request&)>& change) {
    return complaint(change, request(Method::lowRank, 3));
  };
  EXPECT_EQ(lowRank([](Request& r) { r.rank = 0; }), "rank is 0, expected 1 to 3 (the keys)");
  EXPECT_EQ(lowRank([](Request& r) { r.rank = 4; }), "rank is 4, expected 1 to 3 (the keys)");
  const std::string mixed =
      " is given, expected none with lowRank, whose scores are of mixed keys; leave it out";
  EXPECT_EQ(lowRank([](Request& r) { r.mask.causal = true; }), "mask" + mixed);
  EXPECT_EQ(lowRank([](Request& r) { r.positions = Positions::alibi; }),
            "positions is \"alibi\", expected others with lowRank, whose scores are of mixed keys");
  EXPECT_EQ(lowRank([](Request& r) { r.softcap = 1.0F; }), "softcap" + mixed);
  EXPECT_EQ(lowRank([](Request& r) { r.temperature = 2; }), "temperature" + mixed);
  EXPECT_EQ(lowRank([](Request& r) { r.weights.keyMixing = Matrix::Zero(3, 3); }),
            "weights.keyMixing is 3 by 3, expected 2 by 3");
}

TEST(MethodChecks, ofLocalGlobal) {
  const auto local = [](const std::function<void(Request&)>& change) {
    return complaint(change, request(Method::localGlobal, 3));
  };
  EXPECT_EQ(local([](Request& r) { r.reach = -1; }), "reach is -1, expected at least 0");
  EXPECT_EQ(local([](Request& r) { r.globalTokens = -1; }), "globalTokens is -1, expected at least 0");
  EXPECT_EQ(local([](Request& r) { r.globalTokens = 9; }), "nothing");
}

}  // namespace
}  // namespace softlook::test
