#include "softlook/check.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "softlook/complain.h"
#include "softlook/mask.h"
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

void checkMatrix(const std::string& argument, const std::optional<Matrix>& matrix, int rows, int columns,
                 bool takesMinusInfinity = false) {
  if (!matrix) return;
  if (matrix->rows() != rows || matrix->cols() != columns) {
    reject(argument, number(matrix->rows()) + " by " + number(matrix->cols()),
           number(rows) + " by " + number(columns));
  }
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      const float value = (*matrix)(row, column);
      if (std::isfinite(value) || (takesMinusInfinity && value < 0)) continue;
      reject(argument + "[" + number(std::int64_t{row} * columns + column) + "] (row " + number(row) +
                 ", column " + number(column) + ")",
             spellNonFinite(value), takesMinusInfinity ? "a finite number or -Infinity" : "a finite number");
    }
  }
}

void checkLength(const std::string& argument, const std::optional<std::vector<std::uint8_t>>& list,
                 int length) {
  if (!list || list->size() == static_cast<std::size_t>(length)) return;
  throw std::invalid_argument(argument + " has " + std::to_string(list->size()) + " entries, expected " +
                              number(length));
}

void requireCount(const std::string& argument, int value) {
  if (value < 0) reject(argument, number(value), "at least 0");
}

void checkMask(const Mask& mask, const Widths& widths) {
  requireCount("mask.window", mask.window.value_or(0));
  requireCount("mask.prefix", mask.prefix);
  checkLength("mask.padding", mask.padding, widths.keys);
  const int queries = widths.firstQuery + widths.queries;
  checkLength("mask.allowed", mask.allowed, queries * widths.keys);
  checkMatrix("mask.bias", mask.bias, queries, widths.keys, true);
}

void requirePositive(const std::string& argument, float value) {
  if (std::isfinite(value) && value > 0) return;
  const std::string spelled = !std::isfinite(value) ? spellNonFinite(value) : value < 0 ? "negative" : "0";
  reject(argument, spelled, "a finite number above 0");
}

/// Options that change the scores.
void checkScoring(const Request& request, const Widths& widths) {
  if (request.positions == Positions::rope && widths.headDim % 2 != 0) {
    reject("headDim", number(widths.headDim), "an even number with rope, which turns pairs of features");
  }
  if (request.softcap) requirePositive("softcap", *request.softcap);
  requirePositive("temperature", request.temperature);
  checkMask(request.mask, widths);
}

/// Options of one method, given with another.
void checkMethodOptions(const Request& request) {
  const auto only = [&](bool given, const char* argument, Method method, const char* name) {
    if (!given || request.method == method) return;
    complain({argument, " is given, expected none with another method; set method to ", name});
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
    complain({"mask.", field,
              " is given, expected none with linear attention, whose running state has a causal mask only; "
              "leave it out"});
  };
  absent(mask.window.has_value(), "window");
  absent(mask.prefix > 0, "prefix");
  absent(mask.padding.has_value(), "padding");
  absent(mask.allowed.has_value(), "allowed");
  absent(mask.bias.has_value(), "bias");
}

void checkLowRank(const Request& request, const Widths& widths) {
  requireRange("rank", widths.rank, 1, widths.keys, " (the keys)");
  checkMatrix("weights.keyMixing", request.weights.keyMixing, widths.rank, widths.keys);
  checkMatrix("weights.valueMixing", request.weights.valueMixing, widths.rank, widths.keys);
  const auto absent = [](bool given, const char* argument) {
    if (!given) return;
    complain(
        {argument, " is given, expected none with lowRank, whose scores are of mixed keys; leave it out"});
  };
  absent(isPresent(request.mask), "mask");
  absent(request.positions == Positions::alibi, "alibi");
  absent(request.softcap.has_value(), "softcap");
  absent(request.temperature != 1, "temperature");
}

void checkMethod(const Request& request, const Widths& widths) {
  checkMethodOptions(request);
  if (request.method == Method::linear) checkLinear(request.mask);
  if (request.method == Method::lowRank) checkLowRank(request, widths);
  requireCount("reach", widths.reach);
  requireCount("globalTokens", widths.globalTokens);
}

/// A cache holds what earlier tokens left, which later ones must not change.
void checkCached(const Request& request) {
  const auto tokens = static_cast<int>(request.tokens.size());
  requireRange("cachedTokens", *request.cachedTokens, 0, tokens - 1, " (the tokens but one)");
  const auto refuse = [](bool wrong, const char* why) {
    if (wrong) complain({"cachedTokens is given, expected none ", why});
  };
  refuse(request.context.has_value(), "in cross-attention; leave context out");
  refuse(!request.mask.causal, "where keys come after their query; set mask.causal to true");
  refuse(request.method != Method::softmax, "with another method than softmax; leave one of them out");
  refuse(request.gradient.has_value(), "beside a gradient; leave one of them out");
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
  const Weights& given = request.weights;
  const auto absent = [&](const std::string& argument, const std::optional<Matrix>& matrix) {
    if (matrix) reject("weights." + argument, "given", "none" + remedy);
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

void checkWeights(const Weights& given, const Widths& widths) {
  if (!widths.outputProjection) {
    const std::string remedy = "none without an output projection; set outputProjection to true";
    if (given.output) reject("weights.output", "given", remedy);
    if (given.outputBias) reject("weights.outputBias", "given", remedy);
  }
  const int embedDim = widths.embedDim;
  const int queryColumns = widths.numHeads * widths.headDim;
  const int keyColumns = widths.numKvHeads * widths.headDim;
  const int valueColumns = widths.numKvHeads * widths.valueDim;
  checkMatrix("weights.query", given.query, embedDim, queryColumns);
  checkMatrix("weights.key", given.key, embedDim, keyColumns);
  checkMatrix("weights.value", given.value, embedDim, valueColumns);
  checkMatrix("weights.output", given.output, widths.numHeads * widths.valueDim, embedDim);
  checkMatrix("weights.queryBias", given.queryBias, 1, queryColumns);
  checkMatrix("weights.keyBias", given.keyBias, 1, keyColumns);
  checkMatrix("weights.valueBias", given.valueBias, 1, valueColumns);
  checkMatrix("weights.outputBias", given.outputBias, 1, embedDim);
}

void checkGradient(const Gradient& gradient, const Widths& widths) {
  const int columns = widths.outputProjection ? widths.embedDim : widths.numHeads * widths.valueDim;
  checkMatrix("gradient.upstream", gradient.upstream, widths.queries, columns);
  if (gradient.upstream) return;
  requireRange("gradient.row", gradient.row, 0, widths.queries - 1, " (the rows of output)");
  requireRange("gradient.column", gradient.column, 0, columns - 1, " (the columns of output)");
}

}  // namespace

Widths checkRequest(const Request& request) {
  if (request.against) checkComparison(request);
  checkTokens("tokens", request.tokens);
  if (request.context) checkTokens("context", *request.context);
  requireRange("embedDim", request.embedDim, 1, kMaxWidth);
  if (!request.projections) checkUnprojected(request);
  if (request.cachedTokens) checkCached(request);
  const Widths widths = checkWidths(request);
  checkMatrix("embeddings", request.embeddings, widths.firstQuery + widths.queries, widths.embedDim);
  if (request.contextEmbeddings && !request.context) {
    reject("contextEmbeddings", "given", "none without a context; give context");
  }
  checkMatrix("contextEmbeddings", request.contextEmbeddings, widths.keys, widths.embedDim);
  checkWeights(request.weights, widths);
  checkScoring(request, widths);
  if (request.gradient) checkGradient(*request.gradient, widths);
  if (request.gradient && request.method != Method::softmax) {
    complain({"gradient is given, expected none with another method than softmax; leave one of them out"});
  }
  checkMethod(request, widths);
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
