// Values on their way across the boundary. A view of the WASM memory is used on the line that makes it: any
// growth of the memory would detach it.
#pragma once

#include <emscripten/val.h>

#include <optional>
#include <vector>

namespace softlook::wasm {

/// A field of an object; nothing where it is undefined.
template <typename T>
std::optional<T> optional(const emscripten::val& object, const char* field) {
  const emscripten::val value = object[field];
  if (value.isUndefined()) return std::nullopt;
  return value.as<T>();
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
