#include <algorithm>
#include <array>
#include <initializer_list>
#include <optional>
#include <stdexcept>
#include <utility>

#include "softlook/plan_parts.h"

namespace softlook {

namespace {

constexpr std::array<std::pair<StageId, StageId>, 27> kGradients = {{
    {StageId::output, StageId::outputGradient},
    {StageId::outputBias, StageId::outputBiasGradient},
    {StageId::outputWeights, StageId::outputWeightsGradient},
    {StageId::concatenated, StageId::concatenatedGradient},
    {StageId::headOutput, StageId::headOutputGradient},
    {StageId::weights, StageId::weightsGradient},
    {StageId::temperedScores, StageId::temperedScoresGradient},
    {StageId::maskedScores, StageId::maskedScoresGradient},
    {StageId::biasedScores, StageId::biasedScoresGradient},
    {StageId::cappedScores, StageId::cappedScoresGradient},
    {StageId::scaledScores, StageId::scaledScoresGradient},
    {StageId::scores, StageId::scoresGradient},
    {StageId::rotatedKeys, StageId::rotatedKeysGradient},
    {StageId::rotatedQueries, StageId::rotatedQueriesGradient},
    {StageId::values, StageId::valuesGradient},
    {StageId::keys, StageId::keysGradient},
    {StageId::queries, StageId::queriesGradient},
    {StageId::valueBias, StageId::valueBiasGradient},
    {StageId::keyBias, StageId::keyBiasGradient},
    {StageId::queryBias, StageId::queryBiasGradient},
    {StageId::valueWeights, StageId::valueWeightsGradient},
    {StageId::keyWeights, StageId::keyWeightsGradient},
    {StageId::queryWeights, StageId::queryWeightsGradient},
    {StageId::positionedContext, StageId::positionedContextGradient},
    {StageId::positionedEmbeddings, StageId::positionedEmbeddingsGradient},
    {StageId::contextEmbeddings, StageId::contextEmbeddingsGradient},
    {StageId::embeddings, StageId::embeddingsGradient},
}};

/// Nothing for a constant.
std::optional<StageId> gradientOf(StageId id) {
  for (const auto& [value, gradient] : kGradients) {
    if (value == id) return gradient;
  }
  return std::nullopt;
}

/// Adds to what a gradient is made from. Its parts are of one kind: each operation below sums over its
/// inputs.
/// Not inlined: there are some ten calls.
[[gnu::noinline]] void add(PlannedStage& gradient, Operation operation,
                           std::initializer_list<StageRef> inputs) {
  if (!gradient.inputs.empty()) {
    if (operation == Operation::copy) operation = Operation::add;
    if (gradient.operation == Operation::copy) gradient.operation = Operation::add;
    if (gradient.operation != operation) throw std::logic_error("parts of a gradient that do not add up");
  }
  gradient.operation = operation;
  for (const StageRef& input : inputs) gradient.inputs.push_back(input);
}

/// Adds what a stage's gradient gets because the stage is input `place` of `made`: the transposed Jacobian
/// times the gradient of `made`, which is `from`.
void addPart(PlannedStage& gradient, const PlannedStage& made, std::size_t place, StageRef from) {
  const std::vector<StageRef>& inputs = made.inputs;
  switch (made.operation) {
    case Operation::product:  // Y = A B + b: dA = dY Bᵀ, dB = Aᵀ dY, db = the sums of dY's columns
      if (place == 0) return add(gradient, Operation::productTransposed, {from, inputs[1]});
      if (place == 1) return add(gradient, Operation::transposedProduct, {inputs[0], from});
      return add(gradient, Operation::columnSums, {from});
    case Operation::productTransposed:  // Y = A Bᵀ: dA = dY B, dB = dYᵀ A
      if (place == 0) return add(gradient, Operation::product, {from, inputs[1]});
      return add(gradient, Operation::transposedProduct, {from, inputs[0]});
    case Operation::copy:
    case Operation::mask:
    case Operation::add:
      return add(gradient, Operation::copy, {from});
    case Operation::scale:
    case Operation::divide:
      return add(gradient, made.operation, {from});
    case Operation::softmax:
      return add(gradient, Operation::softmaxGradient, {{made.id, made.head}, from, inputs[0]});
    case Operation::softcap:
      return add(gradient, Operation::softcapGradient, {from, inputs[0]});
    case Operation::rotate:
      return add(gradient, Operation::rotateBack, {from});
    case Operation::concatenate:
      return add(gradient, Operation::split, {from});
    default:
      throw std::logic_error("no gradient passes through that operation");
  }
}

/// The gradient of stage `index`, from all the stages that are made from it, in their order.
PlannedStage gradientOf(const std::vector<PlannedStage>& stages, std::size_t index, StageId id) {
  const PlannedStage& stage = stages[index];
  PlannedStage gradient{
      id, stage.head, Operation::input, {}, stage.rows, stage.columns, stage.rowAxis, stage.colAxis, {}};
  for (std::size_t later = index + 1; later < stages.size(); ++later) {
    const PlannedStage& made = stages[later];
    for (std::size_t place = 0; place < made.inputs.size(); ++place) {
      if (!(made.inputs[place] == StageRef{stage.id, stage.head})) continue;
      addPart(gradient, made, place, {*gradientOf(made.id), made.head});
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
      gradients.push_back(gradientOf(stages, index, *id));
    }
    end = first;
  }
  for (PlannedStage& gradient : gradients) stages.push_back(std::move(gradient));
}

}  // namespace softlook
