#include "softlook/operations.h"

#include <stdexcept>

#include "softlook/numbers.h"
#include "softlook/positions.h"

namespace softlook {

namespace {

using Inputs = std::vector<const Matrix*>;

Matrix projected(const Inputs& inputs) {
  Matrix result = product(*inputs[0], *inputs[1]);
  if (inputs.size() > 2) result.rowwise() += inputs[2]->row(0);
  return result;
}

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

Matrix concatenated(const PlannedStage& stage, const Inputs& inputs) {
  Matrix result(stage.rows, stage.columns);
  Eigen::Index column = 0;
  for (const Matrix* const part : inputs) {
    result.middleCols(column, part->cols()) = *part;
    column += part->cols();
  }
  return result;
}

Matrix capped(const Matrix& scores, float cap) {
  return scores.unaryExpr([cap](float score) { return softcapped(score, cap); });
}

}  // namespace

Matrix operate(const PlannedStage& stage, const Inputs& inputs, const Request& request,
               const Widths& widths) {
  switch (stage.operation) {
    case Operation::copy:
      return *inputs[0];
    case Operation::product:
      return projected(inputs);
    case Operation::productTransposed:
      return productTransposed(*inputs[0], *inputs[1]);
    case Operation::scale:
      return *inputs[0] * widths.scale;
    case Operation::mask:
    case Operation::add:
      return *inputs[0] + *inputs[1];
    case Operation::softmax:
      return softmax(*inputs[0]);
    case Operation::concatenate:
      return concatenated(stage, inputs);
    case Operation::sinusoid:
      return sinusoids(stage.rows, stage.columns);
    case Operation::rotate:
      return rotated(*inputs[0]);
    case Operation::alibi:
      return alibiBias(stage.rows, stage.columns, alibiSlope(stage.head, widths.numHeads));
    case Operation::softcap:
      return capped(*inputs[0], *request.softcap);
    case Operation::divide:
      return *inputs[0] / request.temperature;
    case Operation::input:
      break;
  }
  throw std::logic_error("an input is not made from others");
}

}  // namespace softlook
