#include "softlook/plan/builder.h"

#include <array>

namespace softlook {

void PlanBuilder::add(StageId id, int head, Operation operation, const Extent& rows, const Extent& columns,
                      const StageRef* inputs, std::size_t count) {
  stages.push_back(
      {id, head, operation, {inputs, inputs + count}, rows.size, columns.size, rows.axis, columns.axis, {}});
}

void PlanBuilder::heads(StageId id, int count, Operation operation, const Extent& rows, const Extent& columns,
                        const From* sources, std::size_t sourceCount) {
  std::vector<StageRef> inputs;
  for (int head = 0; head < count; ++head) {
    inputs.clear();
    for (const From* from = sources; from != sources + sourceCount; ++from) {
      const int kvHead = from->of == Of::kvHead ? settings.kvHead(head) : -1;
      inputs.push_back({from->id, from->of == Of::head ? head : kvHead});
    }
    add(id, head, operation, rows, columns, inputs.data(), inputs.size());
  }
}

void PlanBuilder::nextScores(StageId id, Operation operation, std::initializer_list<From> sources) {
  perHead(id, operation, queryTokens, keyTokens, sources);
  scores = id;
}

void PlanBuilder::project(StageId id, int count, const Extent& rows, const Extent& columns, StageId from,
                          StageId weights, StageId bias, bool hasBias) {
  const Operation operation = request.projections ? Operation::product : Operation::copy;
  const std::array<From, 3> sources{{{from, Of::all}, {weights}, {bias}}};
  const std::size_t used = hasBias ? 3 : request.projections ? 2 : 1;
  heads(id, count, operation, rows, columns, sources.data(), used);
}

void PlanBuilder::projectQueries() {
  project(StageId::queries, settings.numHeads, queryTokens, headFeatures, embedded, StageId::queryWeights,
          StageId::queryBias, request.weights.queryBias.has_value());
}

void PlanBuilder::projectKeys(StageId id, const Extent& rows, StageId from) {
  project(id, settings.numKvHeads, rows, headFeatures, from, StageId::keyWeights, StageId::keyBias,
          request.weights.keyBias.has_value());
}

void PlanBuilder::projectValues(StageId id, const Extent& rows, StageId from) {
  project(id, settings.numKvHeads, rows, valueFeatures, from, StageId::valueWeights, StageId::valueBias,
          request.weights.valueBias.has_value());
}

}  // namespace softlook
