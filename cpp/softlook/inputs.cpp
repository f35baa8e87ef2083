#include "softlook/inputs.h"

#include <stdexcept>
#include <utility>

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

/// The columns of one head, out of the row of all heads. There are no toy biases.
Input bias(const std::optional<Matrix>& given, const PlannedStage& stage) {
  const int first = stage.head < 0 ? 0 : stage.head * stage.columns;
  return {given->middleCols(first, stage.columns), Origin::loaded};
}

Input mixing(const std::optional<Matrix>& given, std::string_view name, const Request& request,
             const PlannedStage& stage) {
  if (given) return {*given, Origin::loaded};
  return {toyWeights(request.seed, name, stage.rows, 0, stage.columns), Origin::toy};
}

/// 1 where the loss is that cell of the output, else 0; or as given.
Input outputGradient(const Gradient& asked, const PlannedStage& stage) {
  if (asked.upstream) return {*asked.upstream, Origin::loaded};
  Matrix gradient = Matrix::Zero(stage.rows, stage.columns);
  gradient(asked.row, asked.column) = 1;
  return {std::move(gradient), Origin::plain};
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
    case StageId::queryBias:
      return bias(given.queryBias, stage);
    case StageId::keyBias:
      return bias(given.keyBias, stage);
    case StageId::valueBias:
      return bias(given.valueBias, stage);
    case StageId::outputBias:
      return bias(given.outputBias, stage);
    case StageId::keyMixing:
      return mixing(given.keyMixing, "keyMixing", request, stage);
    case StageId::valueMixing:
      return mixing(given.valueMixing, "valueMixing", request, stage);
    case StageId::pattern:
      return {patternMatrix(widths.reach, widths.globalTokens, widths.queries, widths.keys), Origin::plain};
    case StageId::outputGradient:
      return outputGradient(*request.gradient, stage);
    default:
      throw std::logic_error("the stage " + std::string(name(stage.id)) + " is computed, not put in");
  }
}

}  // namespace softlook
