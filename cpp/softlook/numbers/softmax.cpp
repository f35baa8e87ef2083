#include "softlook/numbers/softmax.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "softlook/numbers/elementary.h"

namespace softlook {

float exponential(float x) { return static_cast<float>(exponentialOf(x)); }

float RowSoftmax::weight(float exponential) const {
  return sum == 0 ? 0.0F : static_cast<float>(exponential / sum);
}

RowSoftmax rowSoftmax(const float* scores, int count, float* exponentials) {
  RowSoftmax row{-std::numeric_limits<float>::infinity(), 0};
  for (int j = 0; j < count; ++j) row.max = std::max(row.max, scores[j]);
  for (int j = 0; j < count; ++j) {
    exponentials[j] = std::isinf(row.max) ? 0.0F : exponential(scores[j] - row.max);
    row.sum += exponentials[j];
  }
  return row;
}

float entropy(const float* weights, int count) {
  double sum = 0;
  for (int j = 0; j < count; ++j) {
    const double weight = weights[j];
    if (weight > 0) sum -= weight * logarithm2(weight);
  }
  return static_cast<float>(sum);
}

}  // namespace softlook
