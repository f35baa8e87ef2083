#include "softlook/numbers.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "softlook/elementary.h"

namespace softlook {

Matrix product(const Matrix& left, const Matrix& right) {
  Matrix result = Matrix::Zero(left.rows(), right.cols());
  addProduct(result, left, right);
  return result;
}

void addProduct(Matrix& sum, const Matrix& left, const Matrix& right) {
  for (Eigen::Index row = 0; row < sum.rows(); ++row) {
    for (Eigen::Index k = 0; k < left.cols(); ++k) sum.row(row) += left(row, k) * right.row(k);
  }
}

Matrix productTransposed(const Matrix& left, const Matrix& right) { return product(left, right.transpose()); }

Matrix lastRows(const Matrix& from, int count) {
  Matrix result(count, from.cols());
  std::copy_n(from.data() + from.size() - result.size(), result.size(), result.data());
  return result;
}

float exponential(float x) { return static_cast<float>(exponentialOf(x)); }

float softcapped(float x, float cap) {
  const double wide = cap;
  return static_cast<float>(wide * hyperbolicTangent(x / wide));
}

float softcapSlope(float x, float cap) {
  const double tangent = hyperbolicTangent(static_cast<double>(x) / static_cast<double>(cap));
  return static_cast<float>((1 - tangent) * (1 + tangent));
}

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

double rowDot(const float* weights, const float* gradients, int count) {
  double sum = 0;
  for (int k = 0; k < count; ++k) sum += static_cast<double>(weights[k]) * static_cast<double>(gradients[k]);
  return sum;
}

float softmaxSlope(float weight, float gradient, double dot) {
  return static_cast<float>(static_cast<double>(weight) * (static_cast<double>(gradient) - dot));
}

}  // namespace softlook
