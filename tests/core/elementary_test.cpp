// The elementary functions against the C library's, and where they are exact.
#include "softlook/numbers/elementary.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "softlook/numbers/softmax.h"

namespace softlook::test {
namespace {

// A relative error of 2e-15 changes how a number is rounded to float32 once in thirty million.
constexpr double kRelative = 2e-15;

TEST(Elementary, theExponentialIsTheLibrarys) {
  for (double x = 0; x >= -104; x -= 0.00137)
    EXPECT_NEAR(exponentialOf(x), std::exp(x), kRelative * std::exp(x)) << x;
}

TEST(Elementary, theExponentialOf0Is1AndFarBelowItIs0) {
  EXPECT_EQ(exponentialOf(0), 1);
  EXPECT_EQ(exponentialOf(-0.0), 1);
  EXPECT_EQ(exponentialOf(-104.5), 0);
  EXPECT_EQ(exponentialOf(-1e300), 0);
  EXPECT_EQ(exponentialOf(-std::numeric_limits<double>::infinity()), 0);
}

TEST(Elementary, inFloat32TheExponentialEndsWhereFloat32Does) {
  EXPECT_EQ(exponential(-103.9F), std::numeric_limits<float>::denorm_min());
  EXPECT_EQ(exponential(-104), 0);  // half the smallest number is e^−103.97
}

TEST(Elementary, theLogarithmIsTheLibrarys) {
  // From the smallest float32 to beyond the largest.
  for (double x = 1e-45; x < 1e39; x *= 1.00137) {
    const double expected = std::log2(x);
    EXPECT_NEAR(logarithm2(x), expected, kRelative * std::abs(expected)) << x;
  }
  // Near 1, where both its parts could cancel.
  for (double x = 0.5; x < 2; x += 0.000137) {
    const double expected = std::log2(x);
    EXPECT_NEAR(logarithm2(x), expected, kRelative * std::abs(expected)) << x;
  }
}

TEST(Elementary, theLogarithmOfAPowerOf2IsExact) {
  for (int n = -1022; n < 1024; ++n) EXPECT_EQ(logarithm2(std::ldexp(1.0, n)), n);
}

TEST(Elementary, theHyperbolicTangentIsTheLibrarys) {
  for (double x = 1e-12; x < 400; x *= 1.0137) {
    const double expected = std::tanh(x);
    EXPECT_NEAR(hyperbolicTangent(x), expected, kRelative * expected) << x;
    EXPECT_EQ(hyperbolicTangent(-x), -hyperbolicTangent(x)) << x;
  }
  EXPECT_EQ(hyperbolicTangent(0), 0);
  EXPECT_EQ(hyperbolicTangent(1e300), 1);
}

TEST(Elementary, sineAndCosineAreTheLibrarys) {
  for (double angle = 0; angle <= 1000; angle += 0.0137) {
    const Direction direction = directionOf(angle);
    // Absolute: near a zero of the sine nothing relative is left of the angle's own last bit.
    EXPECT_NEAR(direction.sine, std::sin(angle), 4e-16) << angle;
    EXPECT_NEAR(direction.cosine, std::cos(angle), 4e-16) << angle;
  }
}

TEST(Elementary, smallAnglesKeepTheirPrecision) {
  for (double angle = 1e-12; angle < 0.7; angle *= 1.37) {
    EXPECT_NEAR(directionOf(angle).sine, std::sin(angle), kRelative * angle);
  }
  EXPECT_EQ(directionOf(0).sine, 0);
  EXPECT_EQ(directionOf(0).cosine, 1);
}

}  // namespace
}  // namespace softlook::test
