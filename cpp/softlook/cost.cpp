#include "softlook/cost.h"

#include <algorithm>

namespace softlook {

std::int64_t multiplications(const PlannedStage& stage, const std::vector<const Matrix*>& inputs) {
  const std::int64_t cells = std::int64_t{stage.rows} * stage.columns;
  const bool transposed = stage.operation == Operation::transposedProduct;
  switch (stage.operation) {
    case Operation::product:
    case Operation::stateProduct:
    case Operation::rowProduct:
      return cells * inputs[0]->cols();
    case Operation::productTransposed:
    case Operation::transposedProduct: {  // sums of products
      std::int64_t length = 0;
      for (std::size_t i = 0; i < inputs.size(); i += 2) {
        length += transposed ? inputs[i]->rows() : inputs[i]->cols();
      }
      return cells * length;
    }
    case Operation::runningStates:  // each state is the one before and one more product of a column and a row
    case Operation::scale:
    case Operation::alibi:
    case Operation::softcap:
    case Operation::sinusoid:
      return cells;
    case Operation::rotate:
    case Operation::rotateBack:
    case Operation::softmaxGradient:  // w · g for the row's sum, and w · (g − sum)
    case Operation::softcapGradient:  // the tangent squared, and the gradient times the slope
      return 2 * cells;
    default:
      return 0;
  }
}

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
