// Values on their way across the boundary. A view of the WASM memory is used on the line that makes it: any
// growth of the memory would detach it.
#pragma once

#include <emscripten/val.h>

#include <optional>
#include <vector>

namespace softlook::wasm {

/// Reads a field of an object into `to`, which stays as it is where the field is undefined.
template <typename T, typename To>
void take(const emscripten::val& object, const char* field, To& to) {
  const emscripten::val value = object[field];
  if (!value.isUndefined()) to = value.as<T>();
}
template <typename T>
void take(const emscripten::val& object, const char* field, T& to) {
  take<T, T>(object, field, to);
}
template <typename T>
void take(const emscripten::val& object, const char* field, std::optional<T>& to) {
  take<T, std::optional<T>>(object, field, to);
}

/// A copy that belongs to JavaScript.
template <typename Number>
emscripten::val copyToJs(const std::vector<Number>& numbers) {
  return emscripten::val(emscripten::typed_memory_view(numbers.size(), numbers.data()))
      .template call<emscripten::val>("slice");
}

/// Fills `numbers` from a typed array of the same type and length.
template <typename Number>
void copyFromJs(const emscripten::val& array, Number* numbers, std::size_t count) {
  emscripten::val(emscripten::typed_memory_view(count, numbers)).template call<void>("set", array);
}

}  // namespace softlook::wasm
