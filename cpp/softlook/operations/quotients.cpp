// Division: by the temperature, by a number for each row, by a row's own sum.
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

/// x / divisor, and 0 where the divisor is 0: a row that sees nothing.
float share(float x, float divisor) { return divisor == 0 ? 0.0F : x / divisor; }

/// Row i over divisor i.
Matrix shares(const Matrix& numerators, const Matrix& divisors) {
  Matrix result = zeros(numerators.rows(), numerators.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    for (Eigen::Index column = 0; column < result.cols(); ++column) {
      result(row, column) = share(numerators(row, column), divisors(row, 0));
    }
  }
  return result;
}

Matrix computeDivide(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& settings) {
  if (inputs.size() > 1) return shares(*inputs[0], *inputs[1]);
  return each(*inputs[0], [&](float score) { return score / settings.temperature; });
}

void explainDivide(Explainer& cell) {
  const Factor left = cell.read(0);
  const float temperature = cell.settings.temperature;
  if (cell.inputs() < 2) return cell.single(left, temperature, left.value / temperature);
  const Factor right = cell.read(1, cell.row, 0);
  cell.single(left, right, share(left.value, right.value));
}

void divideRule(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (inputs.size() < 2) return rule.add(Operation::divide, {rule.from});
  if (rule.place == 0) return rule.add(Operation::divide, {rule.from, inputs[1]});
  rule.add(Operation::divideGradient, {rule.from, inputs[0], inputs[1]});
}

/// Of x / divisor, by the divisor.
float slope(float x, float divisor) { return -share(share(x, divisor), divisor); }

Matrix computeDivideGradient(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& gradients = *inputs[0];
  Matrix result = zeros(stage.rows, 1);
  for (Eigen::Index row = 0; row < gradients.rows(); ++row) {
    for (Eigen::Index column = 0; column < gradients.cols(); ++column) {
      result(row, 0) += gradients(row, column) * slope((*inputs[1])(row, column), (*inputs[2])(row, 0));
    }
  }
  return result;
}

void explainDivideGradient(Explainer& cell) {
  const float divisor = cell.read(2).value;
  for (int column = 0; column < cell.input(0).cols(); ++column) {
    cell.add(cell.read(0, cell.row, column), slope(cell.read(1, cell.row, column).value, divisor));
  }
}

float rowSum(const Matrix& matrix, Eigen::Index row) {
  float sum = 0;
  for (Eigen::Index column = 0; column < matrix.cols(); ++column) sum += matrix(row, column);
  return sum;
}

Matrix computeNormalize(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix sums = zeros(stage.rows, 1);
  for (Eigen::Index row = 0; row < sums.rows(); ++row) sums(row, 0) = rowSum(*inputs[0], row);
  return shares(*inputs[0], sums);
}

void explainNormalize(Explainer& cell) {
  const Factor left = cell.read(0);
  const float sum = rowSum(cell.input(0), cell.row);
  cell.single(left, sum, share(left.value, sum));
}

}  // namespace

const OperationUnit operations::divide = {computeDivide, explainDivide, divideRule, none};
const OperationUnit operations::divideGradient = {computeDivideGradient, explainDivideGradient, nullptr,
                                                  oneAFeature};
const OperationUnit operations::normalize = {computeNormalize, explainNormalize, nullptr, none};

}  // namespace softlook
