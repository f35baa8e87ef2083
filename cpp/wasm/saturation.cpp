#include "wasm/saturation.h"

#include <vector>

#include "softlook/saturation.h"
#include "wasm/crossing.h"

using emscripten::val;

namespace softlook::wasm {

val saturation(val request) {
  SaturationRequest asked;
  const val widths = request["widths"];
  asked.widths.resize(widths["length"].as<unsigned>());
  copyFromJs(widths, asked.widths.data(), asked.widths.size());
  asked.keys = optional<int>(request, "keys").value_or(asked.keys);
  asked.seed = optional<std::uint32_t>(request, "seed").value_or(asked.seed);
  std::vector<float> numbers;
  for (const SaturationPoint& point : softlook::saturation(asked)) {
    for (const Softness& softness : {point.unscaled, point.scaled}) {
      for (const float number : {softness.spread, softness.entropy, softness.gradient}) {
        numbers.push_back(number);
      }
    }
  }
  val result = val::object();
  result.set("numbers", copyToJs(numbers));
  return result;
}

}  // namespace softlook::wasm
