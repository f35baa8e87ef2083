// Division: by the temperature, by a number for each row, by a row's own sum.
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

/// x / divisor, and 0 where the divisor is 0: a row that sees nothing.
float share(float x, float divisor) { return divisor == 0 ? 0.0F : x / divisor; }

/// Row i over divisor i.
Matrix shares(const Matrix& numerators, const Matrix& divisors) {
  Matrix result(numerators.rows(), numerators.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    for (Eigen::Index column = 0; column < result.cols(); ++column) {
      result(row, column) = share(numerators(row, column), divisors(row, 0));
    }
  }
  return result;
}

Matrix computeDivide(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& settings) {
  if (inputs.size() > 1) return shares(*inputs[0], *inputs[1]);
  return *inputs[0] / settings.temperature;
}

void explainDivide(Explainer& cell) {
  const Factor left = cell.read(0);
  const float temperature = cell.settings.temperature;
  if (cell.inputs() < 2) return cell.single(left, temperature, left.value / temperature);
  const Factor right = cell.read(1, cell.row, 0);
  cell.single(left, right, share(left.value, right.value));
}

/// Of a division by the temperature.
void divideGradient(const GradientRule& rule) { rule.add(Operation::divide, {rule.from}); }

float rowSum(const Matrix& matrix, Eigen::Index row) {
  float sum = 0;
  for (Eigen::Index column = 0; column < matrix.cols(); ++column) sum += matrix(row, column);
  return sum;
}

Matrix computeNormalize(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix sums(stage.rows, 1);
  for (Eigen::Index row = 0; row < sums.rows(); ++row) sums(row, 0) = rowSum(*inputs[0], row);
  return shares(*inputs[0], sums);
}

void explainNormalize(Explainer& cell) {
  const Factor left = cell.read(0);
  const float sum = rowSum(cell.input(0), cell.row);
  cell.single(left, sum, share(left.value, sum));
}

}  // namespace

const OperationUnit operations::divide = {computeDivide, explainDivide, divideGradient, none};
const OperationUnit operations::normalize = {computeNormalize, explainNormalize, nullptr, none};

}  // namespace softlook
