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

/// The last `count` rows.
Matrix lastRows(const Matrix& from, int count);

}  // namespace softlook
