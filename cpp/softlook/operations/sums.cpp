// Sums and differences of stages, cell by cell. A mask is a sum, with 0 or −∞.
#include <utility>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

Matrix computeAdd(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  Matrix sum = *inputs[0];
  for (std::size_t i = 1; i < inputs.size(); ++i) {
    sum = each(std::move(sum), *inputs[i], [](float left, float right) { return left + right; });
  }
  return sum;
}

void explainAdd(Explainer& cell) {
  for (int i = 0; i < cell.inputs(); ++i) cell.add(cell.read(i), 1);
}

Matrix computeSubtract(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& /*settings*/) {
  return each(*inputs[0], *inputs[1], [](float left, float right) { return left - right; });
}

void explainSubtract(Explainer& cell) {
  cell.add(cell.read(0), 1);
  cell.add(cell.read(1), -1);
}

}  // namespace

const OperationUnit operations::add = {computeAdd, explainAdd, passGradient, none};
const OperationUnit operations::mask = {computeAdd, explainAdd, passGradient, none};
const OperationUnit operations::subtract = {computeSubtract, explainSubtract, nullptr, none};

}  // namespace softlook
