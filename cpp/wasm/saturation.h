// saturation() across the boundary.
#pragma once

#include <emscripten/val.h>

namespace softlook::wasm {

/// {widths: Int32Array, keys, seed} that web/src/engine/saturation.js has checked; keys and seed may be
/// undefined. Answers {numbers}: for each width spread, entropy and gradient without the scale, then with it.
emscripten::val saturation(emscripten::val request);

}  // namespace softlook::wasm
