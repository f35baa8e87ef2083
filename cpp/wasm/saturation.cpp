#include "softlook/saturation/saturation.h"

#include <vector>

#include "wasm/calls.h"
#include "wasm/crossing.h"

using emscripten::val;

namespace softlook::wasm {

val saturation(val request) {
  SaturationRequest asked;
  const val widths = request["widths"];
  asked.widths.resize(widths["length"].as<unsigned>());
  copyFromJs(widths, asked.widths.data(), asked.widths.size());
  take(request, "keys", asked.keys);
  take(request, "seed", asked.seed);
  const std::vector<SaturationPoint> points = softlook::saturation(asked);
  std::vector<float> numbers(6 * points.size());
  float* next = numbers.data();
  for (const SaturationPoint& point : points) {
    for (const Softness& softness : {point.unscaled, point.scaled}) {
      *next++ = softness.spread;
      *next++ = softness.entropy;
      *next++ = softness.gradient;
    }
  }
  val result = val::object();
  result.set("numbers", copyToJs(numbers));
  return result;
}

}  // namespace softlook::wasm
