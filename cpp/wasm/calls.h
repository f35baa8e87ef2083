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

}  // namespace softlook::wasm
