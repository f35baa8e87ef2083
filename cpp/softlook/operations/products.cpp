// Matrix products. Which side is transposed differs; the gradient of each is made of the others.
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

// Y = A · B, plus a row b.

Matrix computeProduct(const PlannedStage& stage, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix result = zeros(stage.rows, stage.columns);
  addProduct(result, *inputs[0], *inputs[1]);
  if (inputs.size() > 2) result.rowwise() += inputs[2]->row(0);
  return result;
}

void explainProduct(Explainer& cell) {
  const auto length = static_cast<int>(cell.input(0).cols());
  for (int k = 0; k < length; ++k) cell.add(cell.read(0, cell.row, k), cell.read(1, k, cell.column));
  if (cell.inputs() > 2) cell.add(cell.read(2, 0, cell.column), 1);
}

/// dA = dY · Bᵀ, dB = Aᵀ · dY, db = the sums of dY's columns.
void productGradient(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (rule.place == 0) return rule.add(Operation::productTransposed, {rule.from, inputs[1]});
  if (rule.place == 1) return rule.add(Operation::transposedProduct, {inputs[0], rule.from});
  rule.add(Operation::columnSums, {rule.from});
}

// Y = A · Bᵀ, summed over pairs of inputs.

Matrix computeProductTransposed(const PlannedStage& stage, const Inputs& inputs,
                                const Settings& /*settings*/) {
  Matrix sum = zeros(stage.rows, stage.columns);
  for (std::size_t i = 0; i < inputs.size(); i += 2) addProduct(sum, *inputs[i], inputs[i + 1]->transpose());
  return sum;
}

void explainProductTransposed(Explainer& cell) {
  for (int i = 0; i < cell.inputs(); i += 2) {
    const auto length = static_cast<int>(cell.input(i).cols());
    for (int k = 0; k < length; ++k) cell.add(cell.read(i, cell.row, k), cell.read(i + 1, cell.column, k));
  }
}

/// dA = dY · B, dB = dYᵀ · A.
void productTransposedGradient(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (rule.place == 0) return rule.add(Operation::product, {rule.from, inputs[1]});
  rule.add(Operation::transposedProduct, {rule.from, inputs[0]});
}

std::int64_t productTransposedCost(const PlannedStage& stage, const Inputs& inputs) {
  std::int64_t length = 0;
  for (std::size_t i = 0; i < inputs.size(); i += 2) length += inputs[i]->cols();
  return oneACell(stage, inputs) * length;
}

// Y = Aᵀ · B, summed over pairs of inputs. A gradient passes through a single pair.

Matrix computeTransposedProduct(const PlannedStage& stage, const Inputs& inputs,
                                const Settings& /*settings*/) {
  Matrix sum = zeros(stage.rows, stage.columns);
  for (std::size_t i = 0; i < inputs.size(); i += 2) addProduct(sum, inputs[i]->transpose(), *inputs[i + 1]);
  return sum;
}

void explainTransposedProduct(Explainer& cell) {
  for (int i = 0; i < cell.inputs(); i += 2) {
    const auto length = static_cast<int>(cell.input(i).rows());
    for (int k = 0; k < length; ++k) cell.add(cell.read(i, k, cell.row), cell.read(i + 1, k, cell.column));
  }
}

/// dA = B · dYᵀ, dB = A · dY.
void transposedProductGradient(const GradientRule& rule) {
  const std::vector<StageRef>& inputs = rule.made.inputs;
  if (rule.place == 0) return rule.add(Operation::productTransposed, {inputs[1], rule.from});
  rule.add(Operation::product, {inputs[0], rule.from});
}

std::int64_t transposedProductCost(const PlannedStage& stage, const Inputs& inputs) {
  std::int64_t length = 0;
  for (std::size_t i = 0; i < inputs.size(); i += 2) length += inputs[i]->rows();
  return oneACell(stage, inputs) * length;
}

// The sums of the columns, by rows in ascending order.

Matrix computeColumnSums(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  const Matrix& rows = *inputs[0];
  Matrix sums = zeros(1, rows.cols());
  for (Eigen::Index row = 0; row < rows.rows(); ++row) sums += rows.row(row);
  return sums;
}

void explainColumnSums(Explainer& cell) {
  for (int i = 0; i < cell.input(0).rows(); ++i) cell.add(cell.read(0, i, cell.column), 1);
}

/// Of the features of keys, which is what columns are summed of on the way there.
void columnSumsGradient(const GradientRule& rule) { rule.add(Operation::keyGradient, {rule.from}); }

}  // namespace

const OperationUnit operations::product = {computeProduct, explainProduct, productGradient, oneAFeature};
const OperationUnit operations::productTransposed = {computeProductTransposed, explainProductTransposed,
                                                     productTransposedGradient, productTransposedCost};
const OperationUnit operations::transposedProduct = {computeTransposedProduct, explainTransposedProduct,
                                                     transposedProductGradient, transposedProductCost};
const OperationUnit operations::columnSums = {computeColumnSums, explainColumnSums, columnSumsGradient, none};

}  // namespace softlook
