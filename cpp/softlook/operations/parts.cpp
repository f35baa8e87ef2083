// Stages side by side or one below the other, and one head's columns out of them.
#include <algorithm>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

Matrix computeConcatenate(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix result = zeros(stage.rows, stage.columns);
  Eigen::Index column = 0;
  for (const Matrix* const part : inputs) {
    result.middleCols(column, part->cols()) = *part;
    column += part->cols();
  }
  return result;
}

void explainConcatenate(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).cols());
  cell.add(cell.read(cell.column / width, cell.row, cell.column % width), 1);
}

void concatenateGradient(const GradientRule& rule) { rule.add(Operation::split, {rule.from}); }

Matrix computeSplit(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  return inputs[0]->middleCols(Eigen::Index{stage.head} * stage.columns, stage.columns);
}

void explainSplit(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  cell.add(cell.read(0, cell.row, cell.stage.head * width + cell.column), 1);
}

Matrix computeStack(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix result = zeros(stage.rows, stage.columns);
  float* end = result.data();
  for (const Matrix* const part : inputs) end = std::copy_n(part->data(), part->size(), end);
  return result;
}

void explainStack(Explainer& cell) {
  int part = 0;
  int row = cell.row;
  for (; row >= cell.input(part).rows(); ++part) row -= static_cast<int>(cell.input(part).rows());
  cell.add(cell.read(part, row, cell.column), 1);
}

}  // namespace

const OperationUnit operations::concatenate = {computeConcatenate, explainConcatenate, concatenateGradient,
                                               none};
const OperationUnit operations::split = {computeSplit, explainSplit, nullptr, none};
const OperationUnit operations::stack = {computeStack, explainStack, nullptr, none};

}  // namespace softlook
