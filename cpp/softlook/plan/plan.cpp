#include "softlook/plan/plan.h"

#include <array>
#include <utility>

#include "softlook/plan/backward.h"
#include "softlook/plan/parts.h"
#include "softlook/request/mask.h"

namespace softlook {

namespace {

void addEmbeddings(PlanBuilder& plan) {
  const Request& request = plan.request;
  plan.shared(StageId::embeddings, Operation::input, plan.tokens, plan.features);
  if (request.context) {
    plan.shared(StageId::contextEmbeddings, Operation::input, plan.keyTokens, plan.features);
    plan.source = StageId::contextEmbeddings;
  }
  if (request.positions == Positions::sinusoidal) planSinusoids(plan);
  if (plan.settings.cached) planNewEmbeddings(plan);
}

void addWeights(PlanBuilder& plan) {
  const Weights& given = plan.request.weights;
  const Extent single{1, Axis::single};
  plan.perHead(StageId::queryWeights, Operation::input, plan.features, plan.headFeatures);
  plan.perKvHead(StageId::keyWeights, Operation::input, plan.features, plan.headFeatures);
  plan.perKvHead(StageId::valueWeights, Operation::input, plan.features, plan.valueFeatures);
  if (given.queryBias) plan.perHead(StageId::queryBias, Operation::input, single, plan.headFeatures);
  if (given.keyBias) plan.perKvHead(StageId::keyBias, Operation::input, single, plan.headFeatures);
  if (given.valueBias) plan.perKvHead(StageId::valueBias, Operation::input, single, plan.valueFeatures);
}

void addProjected(PlanBuilder& plan) {
  plan.projectQueries();
  if (plan.settings.cached) return planCached(plan);
  plan.projectKeys(StageId::keys, plan.keyTokens, plan.source);
  plan.projectValues(StageId::values, plan.keyTokens, plan.source);
}

void addScores(PlanBuilder& plan) {
  const Request& request = plan.request;
  plan.nextScores(StageId::scores, Operation::productTransposed, {{plan.queries}, {plan.keys, Of::kvHead}});
  plan.nextScores(StageId::scaledScores, Operation::scale, {{plan.scores}});
  if (request.softcap) plan.nextScores(StageId::cappedScores, Operation::softcap, {{plan.scores}});
  if (request.positions == Positions::alibi) planAlibi(plan);
  if (isPresent(request.mask)) {
    plan.shared(StageId::mask, Operation::input, plan.queryTokens, plan.keyTokens);
    plan.nextScores(StageId::maskedScores, Operation::mask, {{plan.scores}, {StageId::mask, Of::all}});
  }
  if (request.temperature != 1) {
    plan.nextScores(StageId::temperedScores, Operation::divide, {{plan.scores}});
  }
}

/// From the weighted values of each head to what all heads come to.
void addJoined(PlanBuilder& plan) {
  const Extent features = plan.concatenatedFeatures;
  const int heads = plan.settings.numHeads;
  std::vector<StageRef> outputs;
  outputs.reserve(static_cast<std::size_t>(heads));
  for (int head = 0; head < heads; ++head) outputs.push_back({StageId::headOutput, head});
  plan.add(StageId::concatenated, -1, Operation::concatenate, plan.queryTokens, features, outputs.data(),
           outputs.size());
  if (!plan.settings.outputProjection) {
    plan.shared(StageId::output, Operation::copy, plan.queryTokens, features, {{StageId::concatenated, -1}});
    return;
  }
  plan.shared(StageId::outputWeights, Operation::input, features, plan.features);
  const bool biased = plan.request.weights.outputBias.has_value();
  if (biased) plan.shared(StageId::outputBias, Operation::input, {1, Axis::single}, plan.features);
  const std::array<StageRef, 3> inputs{
      {{StageId::concatenated, -1}, {StageId::outputWeights, -1}, {StageId::outputBias, -1}}};
  plan.add(StageId::output, -1, Operation::product, plan.queryTokens, plan.features, inputs.data(),
           biased ? 3 : 2);
}

void addOutput(PlanBuilder& plan) {
  const bool alone = plan.settings.numHeads == 1 && !plan.settings.outputProjection;
  const bool exact = plan.request.method == Method::softmax;
  plan.perHead(StageId::weights, Operation::softmax, plan.queryTokens, plan.keyTokens, {{plan.scores}});
  if (alone && exact) {
    plan.shared(StageId::output, Operation::product, plan.queryTokens, plan.valueFeatures,
                {{StageId::weights, 0}, {StageId::values, 0}});
    return;
  }
  plan.perHead(exact ? StageId::headOutput : StageId::exactOutput, Operation::product, plan.queryTokens,
               plan.valueFeatures, {{StageId::weights}, {StageId::values, Of::kvHead}});
  if (!exact) planMethod(plan);
  if (!alone) return addJoined(plan);
  plan.shared(StageId::output, Operation::copy, plan.queryTokens, plan.valueFeatures,
              {{StageId::headOutput, 0}});
}

}  // namespace

std::vector<PlannedStage> plan(const Request& request, const Settings& settings) {
  PlanBuilder plan(request, settings);
  addEmbeddings(plan);
  if (request.projections) addWeights(plan);
  addProjected(plan);
  if (request.positions == Positions::rope) planRotation(plan);
  addScores(plan);
  addOutput(plan);
  if (settings.cached) planProof(plan);
  if (request.gradient) planBackward(plan.stages);
  return std::move(plan.stages);
}

}  // namespace softlook
