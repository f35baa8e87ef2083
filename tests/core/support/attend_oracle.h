// What attend() computes, as naively as it can be written: loops over float64, one formula after the other,
// the weights of all keys side by side. With each number a bound on how far float32 may be from it, as in
// estimate.h.
#pragma once

#include <gtest/gtest.h>

#include <vector>

#include "support/attending.h"

namespace softlook::test {

/// A tensor in float64, and how far float32 arithmetic may be from each number.
struct Bounded {
  std::vector<double> values, bounds;
};

struct AttendOracle {
  Bounded output, logSumExp, weights;
};

AttendOracle attendOracle(const Attending& asked);

/// Does every number lie within its bound, times `factor`? Infinities only equal themselves.
testing::AssertionResult isWithin(const std::vector<float>& actual, const Bounded& expected,
                                  double factor = 1);

/// Holds all that attend() answers to the oracle.
void expectMatchesOracle(const Attending& asked);

}  // namespace softlook::test
