// The stages of positions and of a key/value cache.
#include "softlook/plan_parts.h"

namespace softlook {

void planSinusoids(PlanBuilder& plan) {
  const bool cross = plan.request.context.has_value();
  plan.shared(StageId::positions, Operation::sinusoid, plan.tokens, plan.features);
  if (cross) plan.shared(StageId::contextPositions, Operation::sinusoid, plan.keyTokens, plan.features);
  plan.shared(StageId::positionedEmbeddings, Operation::add, plan.tokens, plan.features,
              {{StageId::embeddings, -1}, {StageId::positions, -1}});
  plan.embedded = plan.source = StageId::positionedEmbeddings;
  if (!cross) return;
  plan.shared(StageId::positionedContext, Operation::add, plan.keyTokens, plan.features,
              {{StageId::contextEmbeddings, -1}, {StageId::contextPositions, -1}});
  plan.source = StageId::positionedContext;
}

void planRotation(PlanBuilder& plan) {
  plan.perHead(StageId::rotatedQueries, Operation::rotate, plan.queryTokens, plan.headFeatures,
               {{StageId::queries}});
  plan.perKvHead(StageId::rotatedKeys, Operation::rotate, plan.keyTokens, plan.headFeatures,
                 {{StageId::keys}});
  plan.queries = StageId::rotatedQueries;
  plan.keys = StageId::rotatedKeys;
}

void planAlibi(PlanBuilder& plan) {
  plan.perHead(StageId::positionBias, Operation::alibi, plan.queryTokens, plan.keyTokens);
  plan.nextScores(StageId::biasedScores, Operation::add, {{plan.scores}, {StageId::positionBias}});
}

void planNewEmbeddings(PlanBuilder& plan) {
  plan.shared(StageId::newEmbeddings, Operation::copy, plan.queryTokens, plan.features, {{plan.source, -1}});
  plan.embedded = StageId::newEmbeddings;
}

void planCached(PlanBuilder& plan) {
  const Extent cachedTokens{plan.widths.firstQuery, Axis::keyToken};
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
