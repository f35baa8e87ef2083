// The stages of the methods that approximate softmax attention (Method in request.h).
#include "softlook/plan/parts.h"

namespace softlook {

namespace {

void addStates(PlanBuilder& plan) {
  const bool runs = plan.request.mask.causal;
  const Extent single{1, Axis::single};
  const Extent states{plan.keyTokens.size * plan.headFeatures.size, Axis::keyTokenFeature};
  plan.perKvHead(StageId::keyValueState, runs ? Operation::runningStates : Operation::transposedProduct,
                 runs ? states : plan.headFeatures, plan.valueFeatures,
                 {{StageId::keyFeatures}, {StageId::values}});
  plan.perKvHead(StageId::keySum, runs ? Operation::runningSums : Operation::columnSums,
                 runs ? plan.keyTokens : single, plan.headFeatures, {{StageId::keyFeatures}});
  plan.perHead(StageId::numerators, runs ? Operation::stateProduct : Operation::product, plan.queryTokens,
               plan.valueFeatures, {{StageId::queryFeatures}, {StageId::keyValueState, Of::kvHead}});
  plan.perHead(StageId::denominators, runs ? Operation::rowProduct : Operation::productTransposed,
               plan.queryTokens, single, {{StageId::queryFeatures}, {StageId::keySum, Of::kvHead}});
}

void addLinear(PlanBuilder& plan) {
  plan.perHead(StageId::queryFeatures, Operation::features, plan.queryTokens, plan.headFeatures,
               {{plan.queries}});
  plan.perKvHead(StageId::keyFeatures, Operation::features, plan.keyTokens, plan.headFeatures, {{plan.keys}});
  plan.perHead(StageId::similarities, Operation::productTransposed, plan.queryTokens, plan.keyTokens,
               {{StageId::queryFeatures}, {StageId::keyFeatures, Of::kvHead}});
  StageId similarities = StageId::similarities;
  if (plan.request.mask.causal) {
    plan.perHead(StageId::maskedSimilarities, Operation::hide, plan.queryTokens, plan.keyTokens,
                 {{similarities}, {StageId::mask, Of::all}});
    similarities = StageId::maskedSimilarities;
  }
  plan.perHead(StageId::linearWeights, Operation::normalize, plan.queryTokens, plan.keyTokens,
               {{similarities}});
  plan.perHead(StageId::quadraticOutput, Operation::product, plan.queryTokens, plan.valueFeatures,
               {{StageId::linearWeights}, {StageId::values, Of::kvHead}});
  addStates(plan);
  plan.perHead(StageId::headOutput, Operation::divide, plan.queryTokens, plan.valueFeatures,
               {{StageId::numerators}, {StageId::denominators}});
}

void addLowRank(PlanBuilder& plan) {
  const Extent mixed{plan.settings.rank, Axis::mixedKey};
  plan.shared(StageId::keyMixing, Operation::input, mixed, plan.keyTokens);
  plan.shared(StageId::valueMixing, Operation::input, mixed, plan.keyTokens);
  plan.perKvHead(StageId::mixedKeys, Operation::product, mixed, plan.headFeatures,
                 {{StageId::keyMixing, Of::all}, {plan.keys}});
  plan.perKvHead(StageId::mixedValues, Operation::product, mixed, plan.valueFeatures,
                 {{StageId::valueMixing, Of::all}, {StageId::values}});
  plan.perHead(StageId::lowRankScores, Operation::productTransposed, plan.queryTokens, mixed,
               {{plan.queries}, {StageId::mixedKeys, Of::kvHead}});
  plan.perHead(StageId::lowRankScaledScores, Operation::scale, plan.queryTokens, mixed,
               {{StageId::lowRankScores}});
  plan.perHead(StageId::lowRankWeights, Operation::softmax, plan.queryTokens, mixed,
               {{StageId::lowRankScaledScores}});
  plan.perHead(StageId::headOutput, Operation::product, plan.queryTokens, plan.valueFeatures,
               {{StageId::lowRankWeights}, {StageId::mixedValues, Of::kvHead}});
}

void addLocalGlobal(PlanBuilder& plan) {
  plan.shared(StageId::pattern, Operation::input, plan.queryTokens, plan.keyTokens);
  plan.perHead(StageId::localScores, Operation::mask, plan.queryTokens, plan.keyTokens,
               {{plan.scores}, {StageId::pattern, Of::all}});
  plan.perHead(StageId::localWeights, Operation::softmax, plan.queryTokens, plan.keyTokens,
               {{StageId::localScores}});
  plan.perHead(StageId::headOutput, Operation::product, plan.queryTokens, plan.valueFeatures,
               {{StageId::localWeights}, {StageId::values, Of::kvHead}});
}

}  // namespace

void planMethod(PlanBuilder& plan) {
  switch (plan.request.method) {
    case Method::softmax:
      return;
    case Method::linear:
      addLinear(plan);
      break;
    case Method::lowRank:
      addLowRank(plan);
      break;
    case Method::localGlobal:
      addLocalGlobal(plan);
      break;
  }
  plan.perHead(StageId::outputDifference, Operation::subtract, plan.queryTokens, plan.valueFeatures,
               {{StageId::headOutput}, {StageId::exactOutput}});
}

}  // namespace softlook
