// The matrix that everything is computed with, and its products.
//
// Sums run in ascending order of the summed index, in float32, so that explain() can repeat each of them to
// the last bit and all platforms agree on it.
#pragma once

#include <Eigen/Core>

namespace softlook {

/// Row-major float32, as everywhere in Softlook: row = token or input feature, column = feature or key.
using Matrix = Eigen::Matrix<float, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;

/// sum += left · right, which goes on adding where the sum stands; of as many rows of `left` as it has.
void addProduct(Matrix& sum, const Matrix& left, const Matrix& right);

/// One of all zeros.
Matrix zeros(Eigen::Index rows, Eigen::Index columns);

/// f of each number, or of each with the one in its place.
template <typename Function>
Matrix each(Matrix left, Function f) {
  for (Eigen::Index i = 0; i < left.size(); ++i) left.data()[i] = f(left.data()[i]);
  return left;
}
template <typename Function>
Matrix each(Matrix left, const Matrix& right, Function f) {
  for (Eigen::Index i = 0; i < left.size(); ++i) left.data()[i] = f(left.data()[i], right.data()[i]);
  return left;
}

/// The last `count` rows.
Matrix lastRows(const Matrix& from, int count);

}  // namespace softlook
