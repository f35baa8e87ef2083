// One step of the chain rule: what an input of a stage gets of that stage's gradient.
#pragma once

#include <initializer_list>

#include "softlook/stages/planned.h"

namespace softlook {

struct GradientRule {
  const PlannedStage& made;  // the stage that was made from the input
  std::size_t place;         // of the input among those of `made`
  StageRef from;             // the gradient of `made`
  PlannedStage& gradient;    // of the input

  /// Adds a part to the gradient: the transposed Jacobian times `from`, as an operation on these stages. The
  /// parts of one gradient are of one kind, an operation that sums over its inputs.
  void add(Operation operation, std::initializer_list<StageRef> inputs) const;
};

}  // namespace softlook
