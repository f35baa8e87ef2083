#include "softlook/plan/backward.h"

#include <optional>
#include <stdexcept>
#include <utility>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

/// The gradient of stage `index`, from all the stages that are made from it, in their order.
PlannedStage planGradient(const std::vector<PlannedStage>& stages, std::size_t index, StageId id) {
  const PlannedStage& stage = stages[index];
  PlannedStage gradient{
      id, stage.head, Operation::input, {}, stage.rows, stage.columns, stage.rowAxis, stage.colAxis, {}};
  for (std::size_t later = index + 1; later < stages.size(); ++later) {
    const PlannedStage& made = stages[later];
    for (std::size_t place = 0; place < made.inputs.size(); ++place) {
      if (!(made.inputs[place] == StageRef{stage.id, stage.head})) continue;
      const auto rule = unitOf(made.operation).gradient;
      if (rule == nullptr) throw std::logic_error("no gradient passes through that operation");
      rule({made, place, {*gradientOf(made.id), made.head}, gradient});
    }
  }
  return gradient;
}

}  // namespace

void planBackward(std::vector<PlannedStage>& stages) {
  std::vector<PlannedStage> gradients;
  std::size_t end = stages.size();
  while (end > 0) {
    // The heads of a stage follow each other in ascending order, also those of its gradient.
    std::size_t first = end - 1;
    while (first > 0 && stages[first - 1].id == stages[first].id) --first;
    const std::optional<StageId> id = gradientOf(stages[first].id);
    for (std::size_t index = first; id && index < end; ++index) {
      gradients.push_back(planGradient(stages, index, *id));
    }
    end = first;
  }
  for (PlannedStage& gradient : gradients) stages.push_back(std::move(gradient));
}

}  // namespace softlook
