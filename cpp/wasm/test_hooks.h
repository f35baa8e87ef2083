// Ways to break an instance on purpose. In the test builds only.
#pragma once

#include <emscripten/val.h>

namespace softlook::wasm {

/// Executes an unreachable instruction.
void trap();

/// Allocates until the memory ceiling stops it; std::bad_alloc.
emscripten::val exhaust();

/// Never returns.
void hang();

/// Recurses until the stack overflows.
void overflow();

/// Throws something that is not a std::exception.
emscripten::val throwNumber();

/// Throws through the boundary, unguarded.
void escape();

/// {address}: where the shadow stack stands, which is the same after every call that left nothing behind.
emscripten::val stackPointer();

}  // namespace softlook::wasm
