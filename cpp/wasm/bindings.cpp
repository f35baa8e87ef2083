// The boundary: which functions JavaScript sees of the core. Conversions are in from_js and to_js, errors in
// guarded.h.
#include <emscripten/bind.h>

#include "wasm/calls.h"
#include "wasm/guarded.h"

EMSCRIPTEN_BINDINGS(softlook) {
  using emscripten::function;
  using softlook::wasm::guarded;

  function("trace", guarded<&softlook::wasm::trace>);
  function("explain", guarded<&softlook::wasm::explain>);
  function("forget", &softlook::wasm::forget);
  function("attend", guarded<&softlook::wasm::attend>);
  function("saturation", guarded<&softlook::wasm::saturation>);
}
