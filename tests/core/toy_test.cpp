// Toy numbers: bits written down by scripts/golden.py from toy.h's description, and what they promise.
#include "softlook/numbers/toy.h"

#include <gtest/gtest.h>

#include <cmath>

#include "support/json.h"
#include "support/matrices.h"

namespace softlook::test {
namespace {

Json bitsIn(const Matrix& matrix) {
  std::vector<std::string> bits;
  for (const float value : matrix.reshaped<Eigen::RowMajor>()) bits.push_back(bitsOf(value));
  return bits;
}

TEST(Toy, embeddingsHaveTheBitsThatPythonComputes) {
  const Json fixtures = readGolden("toy");
  for (const Json& fixture : fixtures.at("embeddings")) {
    const std::string token = fixture.at("token");
    const Matrix row = toyEmbeddings(fixture.at("seed"), {token}, fixture.at("embedDim"));
    EXPECT_EQ(bitsIn(row), fixture.at("bits")) << token;
  }
}

TEST(Toy, weightsHaveTheBitsThatPythonComputes) {
  const Json fixtures = readGolden("toy");
  for (const Json& fixture : fixtures.at("weights")) {
    const std::string name = fixture.at("name");
    const Matrix weights = toyWeights(fixture.at("seed"), name, fixture.at("rows"), 0, fixture.at("cols"));
    EXPECT_EQ(bitsIn(weights), fixture.at("bits")) << name;
  }
}

TEST(Toy, theSameWordHasTheSameEmbeddingWhereverItStands) {
  const Matrix rows = toyEmbeddings(7, {"the", "cat", "the"}, 8);
  EXPECT_TRUE(isEqual(rows.row(0), rows.row(2)));
  EXPECT_FALSE(isEqual(rows.row(0), rows.row(1)));
  EXPECT_TRUE(isEqual(rows.row(0), toyEmbeddings(7, {"the"}, 8)));
}

TEST(Toy, aWiderEmbeddingBeginsWithTheNarrowerOne) {
  EXPECT_TRUE(isEqual(toyEmbeddings(7, {"cat"}, 16).leftCols(8), toyEmbeddings(7, {"cat"}, 8)));
}

TEST(Toy, aHeadsWeightsAreColumnsOfTheWholeMatrix) {
  const Matrix whole = toyWeights(7, "key", 6, 0, 12);
  EXPECT_TRUE(isEqual(toyWeights(7, "key", 6, 4, 4), whole.middleCols(4, 4)));
}

TEST(Toy, anotherSeedGivesOtherNumbers) {
  EXPECT_FALSE(isEqual(toyEmbeddings(1, {"cat"}, 4), toyEmbeddings(2, {"cat"}, 4)));
  EXPECT_FALSE(isEqual(toyWeights(1, "key", 4, 0, 4), toyWeights(2, "key", 4, 0, 4)));
}

struct Moments {
  double mean, deviation;
};

Moments momentsOf(const Matrix& matrix) {
  const auto values = matrix.cast<double>().array();
  const double mean = values.mean();
  return {mean, std::sqrt((values - mean).square().mean())};
}

TEST(Toy, embeddingsHaveMean0AndVariance1) {
  std::vector<std::string> words;
  for (int i = 0; i < 500; ++i) words.push_back("word" + std::to_string(i));
  const Moments moments = momentsOf(toyEmbeddings(7, words, 512));
  // 256,000 numbers: the standard error of the mean is 0.002, of the deviation 0.0014; four of each.
  EXPECT_NEAR(moments.mean, 0, 0.008);
  EXPECT_NEAR(moments.deviation, 1, 0.006);
}

TEST(Toy, weightsKeepTheVarianceAndQueriesAndKeysSpreadIt) {
  // 262,144 numbers of deviation gain / √512; four standard errors, relative to that deviation.
  for (const auto& [name, gain] :
       {std::pair{"query", 1.25}, {"key", 1.25}, {"value", 1.0}, {"output", 1.0}}) {
    const Moments moments = momentsOf(toyWeights(7, name, 512, 0, 512));
    const double expected = gain / std::sqrt(512);
    EXPECT_NEAR(moments.mean, 0, 0.008 * expected) << name;
    EXPECT_NEAR(moments.deviation, expected, 0.006 * expected) << name;
  }
}

TEST(Toy, attentionIsNeitherFlatNorOneHotAtAnyUsualWidth) {
  const double even = 1.0 / 6;
  for (const int width : {4, 8, 16, 32, 64}) {
    double largest = 0;
    for (std::uint32_t seed = 0; seed < 100; ++seed) {
      Request request;
      request.tokens = {"The", "cat", "sat", "on", "the", "mat"};
      request.embedDim = width;
      request.seed = seed;
      largest += trace(request).stage(StageId::weights).values.rowwise().maxCoeff().mean() / 100;
    }
    EXPECT_GT(largest, 2 * even) << width;
    EXPECT_LT(largest, 0.7) << width;
  }
}

}  // namespace
}  // namespace softlook::test
