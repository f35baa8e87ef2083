#include "softlook/operations/gradient_rule.h"

#include <stdexcept>

namespace softlook {

void GradientRule::add(Operation operation, std::initializer_list<StageRef> inputs) const {
  if (!gradient.inputs.empty()) {
    if (operation == Operation::copy) operation = Operation::add;
    if (gradient.operation == Operation::copy) gradient.operation = Operation::add;
    // Linear attention: features are in a product and in a sum, be it with one state or with running ones.
    if (gradient.operation == Operation::productTransposed && operation == Operation::product)
      operation = Operation::queryGradient;
    const bool ofFeatures = operation == Operation::queryGradient || operation == Operation::keyGradient;
    if (gradient.operation == Operation::productTransposed && ofFeatures) gradient.operation = operation;
    if (gradient.operation != operation) throw std::logic_error("parts of a gradient that do not add up");
  }
  gradient.operation = operation;
  gradient.inputs.insert(gradient.inputs.end(), inputs.begin(), inputs.end());
}

}  // namespace softlook
