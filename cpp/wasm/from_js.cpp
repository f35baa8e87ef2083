#include "wasm/from_js.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wasm/crossing.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

using wasm::take;

void take(const val& object, const char* field, std::optional<std::vector<std::string>>& to) {
  const val value = object[field];
  if (!value.isUndefined()) to = emscripten::vecFromJSArray<std::string>(value);
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

void take(const val& object, const char* field, std::optional<Matrix>& to) {
  const val value = object[field];
  if (value.isUndefined()) return;
  Matrix& matrix = to.emplace(value["rows"].as<int>(), value["cols"].as<int>());
  copyFromJs(value["data"], matrix.data(), static_cast<std::size_t>(matrix.size()));
}

void take(const val& object, const char* field, std::optional<std::vector<std::uint8_t>>& to) {
  const val value = object[field];
  if (value.isUndefined()) return;
  std::vector<std::uint8_t>& flags = to.emplace(value["length"].as<unsigned>());
  copyFromJs(value, flags.data(), flags.size());
}

void takeWeights(const val& weights, Weights& to) {
  take(weights, "query", to.query);
  take(weights, "key", to.key);
  take(weights, "value", to.value);
  take(weights, "output", to.output);
  take(weights, "queryBias", to.queryBias);
  take(weights, "keyBias", to.keyBias);
  take(weights, "valueBias", to.valueBias);
  take(weights, "outputBias", to.outputBias);
  take(weights, "keyMixing", to.keyMixing);
  take(weights, "valueMixing", to.valueMixing);
}

void takeMask(const val& mask, Mask& to) {
  take(mask, "causal", to.causal);
  take(mask, "window", to.window);
  take(mask, "prefix", to.prefix);
  take(mask, "padding", to.padding);
  take(mask, "allowed", to.allowed);
  take(mask, "bias", to.bias);
}

void takeGradient(const val& gradient, std::optional<Gradient>& to) {
  if (gradient.isUndefined()) return;
  Gradient& asked = to.emplace();
  take(gradient, "row", asked.row);
  take(gradient, "column", asked.column);
  take(gradient, "upstream", asked.upstream);
}

}  // namespace

Request requestFromJs(const val& request) {
  Request result;
  result.tokens = emscripten::vecFromJSArray<std::string>(request["tokens"]);
  take(request, "context", result.context);
  take(request, "projections", result.projections);
  take(request, "embedDim", result.embedDim);
  take(request, "numHeads", result.numHeads);
  take(request, "numKvHeads", result.numKvHeads);
  take(request, "headDim", result.headDim);
  take(request, "valueDim", result.valueDim);
  take(request, "embeddings", result.embeddings);
  take(request, "contextEmbeddings", result.contextEmbeddings);
  takeWeights(request["weights"], result.weights);
  take(request, "outputProjection", result.outputProjection);
  take(request, "scale", result.scale);
  takeMask(request["mask"], result.mask);
  std::string positions = "none";
  take(request, "positions", positions);
  result.positions = positionsNamed(positions);
  take(request, "softcap", result.softcap);
  take(request, "temperature", result.temperature);
  takeGradient(request["gradient"], result.gradient);
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
