// A stage as it is, or some of its rows: the last ones for query tokens, else the first.
#include <algorithm>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

Matrix compute(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& input = *inputs[0];
  if (stage.rowAxis == Axis::queryToken) return lastRows(input, stage.rows);
  Matrix result = zeros(stage.rows, stage.columns);
  std::copy_n(input.data(), result.size(), result.data());
  return result;
}

void explain(Explainer& cell) {
  const auto more = static_cast<int>(cell.input(0).rows() - cell.stage.values.rows());
  const int row = cell.stage.rowAxis == Axis::queryToken ? more + cell.row : cell.row;
  cell.add(cell.read(0, row, cell.column), 1);
}

}  // namespace

const OperationUnit operations::copy = {compute, explain, passGradient, none};

}  // namespace softlook
