#include "softlook/check.h"

#include <cmath>

namespace softlook {

Widths checkRequest(const Request& request) {
  const int queries = static_cast<int>(request.tokens.size());
  const int keys = request.context ? static_cast<int>(request.context->size()) : queries;
  const int heads = request.numHeads;
  const int headDim = request.headDim.value_or(request.embedDim / heads);
  return {queries,
          keys,
          request.embedDim,
          heads,
          request.numKvHeads.value_or(heads),
          headDim,
          request.valueDim.value_or(headDim),
          request.outputProjection.value_or(heads > 1),
          request.scale.value_or(static_cast<float>(1 / std::sqrt(static_cast<double>(headDim))))};
}
void checkPlan(const Request&, const std::vector<PlannedStage>&) {}
void checkComputed(const Stage&) {}

}  // namespace softlook
