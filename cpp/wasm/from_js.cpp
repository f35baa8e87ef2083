#include "wasm/from_js.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wasm/crossing.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

std::optional<std::vector<std::string>> optionalTokens(const val& object, const char* field) {
  const val value = object[field];
  if (value.isUndefined()) return std::nullopt;
  return emscripten::vecFromJSArray<std::string>(value);
}

std::vector<Edit> editsFromJs(const val& edits) {
  const auto count = edits["length"].as<unsigned>();
  std::vector<Edit> result;
  result.reserve(count);
  for (unsigned i = 0; i < count; ++i) {
    const val edit = edits[i];
    result.push_back({edit["stage"].as<std::string>(), edit["head"].as<int>(), edit["row"].as<int>(),
                      edit["column"].as<int>(), edit["value"].as<float>()});
  }
  return result;
}

std::optional<Matrix> optionalMatrix(const val& object, const char* field) {
  const val value = object[field];
  if (value.isUndefined()) return std::nullopt;
  const val data = value["data"];
  Matrix matrix(value["rows"].as<int>(), value["cols"].as<int>());
  copyFromJs(data, matrix.data(), static_cast<std::size_t>(matrix.size()));
  return matrix;
}

Weights weightsFromJs(const val& weights) {
  return {optionalMatrix(weights, "query"),     optionalMatrix(weights, "key"),
          optionalMatrix(weights, "value"),     optionalMatrix(weights, "output"),
          optionalMatrix(weights, "queryBias"), optionalMatrix(weights, "keyBias"),
          optionalMatrix(weights, "valueBias"), optionalMatrix(weights, "outputBias"),
          optionalMatrix(weights, "keyMixing"), optionalMatrix(weights, "valueMixing")};
}

std::optional<std::vector<std::uint8_t>> optionalFlags(const val& object, const char* field) {
  const val value = object[field];
  if (value.isUndefined()) return std::nullopt;
  std::vector<std::uint8_t> flags(value["length"].as<unsigned>());
  copyFromJs(value, flags.data(), flags.size());
  return flags;
}

Mask maskFromJs(const val& mask) {
  return {optional<bool>(mask, "causal").value_or(false),
          optional<int>(mask, "window"),
          optional<int>(mask, "prefix").value_or(0),
          optionalFlags(mask, "padding"),
          optionalFlags(mask, "allowed"),
          optionalMatrix(mask, "bias")};
}

std::optional<Gradient> gradientFromJs(const val& gradient) {
  if (gradient.isUndefined()) return std::nullopt;
  return Gradient{optional<int>(gradient, "row").value_or(0), optional<int>(gradient, "column").value_or(0),
                  optionalMatrix(gradient, "upstream")};
}

}  // namespace

Request requestFromJs(const val& request) {
  Request result;
  result.tokens = emscripten::vecFromJSArray<std::string>(request["tokens"]);
  result.context = optionalTokens(request, "context");
  result.projections = optional<bool>(request, "projections").value_or(result.projections);
  result.embedDim = optional<int>(request, "embedDim").value_or(result.embedDim);
  result.numHeads = optional<int>(request, "numHeads").value_or(result.numHeads);
  result.numKvHeads = optional<int>(request, "numKvHeads");
  result.headDim = optional<int>(request, "headDim");
  result.valueDim = optional<int>(request, "valueDim");
  result.embeddings = optionalMatrix(request, "embeddings");
  result.contextEmbeddings = optionalMatrix(request, "contextEmbeddings");
  result.weights = weightsFromJs(request["weights"]);
  result.outputProjection = optional<bool>(request, "outputProjection");
  result.scale = optional<float>(request, "scale");
  result.mask = maskFromJs(request["mask"]);
  const auto positions = optional<std::string>(request, "positions");
  if (positions) result.positions = positionsNamed(*positions);
  result.softcap = optional<float>(request, "softcap");
  result.temperature = optional<float>(request, "temperature").value_or(result.temperature);
  result.gradient = gradientFromJs(request["gradient"]);
  const auto method = optional<std::string>(request, "method");
  if (method) result.method = methodNamed(*method);
  result.rank = optional<int>(request, "rank");
  result.reach = optional<int>(request, "reach");
  result.globalTokens = optional<int>(request, "globalTokens");
  result.cachedTokens = optional<int>(request, "cachedTokens");
  result.seed = optional<std::uint32_t>(request, "seed").value_or(result.seed);
  result.edits = editsFromJs(request["edits"]);
  result.differences = optional<bool>(request, "differences").value_or(result.differences);
  const val against = request["against"];
  if (!against.isUndefined()) result.against = std::make_shared<Request>(requestFromJs(against));
  return result;
}

}  // namespace softlook::wasm
