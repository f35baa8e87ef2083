// What the small core turns away: every field that from_js_whole.cpp reads.
#include <array>
#include <string>

#include "softlook/beyond.h"
#include "wasm/from_js.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

template <std::size_t count>
void refuse(const val& object, const char* prefix, const std::array<const char*, count>& fields) {
  for (const char* const field : fields) {
    if (object[field].isUndefined()) continue;
    throw Beyond(std::string(prefix) + field +
                 " is given, expected none in the small core; ask the whole one");
  }
}

}  // namespace

void readBeyond(const val& request, Request& /*result*/) {
  refuse<12>(request, "",
             {"embeddings", "contextEmbeddings", "positions", "softcap", "temperature", "gradient", "method",
              "rank", "reach", "globalTokens", "cachedTokens", "against"});
  refuse<10>(request["weights"], "weights.",
             {"query", "key", "value", "output", "queryBias", "keyBias", "valueBias", "outputBias",
              "keyMixing", "valueMixing"});
  refuse<3>(request["mask"], "mask.", {"padding", "allowed", "bias"});
}

}  // namespace softlook::wasm
