// What JavaScript hands over, as the core's own types.
#pragma once

#include <emscripten/val.h>

#include "softlook/request.h"

namespace softlook::wasm {

/// Fills in a fresh request, where it stands since moving one takes much code. `request` is one that
/// web/src/engine/request.js has checked and normalised: every field has its type, every number is in the
/// range of its C++ type, fields that were not given are undefined. Embind checks none of this: it would
/// turn 2.7 into 2 and NaN into 0.
void read(const emscripten::val& request, Request& result);

}  // namespace softlook::wasm
