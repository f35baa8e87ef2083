// The oracle's part for the methods that approximate softmax attention: loops over float64 again.
#pragma once

#include <functional>

#include "support/estimate.h"

namespace softlook::test {

/// What one head's approximation starts from.
struct MethodInputs {
  const Request& request;
  int head, kvHead;
  Estimate queries, keys, values;  // as they make the scores
  Estimate scores;                 // what the exact softmax was taken of
  double scale;
  std::function<Estimate(StageId, int, Estimate)> put;  // keeps a stage, with its edits
};

/// The head's output by the request's method, which is not softmax.
Estimate approximate(const MethodInputs& inputs);

}  // namespace softlook::test
