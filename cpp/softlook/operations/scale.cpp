// Scores times the scale, 1/√D unless the request has another.
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

Matrix compute(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& settings) {
  return each(*inputs[0], [&](float score) { return score * settings.scale; });
}

void explain(Explainer& cell) { cell.add(cell.read(0), cell.settings.scale); }

void gradient(const GradientRule& rule) { rule.add(Operation::scale, {rule.from}); }

}  // namespace

const OperationUnit operations::scale = {compute, explain, gradient, oneACell};

}  // namespace softlook
