// What an operation is: how a stage's numbers are computed, how one cell of it is explained, what gradient
// its inputs get and what it costs. Each is one unit of these four, in a file of this folder that bears its
// name or that of its subject; stages/operations.def names them all.
#pragma once

#include <cstdint>
#include <vector>

#include "softlook/operations/explainer.h"
#include "softlook/operations/gradient_rule.h"
#include "softlook/request/settings.h"
#include "softlook/stages/planned.h"

namespace softlook {

/// The numbers of a stage's inputs, in their order.
using Inputs = std::vector<const Matrix*>;

struct OperationUnit {
  /// The numbers of a planned stage. Null for an input, which is made from no others.
  Matrix (*compute)(const PlannedStage& stage, const Inputs& inputs, const Settings& settings);

  /// Adds the terms of one cell, as `compute` added them up (Explanation in stages/explanation.h).
  void (*explain)(Explainer& cell);

  /// Adds to the gradient of one input. Null where no gradient passes.
  void (*gradient)(const GradientRule& rule);

  /// Scalar multiplications of the stage as the textbook counts them, whatever the numbers are: a product of
  /// (n, k) and (k, m) takes n · k · m. Sums, divisions and exponentials are none.
  std::int64_t (*multiplications)(const PlannedStage& stage, const Inputs& inputs);
};

/// The table.
const OperationUnit& unitOf(Operation operation);

/// What many operations cost.
std::int64_t none(const PlannedStage& stage, const Inputs& inputs);
std::int64_t oneACell(const PlannedStage& stage, const Inputs& inputs);
std::int64_t oneAFeature(const PlannedStage& stage, const Inputs& inputs);  // of the rows of inputs[0]
std::int64_t twoACell(const PlannedStage& stage, const Inputs& inputs);

/// The gradient rule of a sum: each input gets the gradient as it is.
void passGradient(const GradientRule& rule);

// What the table is made of: each is defined in its own file.
namespace operations {
#define OPERATION(name) extern const OperationUnit name;
#include "softlook/stages/operations.def"
}  // namespace operations

}  // namespace softlook
