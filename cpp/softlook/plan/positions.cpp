// The stages of positions.
#include "softlook/plan/parts.h"

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

}  // namespace softlook
