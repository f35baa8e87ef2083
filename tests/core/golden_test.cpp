// The core against PyTorch and NumPy, stage by stage (tests/golden/README.md, scripts/golden.py).
#include <gtest/gtest.h>

#include <cmath>

#include "support/json.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

// float32's unit roundoff is 6e-8. A stage adds up to 16 products and the last one has four such sums behind
// it, so a relative error stays below 4 · 16 · 6e-8 = 4e-6; where a sum cancels, what is left of the error of
// terms of size 1 is absolute: 16 · 6e-8 = 1e-6. The fixtures come from float64 and add nothing.
constexpr double kRelative = 1e-5;
constexpr double kAbsolute = 1e-6;

Matrix matrixOf(const Json& json) {
  Matrix result(json.at("rows").integer(), json.at("cols").integer());
  const std::vector<Json>& data = json.at("data").array;
  EXPECT_EQ(data.size(), static_cast<std::size_t>(result.size()));
  for (std::size_t i = 0; i < data.size(); ++i) result.data()[i] = data[i].real();
  return result;
}

std::vector<std::string> stringsOf(const Json& json) {
  std::vector<std::string> strings;
  for (const Json& item : json.array) strings.push_back(item.string);
  return strings;
}

Weights weightsOf(const Json& json) {
  Weights weights;
  const auto read = [&](const std::string& name, std::optional<Matrix>& into) {
    if (json.has(name)) into = matrixOf(json.at(name));
  };
  read("query", weights.query);
  read("key", weights.key);
  read("value", weights.value);
  read("output", weights.output);
  read("queryBias", weights.queryBias);
  read("keyBias", weights.keyBias);
  read("valueBias", weights.valueBias);
  read("outputBias", weights.outputBias);
  return weights;
}

Request requestOf(const Json& json) {
  Request request;
  request.tokens = stringsOf(json.at("tokens"));
  if (json.has("context")) request.context = stringsOf(json.at("context"));
  if (json.has("projections")) request.projections = json.at("projections").boolean;
  request.embedDim = json.at("embedDim").integer();
  if (json.has("numHeads")) request.numHeads = json.at("numHeads").integer();
  if (json.has("numKvHeads")) request.numKvHeads = json.at("numKvHeads").integer();
  if (json.has("headDim")) request.headDim = json.at("headDim").integer();
  if (json.has("valueDim")) request.valueDim = json.at("valueDim").integer();
  if (json.has("embeddings")) request.embeddings = matrixOf(json.at("embeddings"));
  if (json.has("contextEmbeddings")) request.contextEmbeddings = matrixOf(json.at("contextEmbeddings"));
  if (json.has("weights")) request.weights = weightsOf(json.at("weights"));
  if (json.has("outputProjection")) request.outputProjection = json.at("outputProjection").boolean;
  if (json.has("scale") && json.at("scale").string == "none") request.scale = 1.0F;
  if (json.has("mask")) request.mask.causal = json.at("mask").at("causal").boolean;
  if (json.has("seed")) request.seed = static_cast<std::uint32_t>(json.at("seed").number);
  return request;
}

class Golden : public testing::TestWithParam<std::string> {};

TEST_P(Golden, everyStageIsWhatTheReferenceSays) {
  const Json fixture = readGolden(GetParam());
  const Trace trace = softlook::trace(requestOf(fixture.at("request")));
  const std::vector<Json>& expected = fixture.at("stages").array;
  ASSERT_EQ(trace.stages.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const Stage& stage = trace.stages[i];
    EXPECT_EQ(name(stage.id), expected[i].at("id").string);
    EXPECT_EQ(stage.head, expected[i].at("head").integer());
    const Wide reference = matrixOf(expected[i]).cast<double>();
    EXPECT_TRUE(isNear(stage.values, reference, kRelative, kAbsolute)) << label({stage.id, stage.head});
  }
}

std::string testName(const testing::TestParamInfo<std::string>& info) { return info.param; }

INSTANTIATE_TEST_SUITE_P(Cases, Golden, testing::ValuesIn(stringsOf(readGolden("cases"))), testName);

TEST(GoldenBits, everyStageOfAToySentenceHasTheSameBitsOnAllPlatforms) {
  const Json fixture = readGolden("bits");
  const Trace trace = softlook::trace(requestOf(fixture.at("request")));
  for (const Json& expected : fixture.at("stages").array) {
    const Stage& stage = trace.stage(stageId(expected.at("id").string), expected.at("head").integer());
    std::vector<std::string> bits;
    for (const float value : stage.values.reshaped<Eigen::RowMajor>()) bits.push_back(bitsOf(value));
    EXPECT_EQ(bits, stringsOf(expected.at("bits"))) << label({stage.id, stage.head});
  }
}

}  // namespace
}  // namespace softlook::test
