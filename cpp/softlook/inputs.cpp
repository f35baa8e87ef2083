#include "softlook/inputs.h"

#include <limits>
#include <stdexcept>

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

/// 0 where the query may look, −∞ where it may not (Vaswani et al. 2017, section 3.2.3).
Matrix maskMatrix(int queries, int keys) {
  Matrix mask = Matrix::Zero(queries, keys);
  for (int query = 0; query < queries; ++query) {
    for (int key = query + 1; key < keys; ++key) mask(query, key) = -std::numeric_limits<float>::infinity();
  }
  return mask;
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
    case StageId::queryBias:
      return parameters(given.queryBias, "", request, stage);
    case StageId::keyBias:
      return parameters(given.keyBias, "", request, stage);
    case StageId::valueBias:
      return parameters(given.valueBias, "", request, stage);
    case StageId::outputBias:
      return parameters(given.outputBias, "", request, stage);
    case StageId::mask:
      return {maskMatrix(widths.queries, widths.keys), Origin::plain};
    default:
      throw std::logic_error("the stage " + std::string(name(stage.id)) + " is computed, not put in");
  }
}

}  // namespace softlook
