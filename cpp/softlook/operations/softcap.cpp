// c · tanh(score / c): Gemma 2 (2024), section 2. Rounded once from float64: near x for small x, never beyond
// ±c.
#include "softlook/numbers/elementary.h"
#include "softlook/operations/operation.h"

namespace softlook {

namespace {

float softcapped(float x, float cap) {
  const double wide = cap;
  return static_cast<float>(wide * hyperbolicTangent(x / wide));
}

Matrix compute(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& settings) {
  return each(*inputs[0], [&](float score) { return softcapped(score, settings.softcap); });
}

void explain(Explainer& cell) {
  const Factor score = cell.read(0);
  cell.single(score, cell.settings.softcap, softcapped(score.value, cell.settings.softcap));
}

void gradient(const GradientRule& rule) {
  rule.add(Operation::softcapGradient, {rule.from, rule.made.inputs[0]});
}

/// The derivative, 1 − tanh²(x / c).
float slope(float x, float cap) {
  const double tangent = hyperbolicTangent(static_cast<double>(x) / static_cast<double>(cap));
  return static_cast<float>((1 - tangent) * (1 + tangent));
}

Matrix computeGradient(const PlannedStage& /*stage*/, const Inputs& inputs, const Settings& settings) {
  return each(*inputs[0], *inputs[1],
              [&](float gradient, float score) { return gradient * slope(score, settings.softcap); });
}

void explainGradient(Explainer& cell) {
  cell.add(cell.read(0), slope(cell.read(1).value, cell.settings.softcap));
}

}  // namespace

const OperationUnit operations::softcap = {compute, explain, gradient, oneACell};
// The tangent squared, and the gradient times the slope.
const OperationUnit operations::softcapGradient = {computeGradient, explainGradient, nullptr, twoACell};

}  // namespace softlook
