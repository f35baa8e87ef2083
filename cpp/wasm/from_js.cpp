#include "wasm/from_js.h"

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

}  // namespace

void read(const val& request, Request& result) {
  result.tokens = emscripten::vecFromJSArray<std::string>(request["tokens"]);
  result.context = optionalTokens(request, "context");
  result.projections = optional<bool>(request, "projections").value_or(result.projections);
  result.embedDim = optional<int>(request, "embedDim").value_or(result.embedDim);
  result.numHeads = optional<int>(request, "numHeads").value_or(result.numHeads);
  result.numKvHeads = optional<int>(request, "numKvHeads");
  result.headDim = optional<int>(request, "headDim");
  result.valueDim = optional<int>(request, "valueDim");
  result.outputProjection = optional<bool>(request, "outputProjection");
  result.scale = optional<float>(request, "scale");
  const val mask = request["mask"];
  result.mask.causal = optional<bool>(mask, "causal").value_or(false);
  result.mask.window = optional<int>(mask, "window");
  result.mask.prefix = optional<int>(mask, "prefix").value_or(0);
  result.seed = optional<std::uint32_t>(request, "seed").value_or(result.seed);
  result.edits = editsFromJs(request["edits"]);
  result.differences = optional<bool>(request, "differences").value_or(result.differences);
  readBeyond(request, result);
}

}  // namespace softlook::wasm
