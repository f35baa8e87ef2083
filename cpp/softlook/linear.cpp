#include "softlook/linear.h"

#include <algorithm>
#include <cmath>

#include "softlook/numbers.h"

namespace softlook {

float feature(float x) { return x > 0 ? x + 1 : exponential(x); }

Matrix hidden(const Matrix& similarities, const Matrix& mask) {
  Matrix result = similarities;
  for (Eigen::Index i = 0; i < result.size(); ++i) {
    if (std::isinf(mask.data()[i])) result.data()[i] = 0;
  }
  return result;
}

float rowSum(const Matrix& matrix, Eigen::Index row) {
  float sum = 0;
  for (Eigen::Index column = 0; column < matrix.cols(); ++column) sum += matrix(row, column);
  return sum;
}

float share(float x, float divisor) { return divisor == 0 ? 0.0F : x / divisor; }

Matrix normalized(const Matrix& similarities) {
  Matrix sums(similarities.rows(), 1);
  for (Eigen::Index row = 0; row < sums.rows(); ++row) sums(row, 0) = rowSum(similarities, row);
  return dividedByRow(similarities, sums);
}

Matrix dividedByRow(const Matrix& numerators, const Matrix& divisors) {
  Matrix result(numerators.rows(), numerators.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    for (Eigen::Index column = 0; column < result.cols(); ++column) {
      result(row, column) = share(numerators(row, column), divisors(row, 0));
    }
  }
  return result;
}

Matrix runningSums(const Matrix& features) {
  Matrix sums = features;
  for (Eigen::Index row = 1; row < sums.rows(); ++row) sums.row(row) += sums.row(row - 1);
  return sums;
}

Matrix runningStates(const Matrix& features, const Matrix& values) {
  const Eigen::Index width = features.cols();
  Matrix states(features.rows() * width, values.cols());
  Matrix state = Matrix::Zero(width, values.cols());
  for (Eigen::Index token = 0; token < features.rows(); ++token) {
    for (Eigen::Index j = 0; j < width; ++j) state.row(j) += features(token, j) * values.row(token);
    states.middleRows(token * width, width) = state;
  }
  return states;
}

Eigen::Index stateOf(Eigen::Index query, Eigen::Index tokens) { return std::min(query, tokens - 1); }

Matrix stateProduct(const Matrix& queries, const Matrix& states) {
  const Eigen::Index width = queries.cols();
  Matrix result = Matrix::Zero(queries.rows(), states.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const Eigen::Index first = stateOf(row, states.rows() / width) * width;
    for (Eigen::Index k = 0; k < width; ++k) result.row(row) += queries(row, k) * states.row(first + k);
  }
  return result;
}

Matrix rowProduct(const Matrix& queries, const Matrix& sums) {
  Matrix result = Matrix::Zero(queries.rows(), 1);
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const Eigen::Index state = stateOf(row, sums.rows());
    for (Eigen::Index k = 0; k < sums.cols(); ++k) result(row, 0) += queries(row, k) * sums(state, k);
  }
  return result;
}

}  // namespace softlook
