#include "softlook/request/check.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "softlook/request/options.h"
#include "softlook/text/complain.h"
#include "softlook/text/utf8.h"

namespace softlook {

namespace {

void checkTokens(std::string_view argument, const std::vector<std::string>& tokens) {
  const std::size_t count = tokens.size();
  if (count == 0) reject(argument, "empty", "1 to ", kMaxTokens, " tokens");
  if (count > kMaxTokens) {
    complain(argument, " has ", count, " tokens, expected at most ", kMaxTokens,
             "; a trace keeps every intermediate");
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (tokens[i].empty()) complain(argument, "[", i, "] is empty, expected at least one character");
    const std::optional<std::size_t> at = firstIllFormed(tokens[i]);
    if (at) complain(argument, "[", i, "] is ill-formed at byte ", *at, ", expected well-formed UTF-8");
  }
}

/// E / H, where headDim was not given.
int defaultHeadDim(const Request& request) {
  if (request.embedDim % request.numHeads == 0) return request.embedDim / request.numHeads;
  reject("embedDim", request.embedDim, "a multiple of numHeads (", request.numHeads,
         ") where headDim is not given; give headDim");
}

Settings settingsOf(const Request& request) {
  requireRange("embedDim", request.embedDim, 1, kMaxWidth);
  requireRange("numHeads", request.numHeads, 1, kMaxHeads);
  const int numKvHeads = request.numKvHeads.value_or(request.numHeads);
  requireRange("numKvHeads", numKvHeads, 1, request.numHeads, " (numHeads)");
  if (request.numHeads % numKvHeads != 0) {
    reject("numKvHeads", numKvHeads, "a divisor of numHeads (", request.numHeads, ")");
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
          request.softcap.value_or(0),
          request.temperature,
          request.rank.value_or(std::min(4, (keys + 1) / 2)),
          request.reach.value_or(1),
          request.globalTokens.value_or(1),
          request.cachedTokens.has_value(),
          firstQuery};
}

void requireCount(std::string_view argument, int value) {
  if (value < 0) reject(argument, value, "at least 0");
}

/// Without projections Q = K = V = X, which leaves nothing to choose and no parameters to give.
void checkUnprojected(const Request& request) {
  const char* const remedy = " without projections; set projections to true";
  const auto only = [&](std::string_view argument, std::optional<int> value, int expected) {
    if (value && *value != expected) reject(argument, *value, expected, remedy);
  };
  only("numHeads", request.numHeads, 1);
  only("numKvHeads", request.numKvHeads, 1);
  only("headDim", request.headDim, request.embedDim);
  only("valueDim", request.valueDim, request.embedDim);
  if (request.outputProjection.value_or(false)) reject("outputProjection", "true", "false", remedy);
}

}  // namespace

Settings checkRequest(const Request& request) {
  checkTokens("tokens", request.tokens);
  if (request.context) checkTokens("context", *request.context);
  requireRange("embedDim", request.embedDim, 1, kMaxWidth);
  if (!request.projections) checkUnprojected(request);
  checkCombinations(request);
  const Settings settings = settingsOf(request);
  requireCount("mask.window", request.mask.window.value_or(0));
  requireCount("mask.prefix", request.mask.prefix);
  checkOptions(request, settings);
  return settings;
}

}  // namespace softlook
