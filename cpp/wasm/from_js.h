// What JavaScript hands over, as the core's own types.
#pragma once

#include <emscripten/val.h>

#include "softlook/request/request.h"

namespace softlook::wasm {

/// `request` is one that web/src/engine/request.js has checked and normalised: every field has its type,
/// every number is in the range of its C++ type, fields that were not given are undefined. Embind checks none
/// of this: it would turn 2.7 into 2 and NaN into 0.
Request requestFromJs(const emscripten::val& request);

}  // namespace softlook::wasm
