#include "softlook/inputs.h"

#include "softlook/beyond.h"
#include "softlook/mask.h"
#include "softlook/toy.h"

namespace softlook {

namespace {

Input embeddings(const std::optional<Matrix>& given, const std::vector<std::string>& tokens,
                 const Request& request) {
  if (given) return {*given, Origin::loaded};
  return {toyEmbeddings(request.seed, tokens, request.embedDim), Origin::toy};
}

/// The columns of one head, out of the matrix of all heads. Shared stages take the whole of it.
Input parameters(const std::optional<Matrix>& given, std::string_view name, const Request& request,
                 const PlannedStage& stage) {
  const int first = stage.head < 0 ? 0 : stage.head * stage.columns;
  if (given) return {given->middleCols(first, stage.columns), Origin::loaded};
  return {toyWeights(request.seed, name, stage.rows, first, stage.columns), Origin::toy};
}

}  // namespace

Input inputOf(const Request& request, const Widths& widths, const PlannedStage& stage) {
  const Weights& given = request.weights;
  switch (stage.id) {
    case StageId::embeddings:
      return embeddings(request.embeddings, request.tokens, request);
    case StageId::contextEmbeddings:
      return embeddings(request.contextEmbeddings, *request.context, request);
    case StageId::queryWeights:
      return parameters(given.query, "query", request, stage);
    case StageId::keyWeights:
      return parameters(given.key, "key", request, stage);
    case StageId::valueWeights:
      return parameters(given.value, "value", request, stage);
    case StageId::outputWeights:
      return parameters(given.output, "output", request, stage);
    case StageId::mask:
      return {maskMatrix(request.mask, widths.queries, widths.keys, widths.firstQuery),
              request.mask.bias ? Origin::loaded : Origin::plain};
    default:
      return inputBeyond(request, widths, stage);
  }
}

}  // namespace softlook
