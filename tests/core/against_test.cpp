// Two configurations: each stage minus the same stage of the other trace.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>

#include "support/complaints.h"
#include "support/matrices.h"
#include "support/requests.h"

namespace softlook::test {
namespace {

Request request(int heads = 2) {
  Request result;
  result.tokens = someTokens(4);
  result.numHeads = heads;
  return result;
}

Trace traceAgainst(Request asked, const Request& other) {
  asked.against = std::make_shared<const Request>(other);
  return trace(asked);
}

bool isOfKeysOrValues(StageId id) {
  const std::string_view text = name(id);
  return text.substr(0, 3) == "key" || text.substr(0, 5) == "value" || text.substr(0, 10) == "rotatedKey";
}

/// The other's stage to compare with, or null. A head of keys or values goes by the first query head it
/// serves.
const Stage* counterpart(const Stage& stage, const Trace& mine, const Trace& other) {
  int head = stage.head;
  if (isOfKeysOrValues(stage.id)) {
    head = head * (mine.numHeads / mine.numKvHeads) / (other.numHeads / other.numKvHeads);
  }
  for (const Stage& candidate : other.stages) {
    const bool fits =
        candidate.values.rows() == stage.values.rows() && candidate.values.cols() == stage.values.cols();
    if (candidate.id == stage.id && candidate.head == head && fits) return &candidate;
  }
  return nullptr;
}

/// Cell by cell; equal infinities leave 0.
Matrix minus(const Matrix& values, const Matrix& before) {
  Matrix result = values - before;
  for (Eigen::Index cell = 0; cell < result.size(); ++cell) {
    if (values.data()[cell] == before.data()[cell]) result.data()[cell] = 0;
  }
  return result;
}

/// How many stages have a difference. Holds each of them to the two traces, made one by one.
int expectDifferences(const Request& asked, const Request& other) {
  const Trace together = traceAgainst(asked, other);
  const Trace mine = trace(asked);
  const Trace theirs = trace(other);
  EXPECT_EQ(together.stages.size(), mine.stages.size());
  int count = 0;
  for (std::size_t i = 0; i < mine.stages.size(); ++i) {
    const Stage& stage = together.stages[i];
    EXPECT_TRUE(isEqual(stage.values, mine.stages[i].values)) << label({stage.id, stage.head});
    const Stage* const match = counterpart(mine.stages[i], mine, theirs);
    const Matrix expected = match == nullptr ? Matrix() : minus(stage.values, match->values);
    EXPECT_TRUE(isEqual(stage.difference, expected)) << label({stage.id, stage.head});
    count += match == nullptr ? 0 : 1;
  }
  return count;
}

TEST(Against, itselfTheDifferenceIs0) {
  Request asked = request();
  asked.mask.causal = true;
  for (const Stage& stage : traceAgainst(asked, asked).stages) {
    EXPECT_TRUE(isEqual(stage.difference, Matrix::Zero(stage.values.rows(), stage.values.cols())));
  }
}

TEST(Against, aBidirectionalTraceACausalOneDiffersFromTheWeightsOn) {
  Request causal = request();
  causal.mask.causal = true;
  expectDifferences(causal, request());
  const Trace walk = traceAgainst(causal, request());
  EXPECT_EQ(walk.stage(StageId::mask).difference.size(), 0);
  EXPECT_EQ(walk.stage(StageId::maskedScores).difference.size(), 0);
  EXPECT_TRUE(isEqual(walk.stage(StageId::scaledScores).difference, Matrix::Zero(4, 4)));
  // The first token has all its weight for itself, and what the others had is gone.
  const Matrix& weights = walk.stage(StageId::weights).difference;
  EXPECT_GT(weights(0, 0), 0);
  EXPECT_LT(weights(0, 3), 0);
  EXPECT_FALSE(isEqual(walk.stage(StageId::output).difference, Matrix::Zero(4, 8)));
  expectDifferences(request(), causal);
}

TEST(Against, masksDifferByInfinityWhereOneHidesAKey) {
  Request causal = request();
  causal.mask.causal = true;
  Request band = request();
  band.mask.window = 0;
  expectDifferences(causal, band);
  const Trace walk = traceAgainst(causal, band);
  for (const StageId id : {StageId::mask, StageId::maskedScores}) {
    const Matrix& difference = walk.stage(id).difference;
    EXPECT_EQ(difference(0, 3), kMinusInfinity);   // hidden here
    EXPECT_EQ(difference(3, 0), -kMinusInfinity);  // hidden there
    EXPECT_EQ(difference(2, 2), 0);                // hidden nowhere
  }
  Request causalBand = band;
  causalBand.mask.causal = true;
  EXPECT_EQ(traceAgainst(causalBand, causal).stage(StageId::mask).difference(0, 3), 0);  // hidden in both
}

TEST(Against, scaledAndUnscaledPartAtTheScaledScores) {
  Request unscaled = request();
  unscaled.scale = 1.0F;
  EXPECT_EQ(expectDifferences(request(), unscaled), static_cast<int>(trace(request()).stages.size()));
  const Trace walk = traceAgainst(request(), unscaled);
  EXPECT_TRUE(isEqual(walk.stage(StageId::scores).difference, Matrix::Zero(4, 4)));
  // 1/√4 of a score less the whole of it.
  EXPECT_TRUE(
      isEqual(walk.stage(StageId::scaledScores).difference, -0.5F * walk.stage(StageId::scores).values));
}

TEST(Against, groupedKeysAreComparedWithThoseOfTheFirstQueryHead) {
  const Request multi = request(8);
  Request grouped = request(8);
  grouped.numKvHeads = 2;
  for (const StageId id : {StageId::keyWeights, StageId::keys, StageId::values}) {
    const Trace many = trace(multi);
    const Trace few = trace(grouped);
    // Query heads 4 to 7 read head 1 of two.
    EXPECT_TRUE(isEqual(traceAgainst(grouped, multi).stage(id, 1).difference,
                        few.stage(id, 1).values - many.stage(id, 4).values));
    EXPECT_TRUE(isEqual(traceAgainst(multi, grouped).stage(id, 6).difference,
                        many.stage(id, 6).values - few.stage(id, 1).values));
  }
  EXPECT_EQ(expectDifferences(grouped, multi), static_cast<int>(trace(grouped).stages.size()));
  EXPECT_EQ(expectDifferences(multi, grouped), static_cast<int>(trace(multi).stages.size()));
}

TEST(Against, headsThatTheOtherLacksHaveNoDifference) {
  Request four = request(4);
  four.headDim = 4;
  Request two = request(2);
  expectDifferences(four, two);
  const Trace walk = traceAgainst(four, two);
  EXPECT_EQ(walk.stage(StageId::weights, 1).difference.size(), 16);
  EXPECT_EQ(walk.stage(StageId::weights, 2).difference.size(), 0);
  EXPECT_EQ(walk.stage(StageId::keys, 2).difference.size(), 0);
  EXPECT_EQ(walk.stage(StageId::concatenated).difference.size(), 0);  // of another width
  EXPECT_EQ(walk.stage(StageId::output).difference.size(), 32);
}

TEST(Against, anotherSeedOrAnotherSentenceOfTheSameLength) {
  Request other = request();
  other.seed = 8;
  EXPECT_EQ(expectDifferences(request(), other), static_cast<int>(trace(request()).stages.size()));
  EXPECT_FALSE(
      isEqual(traceAgainst(request(), other).stage(StageId::embeddings).difference, Matrix::Zero(4, 8)));
  other = request();
  other.tokens[2] = "other";
  const Matrix embeddings = traceAgainst(request(), other).stage(StageId::embeddings).difference;
  EXPECT_TRUE(isEqual(embeddings.row(1), Matrix::Zero(1, 8)));
  EXPECT_FALSE(isEqual(embeddings.row(2), Matrix::Zero(1, 8)));
}

TEST(Against, theEditsOfBothAreMade) {
  Request edited = request();
  edited.edits = {{"scores", 1, 2, 0, 5}};
  Request other = request();
  other.edits = {{"scores", 1, 2, 0, 3}};
  EXPECT_EQ(traceAgainst(edited, other).stage(StageId::scores, 1).difference(2, 0), 2);
  expectDifferences(edited, other);
}

TEST(Against, randomPairsDifferByTheirValues) {
  Random random(21);
  int compared = 0;
  for (int round = 0; round < 60; ++round) {
    const Request asked = randomSoftmaxRequest(random);
    Request other = asked;
    other.seed += 1;
    other.mask = Mask{};
    other.mask.causal = random.coin();
    if (random.coin()) other.numKvHeads = random.coin() ? 1 : other.numHeads;
    other.weights = Weights{};
    if (other.gradient) other.gradient = Gradient{};
    other.softcap = 0.1F + std::abs(random.real(3));
    if (other.positions == Positions::none) other.positions = Positions::sinusoidal;
    SCOPED_TRACE(round);
    compared += expectDifferences(asked, other);
  }
  EXPECT_GT(compared, 500);
}

std::string complaintAgainst(const std::function<void(Request&)>& change) {
  return complaint([&](Request& r) {
    Request other = good();
    change(other);
    r.against = std::make_shared<const Request>(other);
  });
}

TEST(AgainstChecks, complaintsAboutTheOtherSaySo) {
  EXPECT_EQ(complaintAgainst([](Request& r) { r.tokens = {}; }),
            "against.tokens is empty, expected 1 to 512 tokens");
  EXPECT_EQ(complaintAgainst([](Request& r) { r.mask.padding = {1}; }),
            "against.mask.padding has 1 entries, expected 3");
  EXPECT_EQ(complaintAgainst([](Request& r) {
              r.edits = {{"scores", 0, 3, 0, 1}};
            }),
            "against.edits[0].row is 3, expected 0 to 2 (the rows of scores)");
  EXPECT_EQ(complaintAgainst([](Request& r) {
              r.edits = {{"queries", 0, 0, 0, 3e38F}, {"keys", 0, 0, 0, 3e38F}};
            }),
            "against.scores of head 0 overflows float32 at row 0, column 0; use smaller embeddings, weights, "
            "scale or edits");
  EXPECT_EQ(complaintAgainst([](Request&) {}), "nothing");
}

TEST(AgainstChecks, thereIsOneOtherAndOneKindOfDifference) {
  EXPECT_EQ(complaint([](Request& r) {
              r.differences = true;
              r.against = std::make_shared<const Request>(good());
            }),
            "differences is true, expected false where against is given; leave one of the two out");
  EXPECT_EQ(complaintAgainst([](Request& r) { r.against = std::make_shared<const Request>(good()); }),
            "against.against is given, expected none; a trace is compared with one other");
  EXPECT_EQ(complaintAgainst([](Request& r) { r.differences = true; }),
            "against.differences is true, expected false; the differences are those of the trace outside");
}

TEST(AgainstChecks, bothTracesCount) {
  Request asked;
  asked.tokens = someTokens(512);
  asked.embedDim = 64;
  asked.numHeads = 16;
  Request small = asked;
  small.numHeads = 1;
  EXPECT_EQ(complaint([&](Request& r) { r.against = std::make_shared<const Request>(small); }, asked),
            "nothing");
  const std::string refused =
      complaint([&](Request& r) { r.against = std::make_shared<const Request>(asked); }, asked);
  const std::string doubled = complaint([](Request& r) { r.differences = true; }, asked);
  EXPECT_EQ(refused, doubled);  // twice the same number
  EXPECT_EQ(refused.rfind("the trace would hold ", 0), 0U);
}

}  // namespace
}  // namespace softlook::test
