// How the core's complaints are worded: a sentence that says which argument, its value, what was expected
// and, where there is one, the remedy.
#pragma once

#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>

namespace softlook {

/// A piece of a sentence: text, or a whole number. As small as it can be, for a sentence has many.
struct Piece {
  Piece(const char* words) : text(words), number(-1) {}
  Piece(const std::string& words) : Piece(std::string_view(words)) {}
  Piece(std::string_view words)
      : text(words.empty() ? "" : words.data()), number(static_cast<long long>(words.size())) {}
  Piece(long long count) : number(count) {}
  Piece(long count) : number(count) {}
  Piece(int count) : number(count) {}
  Piece(std::size_t count) : number(static_cast<long long>(count)) {}

  const char* text = nullptr;  // null for a number
  long long number;            // or the length of the text; −1 where it ends with a 0
};

/// Throws std::invalid_argument with the pieces put together.
[[noreturn]] void throwComplaint(std::initializer_list<Piece> pieces);

template <typename... Pieces>
[[noreturn]] void complain(const Pieces&... pieces) {
  throwComplaint({pieces...});
}

/// Throws std::invalid_argument: "{argument} is {value}, expected {expectation}".
template <typename Argument, typename Value, typename... Pieces>
[[noreturn]] void reject(const Argument& argument, const Value& value, const Pieces&... expectation) {
  throwComplaint({argument, " is ", value, ", expected ", expectation...});
}

/// Rejects an integer outside lowest … highest.
void requireRange(std::string_view argument, int value, int lowest, int highest,
                  std::string_view remark = "");

/// "NaN", "Infinity" or "-Infinity". Other numbers are never the matter with a float, so they need no digits.
const char* spellNonFinite(float value);

}  // namespace softlook
