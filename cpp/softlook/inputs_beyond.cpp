// The inputs that only the whole core knows.
#include <stdexcept>
#include <utility>

#include "softlook/beyond.h"
#include "softlook/mask.h"
#include "softlook/toy.h"

namespace softlook {

namespace {

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

Input inputBeyond(const Request& request, const Widths& widths, const PlannedStage& stage) {
  const Weights& given = request.weights;
  switch (stage.id) {
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
