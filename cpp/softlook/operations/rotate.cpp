// The rotation of a pair of features (j, j + D/2) by its position: to (a cos − b sin, b cos + a sin).
// Su et al. 2021, equation 34; the layout of the pairs is that of GPT-NeoX and Llama.
#include "softlook/numbers/elementary.h"
#include "softlook/operations/operation.h"
#include "softlook/operations/positions.h"

namespace softlook {

namespace {

struct Rotation {
  double angle;
  float cosine, sine;
};

/// Backwards the sine has the other sign.
Rotation rotation(int position, int pair, int width, bool back) {
  const double angle = position * frequency(pair, width);
  const Direction turn = directionOf(angle);
  return {angle, static_cast<float>(turn.cosine), static_cast<float>(back ? -turn.sine : turn.sine)};
}

Matrix compute(const PlannedStage& stage, const Inputs& inputs, const Settings& settings) {
  const Matrix& features = *inputs[0];
  Matrix result = zeros(features.rows(), features.cols());
  const int first = firstPosition(stage.rowAxis, settings);
  const bool back = stage.operation == Operation::rotateBack;
  const auto width = static_cast<int>(features.cols());
  const int half = width / 2;
  for (int row = 0; row < features.rows(); ++row) {
    for (int pair = 0; pair < half; ++pair) {
      const Rotation turn = rotation(first + row, pair, width, back);
      const float a = features(row, pair);
      const float b = features(row, pair + half);
      result(row, pair) = a * turn.cosine + b * -turn.sine;
      result(row, pair + half) = b * turn.cosine + a * turn.sine;
    }
  }
  return result;
}

void explain(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  const int half = width / 2;
  const bool first = cell.column < half;
  const bool back = cell.stage.operation == Operation::rotateBack;
  const int position = cell.row + firstPosition(cell.stage.rowAxis, cell.settings);
  const Rotation turn = rotation(position, cell.column % half, width, back);
  cell.explanation.angle = static_cast<float>(turn.angle);
  cell.add(cell.read(0), turn.cosine);
  cell.add(cell.read(0, cell.row, first ? cell.column + half : cell.column - half),
           first ? -turn.sine : turn.sine);
}

void gradient(const GradientRule& rule) { rule.add(Operation::rotateBack, {rule.from}); }

}  // namespace

const OperationUnit operations::rotate = {compute, explain, gradient, twoACell};
const OperationUnit operations::rotateBack = {compute, explain, nullptr, twoACell};

}  // namespace softlook
