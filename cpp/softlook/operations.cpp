#include "softlook/operations.h"

#include <algorithm>

#include "softlook/beyond.h"
#include "softlook/numbers.h"

namespace softlook {

namespace {

using Inputs = std::vector<const Matrix*>;

Matrix copied(const PlannedStage& stage, const Matrix& input) {
  if (stage.rowAxis == Axis::queryToken) return lastRows(input, stage.rows);
  Matrix result(stage.rows, stage.columns);
  std::copy_n(input.data(), result.size(), result.data());
  return result;
}

Matrix projected(const PlannedStage& stage, const Inputs& inputs) {
  Matrix result = Matrix::Zero(stage.rows, stage.columns);
  addProduct(result, *inputs[0], *inputs[1]);
  if (inputs.size() > 2) result.rowwise() += inputs[2]->row(0);
  return result;
}

/// The sum of left · rightᵀ over pairs of inputs.
Matrix productsOfTransposed(const PlannedStage& stage, const Inputs& inputs) {
  Matrix sum = Matrix::Zero(stage.rows, stage.columns);
  for (std::size_t i = 0; i < inputs.size(); i += 2) addProduct(sum, *inputs[i], inputs[i + 1]->transpose());
  return sum;
}

Matrix added(const Inputs& inputs) {
  Matrix sum = *inputs[0];
  for (std::size_t i = 1; i < inputs.size(); ++i) sum += *inputs[i];
  return sum;
}

Matrix concatenated(const PlannedStage& stage, const Inputs& inputs) {
  Matrix result(stage.rows, stage.columns);
  Eigen::Index column = 0;
  for (const Matrix* const part : inputs) {
    result.middleCols(column, part->cols()) = *part;
    column += part->cols();
  }
  return result;
}

}  // namespace

Matrix softmax(const Matrix& scores) {
  Matrix weights(scores.rows(), scores.cols());
  const int count = static_cast<int>(scores.cols());
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    float* const out = weights.row(row).data();
    const RowSoftmax parts = rowSoftmax(scores.row(row).data(), count, out);
    for (int key = 0; key < count; ++key) out[key] = parts.weight(out[key]);
  }
  return weights;
}

Matrix operate(const PlannedStage& stage, const Inputs& inputs, const Request& request,
               const Widths& widths) {
  switch (stage.operation) {
    case Operation::copy:
      return copied(stage, *inputs[0]);
    case Operation::product:
      return projected(stage, inputs);
    case Operation::productTransposed:
      return productsOfTransposed(stage, inputs);
    case Operation::scale:
      return *inputs[0] * widths.scale;
    case Operation::mask:
    case Operation::add:
      return added(inputs);
    case Operation::softmax:
      return softmax(*inputs[0]);
    case Operation::concatenate:
      return concatenated(stage, inputs);
    default:
      return operateBeyond(stage, inputs, request, widths);
  }
}

}  // namespace softlook
