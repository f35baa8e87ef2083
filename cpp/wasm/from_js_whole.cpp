// The fields of a request that only the whole core can do anything with.
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "wasm/crossing.h"
#include "wasm/from_js.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

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

std::optional<Gradient> gradientFromJs(const val& gradient) {
  if (gradient.isUndefined()) return std::nullopt;
  return Gradient{optional<int>(gradient, "row").value_or(0), optional<int>(gradient, "column").value_or(0),
                  optionalMatrix(gradient, "upstream")};
}

}  // namespace

void readBeyond(const val& request, Request& result) {
  result.embeddings = optionalMatrix(request, "embeddings");
  result.contextEmbeddings = optionalMatrix(request, "contextEmbeddings");
  result.weights = weightsFromJs(request["weights"]);
  const val mask = request["mask"];
  result.mask.padding = optionalFlags(mask, "padding");
  result.mask.allowed = optionalFlags(mask, "allowed");
  result.mask.bias = optionalMatrix(mask, "bias");
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
  const val against = request["against"];
  if (against.isUndefined()) return;
  const auto other = std::make_shared<Request>();
  read(against, *other);
  result.against = other;
}

}  // namespace softlook::wasm
