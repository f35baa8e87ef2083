#include "softlook/check.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "softlook/check_options.h"
#include "softlook/complain.h"
#include "softlook/utf8.h"

namespace softlook {

namespace {

std::string number(std::int64_t value) { return std::to_string(value); }

void checkTokens(const std::string& argument, const std::vector<std::string>& tokens) {
  const std::size_t count = tokens.size();
  if (count == 0) reject(argument, "empty", "1 to " + number(kMaxTokens) + " tokens");
  if (count > kMaxTokens) {
    throw std::invalid_argument(argument + " has " + std::to_string(count) + " tokens, expected at most " +
                                number(kMaxTokens) + "; a trace keeps every intermediate");
  }
  for (std::size_t i = 0; i < count; ++i) {
    const std::string which = argument + "[" + std::to_string(i) + "]";
    if (tokens[i].empty()) reject(which, "empty", "at least one character");
    const std::optional<std::size_t> at = firstIllFormed(tokens[i]);
    if (at) reject(which, "ill-formed at byte " + std::to_string(*at), "well-formed UTF-8");
  }
}

/// E / H, where headDim was not given.
int defaultHeadDim(const Request& request) {
  if (request.embedDim % request.numHeads == 0) return request.embedDim / request.numHeads;
  reject(
      "embedDim", number(request.embedDim),
      "a multiple of numHeads (" + number(request.numHeads) + ") where headDim is not given; give headDim");
}

Widths checkWidths(const Request& request) {
  requireRange("embedDim", request.embedDim, 1, kMaxWidth);
  requireRange("numHeads", request.numHeads, 1, kMaxHeads);
  const int numKvHeads = request.numKvHeads.value_or(request.numHeads);
  requireRange("numKvHeads", numKvHeads, 1, request.numHeads, " (numHeads)");
  if (request.numHeads % numKvHeads != 0) {
    reject("numKvHeads", number(numKvHeads), "a divisor of numHeads (" + number(request.numHeads) + ")");
  }
  const int headDim = request.headDim ? *request.headDim : defaultHeadDim(request);
  requireRange("headDim", headDim, 1, kMaxWidth);
  const int valueDim = request.valueDim.value_or(headDim);
  requireRange("valueDim", valueDim, 1, kMaxWidth);
  if (request.scale && !std::isfinite(*request.scale)) {
    reject("scale", spellNonFinite(*request.scale), "a finite number");
  }
  const double usualScale = 1 / std::sqrt(static_cast<double>(headDim));
  const int tokens = static_cast<int>(request.tokens.size());
  const int keys = request.context ? static_cast<int>(request.context->size()) : tokens;
  const int firstQuery = request.cachedTokens.value_or(0);
  return {tokens - firstQuery,
          keys,
          request.embedDim,
          request.numHeads,
          numKvHeads,
          headDim,
          valueDim,
          request.outputProjection.value_or(request.numHeads > 1),
          request.scale.value_or(static_cast<float>(usualScale)),
          request.rank.value_or(std::min(4, (keys + 1) / 2)),
          request.reach.value_or(1),
          request.globalTokens.value_or(1),
          request.cachedTokens.has_value(),
          firstQuery};
}

void requireCount(const std::string& argument, int value) {
  if (value < 0) reject(argument, number(value), "at least 0");
}

/// Without projections Q = K = V = X, which leaves nothing to choose and no parameters to give.
void checkUnprojected(const Request& request) {
  const std::string remedy = " without projections; set projections to true";
  const auto only = [&](const std::string& argument, std::optional<int> value, int expected) {
    if (value && *value != expected) reject(argument, number(*value), number(expected) + remedy);
  };
  only("numHeads", request.numHeads, 1);
  only("numKvHeads", request.numKvHeads, 1);
  only("headDim", request.headDim, request.embedDim);
  only("valueDim", request.valueDim, request.embedDim);
  if (request.outputProjection.value_or(false)) reject("outputProjection", "true", "false" + remedy);
}

}  // namespace

Widths checkRequest(const Request& request) {
  checkTokens("tokens", request.tokens);
  if (request.context) checkTokens("context", *request.context);
  requireRange("embedDim", request.embedDim, 1, kMaxWidth);
  if (!request.projections) checkUnprojected(request);
  checkCombinations(request);
  const Widths widths = checkWidths(request);
  requireCount("mask.window", request.mask.window.value_or(0));
  requireCount("mask.prefix", request.mask.prefix);
  checkOptions(request, widths);
  return widths;
}

std::int64_t cellsOf(const std::vector<PlannedStage>& stages) {
  std::int64_t cells = 0;
  for (const PlannedStage& stage : stages) cells += std::int64_t{stage.rows} * stage.columns;
  return cells;
}

void checkSize(std::int64_t cells) {
  if (cells <= kMaxTraceCells) return;
  throw std::invalid_argument("the trace would hold " + number(cells) + " numbers, expected at most " +
                              number(kMaxTraceCells) + "; use fewer tokens, heads or features");
}

void checkComputed(const Stage& stage, const std::vector<const Matrix*>& inputs) {
  const float* const cells = stage.values.data();
  const bool cellByCell = stage.operation == Operation::mask || stage.operation == Operation::divide;
  const auto isMasked = [&](Eigen::Index i) {
    if (!std::isinf(cells[i]) || cells[i] > 0) return false;
    const auto given = [&](const Matrix* input) { return input->data()[i] == cells[i]; };
    return cellByCell && takesMinusInfinity(stage.id) && std::any_of(inputs.begin(), inputs.end(), given);
  };
  for (Eigen::Index i = 0; i < stage.values.size(); ++i) {
    if (std::isfinite(cells[i]) || isMasked(i)) continue;
    const std::string head = stage.head < 0 ? "" : " of head " + number(stage.head);
    throw std::invalid_argument(
        std::string(name(stage.id)) + head + " overflows float32 at row " + number(i / stage.values.cols()) +
        ", column " + number(i % stage.values.cols()) + "; use smaller embeddings, weights, scale or edits");
  }
}

void checkEntropies(const Stage& stage) {
  for (std::size_t row = 0; row < stage.entropies.size(); ++row) {
    if (std::isfinite(stage.entropies[row])) continue;
    throw std::invalid_argument(std::string(name(stage.id)) + " of head " + number(stage.head) +
                                " have an entropy that overflows float32 at row " + std::to_string(row) +
                                "; use smaller edits");
  }
}

}  // namespace softlook
