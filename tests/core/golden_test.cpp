// The core against PyTorch and NumPy, stage by stage (tests/golden/README.md, scripts/golden.py).
#include <gtest/gtest.h>

#include <cmath>

#include "support/fixtures.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

// float32's unit roundoff is 6e-8. A stage adds up to 16 products and the last one has four such sums behind
// it, so a relative error stays below 4 · 16 · 6e-8 = 4e-6; where a sum cancels, what is left of the error of
// terms of size 1 is absolute: 16 · 6e-8 = 1e-6. The fixtures come from float64 and add nothing.
constexpr double kRelative = 1e-5;
constexpr double kAbsolute = 1e-6;

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, everyStageIsWhatTheReferenceSays) {
  const Json fixture = readGolden(GetParam());
  const Trace trace = softlook::trace(requestOf(fixture.at("request")));
  const Json& expected = fixture.at("stages");
  ASSERT_EQ(trace.stages.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Stage& stage = trace.stages[i];
    EXPECT_EQ(name(stage.id), expected[i].at("id"));
    EXPECT_EQ(stage.head, expected[i].at("head"));
    const Wide reference = matrixOf(expected[i]).cast<double>();
    EXPECT_TRUE(isNear(stage.values, reference, kRelative, kAbsolute)) << label({stage.id, stage.head});
  }
}

std::vector<std::string> caseNames(const std::string& list) { return readGolden(list); }

std::string testName(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(caseNames("cases")), testName);
INSTANTIATE_TEST_SUITE_P(Decoding, Golden, testing::ValuesIn(caseNames("decoding")), testName);
INSTANTIATE_TEST_SUITE_P(Gradients, Golden, testing::ValuesIn(caseNames("gradients")), testName);
INSTANTIATE_TEST_SUITE_P(Methods, Golden, testing::ValuesIn(caseNames("methods")), testName);
INSTANTIATE_TEST_SUITE_P(Options, Golden, testing::ValuesIn(caseNames("options")), testName);

TEST(GoldenEntropies, ofEachRowOfWeightsAreWhatTheReferenceSays) {
  for (const Json& expected : readGolden("entropies")) {
    const std::string name = expected.at("case");
    SCOPED_TRACE(name);
    const Trace trace = softlook::trace(requestOf(readGolden(name).at("request")));
    const std::vector<float>& entropies = trace.stage(StageId::weights, expected.at("head")).entropies;
    const Json& reference = expected.at("data");
    ASSERT_EQ(entropies.size(), reference.size());
    for (std::size_t row = 0; row < reference.size(); ++row) {
      const double value = realOf(reference[row]);
      EXPECT_NEAR(entropies[row], value, kRelative * value + kAbsolute) << row;
    }
  }
}

TEST(GoldenBits, everyStageOfAToySentenceHasTheSameBitsOnAllPlatforms) {
  const Json fixture = readGolden("bits");
  const Trace trace = softlook::trace(requestOf(fixture.at("request")));
  for (const Json& expected : fixture.at("stages")) {
    const Stage& stage = trace.stage(stageId(expected.at("id").get<std::string>()), expected.at("head"));
    std::vector<std::string> bits;
    for (const float value : stage.values.reshaped<Eigen::RowMajor>()) bits.push_back(bitsOf(value));
    EXPECT_EQ(Json(bits), expected.at("bits")) << label({stage.id, stage.head});
  }
}

}  // namespace
}  // namespace softlook::test
