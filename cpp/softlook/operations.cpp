#include "softlook/operations.h"

#include <algorithm>
#include <stdexcept>

#include "softlook/linear.h"
#include "softlook/numbers.h"
#include "softlook/positions.h"

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

Matrix softcapGradient(const Matrix& gradients, const Matrix& scores, float cap) {
  Matrix result = gradients;
  for (Eigen::Index i = 0; i < result.size(); ++i) result.data()[i] *= softcapSlope(scores.data()[i], cap);
  return result;
}

/// The sum of leftᵀ · right over pairs of inputs.
Matrix productsOfLeftTransposed(const PlannedStage& stage, const Inputs& inputs) {
  Matrix sum = Matrix::Zero(stage.rows, stage.columns);
  for (std::size_t i = 0; i < inputs.size(); i += 2) addProduct(sum, inputs[i]->transpose(), *inputs[i + 1]);
  return sum;
}

/// By rows, in ascending order.
Matrix columnSums(const Matrix& rows) {
  Matrix sums = Matrix::Zero(1, rows.cols());
  for (Eigen::Index row = 0; row < rows.rows(); ++row) sums += rows.row(row);
  return sums;
}

/// The position of the stage's first row.
int firstPosition(const PlannedStage& stage, const Widths& widths) {
  return stage.rowAxis == Axis::queryToken ? widths.firstQuery : 0;
}

Matrix stacked(const PlannedStage& stage, const Inputs& inputs) {
  Matrix result(stage.rows, stage.columns);
  float* end = result.data();
  for (const Matrix* const part : inputs) end = std::copy_n(part->data(), part->size(), end);
  return result;
}

Matrix capped(const Matrix& scores, float cap) {
  return scores.unaryExpr([cap](float score) { return softcapped(score, cap); });
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

namespace {

Matrix softmaxGradient(const Matrix& scores, const Matrix& gradients) {
  Matrix result = softmax(scores);
  const int count = static_cast<int>(scores.cols());
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    float* const weights = result.row(row).data();
    const double dot = rowDot(weights, gradients.row(row).data(), count);
    for (int key = 0; key < count; ++key) {
      weights[key] = softmaxSlope(weights[key], gradients(row, key), dot);
    }
  }
  return result;
}

}  // namespace

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
    case Operation::transposedProduct:
      return productsOfLeftTransposed(stage, inputs);
    case Operation::sinusoid:
      return sinusoids(stage.rows, stage.columns);
    case Operation::rotate:
      return rotated(*inputs[0], firstPosition(stage, widths));
    case Operation::rotateBack:
      return rotated(*inputs[0], 0, true);
    case Operation::alibi:
      return alibiBias(stage.rows, stage.columns, alibiSlope(stage.head, widths.numHeads), widths.firstQuery);
    case Operation::softcap:
      return capped(*inputs[0], *request.softcap);
    case Operation::divide:
      return inputs.size() > 1 ? dividedByRow(*inputs[0], *inputs[1]) : *inputs[0] / request.temperature;
    case Operation::columnSums:
      return columnSums(*inputs[0]);
    case Operation::split:
      return inputs[0]->middleCols(Eigen::Index{stage.head} * stage.columns, stage.columns);
    case Operation::softmaxGradient:
      return softmaxGradient(*inputs[2], *inputs[1]);
    case Operation::softcapGradient:
      return softcapGradient(*inputs[0], *inputs[1], *request.softcap);
    case Operation::features:
      return inputs[0]->unaryExpr([](float x) { return feature(x); });
    case Operation::hide:
      return hidden(*inputs[0], *inputs[1]);
    case Operation::normalize:
      return normalized(*inputs[0]);
    case Operation::runningStates:
      return runningStates(*inputs[0], *inputs[1]);
    case Operation::runningSums:
      return runningSums(*inputs[0]);
    case Operation::stateProduct:
      return stateProduct(*inputs[0], *inputs[1]);
    case Operation::rowProduct:
      return rowProduct(*inputs[0], *inputs[1]);
    case Operation::subtract:
      return *inputs[0] - *inputs[1];
    case Operation::stack:
      return stacked(stage, inputs);
    default:
      throw std::logic_error("an input is not made from others");
  }
}

std::int64_t pairsIn(const Matrix& scores) { return scores.size() - scores.array().isInf().count(); }

}  // namespace softlook
