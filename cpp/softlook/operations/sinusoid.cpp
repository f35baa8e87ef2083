// Vaswani et al. 2017, section 3.5: PE(pos, 2i) = sin(pos · frequency(i, E)), PE(pos, 2i + 1) the cosine.
#include "softlook/numbers/elementary.h"
#include "softlook/operations/operation.h"
#include "softlook/operations/positions.h"

namespace softlook {

namespace {

float sinusoid(int position, int column, int width) {
  const Direction wave = directionOf(position * frequency(column / 2, width));
  return static_cast<float>(column % 2 == 0 ? wave.sine : wave.cosine);
}

Matrix compute(const PlannedStage& stage, const Inputs& /*inputs*/, const Settings& /*settings*/) {
  Matrix table = zeros(stage.rows, stage.columns);
  for (int row = 0; row < stage.rows; ++row) {
    for (int column = 0; column < stage.columns; ++column) {
      table(row, column) = sinusoid(row, column, stage.columns);
    }
  }
  return table;
}

void explain(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  const double wave = frequency(cell.column / 2, width);
  cell.explanation.angle = static_cast<float>(cell.row * wave);
  cell.single(constant(static_cast<float>(cell.row)), static_cast<float>(wave),
              sinusoid(cell.row, cell.column, width));
}

}  // namespace

const OperationUnit operations::sinusoid = {compute, explain, nullptr, oneACell};

}  // namespace softlook
