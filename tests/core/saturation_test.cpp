// Without the scale the softmax of wide queries and keys saturates; with it, it does not.
#include "softlook/saturation/saturation.h"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "support/fixtures.h"

namespace softlook::test {
namespace {

const std::vector<int> kPowers = {2, 4, 8, 16, 32, 64, 128, 256, 512};

void expectNear(const Softness& actual, const Json& expected) {
  // Rounded to float32 once, by at most 6e-8 of it.
  const auto check = [&](float value, const char* field) {
    const double want = expected.at(field);
    EXPECT_NEAR(static_cast<double>(value), want, 1e-7 * std::abs(want) + 1e-9) << field;
  };
  check(actual.spread, "spread");
  check(actual.entropy, "entropy");
  check(actual.gradient, "gradient");
}

TEST(Saturation, isWhatNumPySays) {
  for (const Json& fixture : readGolden("saturation")) {
    const Json& asked = fixture.at("request");
    SaturationRequest request;
    request.widths = asked.at("widths").get<std::vector<int>>();
    request.keys = asked.at("keys");
    request.seed = asked.at("seed");
    const std::vector<SaturationPoint> points = saturation(request);
    const Json& expected = fixture.at("points");
    ASSERT_EQ(points.size(), expected.size());
    for (std::size_t i = 0; i < points.size(); ++i) {
      EXPECT_EQ(points[i].width, expected[i].at("width"));
      SCOPED_TRACE("width " + std::to_string(points[i].width));
      expectNear(points[i].unscaled, expected[i].at("unscaled"));
      expectNear(points[i].scaled, expected[i].at("scaled"));
    }
  }
}

void expectFalling(const std::vector<SaturationPoint>& points) {
  for (std::size_t i = 1; i < points.size(); ++i) {
    EXPECT_LT(points[i].unscaled.entropy, points[i - 1].unscaled.entropy) << points[i].width;
    EXPECT_GT(points[i].unscaled.spread, points[i - 1].unscaled.spread) << points[i].width;
  }
  EXPECT_LT(points.back().unscaled.entropy, 0.3F);
  EXPECT_LT(points.back().unscaled.gradient, points[0].unscaled.gradient / 3);
}

TEST(Saturation, withoutTheScaleEntropyAndGradientFallAsWidthGrows) {
  for (const std::uint32_t seed : {0U, 7U, 8U, 12345U}) expectFalling(saturation({kPowers, 16, seed}));
}

TEST(Saturation, withTheScaleTheyStayWithinABand) {
  for (const std::uint32_t seed : {0U, 7U, 8U, 12345U}) {
    for (const SaturationPoint& point : saturation({kPowers, 16, seed})) {
      // Normal scores of variance 1 would have log₂ n − 1 / (2 ln 2) = 3.28 bits if n = 16 were large.
      EXPECT_NEAR(point.scaled.entropy, 3.4F, 0.2F) << point.width;
      EXPECT_NEAR(point.scaled.spread, 1, 0.15F) << point.width;
      EXPECT_NEAR(point.scaled.gradient, 0.28F, 0.06F) << point.width;
    }
  }
}

TEST(Saturation, theSpreadIsTheRootOfTheWidth) {
  for (const SaturationPoint& point : saturation({kPowers, 64, 3})) {
    const float root = std::sqrt(static_cast<float>(point.width));
    EXPECT_NEAR(point.unscaled.spread / root, 1, 0.1F) << point.width;
    EXPECT_NEAR(point.scaled.spread * root, point.unscaled.spread, 1e-5F * root);
  }
}

TEST(Saturation, anEntropyIsBetween0AndThatOfEqualWeights) {
  for (const int keys : {2, 5, 512}) {
    for (const SaturationPoint& point : saturation({{1, 512}, keys, 7})) {
      for (const Softness& softness : {point.unscaled, point.scaled}) {
        EXPECT_GE(softness.entropy, 0);
        EXPECT_LE(softness.entropy, std::log2(static_cast<float>(keys)));
        // √(1 − 1/n) · w … at most 1/2 · √2, where two keys share a row equally.
        EXPECT_LE(softness.gradient, std::sqrt(0.5F));
      }
    }
  }
}

TEST(Saturation, widthsMayComeInAnyOrderAndAgain) {
  const std::vector<SaturationPoint> points = saturation({{8, 2, 8}, 16, 7});
  EXPECT_EQ(points[0].unscaled.entropy, points[2].unscaled.entropy);
  EXPECT_EQ(points[1].unscaled.entropy, saturation({{2}, 16, 7})[0].unscaled.entropy);
}

std::string refusal(const SaturationRequest& request) {
  try {
    saturation(request);
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
  return "nothing";
}

TEST(Saturation, whatCannotBeIsRefused) {
  EXPECT_EQ(refusal({}), "widths has 0 entries, expected 1 to 64");
  EXPECT_EQ(refusal({std::vector<int>(65, 1), 16, 7}), "widths has 65 entries, expected 1 to 64");
  EXPECT_EQ(refusal({{1, 0}, 16, 7}), "widths[1] is 0, expected 1 to 512");
  EXPECT_EQ(refusal({{513}, 16, 7}), "widths[0] is 513, expected 1 to 512");
  EXPECT_EQ(refusal({{1}, 1, 7}), "keys is 1, expected 2 to 512");
  EXPECT_EQ(refusal({{1}, 513, 7}), "keys is 513, expected 2 to 512");
}

}  // namespace
}  // namespace softlook::test
