#include "softlook/plan/backward.h"

#include <algorithm>
#include <optional>
#include <stdexcept>
#include <utility>

#include "softlook/operations/operation.h"

namespace softlook {

namespace {

/// Whether the last stage is made from each: beside another method than softmax the exact one is none of it.
std::vector<bool> countingIn(const std::vector<PlannedStage>& stages) {
  std::vector<bool> counts(stages.size());
  counts.back() = true;
  for (std::size_t made = stages.size(); made-- > 0;) {
    for (std::size_t index = 0; counts[made] && index < made; ++index) {
      const StageRef ref{stages[index].id, stages[index].head};
      const std::vector<StageRef>& inputs = stages[made].inputs;
      if (std::find(inputs.begin(), inputs.end(), ref) != inputs.end()) counts[index] = true;
    }
  }
  return counts;
}

/// The gradient of stage `index`, from all the stages that are made from it and count, in their order.
PlannedStage planGradient(const std::vector<PlannedStage>& stages, const std::vector<bool>& counts,
                          std::size_t index, StageId id) {
  const PlannedStage& stage = stages[index];
  PlannedStage gradient{
      id, stage.head, Operation::input, {}, stage.rows, stage.columns, stage.rowAxis, stage.colAxis, {}};
  for (std::size_t later = index + 1; later < stages.size(); ++later) {
    if (!counts[later]) continue;
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
  const std::vector<bool> counts = countingIn(stages);
  std::vector<PlannedStage> gradients;
  std::size_t end = stages.size();
  while (end > 0) {
    // The heads of a stage follow each other in ascending order, also those of its gradient.
    std::size_t first = end - 1;
    while (first > 0 && stages[first - 1].id == stages[first].id) --first;
    const std::optional<StageId> id = gradientOf(stages[first].id);
    for (std::size_t index = first; id && index < end; ++index) {
      if (counts[index]) gradients.push_back(planGradient(stages, counts, index, *id));
    }
    end = first;
  }
  for (PlannedStage& gradient : gradients) stages.push_back(std::move(gradient));
}

}  // namespace softlook
