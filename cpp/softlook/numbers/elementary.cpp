#include "softlook/numbers/elementary.h"

#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

namespace softlook {

namespace {

/// 2ⁿ for a normal result, from its bits.
double powerOf2(int n) {
  const std::uint64_t bits = static_cast<std::uint64_t>(1023 + n) << 52;
  double result = 0;
  std::memcpy(&result, &bits, sizeof result);
  return result;
}

}  // namespace

// eˣ = 2ⁿ eʳ with |r| ≤ ln 2 / 2, where Taylor's series to r¹³ leaves less than 1e-17.
double exponentialOf(double x) {
  if (x < -104) return 0;
  constexpr double kLog2E = 1.4426950408889634;
  // ln 2 in two parts; the first has 21 zero bits at the end, so that n times it is exact.
  constexpr double kLn2High = 6.93147180369123816490e-01;
  constexpr double kLn2Low = 1.90821492927058770002e-10;
  constexpr std::array<double, 14> kInverseFactorials = {1,
                                                         1,
                                                         1.0 / 2,
                                                         1.0 / 6,
                                                         1.0 / 24,
                                                         1.0 / 120,
                                                         1.0 / 720,
                                                         1.0 / 5040,
                                                         1.0 / 40320,
                                                         1.0 / 362880,
                                                         1.0 / 3628800,
                                                         1.0 / 39916800,
                                                         1.0 / 479001600,
                                                         1.0 / 6227020800};
  const double n = std::floor(x * kLog2E + 0.5);
  const double r = (x - n * kLn2High) - n * kLn2Low;
  double sum = 0;
  for (int k = 13; k >= 0; --k) sum = sum * r + kInverseFactorials[static_cast<std::size_t>(k)];
  return sum * powerOf2(static_cast<int>(n));
}

// x = 2ⁿ m with √½ ≤ m < √2, and ln m = 2 artanh s with s = (m − 1) / (m + 1), so |s| < 0.172: the series of
// artanh to s²¹ leaves less than 1e-18 of it.
double logarithm2(double x) {
  constexpr double kTwiceLog2E = 2.8853900817779268;
  std::uint64_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  // What x has beyond √½ holds n in the exponent's field; that field less n makes m of x.
  constexpr std::uint64_t kRootOfHalf = 0x3FE6A09E667F3BCD;
  const std::int64_t n = static_cast<std::int64_t>(bits - kRootOfHalf) >> 52;
  bits -= static_cast<std::uint64_t>(n) << 52;
  double m = 0;
  std::memcpy(&m, &bits, sizeof m);
  const double s = (m - 1) / (m + 1);
  double sum = 0;
  for (int k = 21; k > 0; k -= 2) sum = sum * (s * s) + 1.0 / k;
  return static_cast<double>(n) + kTwiceLog2E * s * sum;
}

// (1 − e⁻²ˣ) / (1 + e⁻²ˣ), which cancels near 0: there Taylor's series to x⁹ leaves less than 1e-15 of x.
double hyperbolicTangent(double x) {
  const double size = std::abs(x);
  if (size < 0.05) {
    const double s = x * x;
    return x * (1 - s * (1.0 / 3 - s * (2.0 / 15 - s * (17.0 / 315 - s * (62.0 / 2835)))));
  }
  const double e = exponentialOf(-2 * size);
  return std::copysign((1 - e) / (1 + e), x);
}

// The angle less n quarter turns is at most π/4, where Taylor's series to the 17th power leaves less than
// 1e-17.
Direction directionOf(double angle) {
  constexpr double kQuarters = 0.63661977236758134;  // 2/π
  // π/2 in two parts; the first has 20 zero bits at the end, so that n times it is exact.
  constexpr double kQuarterHigh = 1.57079632673412561417e+00;
  constexpr double kQuarterLow = 6.07710050650619224932e-11;
  const double n = std::floor(angle * kQuarters + 0.5);
  const double r = (angle - n * kQuarterHigh) - n * kQuarterLow;
  double cosine = 1;
  double sine = r;
  double term = r;
  for (int k = 2; k <= 17; ++k) {
    term *= (k % 2 == 0 ? -r : r) / k;
    (k % 2 == 0 ? cosine : sine) += term;
  }
  switch (static_cast<int>(n) % 4) {
    case 0:
      return {cosine, sine};
    case 1:
      return {-sine, cosine};
    case 2:
      return {-cosine, -sine};
    default:
      return {sine, -cosine};
  }
}

}  // namespace softlook
