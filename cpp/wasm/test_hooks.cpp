#include "wasm/test_hooks.h"

#include <emscripten/bind.h>

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <vector>

#include "wasm/guarded.h"

namespace softlook::wasm {

namespace {

int recurse(int depth) {
  if (depth < 0) return 0;
  // Each frame has memory of its own that is used after the call, so that this becomes no loop.
  volatile char frame[1024];
  frame[depth % 1024] = static_cast<char>(depth);
  return recurse(depth + 1) + frame[(depth + 1) % 1024];
}

}  // namespace

void trap() { __builtin_trap(); }

emscripten::val exhaust() {
  std::vector<std::unique_ptr<char[]>> blocks;
  while (true) blocks.push_back(std::make_unique<char[]>(std::size_t{1} << 20));
}

void hang() {
  // A loop without a visible effect may be assumed to end, and be removed.
  for (volatile bool forever = true; forever;) {
  }
}

void overflow() { recurse(0); }

emscripten::val throwNumber() { throw 42; }

void escape() { throw std::runtime_error("let through on purpose"); }

emscripten::val stackPointer() {
  const volatile char here = 0;
  emscripten::val result = emscripten::val::object();
  result.set("address", reinterpret_cast<std::uintptr_t>(&here));
  return result;
}

}  // namespace softlook::wasm

EMSCRIPTEN_BINDINGS(softlook_test_hooks) {
  using emscripten::function;
  using softlook::wasm::guarded;

  function("trap", &softlook::wasm::trap);
  function("exhaust", guarded<&softlook::wasm::exhaust>);
  function("hang", &softlook::wasm::hang);
  function("overflow", &softlook::wasm::overflow);
  function("throwNumber", guarded<&softlook::wasm::throwNumber>);
  function("escape", &softlook::wasm::escape);
  function("stackPointer", guarded<&softlook::wasm::stackPointer>);
}
