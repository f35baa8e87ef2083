// The stages of a key/value cache.
#include "softlook/plan/parts.h"

namespace softlook {

void planNewEmbeddings(PlanBuilder& plan) {
  plan.shared(StageId::newEmbeddings, Operation::copy, plan.queryTokens, plan.features, {{plan.source, -1}});
  plan.embedded = StageId::newEmbeddings;
}

void planCached(PlanBuilder& plan) {
  const Extent cachedTokens{plan.settings.firstQuery, Axis::keyToken};
  if (cachedTokens.size > 0) {
    plan.projectKeys(StageId::cachedKeys, cachedTokens, plan.source);
    plan.projectValues(StageId::cachedValues, cachedTokens, plan.source);
  }
  plan.projectKeys(StageId::newKeys, plan.queryTokens, plan.embedded);
  plan.projectValues(StageId::newValues, plan.queryTokens, plan.embedded);
  const auto addStacked = [&](StageId id, Extent columns, From cached, From added) {
    if (cachedTokens.size > 0) {
      plan.perKvHead(id, Operation::stack, plan.keyTokens, columns, {cached, added});
    } else {
      plan.perKvHead(id, Operation::stack, plan.keyTokens, columns, {added});
    }
  };
  addStacked(StageId::keys, plan.headFeatures, {StageId::cachedKeys}, {StageId::newKeys});
  addStacked(StageId::values, plan.valueFeatures, {StageId::cachedValues}, {StageId::newValues});
}

void planProof(PlanBuilder& plan) {
  const PlannedStage& output = plan.stages.back();
  const Extent columns{output.columns, output.colAxis};
  plan.shared(StageId::fullOutput, Operation::input, plan.queryTokens, columns);
  plan.shared(StageId::decodeDifference, Operation::subtract, plan.queryTokens, columns,
              {{StageId::output, -1}, {StageId::fullOutput, -1}});
}

}  // namespace softlook
