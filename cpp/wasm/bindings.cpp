// The boundary: which functions JavaScript sees. Conversions are in from_js and to_js, errors in guarded.h.
#include <emscripten/bind.h>

#include "wasm/attend.h"
#include "wasm/calls.h"
#include "wasm/guarded.h"
#include "wasm/saturation.h"
#ifdef SOFTLOOK_TEST_HOOKS
#include "wasm/test_hooks.h"
#endif

EMSCRIPTEN_BINDINGS(softlook) {
  using emscripten::function;
  using softlook::wasm::guarded;

  function("trace", guarded<&softlook::wasm::trace>);
  function("explain", guarded<&softlook::wasm::explain>);
  function("forget", &softlook::wasm::forget);
  function("attend", guarded<&softlook::wasm::attend>);
  function("saturation", guarded<&softlook::wasm::saturation>);

#ifdef SOFTLOOK_TEST_HOOKS
  function("trap", &softlook::wasm::trap);
  function("exhaust", guarded<&softlook::wasm::exhaust>);
  function("hang", &softlook::wasm::hang);
  function("overflow", &softlook::wasm::overflow);
  function("throwNumber", guarded<&softlook::wasm::throwNumber>);
  function("escape", &softlook::wasm::escape);
  function("stackPointer", guarded<&softlook::wasm::stackPointer>);
#endif
}
