#include "wasm/calls.h"

#include <optional>

#include "softlook/trace/trace.h"
#include "wasm/from_js.h"
#include "wasm/guarded.h"
#include "wasm/to_js.h"

using emscripten::val;

namespace softlook::wasm {

namespace {

struct Kept {
  double serial;
  Trace trace;
};

std::optional<Kept> kept;

}  // namespace

val trace(val request, double serial) {
  // Before the new one is made: there is to be room for the largest, whatever came before.
  forget();
  kept.emplace(Kept{serial, softlook::trace(requestFromJs(request))});
  return traceToJs(kept->trace);
}

val explain(double serial, const std::string& stage, int head, int row, int column) {
  if (!kept || kept->serial != serial) throw Stale("another trace has been made since");
  return explanationToJs(softlook::explain(kept->trace, {{stageId(stage), head}, row, column}));
}

void forget() { kept.reset(); }

}  // namespace softlook::wasm
