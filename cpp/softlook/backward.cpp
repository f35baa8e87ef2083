#include "softlook/backward.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <utility>

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
  const auto* const found =
      std::find_if(kGradients.begin(), kGradients.end(), [&](const auto& pair) { return pair.first == id; });
  if (found == kGradients.end()) return std::nullopt;
  return found->second;
}

/// What a stage's gradient gets through one of the stages made from it.
struct Part {
  Operation operation;
  std::vector<StageRef> inputs;
};

/// Through input `place` of `made`, whose own gradient is `gradient`: the transposed Jacobian times it.
Part partThrough(const PlannedStage& made, std::size_t place, StageRef gradient) {
  const std::vector<StageRef>& from = made.inputs;
  switch (made.operation) {
    case Operation::product:  // Y = A B + b: dA = dY Bᵀ, dB = Aᵀ dY, db = the sums of dY's columns
      if (place == 0) return {Operation::productTransposed, {gradient, from[1]}};
      if (place == 1) return {Operation::transposedProduct, {from[0], gradient}};
      return {Operation::columnSums, {gradient}};
    case Operation::productTransposed:  // Y = A Bᵀ: dA = dY B, dB = dYᵀ A
      if (place == 0) return {Operation::product, {gradient, from[1]}};
      return {Operation::transposedProduct, {gradient, from[0]}};
    case Operation::copy:
    case Operation::mask:
    case Operation::add:
      return {Operation::copy, {gradient}};
    case Operation::scale:
    case Operation::divide:
      return {made.operation, {gradient}};
    case Operation::softmax:
      return {Operation::softmaxGradient, {{made.id, made.head}, gradient, from[0]}};
    case Operation::softcap:
      return {Operation::softcapGradient, {gradient, from[0]}};
    case Operation::rotate:
      return {Operation::rotateBack, {gradient}};
    case Operation::concatenate:
      return {Operation::split, {gradient}};
    default:
      throw std::logic_error("no gradient passes through " + std::string(name(made.operation)));
  }
}

/// Adds a part to those there are already. They are of one kind: each operation below sums over its inputs.
void addPart(std::optional<Part>& sum, Part part) {
  if (!sum) {
    sum = std::move(part);
    return;
  }
  if (part.operation == Operation::copy) part.operation = Operation::add;
  if (sum->operation == Operation::copy) sum->operation = Operation::add;
  if (part.operation != sum->operation) throw std::logic_error("parts of a gradient that do not add up");
  for (const StageRef& input : part.inputs) sum->inputs.push_back(input);
}

/// All that comes back to stage `index` of `stages`, in their order.
Part gradientThrough(const std::vector<PlannedStage>& stages, std::size_t index) {
  const PlannedStage& stage = stages[index];
  std::optional<Part> sum;
  for (std::size_t later = index + 1; later < stages.size(); ++later) {
    const PlannedStage& made = stages[later];
    for (std::size_t place = 0; place < made.inputs.size(); ++place) {
      if (!(made.inputs[place] == StageRef{stage.id, stage.head})) continue;
      addPart(sum, partThrough(made, place, {*gradientOf(made.id), made.head}));
    }
  }
  return std::move(*sum);
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
      const PlannedStage& stage = stages[index];
      const bool isLast = index + 1 == stages.size();
      Part part = isLast ? Part{Operation::input, {}} : gradientThrough(stages, index);
      gradients.push_back({*id,
                           stage.head,
                           part.operation,
                           std::move(part.inputs),
                           stage.rows,
                           stage.columns,
                           stage.rowAxis,
                           stage.colAxis,
                           {}});
    }
    end = first;
  }
  for (PlannedStage& gradient : gradients) stages.push_back(std::move(gradient));
}

}  // namespace softlook
