// The functions that only the whole core has.
#include <emscripten/bind.h>

#include "wasm/attend.h"
#include "wasm/guarded.h"
#include "wasm/saturation.h"

EMSCRIPTEN_BINDINGS(softlook_whole) {
  using emscripten::function;
  using softlook::wasm::guarded;

  function("attend", guarded<&softlook::wasm::attend>);
  function("saturation", guarded<&softlook::wasm::saturation>);
}
