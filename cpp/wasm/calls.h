// What JavaScript can ask of an instance. It keeps the most recent trace and no other, so its memory is
// bounded and JavaScript holds no handle that it would have to release.
#pragma once

#include <emscripten/val.h>

#include <string>

namespace softlook::wasm {

/// Runs a trace and keeps it under the caller's serial number. See from_js.h for the request, to_js.h for the
/// answer.
emscripten::val trace(emscripten::val request, double serial);

/// One cell of the trace with that serial number; a failure of kind `stale` when another one is kept.
/// `head` is -1 where all heads share the stage.
emscripten::val explain(double serial, const std::string& stage, int head, int row, int column);

/// Lets go of the trace that is kept.
void forget();

/// `request` as web/src/engine/attend.js has checked and normalised it: every field has its type, shapes have
/// four lengths, typed arrays cannot change their length, a mask is either `allowed` (Uint8Array) or `bias`
/// (Float32Array), fields that were not given are undefined. The answer: {output, logSumExp}, with `weights`,
/// `keys` and `values` where there are some, each a Float32Array. Lets go of the trace that is kept.
emscripten::val attend(emscripten::val request);

/// {widths: Int32Array, keys, seed} that web/src/engine/saturation.js has checked; keys and seed may be
/// undefined. Answers {numbers}: for each width spread, entropy and gradient without the scale, then with it.
emscripten::val saturation(emscripten::val request);

}  // namespace softlook::wasm
