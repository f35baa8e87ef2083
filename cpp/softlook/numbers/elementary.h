// Exponential, logarithm, sine, cosine and hyperbolic tangent from IEEE 754 additions, multiplications and
// divisions alone.
//
// The libraries of different platforms differ in the last bit, and bring tables that make up a tenth of the
// WASM. These are good to some 1e-15, which rounding to float32 hides, and the same everywhere to the last
// bit.
#pragma once

namespace softlook {

/// eˣ for x ≤ 0, −∞ included; 0 below −104, where float32 has no numbers left.
double exponentialOf(double x);

/// log₂ x for a normal x > 0 (every float32 above 0 is one in float64); exact for powers of 2.
double logarithm2(double x);

/// tanh x
double hyperbolicTangent(double x);

struct Direction {
  double cosine, sine;
};
/// For 0 ≤ angle ≤ 1000 radians.
Direction directionOf(double angle);

}  // namespace softlook
