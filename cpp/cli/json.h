// A trace as JSON.
#pragma once

#include <ostream>

#include "softlook/trace/trace.h"

namespace softlook::cli {

/// One object with the fields of the JavaScript interface's Trace (web/lib/softlook.d.ts); each stage's
/// `data` is a flat array in row-major order, with the fewest digits that give the float32 back. JSON has no
/// infinity: −∞ is the string "-Infinity". `context` is null in self-attention.
void printJson(std::ostream& out, const Trace& trace);

}  // namespace softlook::cli
