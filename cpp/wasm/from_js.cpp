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
  Mask result;
  take(mask, "causal", result.causal);
  take(mask, "window", result.window);
  take(mask, "prefix", result.prefix);
  result.padding = optionalFlags(mask, "padding");
  result.allowed = optionalFlags(mask, "allowed");
  result.bias = optionalMatrix(mask, "bias");
  return result;
}

std::optional<Gradient> gradientFromJs(const val& gradient) {
  if (gradient.isUndefined()) return std::nullopt;
  Gradient result;
  take(gradient, "row", result.row);
  take(gradient, "column", result.column);
  result.upstream = optionalMatrix(gradient, "upstream");
  return result;
}

}  // namespace

Request requestFromJs(const val& request) {
  Request result;
  result.tokens = emscripten::vecFromJSArray<std::string>(request["tokens"]);
  result.context = optionalTokens(request, "context");
  take(request, "projections", result.projections);
  take(request, "embedDim", result.embedDim);
  take(request, "numHeads", result.numHeads);
  take(request, "numKvHeads", result.numKvHeads);
  take(request, "headDim", result.headDim);
  take(request, "valueDim", result.valueDim);
  result.embeddings = optionalMatrix(request, "embeddings");
  result.contextEmbeddings = optionalMatrix(request, "contextEmbeddings");
  result.weights = weightsFromJs(request["weights"]);
  take(request, "outputProjection", result.outputProjection);
  take(request, "scale", result.scale);
  result.mask = maskFromJs(request["mask"]);
  std::string positions = "none";
  take(request, "positions", positions);
  result.positions = positionsNamed(positions);
  take(request, "softcap", result.softcap);
  take(request, "temperature", result.temperature);
  result.gradient = gradientFromJs(request["gradient"]);
  std::string method = "softmax";
  take(request, "method", method);
  result.method = methodNamed(method);
  take(request, "rank", result.rank);
  take(request, "reach", result.reach);
  take(request, "globalTokens", result.globalTokens);
  take(request, "cachedTokens", result.cachedTokens);
  take(request, "seed", result.seed);
  result.edits = editsFromJs(request["edits"]);
  take(request, "differences", result.differences);
  const val against = request["against"];
  if (!against.isUndefined()) result.against = std::make_shared<Request>(requestFromJs(against));
  return result;
}

}  // namespace softlook::wasm
