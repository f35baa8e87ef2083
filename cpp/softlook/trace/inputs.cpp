#include "softlook/trace/inputs.h"

#include <array>
#include <stdexcept>
#include <utility>

#include "softlook/numbers/toy.h"
#include "softlook/request/mask.h"

namespace softlook {

namespace {

/// Where the parameters of a stage are given, and what their toy ones are called. There are no toy biases.
struct Parameters {
  StageId id;
  std::optional<Matrix> Weights::*given;
  std::string_view name;
};
constexpr std::array<Parameters, 10> kParameters = {{
    {StageId::queryWeights, &Weights::query, "query"},
    {StageId::keyWeights, &Weights::key, "key"},
    {StageId::valueWeights, &Weights::value, "value"},
    {StageId::outputWeights, &Weights::output, "output"},
    {StageId::queryBias, &Weights::queryBias, ""},
    {StageId::keyBias, &Weights::keyBias, ""},
    {StageId::valueBias, &Weights::valueBias, ""},
    {StageId::outputBias, &Weights::outputBias, ""},
    {StageId::keyMixing, &Weights::keyMixing, "keyMixing"},
    {StageId::valueMixing, &Weights::valueMixing, "valueMixing"},
}};

/// The columns of one head, out of the matrix of all heads. Shared stages take the whole of it.
Input parameters(const Request& request, const PlannedStage& stage) {
  for (const auto& [id, given, name] : kParameters) {
    if (id != stage.id) continue;
    const int first = stage.head < 0 ? 0 : stage.head * stage.columns;
    const std::optional<Matrix>& all = request.weights.*given;
    if (all) return {all->middleCols(first, stage.columns), Origin::loaded};
    return {toyWeights(request.seed, name, stage.rows, first, stage.columns), Origin::toy};
  }
  throw std::logic_error("the stage " + std::string(name(stage.id)) + " is computed, not put in");
}

Input embeddings(const std::optional<Matrix>& given, const std::vector<std::string>& tokens,
                 const Request& request) {
  if (given) return {*given, Origin::loaded};
  return {toyEmbeddings(request.seed, tokens, request.embedDim), Origin::toy};
}

/// 1 where the loss is that cell of the output, else 0; or as given.
Input outputGradient(const Gradient& asked, const PlannedStage& stage) {
  if (asked.upstream) return {*asked.upstream, Origin::loaded};
  Matrix gradient = zeros(stage.rows, stage.columns);
  gradient(asked.row, asked.column) = 1;
  return {std::move(gradient), Origin::plain};
}

}  // namespace

Input inputOf(const Request& request, const Settings& settings, const PlannedStage& stage) {
  switch (stage.id) {
    case StageId::embeddings:
      return embeddings(request.embeddings, request.tokens, request);
    case StageId::contextEmbeddings:
      return embeddings(request.contextEmbeddings, *request.context, request);
    case StageId::mask:
      return {maskMatrix(request.mask, settings.queries, settings.keys, settings.firstQuery),
              request.mask.bias ? Origin::loaded : Origin::plain};
    case StageId::pattern:
      return {patternMatrix(settings.reach, settings.globalTokens, settings.queries, settings.keys),
              Origin::plain};
    case StageId::outputGradient:
      return outputGradient(*request.gradient, stage);
    default:
      return parameters(request, stage);
  }
}

}  // namespace softlook
