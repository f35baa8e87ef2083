// Ways to break an instance on purpose. In the test build only.
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

/// Executes an unreachable instruction.
void trap() { __builtin_trap(); }

/// Allocates until the memory ceiling stops it; std::bad_alloc.
emscripten::val exhaust() {
  std::vector<std::unique_ptr<char[]>> blocks;
  while (true) blocks.push_back(std::make_unique<char[]>(std::size_t{1} << 20));
}

/// Never returns.
void hang() {
  // A loop without a visible effect may be assumed to end, and be removed.
  for (volatile bool forever = true; forever;) {
  }
}

/// Recurses until the stack overflows.
void overflow() { recurse(0); }

/// Throws something that is not a std::exception.
emscripten::val throwNumber() { throw 42; }

/// Throws through the boundary, unguarded.
void escape() { throw std::runtime_error("let through on purpose"); }

/// {address}: where the shadow stack stands, which is the same after every call that left nothing behind.
emscripten::val stackPointer() {
  const volatile char here = 0;
  emscripten::val result = emscripten::val::object();
  result.set("address", reinterpret_cast<std::uintptr_t>(&here));
  return result;
}

}  // namespace

EMSCRIPTEN_BINDINGS(softlook_test_hooks) {
  using emscripten::function;

  function("trap", &trap);
  function("exhaust", guarded<&exhaust>);
  function("hang", &hang);
  function("overflow", &overflow);
  function("throwNumber", guarded<&throwNumber>);
  function("escape", &escape);
  function("stackPointer", guarded<&stackPointer>);
}

}  // namespace softlook::wasm
