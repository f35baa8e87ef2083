// Linear attention: kernel features, and states that run along the keys (Katharopoulos et al. 2020,
// "Transformers are RNNs", sections 3.2 to 3.4).
#include <algorithm>
#include <cmath>

#include "softlook/numbers/softmax.h"
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

/// φ(x) = elu(x) + 1 (equation 7): x + 1 above 0, else eˣ.
float feature(float x) { return x > 0 ? x + 1 : exponential(x); }

Matrix computeFeatures(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  return inputs[0]->unaryExpr([](float x) { return feature(x); });
}

void explainFeatures(Explainer& cell) {
  const Factor x = cell.read(0);
  cell.single(x, 0, feature(x.value));
}

Matrix computeHide(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  return inputs[0]->binaryExpr(*inputs[1], [](float x, float mask) { return std::isinf(mask) ? 0.0F : x; });
}

void explainHide(Explainer& cell) { cell.add(cell.read(0), std::isinf(cell.read(1).value) ? 0.0F : 1.0F); }

/// (M, D): row i is the sum of the rows 0…i (equation 11).
Matrix computeRunningSums(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix sums = *inputs[0];
  for (Eigen::Index row = 1; row < sums.rows(); ++row) sums.row(row) += sums.row(row - 1);
  return sums;
}

void explainRunningSums(Explainer& cell) {
  for (int key = 0; key <= cell.row; ++key) cell.add(cell.read(0, key, cell.column), 1);
}

/// (M·D, Dv), block i of D rows: featuresᵀ · values of the rows 0…i (equation 10).
Matrix computeRunningStates(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& keys = *inputs[0];
  const Matrix& values = *inputs[1];
  const Eigen::Index width = keys.cols();
  Matrix states(stage.rows, stage.columns);
  Matrix state = Matrix::Zero(width, values.cols());
  for (Eigen::Index token = 0; token < keys.rows(); ++token) {
    for (Eigen::Index j = 0; j < width; ++j) state.row(j) += keys(token, j) * values.row(token);
    states.middleRows(token * width, width) = state;
  }
  return states;
}

void explainRunningStates(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).cols());
  for (int key = 0; key <= cell.row / width; ++key) {
    cell.add(cell.read(0, key, cell.row % width), cell.read(1, key, cell.column));
  }
}

/// Which of `tokens` running states or sums a query reads: its own, or the last where there are fewer keys.
Eigen::Index stateOf(Eigen::Index query, Eigen::Index tokens) { return std::min(query, tokens - 1); }

/// Row i of queries (N, D) times its block of states (M·D, Dv): (N, Dv).
Matrix computeStateProduct(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& queries = *inputs[0];
  const Matrix& states = *inputs[1];
  const Eigen::Index width = queries.cols();
  Matrix result = Matrix::Zero(stage.rows, stage.columns);
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const Eigen::Index first = stateOf(row, states.rows() / width) * width;
    for (Eigen::Index k = 0; k < width; ++k) result.row(row) += queries(row, k) * states.row(first + k);
  }
  return result;
}

void explainStateProduct(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).cols());
  const auto state = static_cast<int>(stateOf(cell.row, cell.input(1).rows() / width));
  for (int k = 0; k < width; ++k) {
    cell.add(cell.read(0, cell.row, k), cell.read(1, state * width + k, cell.column));
  }
}

/// Row i of queries (N, D) times its row of sums (M, D): (N, 1).
Matrix computeRowProduct(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& queries = *inputs[0];
  const Matrix& sums = *inputs[1];
  Matrix result = Matrix::Zero(stage.rows, 1);
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const Eigen::Index state = stateOf(row, sums.rows());
    for (Eigen::Index k = 0; k < sums.cols(); ++k) result(row, 0) += queries(row, k) * sums(state, k);
  }
  return result;
}

void explainRowProduct(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).cols());
  const auto state = static_cast<int>(stateOf(cell.row, cell.input(1).rows()));
  for (int k = 0; k < width; ++k) cell.add(cell.read(0, cell.row, k), cell.read(1, state, k));
}

std::int64_t oneAFeature(const PlannedStage& stage, const Inputs& inputs) {
  return oneACell(stage, inputs) * inputs[0]->cols();
}

}  // namespace

const OperationUnit operations::features = {computeFeatures, explainFeatures, nullptr, none};
const OperationUnit operations::hide = {computeHide, explainHide, nullptr, none};
const OperationUnit operations::runningSums = {computeRunningSums, explainRunningSums, nullptr, none};
// Each state is the one before and one more product of a column and a row.
const OperationUnit operations::runningStates = {computeRunningStates, explainRunningStates, nullptr,
                                                 oneACell};
const OperationUnit operations::stateProduct = {computeStateProduct, explainStateProduct, nullptr,
                                                oneAFeature};
const OperationUnit operations::rowProduct = {computeRowProduct, explainRowProduct, nullptr, oneAFeature};

}  // namespace softlook
