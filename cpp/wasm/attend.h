// attend() as JavaScript calls it. Nothing of it stays in the WASM memory.
#pragma once

#include <emscripten/val.h>

namespace softlook::wasm {

/// `request` as web/src/engine/attend.js has checked and normalised it: every field has its type, shapes have
/// four lengths, typed arrays cannot change their length, a mask is either `allowed` (Uint8Array) or `bias`
/// (Float32Array), fields that were not given are undefined. The answer: {output, logSumExp}, with `weights`,
/// `keys` and `values` where there are some, each a Float32Array. Lets go of the trace that is kept.
emscripten::val attend(emscripten::val request);

}  // namespace softlook::wasm
