#include "softlook/operations/operation.h"

#include <array>

namespace softlook {

const OperationUnit& unitOf(Operation operation) {
  static constexpr std::array kUnits = {
#define OPERATION(name) &operations::name,
#include "softlook/stages/operations.def"
  };
  return *kUnits.at(static_cast<std::size_t>(operation));
}

std::int64_t none(const PlannedStage& /*stage*/, const Inputs& /*inputs*/) { return 0; }

std::int64_t oneACell(const PlannedStage& stage, const Inputs& /*inputs*/) {
  return std::int64_t{stage.rows} * stage.columns;
}

std::int64_t oneAFeature(const PlannedStage& stage, const Inputs& inputs) {
  return oneACell(stage, inputs) * inputs[0]->cols();
}

std::int64_t twoACell(const PlannedStage& stage, const Inputs& inputs) { return 2 * oneACell(stage, inputs); }

void passGradient(const GradientRule& rule) { rule.add(Operation::copy, {rule.from}); }

}  // namespace softlook
