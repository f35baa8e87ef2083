// One guard round everything that JavaScript calls. An exception that crossed the boundary would leave its
// frames on the shadow stack for good, so every outcome crosses as data:
//   {ok: true, ...}                                             the answer
//   {ok: false, kind: 'range' | 'stale' | 'internal', message}  why there is none
#pragma once

#include <emscripten/val.h>

#include <exception>
#include <new>
#include <stdexcept>
#include <string>
#include <utility>

namespace softlook::wasm {

/// Thrown where a trace is asked about that is not kept any more.
struct Stale : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// `kind`: `range` is the caller's doing and leaves the core as it was; after `internal` (out of memory, a
/// defect) the instance should be given up.
inline emscripten::val failure(const char* kind, const std::string& message) {
  emscripten::val outcome = emscripten::val::object();
  outcome.set("ok", false);
  outcome.set("kind", kind);
  outcome.set("message", message);
  return outcome;
}

template <auto function>
struct Guarded;

template <typename... Arguments, emscripten::val (*function)(Arguments...)>
struct Guarded<function> {
  static emscripten::val call(Arguments... arguments) {
    try {
      emscripten::val outcome = function(std::move(arguments)...);
      outcome.set("ok", true);
      return outcome;
    } catch (const std::invalid_argument& error) {
      return failure("range", error.what());
    } catch (const Stale& error) {
      return failure("stale", error.what());
    } catch (const std::bad_alloc&) {
      return failure("internal", "out of memory");
    } catch (const std::exception& error) {
      return failure("internal", error.what());
    } catch (...) {
      return failure("internal", "something that is not a std::exception was thrown");
    }
  }
};

/// The function itself, made safe to bind.
template <auto function>
inline constexpr auto guarded = &Guarded<function>::call;

}  // namespace softlook::wasm
