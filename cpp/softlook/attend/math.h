// exp and tanh of many numbers at once. Only additions, multiplications, divisions, selections and integer
// operations: compilers turn a loop over them into SIMD instructions, which a call of std::exp forbids, and
// all platforms agree on every bit. tests/core/attend_math_test.cpp holds them to the library's functions.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

namespace softlook {

/// The bits of a float32, and back. (std::bit_cast is missing from the libc++ of Emscripten 3.1.6.)
inline std::uint32_t bitsOf(float x) {
  std::uint32_t bits = 0;
  std::memcpy(&bits, &x, sizeof bits);
  return bits;
}
inline float fromBits(std::uint32_t bits) {
  float x = 0;
  std::memcpy(&x, &bits, sizeof x);
  return x;
}

/// eˣ for x ≤ 0, within a unit in the last place; 0 below −87, where float32 nears its smallest normal
/// number (and for −∞). NaN stays NaN.
inline float exponentialOfNegative(float x) {
  // eˣ = 2ⁿ · eʳ with x = n · ln 2 + r and |r| ≤ ½ ln 2.
  // Adding 1.5 · 2²³ leaves no room for a fraction: the sum's lowest bits are n, rounded.
  const float kRounding = 12582912.0F;
  const float shifted = x * 1.44269504F + kRounding;
  const float n = shifted - kRounding;
  // ln 2 in two parts, so that n times the first is exact (Cody & Waite 1980).
  const float r = (x - n * 0.693359375F) - n * -2.12194440e-4F;
  // Taylor's series: what is left out is below 6e-9 of the result.
  float series = 1.0F / 5040;
  series = series * r + 1.0F / 720;
  series = series * r + 1.0F / 120;
  series = series * r + 1.0F / 24;
  series = series * r + 1.0F / 6;
  series = series * r + 0.5F;
  series = (series * r) * r + r + 1.0F;
  // n goes into the exponent; the constant's own bits fall off at the top.
  const std::uint32_t power = bitsOf(shifted) << 23U;
  const float result = fromBits(bitsOf(series) + power);
  return x < -87.0F ? 0.0F : (x == x ? result : x);
}

/// tanh x, within 2 units in the last place; ±1 for ±∞. NaN stays NaN.
inline float hyperbolicTangent(float x) {
  const float size = std::abs(x);
  // Near 0 Lambert's continued fraction x / (1 + x² / (3 + x² / (5 + x² / (7 + x² / 9)))), multiplied out
  // (NIST Digital Library of Mathematical Functions 4.39.1): below 1e-9 off for |x| ≤ 0.625.
  const float small = size < 0.625F ? size : 0.625F;
  const float square = small * small;
  const float fraction =
      small * ((square + 105.0F) * square + 945.0F) / ((15.0F * square + 420.0F) * square + 945.0F);
  const float decay = exponentialOfNegative(-2.0F * size);
  const float large = (1.0F - decay) / (1.0F + decay);
  return std::copysign(size < 0.625F ? fraction : large, x);
}

}  // namespace softlook
