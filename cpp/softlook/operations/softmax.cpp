// The softmax of each row, and its gradient.
#include "softlook/numbers/softmax.h"

#include <vector>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

Matrix softmax(const Matrix& scores) {
  Matrix weights = zeros(scores.rows(), scores.cols());
  const int count = static_cast<int>(scores.cols());
  for (Eigen::Index row = 0; row < scores.rows(); ++row) {
    float* const out = weights.row(row).data();
    const RowSoftmax parts = rowSoftmax(scores.row(row).data(), count, out);
    for (int key = 0; key < count; ++key) out[key] = parts.weight(out[key]);
  }
  return weights;
}

Matrix compute(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  return softmax(*inputs[0]);
}

void explain(Explainer& cell) {
  const Matrix& scores = cell.input(0);
  const auto count = static_cast<int>(scores.cols());
  Explanation& explanation = cell.explanation;
  explanation.exponentials.resize(static_cast<std::size_t>(count));
  const RowSoftmax parts = rowSoftmax(scores.row(cell.row).data(), count, explanation.exponentials.data());
  explanation.max = parts.max;
  explanation.sum = static_cast<float>(parts.sum);
  for (int key = 0; key < count; ++key) {
    const float exponential = explanation.exponentials[static_cast<std::size_t>(key)];
    cell.single(cell.read(0, cell.row, key), parts.max, exponential);
  }
  explanation.computed = parts.weight(explanation.exponentials[static_cast<std::size_t>(cell.column)]);
}

void gradient(const GradientRule& rule) {
  rule.add(Operation::softmaxGradient, {{rule.made.id, rule.made.head}, rule.from, rule.made.inputs[0]});
}

// The gradient: the transposed Jacobian diag(w) − w wᵀ of a row's weights w, times their gradient g. The
// weights are those that the scores give: one put in by hand is not the one whose slope counts.

/// Σ_k w_k g_k of a row, in float64.
double rowDot(const float* weights, const float* gradients, int count) {
  double sum = 0;
  for (int k = 0; k < count; ++k) sum += static_cast<double>(weights[k]) * static_cast<double>(gradients[k]);
  return sum;
}

/// w_j (g_j − Σ_k w_k g_k), rounded once from float64 since the difference may cancel.
float slope(float weight, float gradient, double dot) {
  return static_cast<float>(static_cast<double>(weight) * (static_cast<double>(gradient) - dot));
}

Matrix computeGradient(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& gradients = *inputs[1];
  Matrix result = softmax(*inputs[2]);
  const int count = static_cast<int>(result.cols());
  for (Eigen::Index row = 0; row < result.rows(); ++row) {
    float* const weights = result.row(row).data();
    const double dot = rowDot(weights, gradients.row(row).data(), count);
    for (int key = 0; key < count; ++key) weights[key] = slope(weights[key], gradients(row, key), dot);
  }
  return result;
}

void explainGradient(Explainer& cell) {
  const Matrix& scores = cell.input(2);
  const auto count = static_cast<int>(scores.cols());
  std::vector<float> weights(static_cast<std::size_t>(count));
  const RowSoftmax parts = rowSoftmax(scores.row(cell.row).data(), count, weights.data());
  for (int key = 0; key < count; ++key) {
    float& weight = weights[static_cast<std::size_t>(key)];
    weight = parts.weight(weight);
    const Factor stands = cell.read(0, cell.row, key);
    cell.add(stands.value == weight ? stands : constant(weight), cell.read(1, cell.row, key));
  }
  const Matrix& gradients = cell.input(1);
  const double dot = rowDot(weights.data(), gradients.row(cell.row).data(), count);
  cell.explanation.sum = static_cast<float>(dot);
  cell.explanation.computed =
      slope(weights[static_cast<std::size_t>(cell.column)], gradients(cell.row, cell.column), dot);
}

}  // namespace

const OperationUnit operations::softmax = {compute, explain, gradient, none};
// w · g for the row's sum, and w · (g − sum).
const OperationUnit operations::softmaxGradient = {computeGradient, explainGradient, nullptr, twoACell};

}  // namespace softlook
