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
  return each(*inputs[0], [](float x) { return feature(x); });
}

void explainFeatures(Explainer& cell) {
  const Factor x = cell.read(0);
  cell.single(x, 0, feature(x.value));
}

Matrix computeHide(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  return each(*inputs[0], *inputs[1], [](float x, float mask) { return std::isinf(mask) ? 0.0F : x; });
}

void explainHide(Explainer& cell) { cell.add(cell.read(0), std::isinf(cell.read(1).value) ? 0.0F : 1.0F); }

/// (M, D): row i is the sum of the rows 0…i (equation 11).
Matrix computeRunningSums(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix sums = *inputs[0];
  for (Eigen::Index i = sums.cols(); i < sums.size(); ++i) sums.data()[i] += sums.data()[i - sums.cols()];
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
  Matrix states = zeros(stage.rows, stage.columns);
  for (Eigen::Index row = 0; row < states.rows(); ++row) {
    const float key = keys.data()[row];  // of token row / width, feature row % width
    const float* const value = values.row(row / width).data();
    for (Eigen::Index c = 0; c < states.cols(); ++c) {
      states(row, c) = (row < width ? 0.0F : states(row - width, c)) + key * value[c];
    }
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
  Matrix result = zeros(stage.rows, stage.columns);
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
  Matrix result = zeros(stage.rows, 1);
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

// The way back. A state counts in all blocks from its key on, so what a key and a value get is added up from
// the last block; where there is one for all, it is that.

void featuresRule(const GradientRule& rule) {
  rule.add(Operation::featuresGradient, {rule.from, rule.made.inputs[0]});
}

void runningSumsRule(const GradientRule& rule) { rule.add(Operation::keyGradient, {rule.from}); }

void runningStatesRule(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (rule.place == 0) return rule.add(Operation::keyGradient, {inputs[1], rule.from});
  rule.add(Operation::valueGradient, {inputs[0], rule.from});
}

/// Of queries times the states, or sums, that they read.
void readingRule(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (rule.place == 0) return rule.add(Operation::queryGradient, {rule.from, inputs[1]});
  rule.add(Operation::stateGradient, {inputs[0], rule.from});
}

/// φ′(x): 1 above 0, else eˣ.
float slope(float x) { return x > 0 ? 1 : exponential(x); }

Matrix computeFeaturesGradient(const PlannedStage& /*stage*/, const Inputs& inputs,
                               const Settings& /*settings*/) {
  return each(*inputs[0], *inputs[1], [](float gradient, float x) { return gradient * slope(x); });
}

void explainFeaturesGradient(Explainer& cell) { cell.add(cell.read(0), slope(cell.read(1).value)); }

/// Row i of `rows` · its block of `states`ᵀ + factor i · its row of `sums`.
template <typename Factors>
Matrix throughStates(const Matrix& rows, const Matrix& states, Factors factor, const Matrix& sums) {
  Matrix result = zeros(rows.rows(), sums.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    const Eigen::Index state = stateOf(row, sums.rows());
    for (Eigen::Index k = 0; k < sums.cols(); ++k) {
      const Eigen::Index at = state * sums.cols() + k;
      float sum = 0;
      for (Eigen::Index c = 0; c < rows.cols(); ++c) sum += rows(row, c) * states(at, c);
      result(row, k) = sum + factor(row) * sums(state, k);
    }
  }
  return result;
}

Matrix computeQueryGradient(const PlannedStage& /*stage*/, const Inputs& inputs,
                            const Settings& /*settings*/) {
  const auto factor = [&](Eigen::Index row) { return (*inputs[2])(row, 0); };
  return throughStates(*inputs[0], *inputs[1], factor, *inputs[3]);
}

void explainQueryGradient(Explainer& cell) {
  const auto state = static_cast<int>(stateOf(cell.row, cell.input(3).rows()));
  const int at = state * static_cast<int>(cell.stage.values.cols()) + cell.column;
  for (int c = 0; c < cell.input(0).cols(); ++c) cell.add(cell.read(0, cell.row, c), cell.read(1, at, c));
  cell.add(cell.read(2, cell.row, 0), cell.read(3, state, cell.column));
}

/// Each block of `height` rows plus all that follow it.
Matrix fromLast(Matrix blocks, Eigen::Index height) {
  const Eigen::Index size = height * blocks.cols();
  for (Eigen::Index i = blocks.size() - size - 1; i >= 0; --i) blocks.data()[i] += blocks.data()[i + size];
  return blocks;
}

/// One cell of that.
Factor fromLast(const Explainer& cell, int input, int row, int column, int height) {
  const Matrix& blocks = cell.input(input);
  auto at = static_cast<int>(blocks.rows()) - height + row % height;
  if (at == row) return cell.read(input, row, column);
  float sum = blocks(at, column);
  while (at > row) sum += blocks(at -= height, column);
  return constant(sum);
}

Matrix computeKeyGradient(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  const auto once = [](Eigen::Index /*row*/) { return 1.0F; };
  return throughStates(*inputs[0], fromLast(*inputs[1], stage.columns), once, fromLast(*inputs[2], 1));
}

void explainKeyGradient(Explainer& cell) {
  const auto width = static_cast<int>(cell.stage.values.cols());
  const auto state = static_cast<int>(stateOf(cell.row, cell.input(2).rows()));
  for (int c = 0; c < cell.input(0).cols(); ++c) {
    cell.add(cell.read(0, cell.row, c), fromLast(cell, 1, state * width + cell.column, c, width));
  }
  cell.add(fromLast(cell, 2, state, cell.column, 1), 1);
}

Matrix computeValueGradient(const PlannedStage& stage, const Inputs& inputs, const Settings& settings) {
  const Matrix states = fromLast(*inputs[1], inputs[0]->cols());
  return computeStateProduct(stage, {inputs[0], &states}, settings);
}

void explainValueGradient(Explainer& cell) {
  const auto width = static_cast<int>(cell.input(0).cols());
  for (int k = 0; k < width; ++k) {
    cell.add(cell.read(0, cell.row, k), fromLast(cell, 1, cell.row * width + k, cell.column, width));
  }
}

// The gradient of sums (M, D) has its numbers in the order of states (M·D, 1).

Matrix computeStateGradient(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix result = zeros(stage.rows, stage.columns);
  for (std::size_t i = 0; i < inputs.size(); i += 2) {
    const Matrix& queries = *inputs[i];
    const Matrix& gradients = *inputs[i + 1];
    const Eigen::Index size = queries.cols() * gradients.cols();
    for (Eigen::Index row = 0; row < queries.rows(); ++row) {
      float* cell = result.data() + stateOf(row, result.size() / size) * size;
      for (Eigen::Index k = 0; k < queries.cols(); ++k) {
        for (Eigen::Index c = 0; c < gradients.cols(); ++c) *cell++ += queries(row, k) * gradients(row, c);
      }
    }
  }
  return result;
}

void explainStateGradient(Explainer& cell) {
  const auto columns = static_cast<int>(cell.input(1).cols());
  const int size = static_cast<int>(cell.input(0).cols()) * columns;
  const int place = cell.row * static_cast<int>(cell.stage.values.cols()) + cell.column;
  for (int i = 0; i < cell.inputs(); i += 2) {
    for (int row = 0; row < cell.input(i).rows(); ++row) {
      if (stateOf(row, cell.stage.values.size() / size) != place / size) continue;
      cell.add(cell.read(i, row, place % size / columns), cell.read(i + 1, row, place % columns));
    }
  }
}

std::int64_t queryGradientCost(const PlannedStage& stage, const Inputs& inputs) {
  return oneAFeature(stage, inputs) + oneACell(stage, inputs);
}

std::int64_t stateGradientCost(const PlannedStage& /*stage*/, const Inputs& inputs) {
  std::int64_t count = 0;
  for (std::size_t i = 0; i < inputs.size(); i += 2) count += inputs[i]->size() * inputs[i + 1]->cols();
  return count;
}

}  // namespace

const OperationUnit operations::features = {computeFeatures, explainFeatures, featuresRule, none};
const OperationUnit operations::hide = {computeHide, explainHide, nullptr, none};
const OperationUnit operations::runningSums = {computeRunningSums, explainRunningSums, runningSumsRule, none};
// Each state is the one before and one more product of a column and a row.
const OperationUnit operations::runningStates = {computeRunningStates, explainRunningStates,
                                                 runningStatesRule, oneACell};
const OperationUnit operations::stateProduct = {computeStateProduct, explainStateProduct, readingRule,
                                                oneAFeature};
const OperationUnit operations::rowProduct = {computeRowProduct, explainRowProduct, readingRule, oneAFeature};
const OperationUnit operations::featuresGradient = {computeFeaturesGradient, explainFeaturesGradient, nullptr,
                                                    oneACell};
const OperationUnit operations::queryGradient = {computeQueryGradient, explainQueryGradient, nullptr,
                                                 queryGradientCost};
const OperationUnit operations::keyGradient = {computeKeyGradient, explainKeyGradient, nullptr, oneAFeature};
const OperationUnit operations::valueGradient = {computeValueGradient, explainValueGradient, nullptr,
                                                 oneAFeature};
const OperationUnit operations::stateGradient = {computeStateGradient, explainStateGradient, nullptr,
                                                 stateGradientCost};

}  // namespace softlook
