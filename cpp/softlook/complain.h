// How the core's complaints are worded.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace softlook {

/// Throws std::invalid_argument: "{argument} is {value}, expected {expectation}".
[[noreturn]] void reject(const std::string& argument, const std::string& value,
                         const std::string& expectation);

/// A piece of a sentence: text, or a whole number.
class Piece {
 public:
  Piece(const char* words) : text(words) {}
  Piece(std::int64_t value) : number(value) {}
  Piece(int value) : number(value) {}
  std::string spelt() const { return text == nullptr ? std::to_string(number) : text; }

 private:
  const char* text = nullptr;
  std::int64_t number = 0;
};

/// Throws std::invalid_argument with the pieces put together. Where strings are built before the call, each
/// of them costs some hundred bytes of WASM.
[[noreturn]] void complain(std::initializer_list<Piece> pieces);

/// Rejects an integer outside lowest … highest.
void requireRange(const std::string& argument, int value, int lowest, int highest,
                  const std::string& remark = "");

/// "NaN", "Infinity" or "-Infinity". Other numbers are never the matter with a float, so they need no digits.
const char* spellNonFinite(float value);

}  // namespace softlook
