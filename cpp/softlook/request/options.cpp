#include "softlook/request/options.h"

#include <cmath>
#include <stdexcept>

#include "softlook/request/mask.h"
#include "softlook/text/complain.h"

namespace softlook {

namespace {

/// What a stage's difference is to be taken from must be one thing.
void checkComparison(const Request& request) {
  if (request.differences) {
    reject("differences", "true", "false where against is given; leave one of the two out");
  }
  const Request& other = *request.against;
  if (other.against) reject("against.against", "given", "none; a trace is compared with one other");
  if (other.differences) {
    reject("against.differences", "true", "false; the differences are those of the trace outside");
  }
}

/// Without projections there are no parameters to give.
void checkUnprojected(const Weights& given) {
  const auto absent = [](const char* argument, const std::optional<Matrix>& matrix) {
    if (matrix)
      complain("weights.", argument, " is given, expected none without projections; set projections to true");
  };
  absent("query", given.query);
  absent("key", given.key);
  absent("value", given.value);
  absent("output", given.output);
  absent("queryBias", given.queryBias);
  absent("keyBias", given.keyBias);
  absent("valueBias", given.valueBias);
  absent("outputBias", given.outputBias);
}

/// A cache holds what earlier tokens left, which later ones must not change.
void checkCached(const Request& request) {
  const auto tokens = static_cast<int>(request.tokens.size());
  requireRange("cachedTokens", *request.cachedTokens, 0, tokens - 1, " (the tokens but one)");
  const auto refuse = [](bool wrong, const char* why) {
    if (wrong) complain("cachedTokens is given, expected none ", why);
  };
  refuse(request.context.has_value(), "in cross-attention; leave context out");
  refuse(!request.mask.causal, "where keys come after their query; set mask.causal to true");
  refuse(request.method != Method::softmax, "with another method than softmax; leave one of them out");
  refuse(request.gradient.has_value(), "beside a gradient; leave one of them out");
}

void checkMatrix(std::string_view argument, const std::optional<Matrix>& matrix, int rows, int columns,
                 bool takesMinusInfinity = false) {
  if (!matrix) return;
  if (matrix->rows() != rows || matrix->cols() != columns) {
    complain(argument, " is ", matrix->rows(), " by ", matrix->cols(), ", expected ", rows, " by ", columns);
  }
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const float value = (*matrix)(row, column);
      if (std::isfinite(value) || (takesMinusInfinity && value < 0)) continue;
      complain(argument, "[", row * columns + column, "] (row ", row, ", column ", column, ") is ",
               spellNonFinite(value), ", expected a finite number",
               takesMinusInfinity ? " or -Infinity" : "");
    }
  }
}

void checkLength(std::string_view argument, const std::optional<std::vector<std::uint8_t>>& list,
                 int length) {
  if (!list || list->size() == static_cast<std::size_t>(length)) return;
  complain(argument, " has ", list->size(), " entries, expected ", length);
}

void checkMask(const Mask& mask, const Settings& settings) {
  checkLength("mask.padding", mask.padding, settings.keys);
  const int queries = settings.firstQuery + settings.queries;
  checkLength("mask.allowed", mask.allowed, queries * settings.keys);
  checkMatrix("mask.bias", mask.bias, queries, settings.keys, true);
}

void requirePositive(std::string_view argument, float value) {
  if (std::isfinite(value) && value > 0) return;
  const char* const spelled = !std::isfinite(value) ? spellNonFinite(value) : value < 0 ? "negative" : "0";
  reject(argument, spelled, "a finite number above 0");
}

/// Options that change the scores.
void checkScoring(const Request& request, const Settings& settings) {
  if (request.positions == Positions::rope && settings.headDim % 2 != 0) {
    reject("headDim", settings.headDim, "an even number with rope, which turns pairs of features");
  }
  if (request.softcap) requirePositive("softcap", *request.softcap);
  requirePositive("temperature", request.temperature);
  checkMask(request.mask, settings);
}

/// Options of one method, given with another.
void checkMethodOptions(const Request& request) {
  const auto only = [&](bool given, const char* argument, Method method, const char* name) {
    if (!given || request.method == method) return;
    complain(argument, " is given, expected none with another method; set method to ", name);
  };
  only(request.rank.has_value(), "rank", Method::lowRank, "lowRank");
  only(request.weights.keyMixing.has_value(), "weights.keyMixing", Method::lowRank, "lowRank");
  only(request.weights.valueMixing.has_value(), "weights.valueMixing", Method::lowRank, "lowRank");
  only(request.reach.has_value(), "reach", Method::localGlobal, "localGlobal");
  only(request.globalTokens.has_value(), "globalTokens", Method::localGlobal, "localGlobal");
}

void checkLinear(const Mask& mask) {
  const auto absent = [](bool given, const char* field) {
    if (!given) return;
    complain("mask.", field,
             " is given, expected none with linear attention, whose running state has a causal mask only; "
             "leave it out");
  };
  absent(mask.window.has_value(), "window");
  absent(mask.prefix > 0, "prefix");
  absent(mask.padding.has_value(), "padding");
  absent(mask.allowed.has_value(), "allowed");
  absent(mask.bias.has_value(), "bias");
}

void checkLowRank(const Request& request, const Settings& settings) {
  requireRange("rank", settings.rank, 1, settings.keys, " (the keys)");
  checkMatrix("weights.keyMixing", request.weights.keyMixing, settings.rank, settings.keys);
  checkMatrix("weights.valueMixing", request.weights.valueMixing, settings.rank, settings.keys);
  const auto absent = [](bool given, const char* argument) {
    if (!given) return;
    complain(argument, " is given, expected none with lowRank, whose scores are of mixed keys; leave it out");
  };
  absent(isPresent(request.mask), "mask");
  if (request.positions == Positions::alibi) {
    reject("positions", "\"alibi\"", "others with lowRank, whose scores are of mixed keys");
  }
  absent(request.softcap.has_value(), "softcap");
  absent(request.temperature != 1, "temperature");
}

void checkMethod(const Request& request, const Settings& settings) {
  checkMethodOptions(request);
  if (request.method == Method::linear) checkLinear(request.mask);
  if (request.method == Method::lowRank) checkLowRank(request, settings);
  const auto atLeast0 = [](const char* argument, int value) {
    if (value < 0) complain(argument, " is ", value, ", expected at least 0");
  };
  atLeast0("reach", settings.reach);
  atLeast0("globalTokens", settings.globalTokens);
}

void checkWeights(const Weights& given, const Settings& settings) {
  if (!settings.outputProjection) {
    const char* const remedy = "none without an output projection; set outputProjection to true";
    if (given.output) reject("weights.output", "given", remedy);
    if (given.outputBias) reject("weights.outputBias", "given", remedy);
  }
  const int embedDim = settings.embedDim;
  const int queryColumns = settings.numHeads * settings.headDim;
  const int keyColumns = settings.numKvHeads * settings.headDim;
  const int valueColumns = settings.numKvHeads * settings.valueDim;
  checkMatrix("weights.query", given.query, embedDim, queryColumns);
  checkMatrix("weights.key", given.key, embedDim, keyColumns);
  checkMatrix("weights.value", given.value, embedDim, valueColumns);
  checkMatrix("weights.output", given.output, settings.numHeads * settings.valueDim, embedDim);
  checkMatrix("weights.queryBias", given.queryBias, 1, queryColumns);
  checkMatrix("weights.keyBias", given.keyBias, 1, keyColumns);
  checkMatrix("weights.valueBias", given.valueBias, 1, valueColumns);
  checkMatrix("weights.outputBias", given.outputBias, 1, embedDim);
}

void checkGradient(const Gradient& gradient, const Settings& settings) {
  const int columns = settings.outputProjection ? settings.embedDim : settings.numHeads * settings.valueDim;
  checkMatrix("gradient.upstream", gradient.upstream, settings.queries, columns);
  if (gradient.upstream) return;
  requireRange("gradient.row", gradient.row, 0, settings.queries - 1, " (the rows of output)");
  requireRange("gradient.column", gradient.column, 0, columns - 1, " (the columns of output)");
}

}  // namespace

void checkCombinations(const Request& request) {
  if (request.against) checkComparison(request);
  if (!request.projections) checkUnprojected(request.weights);
  if (request.cachedTokens) checkCached(request);
}

void checkOptions(const Request& request, const Settings& settings) {
  checkMatrix("embeddings", request.embeddings, settings.firstQuery + settings.queries, settings.embedDim);
  if (request.contextEmbeddings && !request.context) {
    reject("contextEmbeddings", "given", "none without a context; give context");
  }
  checkMatrix("contextEmbeddings", request.contextEmbeddings, settings.keys, settings.embedDim);
  checkWeights(request.weights, settings);
  checkScoring(request, settings);
  if (request.gradient) checkGradient(*request.gradient, settings);
  checkMethod(request, settings);
}

}  // namespace softlook
