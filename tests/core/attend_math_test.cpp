// attend()'s own exp and tanh against the library's in float64.
#include <gtest/gtest.h>

#include <limits>

#include "softlook/attend/math.h"

namespace softlook::test {
namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr float kNaN = std::numeric_limits<float>::quiet_NaN();

/// The relative error of `actual`, in units of float32's last place (2⁻²³ of the number, at the most).
double ulps(float actual, double expected) { return std::abs(actual / expected - 1) * (1 << 23); }

TEST(ExponentialOfNegative, isWithinAUnitInTheLastPlaceDownToWhereItCountsAsZero) {
  // Each number is 1 − 2⁻¹⁶ times the one before: some 45,000 in each power of two.
  // pieces.
  for (float x = -87; x < -1e-38F; x *= 1 - 0x1p-16F) {
    ASSERT_LE(ulps(exponentialOfNegative(x), std::exp(double{x})), 1) << x;
  }
}

TEST(ExponentialOfNegative, hasItsLimits) {
  EXPECT_EQ(exponentialOfNegative(0), 1);
  EXPECT_EQ(exponentialOfNegative(-0.0F), 1);
  EXPECT_EQ(exponentialOfNegative(-1e-45F), 1);
  EXPECT_EQ(exponentialOfNegative(std::nextafter(-87.0F, -88.0F)), 0);
  EXPECT_EQ(exponentialOfNegative(-3e38F), 0);
  EXPECT_EQ(exponentialOfNegative(-kInfinity), 0);
  EXPECT_TRUE(std::isnan(exponentialOfNegative(kNaN)));
}

TEST(HyperbolicTangent, isWithinTwoUnitsInTheLastPlace) {
  for (float x = 100; x > 1e-37F; x *= 1 - 0x1p-16F) {
    ASSERT_LE(ulps(hyperbolicTangent(x), std::tanh(double{x})), 2) << x;
    ASSERT_EQ(hyperbolicTangent(-x), -hyperbolicTangent(x)) << x;
  }
}

TEST(HyperbolicTangent, hasItsLimits) {
  EXPECT_EQ(hyperbolicTangent(0), 0);
  EXPECT_EQ(hyperbolicTangent(1e-44F), 1e-44F);
  EXPECT_EQ(hyperbolicTangent(3e38F), 1);
  EXPECT_EQ(hyperbolicTangent(kInfinity), 1);
  EXPECT_EQ(hyperbolicTangent(-kInfinity), -1);
  EXPECT_TRUE(std::isnan(hyperbolicTangent(kNaN)));
}

}  // namespace
}  // namespace softlook::test
