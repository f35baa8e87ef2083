#include "softlook/numbers/matrix.h"

#include <algorithm>

namespace softlook {

void addProduct(Matrix& sum, const Matrix& left, const Matrix& right) {
  for (Eigen::Index row = 0; row < sum.rows(); ++row) {
    for (Eigen::Index k = 0; k < left.cols(); ++k) sum.row(row) += left(row, k) * right.row(k);
  }
}

Matrix zeros(Eigen::Index rows, Eigen::Index columns) { return Matrix::Zero(rows, columns); }

Matrix lastRows(const Matrix& from, int count) {
  Matrix result = zeros(count, from.cols());
  std::copy_n(from.data() + from.size() - result.size(), result.size(), result.data());
  return result;
}

}  // namespace softlook
