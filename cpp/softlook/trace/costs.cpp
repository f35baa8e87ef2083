#include "softlook/trace/costs.h"

#include <algorithm>

namespace softlook {

Costs costsOf(const std::vector<Stage>& stages) {
  Costs costs{};
  const bool hasCache = std::any_of(stages.begin(), stages.end(),
                                    [](const Stage& stage) { return stage.id == StageId::newEmbeddings; });
  for (const Stage& stage : stages) {
    const auto within = [&](StageId first, StageId last) { return first <= stage.id && stage.id <= last; };
    const std::int64_t count = stage.multiplications;
    const bool attends = stage.operation == Operation::product && stage.inputs[0].id == StageId::weights;
    if (attends || within(StageId::scores, StageId::weights)) {
      costs.exact += count;
    } else if (within(StageId::similarities, StageId::quadraticOutput)) {
      costs.quadratic += count;
    } else if (within(StageId::keyValueState, StageId::headOutput)) {
      costs.method += count;
    }
    const bool isInCache = within(StageId::cachedKeys, StageId::cachedValues);
    if (hasCache && !isInCache && within(StageId::newEmbeddings, StageId::output)) costs.cached += count;
    if (stage.id == StageId::fullOutput) costs.full = count;
  }
  return costs;
}

}  // namespace softlook
